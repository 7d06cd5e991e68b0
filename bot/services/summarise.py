"""`/summary`: which articles a question is about, their stories, and the sentences that tell them."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from math import log2

from bot.errors import NothingFound
from bot.records import Article, Scope
from bot.records.questions import Line, Period, Story, Summary, SummaryQuestion
from bot.services.articles import HOW_TO_STORE, NOTHING_STORED
from bot.store import Store
from bot.store.article import articles
from summaries import Document, Sentence, group_stories, summarize
from summaries.facts import also_reported
from summaries.select import is_short, reading_order
from summaries.topics import Topic

MAX_ARTICLES = 120  # the newest that fit the question; older ones would not reach the screen
MAX_READ = 40_000  # characters of one article: some 7,000 words
# One summary at a time: several at once would only take the processor from the gateway's heartbeat.
_WORKER = ThreadPoolExecutor(1, "summaries")
HALF_LIFE_DAYS = 3.0  # after these, a story needs twice the coverage to keep its place


async def summarise(
    store: Store, scope: Scope, question: SummaryQuestion, now: datetime, *, told: bool = True
) -> Summary:
    """Answer a `/summary`; without `told` only its stories and their articles, no sentence chosen.

    Raises NothingFound, with what to do next, where nothing fits.
    """
    page = await articles.find_articles(
        store,
        scope,
        topic=question.topic,
        since=question.period.since(question.asked or now),
        limit=MAX_ARTICLES,
        offset=0,
        whole_guild=question.whole_guild,
    )
    if not page.items:
        raise await _nothing(store, scope, question)
    found = await articles.load_articles(store, scope, [card.id for card in page.items])
    summary = await asyncio.get_running_loop().run_in_executor(_WORKER, _tell, found, page.total, question, told)
    if summary is None:
        raise await _nothing(store, scope, question)
    return summary


async def _nothing(store: Store, scope: Scope, question: SummaryQuestion) -> NothingFound:
    if await articles.count_articles(store, scope) == 0:
        return NothingFound(NOTHING_STORED, HOW_TO_STORE)
    about = " about “{topic}”" if question.topic else ""
    when = f" of the period “{question.period.value}”" if question.period is not Period.ALL else ""
    hints = []
    if question.period is not Period.ALL:
        hints.append("a longer `period`")
    if question.topic:
        hints.append("another `topic`")
    if not question.whole_guild and scope.guild_id is not None:
        hints.append("`scope: whole server`")
    remedy = (
        f"Try {' or '.join(hints)}, or see `/articles list`." if hints else "See `/articles list` for what is stored."
    )
    return NothingFound(f"No article{about}{when} here.", remedy, topic=question.topic or "")


def _tell(matching: Sequence[Article], total: int, question: SummaryQuestion, told: bool) -> Summary | None:
    found = about(matching, question.topic)
    if not found:
        return None
    by_id = {str(article.id): article for article in found}
    documents = [document_of(article) for article in reversed(found)]  # oldest first: the order of arrival
    groups = sorted(group_stories(documents), key=lambda group: _weight(group, by_id), reverse=True)
    count, each = (1, question.length.sentences) if len(groups) == 1 else question.length.stories
    stories = [_story(group, by_id, each if told else 0, question.topic) for group in groups[:count]]
    fitting = total - len(matching) + len(found)
    return Summary(question, tuple(stories), len(groups) - len(stories), len(found), fitting)


def about(matching: Sequence[Article], topic: str | None) -> Sequence[Article]:
    """Those that do speak of a topic: the text index takes "Ferris" for a form of "ferry"."""
    if not topic:
        return matching
    asked = Topic(topic)
    return [article for article in matching if asked.share_of(document_of(article)) == 1]


def _weight(group: Sequence[Document], by_id: dict[str, Article]) -> float:
    """The most covered first, and of two alike the newest: coverage halves with every HALF_LIFE_DAYS."""
    newest = max(time_of(by_id[document.id]).timestamp() for document in group)
    sources = {by_id[document.id].source or document.id for document in group}
    sources.update(name for document in group for name in by_id[document.id].also)
    return log2(len(sources)) + newest / 86400 / HALF_LIFE_DAYS


def _story(group: Sequence[Document], by_id: dict[str, Article], count: int, topic: str | None) -> Story:
    articles_ = sorted((by_id[document.id] for document in group), key=time_of, reverse=True)
    group = in_main_language(group)
    chosen = summarize(group, sentences=count, query=topic) if count else []
    lines = tuple(line_of(sentence, group, by_id) for sentence in reading_order(chosen))
    told = lines[0].article if lines else by_id[group[-1].id]
    return Story(told.title, tuple(articles_), lines, count > 0 and is_short(group, sentences=count))


def in_main_language(group: Sequence[Document]) -> list[Document]:
    """Those of a story's documents that are in the language of most: what tells it speaks one language."""
    main, _ = Counter(document.language for document in group).most_common(1)[0]
    return [document for document in group if document.language == main]


def line_of(sentence: Sentence, group: Sequence[Document], by_id: Mapping[str, Article]) -> Line:
    """A chosen sentence with its article, and those of its story that report the same."""
    others = dict.fromkeys(other.document.id for other in also_reported(sentence, group))
    others.pop(sentence.document.id, None)
    return Line(sentence.text, by_id[sentence.document.id], tuple(by_id[other] for other in others))


def time_of(article: Article) -> datetime:
    """When an article was published, else when it was saved."""
    return article.published or article.saved_at


def document_of(article: Article) -> Document:
    """The engine's view of a stored article, its sentences as they were found at saving.

    Of a very long one it is the first sentences: all servers wait for one worker, and a book would hold up them all.
    """
    text, sentences = article.text, article.sentences
    if len(text) > MAX_READ:
        sentences = sentences[: max(1, bisect_right(sentences, MAX_READ, key=lambda one: one[1]))]
        text = text[: sentences[-1][1] if sentences else MAX_READ]
    return Document(
        id=str(article.id),
        title=article.title,
        text=text,
        language=article.language,
        published=article.published,
        source=article.source,
        boundaries=sentences,
    )
