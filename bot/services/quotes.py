"""`/quotes`: whose words were asked for, what they said, and where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.errors import NothingFound, WhichOne
from bot.ingest.normalise import normalise
from bot.records import Article, Page, PersonHit, Scope, Statement, marked
from bot.records.questions import (
    STATEMENTS_PER_PAGE,
    Context,
    Period,
    QuotesPage,
    QuotesQuestion,
    Said,
    counted,
    names,
    pages,
)
from bot.services.paging import nearest_page
from bot.store import Store
from bot.store.article import articles
from bot.store.person import people, quotes
from summaries import Document, Quote, find_quotes

MAX_CHOICES = 10
MOST_QUOTED = 5
MAX_SAID = 500  # statements of a summary's articles that are paged through
AROUND = 2  # sentences before and after a quotation shown in context


async def complete(store: Store, scope: Scope, typed: str) -> list[PersonHit]:
    """People whose name has a part that begins as typed, the most quoted first."""
    return await people.complete_people(store, scope, typed)


async def find_person(store: Store, scope: Scope, typed: str, question: QuotesQuestion) -> PersonHit:
    """The one person that `typed` names, misspelt or in another spelling.

    Raises WhichOne when several people go by it, NothingFound with the nearest names when nobody does.
    """
    hits = await people.find_people(store, scope, typed)
    if len(hits) == 1:
        return hits[0]
    if hits:
        choices = [(hit.ids[0], f"{hit.name} ({counted(hit.statements)})") for hit in hits[:MAX_CHOICES]]
        raise WhichOne(typed, choices, question)
    raise await _unknown(store, scope, typed)


async def _unknown(store: Store, scope: Scope, typed: str) -> NothingFound:
    if await articles.count_articles(store, scope) == 0:
        return NothingFound("No articles are stored yet, so nobody is quoted.", "See `/help` for how they come in.")
    mentioned = await articles.find_articles(store, scope, topic=typed, since=None, limit=1, offset=0, whole_guild=True)
    message = "Nobody called “{typed}” is quoted in the articles stored here."
    if mentioned.total:
        number = f"{mentioned.total} articles mention" if mentioned.total > 1 else "One article mentions"
        message = f"{number} “{{typed}}”, but none gives a statement under that name."
    nearest = await people.nearest_people(store, scope, typed)
    if nearest:
        return NothingFound(message, "The nearest names are: {nearest}.", typed=typed, nearest=names(nearest))
    quoted = await people.complete_people(store, scope, "", limit=MOST_QUOTED)
    return NothingFound(message, "The most quoted here are: {quoted}.", typed=typed, quoted=names(quoted))


async def person_by_id(store: Store, scope: Scope, person_id: int) -> PersonHit:
    """The person behind a choice or button. Raises NothingFound when their articles are gone."""
    hits = await people.people_by_ids(store, scope, [person_id])
    if not hits:
        raise NothingFound("That person's statements are no longer stored.", "Ask again with `/quotes`.")
    return hits[0]


async def statements_page(store: Store, scope: Scope, question: QuotesQuestion, now: datetime) -> QuotesPage:
    """A page of statements, newest first; past the end, the last one. Raises NothingFound when nothing fits."""
    person = await person_by_id(store, scope, question.person_id)

    async def load(page: int) -> Page[Statement]:
        return await quotes.find_statements(
            store,
            scope,
            person.ids,
            topic=question.topic,
            direct_only=question.direct_only,
            since=question.period.since(now),
            limit=STATEMENTS_PER_PAGE,
            offset=page * STATEMENTS_PER_PAGE,
        )

    page, found = await nearest_page(load, question.page, STATEMENTS_PER_PAGE)
    if not found.total:
        raise _filtered_out(person, question)
    return QuotesPage(replace(question, page=page), person, found)


def _filtered_out(person: PersonHit, question: QuotesQuestion) -> NothingFound:
    filters = []
    if question.direct_only:
        filters.append("`kind: everything`")
    if question.period is not Period.ALL:
        filters.append("a longer `period`")
    if question.topic:
        filters.append("another `topic`")
    return NothingFound(
        f"None of the {counted(person.statements)} of {{name}} fits.", f"Try {' or '.join(filters)}.", name=person.name
    )


async def statements_of(
    store: Store, scope: Scope, article_ids: Sequence[int], page: int
) -> tuple[int, Page[Statement]]:
    """A page of what people say in these articles, in the order of the texts, and its number.

    Raises NothingFound where nobody says anything.
    """
    said = await quotes.statements_of_articles(store, scope, article_ids, MAX_SAID)
    if not said:
        raise NothingFound("Nobody is quoted in these articles.", "See `/quotes` for who is quoted elsewhere.")
    page = min(max(page, 0), pages(len(said), STATEMENTS_PER_PAGE) - 1)
    start = page * STATEMENTS_PER_PAGE
    return page, Page(tuple(said[start : start + STATEMENTS_PER_PAGE]), len(said), start)


async def in_context(store: Store, scope: Scope, quote_id: int) -> Context:
    """The sentences around a quotation. Raises NothingFound when its article is gone."""
    found = await quotes.load_quote(store, scope, quote_id)
    if found is None:
        raise NothingFound("That quotation's article is no longer stored.", "Ask again with `/quotes`.")
    article, spans, _ = found
    return context_of(article, spans)


def context_of(article: Article, spans: Sequence[tuple[int, int]]) -> Context:
    """The sentences around these spans of an article."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    touched = [n for n, (start, end, _) in enumerate(article.sentences) if start < last and end > first]
    low = max(0, (touched[0] if touched else 0) - AROUND)
    high = min(len(article.sentences) - 1, (touched[-1] if touched else 0) + AROUND)
    start, end = (article.sentences[low][0], article.sentences[high][1]) if touched else (first, last)
    start, end = min(start, first), max(end, last)
    passage = marked(article.text[start:end], [(a - start, b - start) for a, b in spans])
    return Context(article, passage, start > 0, end < len(article.text))


async def quotes_in_message(text: str) -> list[Said]:
    """The quotations in the text of a message, in order. Raises NothingFound where there is none."""
    found = await asyncio.to_thread(_said_in, text)
    if not found:
        raise NothingFound(
            "No quotation found in this message.",
            "It looks in the message itself for words in quotation marks, or after “said that”, and their speaker.",
        )
    return found


def _said_in(text: str) -> list[Said]:
    document = Document(id="message", title="", text=normalise(text))
    return [_said(document, quote) for quote in find_quotes(document)]


def _said(document: Document, quote: Quote) -> Said:
    """Direct words alone; reported speech in its whole sentences, which may say more than the clause."""
    around = [s for s in document.sentences if s.start < quote.end and s.end > quote.start]
    whole = quote.kind != "direct" and around
    start, end = (around[0].start, around[-1].end) if whole else (quote.start, quote.end)
    return Said(document.text[start:end], quote.kind, quote.speaker or quote.mention, quote.cue)
