"""Guilds come, go and are forgotten; small facts are kept."""

from __future__ import annotations

from datetime import timedelta

from bot.records import Scope
from bot.store import Store
from bot.store.article.articles import count_articles, save_articles
from bot.store.guilds import forget_guild, known_guilds, mark_left, purge_left, remember_guild
from bot.store.meta import get_meta, set_meta
from bot.store.person.people import complete_people
from tests.bot.store.checking import count_rows
from tests.bot.store.making import NOW, drafted

QUOTED = "[Mara Lindqvist|“We wait for the northern port to open again on Monday,”] she said."


async def test_a_guild_that_was_left_is_kept_until_it_is_purged(store: Store) -> None:
    for guild_id in (1, 2, 3):
        await remember_guild(store, guild_id)
    await mark_left(store, [1, 2], NOW - timedelta(days=5))
    await mark_left(store, [2], NOW)
    assert await known_guilds(store) == {1, 2, 3}
    assert await known_guilds(store, left=True) == {1, 2}
    assert await known_guilds(store, left=False) == {3}
    await remember_guild(store, 1)
    assert await known_guilds(store, left=True) == {2}
    assert await purge_left(store, NOW - timedelta(days=5)) == 0
    assert await purge_left(store, NOW - timedelta(days=4)) == 1, "the first note of leaving counts"
    assert await known_guilds(store) == {1, 3}


async def test_a_guild_remembered_again_is_not_left(store: Store) -> None:
    await remember_guild(store, 1)
    await mark_left(store, [1], NOW)
    await remember_guild(store, 1)
    assert await known_guilds(store, left=False) == {1}


async def test_forgetting_a_guild_takes_all_of_it_and_nothing_else(store: Store) -> None:
    await save_articles(store, [drafted("lib", QUOTED)], guild_id=None)
    before = count_rows(store.path)
    await save_articles(store, [drafted("a", QUOTED), drafted("b", QUOTED)], guild_id=1, channel_id=10)
    await forget_guild(store, 1)
    await forget_guild(store, 7)
    assert count_rows(store.path) == before
    assert await count_articles(store, Scope(1)) == 1
    assert [hit.statements for hit in await complete_people(store, Scope(1), "")] == [1]


async def test_facts_are_kept_replaced_and_removed(store: Store) -> None:
    assert await get_meta(store, "commands") is None
    await set_meta(store, "commands", "one")
    await set_meta(store, "commands", "two")
    assert await get_meta(store, "commands") == "two"
    await set_meta(store, "commands", None)
    assert await get_meta(store, "commands") is None
