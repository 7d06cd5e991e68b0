"""An article's quotations on their way into the database, and out of it: filed, merged, counted, forgotten."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Analysis, ArticleDraft, Kind
from bot.store.article.spans import dump_spans
from bot.store.person.filing import file_speakers
from bot.store.person.forms import Filed, Mention, count_statements, drop_names
from bot.store.person.merging import Told, drop_untold, link_to_library, merge_statements, refresh_statements
from bot.store.person.sameness import statement_words
from bot.store.schema import article, quote, take_ids

T = TypeVar("T")

_CHUNK = 500  # values of one IN list


@dataclass(slots=True)
class Saying:
    """A statement of an article on its way into the database: its spans, and the sentences they stand in.

    `quote_id` is filled in by `put_sayings`; `correction_id` is set where an administrator named the speaker.
    """

    article_id: int
    kind: Kind
    cue: str | None
    mention: str | None
    spans: tuple[tuple[int, int], ...]
    context: tuple[int, int]
    told: Told
    correction_id: int | None = None
    quote_id: int = 0

    @property
    def speaker(self) -> Mention | None:
        """The speaker's name in this article, if it has one."""
        return None if self.told.speaker is None else (self.article_id, self.told.speaker)


@dataclass(frozen=True, slots=True)
class Taken:
    """What quotations that were taken out had told of: name ids with their numbers, and people."""

    names: Counter[int] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)


def sayings_of(article_id: int, draft: ArticleDraft, analysis: Analysis, dated: datetime) -> Iterator[Saying]:
    """The statements of a draft, the spans of an interrupted one together; a joint one once for each speaker."""
    ordered = sorted(analysis.quotes, key=lambda found: (found.statement, found.speaker or "", found.start))
    starts, ends = [start for start, _, _ in analysis.sentences], [end for _, end, _ in analysis.sentences]
    for _, group in groupby(ordered, key=lambda found: (found.statement, found.speaker)):
        parts = list(group)
        spans = tuple((part.start, part.end) for part in parts)
        start, end = spans[0][0], max(end for _, end in spans)
        around = slice(bisect_right(ends, start), bisect_left(starts, end))  # the sentences that it touches
        context = (min([start, *starts[around]]), max([end, *ends[around]]))
        words = statement_words(" ".join(draft.text[a:b] for a, b in spans))
        first = parts[0]
        told = Told(None, first.speaker, words, dated, direct=first.kind == "direct")
        yield Saying(article_id, first.kind, first.cue, first.mention, spans, context, told)


async def put_sayings(connection: AsyncConnection, guild_id: int | None, sayings: Sequence[Saying]) -> None:
    """File these for a guild, or for the library: their speakers, statements and quotations."""
    if not sayings:
        return
    uses = Counter(mention for saying in sayings if (mention := saying.speaker) is not None)
    filed = await file_speakers(connection, guild_id, uses)
    for saying in sayings:
        if saying.speaker is not None:
            saying.told.person_id = filed[saying.speaker].person_id
    told = [saying.told for saying in sayings]
    changed = await merge_statements(connection, guild_id, told)
    for saying, quote_id in zip(sayings, await take_ids(connection, quote, len(sayings)), strict=True):
        saying.quote_id = quote_id
    await connection.execute(insert(quote), [_quote_row(saying, filed) for saying in sayings])
    changed |= await link_to_library(connection, guild_id, told)
    await refresh_statements(connection, changed)
    await count_statements(connection, {item.person_id for item in told if item.person_id is not None})


async def count_in_articles(connection: AsyncConnection, sayings: Sequence[Saying]) -> None:
    """An article that repeats a statement has it once."""
    spans = Counter(saying.article_id for saying in sayings)
    distinct = Counter(article_id for article_id, _ in {(one.article_id, one.told.statement_id) for one in sayings})
    repeating = [{"of": one, "count": count} for one, count in distinct.items() if count != spans[one]]
    if repeating:
        await connection.execute(
            update(article).where(article.c.id == bindparam("of")).values(statements=bindparam("count")), repeating
        )


def _quote_row(saying: Saying, filed: Mapping[Mention, Filed]) -> dict[str, Any]:
    told = saying.told
    return {
        "id": saying.quote_id,
        "statement_id": told.statement_id,
        "article_id": saying.article_id,
        "person_id": told.person_id,
        "name_id": filed[saying.speaker].name_id if saying.speaker is not None else None,
        "kind": saying.kind,
        "cue": saying.cue,
        "mention": saying.mention,
        "dated": told.dated,
        "start": saying.spans[0][0],
        "stop": max(end for _, end in saying.spans),
        "spans": dump_spans(saying.spans),
        "context_start": saying.context[0],
        "context_end": saying.context[1],
        "correction_id": saying.correction_id,
    }


async def take_quotes(connection: AsyncConnection, here: ColumnElement[bool], taken: Taken) -> None:
    """Take out the quotations that a condition finds, with the statements that nothing else tells.

    Names and people stay until `forget`: an article that is saved again files under the same people, and
    the buttons that lead to them go on working.
    """
    rows = (
        await connection.execute(select(quote.c.statement_id, quote.c.person_id, quote.c.name_id).where(here))
    ).all()
    if not rows:
        return
    await connection.execute(delete(quote).where(here))
    for statements in chunks(sorted({row.statement_id for row in rows})):
        await drop_untold(connection, statements)
    taken.names.update(row.name_id for row in rows if row.name_id is not None)
    taken.people.update(row.person_id for row in rows if row.person_id is not None)


async def forget(connection: AsyncConnection, taken: Taken) -> None:
    """Forget the names and people that nothing tells of any more."""
    await drop_names(connection, taken.names)
    for people in chunks(sorted(taken.people)):
        await count_statements(connection, people)


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in stretches that one IN list can hold."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
