"""Corrections of speakers by a guild's administrators: made, and undone.

A correction belongs to one guild and to one article's quotation, known by the article's origin and the words, so
that it holds when the article is analysed anew, imported again or replaced. It ends when it is undone, or with its
guild.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Scope, Verdict
from bot.store.article.cards import visible
from bot.store.article.sayings import Saying, Taken, forget, take_quotes
from bot.store.article.spans import load_people
from bot.store.engine import Store
from bot.store.person.hidden import seen
from bot.store.person.merging import refresh_statements
from bot.store.person.overlay import load_sayings, put_aside, word_keys
from bot.store.person.sameness import letters_key
from bot.store.schema import (
    LIBRARY,
    AnyRow,
    article,
    article_people,
    correction,
    correction_key,
    guild,
    hidden_quote,
    quote,
    statement,
    take_ids,
)
from bot.store.uninterrupted import uninterrupted
from summaries.people import fold


@uninterrupted
async def correct_speaker(
    store: Store, guild_id: int, quote_id: int, verdict: Verdict, speaker: str | None, by: int
) -> int | None:
    """File what this quote tells under whom the administrator `by` named, in this guild; the number of the act.

    All of the statement's articles follow, and an earlier correction gives way. `speaker` is a name for the verdict
    "person", else None. None where the guild sees no such quote.
    """
    async with store.write() as connection:
        found = await _reports(connection, guild_id, quote_id)
        if not found:
            return None
        await connection.execute(upsert(guild).values(id=guild_id, joined_at=store.now()).on_conflict_do_nothing())
        earlier = {row.correction_id for row in found if row.correction_id is not None}
        hidden = select(hidden_quote.c.quote_id).where(hidden_quote.c.correction_id.in_(earlier))
        ids = {row.id for row in found if row.correction_id is None} | set((await connection.execute(hidden)).scalars())
        await _remove(connection, earlier)
        originals = await load_sayings(connection, quote.c.id.in_(ids))
        chosen = fold(speaker or "")
        wrong = [one for one in originals if verdict != "person" or fold(one.told.speaker or "") != chosen]
        new = await take_ids(connection, correction, len({_place(one) for one in wrong}))
        values = {"act": new.start, "verdict": verdict, "speaker": speaker, "corrected_by": by}
        rows = await _insert(connection, guild_id, wrong, new, {**values, "corrected_at": store.now()})
        await put_aside(connection, [(one, rows[_place(one)]) for one in wrong])
        return new.start


@uninterrupted
async def undo_correction(store: Store, guild_id: int, act: int) -> bool:
    """Take back what `correct_speaker` did; False where there is no such act in this guild (any more)."""
    async with store.write() as connection:
        rows = select(correction.c.id).where(correction.c.guild_id == guild_id, correction.c.act == act)
        ids = set((await connection.execute(rows)).scalars())
        await _remove(connection, ids)
    return bool(ids)


@uninterrupted
async def people_named(store: Store, scope: Scope, article_id: int) -> list[str]:
    """The full names of people in an article, in the order of the text; none where it is not visible."""
    async with store.read() as connection:
        rows = select(article_people.c.people).join(article, article.c.id == article_people.c.article_id)
        found = await connection.execute(rows.where(article.c.id == article_id, visible(scope)))
        return [named.name for named in load_people(found.scalar_one_or_none() or "[]")]


async def _reports(connection: AsyncConnection, guild_id: int, quote_id: int) -> list[AnyRow]:
    """The quotes (id, correction_id) of the statement that the guild is shown for this quote, copies among them.

    For one that is hidden by a correction, as in an older message: what that act hid.
    """
    act = (
        select(correction.c.act)
        .join(hidden_quote, hidden_quote.c.correction_id == correction.c.id)
        .where(hidden_quote.c.quote_id == quote_id, hidden_quote.c.guild_id == guild_id)
        .scalar_subquery()
    )
    of_act = correction.c.guild_id == guild_id, correction.c.act == act
    hidden = select(hidden_quote.c.quote_id.label("id"), hidden_quote.c.correction_id)
    hidden = hidden.join(correction, correction.c.id == hidden_quote.c.correction_id).where(*of_act)
    if corrected := (await connection.execute(hidden)).all():
        return list(corrected)
    shown = (
        select(quote.c.id, quote.c.statement_id, quote.c.correction_id, statement.c.library_id, statement.c.guild_id)
        .join(statement, statement.c.id == quote.c.statement_id)
        .join(article, article.c.id == quote.c.article_id)
        .where(article.c.owner.in_((LIBRARY, guild_id)), seen())
    )
    one = (await connection.execute(shown.where(quote.c.id == quote_id), {"guild": guild_id})).one_or_none()
    if one is None:
        return []
    library = one.statement_id if one.guild_id is None else one.library_id
    same = [statement.c.id == one.statement_id]
    if library is not None:
        same += [statement.c.id == library, statement.c.library_id == library]
    return list((await connection.execute(shown.where(or_(*same)), {"guild": guild_id})).all())


def _place(saying: Saying) -> tuple[int, int, str | None]:
    """What makes two quotations of one article the same to a correction."""
    return saying.article_id, letters_key(saying.told.words), saying.told.speaker


async def _insert(
    connection: AsyncConnection, guild_id: int, wrong: Sequence[Saying], new: range, values: dict[str, Any]
) -> dict[tuple[int, int, str | None], AnyRow]:
    """The corrections of these quotations, made with the ids `new`, by their places."""
    places = {_place(one): one for one in wrong}
    if not places:
        return {}
    articles = {one.article_id for one in wrong}
    origins = await connection.execute(
        select(article.c.id, article.c.owner, article.c.origin).where(article.c.id.in_(articles))
    )
    origin_of = {row.id: {"owner": row.owner, "origin": row.origin} for row in origins}
    numbered = dict(zip(new, places.items(), strict=True))
    await connection.execute(
        insert(correction),
        [
            {
                "id": number,
                "guild_id": guild_id,
                "letters": place[1],
                "found": place[2],
                **origin_of[place[0]],
                **values,
            }
            for number, (place, _) in numbered.items()
        ],
    )
    keys = {(key, number) for number, (_, one) in numbered.items() for key in word_keys(one)}
    await connection.execute(insert(correction_key), [{"key": key, "correction_id": of} for key, of in sorted(keys)])
    rows = await connection.execute(select(correction).where(correction.c.id.in_(numbered)))
    return {numbered[row.id][0]: row for row in rows}


async def _remove(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Forget these corrections with the copies that they made; what they hid is seen again."""
    if not ids:
        return
    hidden = select(quote.c.statement_id).join(hidden_quote, hidden_quote.c.quote_id == quote.c.id)
    shown = set((await connection.execute(hidden.where(hidden_quote.c.correction_id.in_(ids)))).scalars())
    taken = Taken()
    await take_quotes(connection, quote.c.correction_id.in_(ids), taken)
    await connection.execute(delete(correction).where(correction.c.id.in_(ids)))
    await refresh_statements(connection, shown)
    await forget(connection, taken)
