"""The stories and statements of a digest: the most covered first, nothing that an earlier digest told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate

from bot.records import Article, Statement
from bot.records.digest import Digest, Fate, Item, ScheduleDraft
from bot.records.questions import Story
from bot.records.savings import ArticleSource, FirstSaving
from bot.services.summarise import document_of, in_main_language, line_of, time_of
from summaries import Document, Sentence, group_stories, summarize
from summaries.select import reading_order

MAX_BRIEF = 12
STATEMENTS = 3
SHORTEST, LONGEST = 6, 45  # words of a statement worth a place of its own
TRIES = 3


@dataclass(frozen=True, slots=True)
class Material:
    """What a digest is made of: the articles that came, those of earlier digests, what these showed.

    `shown` are the lines of all earlier digests, `lines_of` those of each article; `statements` are what the articles
    that came tell.
    """

    came: Sequence[Article]
    earlier: Sequence[Article]
    shown: Collection[str]
    lines_of: Mapping[int, Sequence[str]]
    statements: Sequence[Statement]
    sources: Mapping[int, tuple[ArticleSource, ...]]
    savings: Mapping[int, FirstSaving]


@dataclass(slots=True)
class _Digest:
    """The digest so far. `lines` has every line that is told, in it or in an earlier one."""

    lines: set[str]
    stories: list[Story] = field(default_factory=list)
    brief: list[Story] = field(default_factory=list)
    items: dict[int, Item] = field(default_factory=dict)

    def settle(self, article: Article, fate: Fate, story: int) -> None:
        self.items[article.id] = Item(article.id, fate, story)

    def show(self, article_id: int, lines: Sequence[str]) -> None:
        item = self.items[article_id]
        self.items[article_id] = replace(item, fate=Fate.CARRIED, lines=(*item.lines, *lines))
        self.lines.update(lines)


def tell(asked: ScheduleDraft, material: Material) -> Digest:
    """The digest of articles that all fit its schedule. Pure, and the same for the same material."""
    by_id = {str(article.id): article for article in (*material.earlier, *material.came)}
    new = {str(article.id) for article in material.came}
    groups = group_stories([document_of(article) for article in by_id.values()])
    fresh = {at: [one for one in group if one.id in new] for at, group in enumerate(groups)}
    order = sorted((at for at in fresh if fresh[at]), key=lambda at: _weight(fresh[at], by_id, material), reverse=True)
    digest = _Digest(set(material.shown))
    for number, at in enumerate(order, 1):
        known = [line for one in groups[at] if one.id not in new for line in material.lines_of.get(int(one.id), ())]
        _tell_story(digest, number, fresh[at], by_id, asked, None if len(fresh[at]) == len(groups[at]) else known)
    statements = tuple(_notable(digest, material)) if digest.stories else ()
    items = tuple(digest.items.values())
    return Digest(
        asked, tuple(digest.stories), tuple(digest.brief), statements, items, material.sources, material.savings
    )


def _weight(group: Sequence[Document], by_id: Mapping[str, Article], material: Material) -> tuple[int, datetime]:
    """The most covered first, and of two alike the newest."""
    names: set[str] = set()
    for article in (by_id[one.id] for one in group):
        names.add(article.source or f"{article.id}")
        names.update(source.name or source.origin for source in material.sources.get(article.id, ())[1:])
    return len(names), max(time_of(by_id[one.id]) for one in group)


def _tell_story(
    digest: _Digest,
    number: int,
    group: Sequence[Document],
    by_id: Mapping[str, Article],
    asked: ScheduleDraft,
    known: Sequence[str] | None,
) -> None:
    """Add a story in sentences while there is room for such, then in its headline, or note that it did not fit.

    `known` are the lines that earlier digests have told of it, None where they did not tell it.
    """
    members = sorted((by_id[one.id] for one in group), key=time_of, reverse=True)
    many, each = asked.length.stories
    told_whole = len(digest.stories) < many
    # Whether it adds anything is asked of every story that goes on, also where a headline is all there is room for.
    length = each if told_whole else int(known is not None)
    chosen = _choose(in_main_language(group), length, asked.topic, known or (), digest.lines) if length else []
    goes_on = known is not None
    if goes_on and not chosen:
        fate = Fate.NOTHING_NEW
    elif told_whole and chosen:
        fate = Fate.FOLDED
        lines = tuple(line_of(sentence, group, by_id) for sentence in chosen)
        digest.stories.append(Story(lines[0].article.title, tuple(members), lines, is_update=goes_on))
    elif len(digest.brief) < MAX_BRIEF:
        fate = Fate.FOLDED
        digest.brief.append(Story(members[0].title, tuple(members), (), is_update=goes_on))
    else:
        fate = Fate.CUT
    for article in members:
        in_brief = fate is Fate.FOLDED and not (told_whole and chosen) and article is members[0]
        digest.settle(article, Fate.BRIEF if in_brief else fate, number)
    if told_whole:
        for sentence in chosen:
            digest.show(int(sentence.document.id), [sentence.text])


def _choose(
    group: Sequence[Document], length: int, topic: str | None, known: Sequence[str], told: Collection[str]
) -> list[Sentence]:
    """Sentences of a story that say what `known` does not, none of which has been told, in reading order."""
    known = list(known)
    for _ in range(TRIES):
        past = _as_sentences(known)
        chosen = summarize(group, sentences=length, query=topic, known=past)
        if topic and not chosen:
            chosen = summarize(group, sentences=length, known=past)
        repeated = [sentence.text for sentence in chosen if sentence.text in told]
        if not repeated:
            return reading_order(chosen)
        known += repeated
    return []


def _as_sentences(lines: Sequence[str]) -> list[Sentence]:
    document = Document("told", "", "\n".join(lines))
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [Sentence(document, start, start + len(line)) for start, line in zip(starts, lines, strict=False)]


def _notable(digest: _Digest, material: Material) -> Iterator[Statement]:
    """The statements to show: of different people, quoted rather than reported, of the stories most covered."""
    came = {article.id: article for article in material.came}
    speakers: set[str] = set()

    def rank(statement: Statement) -> tuple[bool, int, int]:
        return statement.kind == "direct", len(statement.sources), -(digest.items[_home(statement)].story or 0)

    worthy = [one for one in material.statements if _home(one) in digest.items and _is_worthy(one)]
    told = [_words(line) for line in digest.lines]
    for statement in sorted(worthy, key=rank, reverse=True):
        if len(speakers) == STATEMENTS:
            return
        said = _words(statement.words[0])  # another article may tell it with other quotation marks
        if statement.speaker and statement.speaker not in speakers and not any(said in line for line in told):
            lines = _sentences_of(statement, came[_home(statement)])
            if digest.lines.isdisjoint(lines):
                speakers.add(statement.speaker)
                digest.show(_home(statement), lines)
                yield statement


def _home(statement: Statement) -> int:
    return statement.sources[0].article.id


def _is_worthy(statement: Statement) -> bool:
    words = len(" ".join(statement.words).split())
    return statement.withdrawn is None and SHORTEST <= words <= LONGEST


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _sentences_of(statement: Statement, article: Article) -> list[str]:
    """The sentences that a statement stands in."""
    start = min(start for start, _ in statement.sources[0].spans)
    end = max(end for _, end in statement.sources[0].spans)
    return [article.text[first:last] for first, last, _ in article.sentences if first < end and last > start]
