"""What a digest holds: the stories that arrived between two marks, and what happened to each of their articles."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from math import log2

from bot.digest import Digest, Fate, Item, Mark, ScheduleDraft
from bot.questions import Line, Story
from bot.records import Article
from bot.services.summarise import document_of
from bot.store import Store, arrivals, articles
from summaries import Document, Sentence, group_stories, summarize
from summaries.select import reading_order

MAX_ARTICLES = 200  # the last to arrive; what is older in a span is listed under "everything"
MAX_BRIEF = 8
# One digest at a time: several at once would only take the processor from the gateway's heartbeat.
_WORKER = ThreadPoolExecutor(1, "digests")


async def compose(store: Store, asked: ScheduleDraft, after: Mark, until: Mark, now: datetime) -> Digest | None:
    """The digest of what came within a schedule's sight after one mark, up to another; None where nothing came.

    Where a filter left out all that came, it has no stories.
    Every article of the span is among its `items`. Composed again for the same marks it is the same, as long as the
    articles are.
    """
    came = await arrivals.arrived(store, asked, after, until)
    fits = await arrivals.fitting(store, asked, came)
    wanted = [article_id for article_id in came if article_id in fits]
    found = await articles.load_articles(store, asked.scope, wanted[-MAX_ARTICLES:])
    if not came:
        return None
    stories, brief, items = await asyncio.get_running_loop().run_in_executor(_WORKER, _tell, found, asked)
    told = {item.article_id for item in items}
    rest = [
        Item(one, Fate.CUT) if one in fits else Item(one, Fate.EXCLUDED, filter=f"topic: {asked.topic}")
        for one in came
        if one not in told
    ]
    return Digest(asked, stories, brief, items=(*items, *rest))


def _tell(found: Sequence[Article], asked: ScheduleDraft) -> tuple[tuple[Story, ...], tuple[Story, ...], list[Item]]:
    by_id = {str(article.id): article for article in found}
    groups = sorted(group_stories([document_of(article) for article in found]), key=lambda g: _rank(g, by_id))
    many, each = asked.length.stories
    stories: list[Story] = []
    brief: list[Story] = []
    items: list[Item] = []
    for number, group in enumerate(groups, 1):
        members = tuple(sorted((by_id[one.id] for one in group), key=lambda a: a.published or a.saved_at, reverse=True))
        if number > many + MAX_BRIEF:
            items += [Item(article.id, Fate.CUT, number) for article in members]
            continue
        chosen = reading_order(summarize(group, sentences=each, query=asked.topic)) if number <= many else []
        lines = tuple(Line(sentence.text, by_id[sentence.document.id], ()) for sentence in chosen)
        first = lines[0].article if lines else members[0]
        (stories if lines else brief).append(Story(first.title, members, lines))
        items += _fates(members, chosen, first, number)
    return tuple(stories), tuple(brief), items


def _rank(group: Sequence[Document], by_id: dict[str, Article]) -> tuple[float, float]:
    """The most covered first, and of two alike the newest."""
    sources = {by_id[document.id].source or document.id for document in group}
    newest = max((by_id[document.id].published or by_id[document.id].saved_at).timestamp() for document in group)
    return -log2(len(sources)), -newest


def _fates(members: Sequence[Article], chosen: Sequence[Sentence], first: Article, number: int) -> list[Item]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for sentence in chosen:
        spans.setdefault(int(sentence.document.id), []).append((sentence.start, sentence.end))
    items = []
    for article in members:
        if article.id in spans:
            items.append(Item(article.id, Fate.CARRIED, number, tuple(spans[article.id])))
        else:
            brief = article is first and not chosen
            items.append(Item(article.id, Fate.BRIEF if brief else Fate.FOLDED, number))
    return items
