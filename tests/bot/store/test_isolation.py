"""A guild sees what it would see if no other guild were there, and the library what it would see alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.records import PersonHit, Scope, Statement, Verdict
from bot.store import Store, open_store
from bot.store.article.articles import (
    count_articles,
    find_articles,
    load_articles,
    remove_origins,
    save_articles,
)
from bot.store.guilds import forget_guild
from bot.store.person.corrections import correct_speaker, undo_correction
from bot.store.person.people import complete_people, find_people, nearest_people, people_by_ids, people_of_articles
from bot.store.person.quotes import find_statements, load_quote, statements_of_articles
from tests.bot.store.checking import check
from tests.bot.store.making import NOW, drafted

NAMES = [
    "Mara Lindqvist",
    "Mara Lindquist",
    "Lindqvist",
    "Ahmed al-Sharaa",
    "Ahmad Sharaa",
    "Sam Stone",
    "Sara Stone",
    "",
]
WORDS = [
    "We wait",
    "The northern port will open again on Monday for all merchant vessels",
    "We are glad that the northern port will open again on Monday for all merchant vessels",
    "The northern port will not open again on Monday for all merchant vessels",
    "Nobody asked the fishermen",
]
GUILDS = (None, 1, 2)


@dataclass(frozen=True)
class Deed:
    """An article saved in a guild or the library (or, without quotes, removed from it)."""

    guild_id: int | None
    channel_id: int | None
    origin: str
    quotes: tuple[tuple[str, str, str], ...]
    days: int
    removed: bool


@dataclass(frozen=True)
class Correction:
    """An administrator of a guild corrects the so-manieth statement that is seen there, or takes a correction back."""

    guild_id: int
    number: int
    verdict: Verdict
    name: str


quotes = st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS), st.sampled_from(["direct", "mixed", "indirect"]))
deeds = st.builds(
    Deed,
    st.sampled_from(GUILDS),
    st.sampled_from([None, 10, 20]),
    st.sampled_from("abcd"),
    st.lists(quotes, max_size=4).map(tuple),
    st.integers(-9, 0),
    st.sampled_from([False, False, False, True]),
)
corrections = st.builds(
    Correction,
    st.sampled_from([1, 2]),
    st.integers(0, 9),
    st.sampled_from(["person", "person", "unnamed", "none"]),
    st.sampled_from(NAMES[:-1]),
)


async def _correct(store: Store, done: Correction) -> None:
    page = await find_statements(store, Scope(done.guild_id), range(1, 200), limit=50)
    if not page.items:
        return
    one = sorted(page.items, key=lambda one: repr(_statement(one)))[done.number % len(page.items)]
    if one.correction is not None and done.number % 2:
        assert await undo_correction(store, done.guild_id, one.correction.act)
        return
    quote_id = min(one.sources, key=lambda source: (source.article.title, source.spans)).quote_id
    name = done.name if done.verdict == "person" else None
    assert await correct_speaker(store, done.guild_id, quote_id, done.verdict, name, 7)


async def _do(store: Store, deed: Deed | Correction) -> None:
    if isinstance(deed, Correction):
        await _correct(store, deed)
        return
    if deed.removed:
        await remove_origins(store, deed.guild_id, [deed.origin])
        return
    text = " ".join(f"[{name}|“{words},”] was said." for name, words, _ in deed.quotes) or "Nothing was said."
    kind = deed.quotes[0][2] if deed.quotes else "direct"
    title = f"{deed.origin} of {deed.guild_id}"
    draft = drafted(deed.origin, text, title=title, kind=kind, days=deed.days)
    channel_id = None if deed.guild_id is None else deed.channel_id
    await save_articles(store, [draft], guild_id=deed.guild_id, channel_id=channel_id)


def _statement(one: Statement) -> Any:
    sources = [(source.article.title, source.article.quotes, source.spans) for source in one.sources]
    corrected = one.correction and (one.correction.by, one.correction.found)
    return one.speaker, one.kind, one.words, sources, corrected


def _hits(hits: Sequence[PersonHit]) -> Any:
    return sorted((hit.name, hit.statements, len(hit.ids), hit.score) for hit in hits)


async def _seen(store: Store, scope: Scope) -> dict[str, Any]:
    """All that every reading function tells to this scope, without ids: those differ from store to store."""
    seen: dict[str, Any] = {"count": await count_articles(store, scope)}
    everything = range(1, 60)
    seen["loaded"] = sorted(article.title for article in await load_articles(store, scope, everything))
    people = await people_by_ids(store, scope, everything)
    seen["people"] = _hits(people)
    visible = [article.id for article in await load_articles(store, scope, everything)]
    seen["of articles"] = _hits(await people_of_articles(store, scope, everything))
    told = await statements_of_articles(store, scope, everything, 99)
    seen["told"] = sorted(map(repr, map(_statement, told)))
    contexts = [found for quote_id in range(1, 30) if (found := await load_quote(store, scope, quote_id))]
    seen["quotes"] = sorted(repr((article.title, spans, one and _statement(one))) for article, spans, one in contexts)
    for typed in ("", "s", "lin", "ahm"):
        seen[f"completing {typed}"] = _hits(await complete_people(store, scope, typed))
    for typed in ("Stone", "Mara Lindkvist", "Ahmad al-Shara"):
        seen[f"finding {typed}"] = _hits(await find_people(store, scope, typed))
        seen[f"nearest {typed}"] = _hits(await nearest_people(store, scope, typed, limit=50))
    asked: list[dict[str, Any]] = [
        {},
        {"direct_only": True},
        {"since": NOW - timedelta(days=4)},
        {"topic": "port"},
        {"topic": "open", "direct_only": True, "since": NOW - timedelta(days=6)},
    ]
    for options in asked:
        page = await find_statements(store, scope, everything, limit=50, **options)
        assert page.total == len(page.items)
        seen[f"all said {options}"] = sorted(map(repr, map(_statement, page.items)))
        for hit in people if options in ({}, {"topic": "port"}) else ():
            page = await find_statements(store, scope, hit.ids, limit=50, **options)
            assert page.total == len(page.items)
            assert options or page.total == hit.statements
            seen[f"{hit.name} {hit.statements} {options}"] = sorted(map(repr, map(_statement, page.items)))
    for options in ({}, {"topic": "asked"}, {"topic": "of"}, {"since": NOW - timedelta(days=3)}, {"whole_guild": True}):
        cards = await find_articles(store, scope, limit=50, **options)
        assert cards.total == len(cards.items)
        assert {card.id for card in cards.items} <= set(visible)
        seen[f"articles {options}"] = sorted((card.title, card.quotes) for card in cards.items)
    return seen


def _concerns(guild_id: int | None, deed: Deed | Correction) -> bool:
    """Whether a server could see it: its own, or everybody's."""
    return deed.guild_id in {None, guild_id}


async def _compare(empty_database: Path, done: Sequence[Deed | Correction]) -> None:
    with TemporaryDirectory() as folder:

        async def store_of(name: str, counts: Callable[[Deed | Correction], bool]) -> Store:
            copy(empty_database, Path(folder, name))
            store = await open_store(f"sqlite+aiosqlite:///{folder}/{name}", clock=lambda: NOW)
            for deed in filter(counts, done):
                await _do(store, deed)
            return store

        everyone = await store_of("everyone", lambda deed: True)
        try:
            for guild_id in GUILDS:
                alone = await store_of(f"{guild_id}", partial(_concerns, guild_id))
                try:
                    scope = Scope(guild_id, 10 if guild_id == 2 else None)
                    assert await _seen(everyone, scope) == await _seen(alone, scope)
                    if guild_id == 1:
                        await forget_guild(alone, 1)
                        after = await _seen(alone, Scope(1))
                finally:
                    await alone.close()
            await forget_guild(everyone, 1)
            assert await _seen(everyone, Scope(1)) == after
        finally:
            await everyone.close()
        check(Path(folder, "everyone"))


@given(done=st.lists(deeds | deeds | corrections, min_size=3, max_size=12))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes
)
def test_nobody_sees_what_belongs_to_another_guild(empty_database: Path, done: list[Deed | Correction]) -> None:
    asyncio.run(_compare(empty_database, done))
