"""Articles: saved whole, replaced in place, removed without a trace, listed newest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records import Analysis, ArticleDraft, QuoteDraft, Scope
from bot.records.savings import Saving
from bot.store import Store
from bot.store.article.articles import (
    count_articles,
    find_articles,
    load_articles,
    origins,
    remove_articles,
    remove_origins,
    save_articles,
)
from bot.store.person.people import complete_people, find_people
from bot.store.person.quotes import find_statements
from tests.bot.store.checking import count_rows
from tests.bot.store.making import NOW, drafted

HERE = Scope(1)


async def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    draft, analysis = drafted("a", "Ünï © 日本 [Mara Lindqvist|“𝔘s?”] she asked. So.", days=-2, source="Courier")
    (article_id,) = await save_articles(store, [(draft, analysis)], guild_id=1)
    (article,) = await load_articles(store, HERE, [article_id, 77])
    assert (article.title, article.text, article.sentences) == (draft.title, draft.text, analysis.sentences)
    assert (article.published, article.saved_at, article.guild_id) == (NOW - timedelta(days=2), NOW, 1)
    assert (article.url, article.source, article.author, article.language) == (draft.url, "Courier", None, "en")
    (card,) = (await find_articles(store, HERE, limit=5)).items
    assert (card.id, card.words, card.quotes, card.source) == (article_id, 6, 1, "Courier")


async def test_lists_are_newest_first_by_publication_else_by_saving(store: Store) -> None:
    batch = [drafted(str(days), "Text.", title=f"{days}", days=days) for days in (-5, -1, 2)]
    await save_articles(store, [*batch, drafted("unknown", "Text.", title="now")], guild_id=1)
    page = await find_articles(store, HERE, limit=3)
    assert [card.title for card in page.items] == ["2", "now", "-1"]
    assert (page.total, page.offset) == (4, 0)
    page = await find_articles(store, HERE, limit=3, offset=3)
    assert ([card.title for card in page.items], page.total) == (["-5"], 4)
    assert (await find_articles(store, HERE, limit=3, offset=9)).total == 4
    since = NOW - timedelta(days=1)
    assert [card.title for card in (await find_articles(store, HERE, since=since, limit=9)).items] == ["2", "now", "-1"]


async def test_a_channel_sees_its_articles_and_the_librarys(store: Store) -> None:
    await save_articles(store, [drafted("ten", "Text.", title="ten")], guild_id=1, channel_id=10)
    await save_articles(store, [drafted("both", "Text.", title="both")], guild_id=1, channel_id=10)
    await save_articles(
        store, [drafted("both", "Text.", title="both")], guild_id=1, channel_id=20, saving=Saving(1, 20, 5)
    )
    await save_articles(store, [drafted("none", "Text.", title="none")], guild_id=1)
    await save_articles(store, [drafted("lib", "Text.", title="lib")], guild_id=None)

    async def titles(scope: Scope, whole_guild: bool = False) -> set[str]:
        page = await find_articles(store, scope, limit=9, whole_guild=whole_guild)
        assert page.total == len(page.items)
        return {card.title for card in page.items}

    assert await titles(Scope(1, 10)) == {"ten", "both", "lib"}
    assert await titles(Scope(1, 20)) == {"both", "lib"}
    assert await titles(Scope(1, 30)) == {"lib"}
    assert await titles(Scope(2, 10)) == {"lib"}, "a channel opens nobody else's guild"
    assert await titles(Scope(1)) == await titles(Scope(1, 20), whole_guild=True) == {"ten", "both", "none", "lib"}
    assert await titles(Scope(None)) == {"lib"}
    assert [await count_articles(store, Scope(guild, 10)) for guild in (1, 2, None)] == [4, 1, 1]


async def test_the_same_origin_replaces_the_article_and_keeps_its_id_and_channels(store: Store) -> None:
    first = drafted("a", "[Mara Lindqvist|“We wait,”] said she. [Ivo Brandt|“No!”] said he.", digest="1", days=-3)
    second = drafted("a", "[Mara Lindqvist|“We go!”] said she.", title="Harbour", digest="2", days=-1)
    (one,) = await save_articles(store, [first], guild_id=1, channel_id=10)
    assert await save_articles(store, [second], guild_id=1) == [one]
    assert await origins(store, 1) == {"a": "2"}
    assert [card.title for card in (await find_articles(store, Scope(1, 10), limit=9)).items] == ["Harbour"]
    assert (await find_articles(store, HERE, topic="wait", limit=9)).total == 0
    assert (await find_articles(store, HERE, topic="harbour", limit=9)).total == 1
    assert [hit.name for hit in await complete_people(store, HERE, "")] == ["Mara Lindqvist"]
    (mara,) = await find_people(store, HERE, "Lindqvist")
    assert [one.words for one in (await find_statements(store, HERE, mara.ids)).items] == [("“We go!”",)]


async def test_an_origin_twice_in_a_batch_counts_as_given_last(store: Store) -> None:
    ids = await save_articles(store, [drafted("a", "One."), drafted("b", "B."), drafted("a", "Two.")], guild_id=1)
    assert ids[0] == ids[2] != ids[1]
    assert [article.text for article in await load_articles(store, HERE, [ids[0]])] == ["Two."]


async def test_guilds_and_library_have_origins_of_their_own(store: Store) -> None:
    for guild_id in (None, 1, 2):
        await save_articles(store, [drafted("seed:a", "Text.", digest=f"of {guild_id}")], guild_id=guild_id)
        await save_articles(store, [drafted("seed_b", "Text."), drafted("%", "Text.")], guild_id=guild_id)
    assert await origins(store, None, "seed:") == {"seed:a": "of None"}
    assert await origins(store, 2, "seed") == {"seed:a": "of 2", "seed_b": "1"}
    assert set(await origins(store, 2)) == {"seed:a", "seed_b", "%"}
    assert await remove_origins(store, 1, ["seed:a", "unknown"]) == 1
    assert [len(await origins(store, guild_id)) for guild_id in (None, 1, 2)] == [3, 2, 3]


async def test_removing_everything_leaves_nothing(store: Store) -> None:
    text = "[Mara Lindqvist|“We wait for the northern harbour to open again on Monday,”] said she. [|They] said."
    ids = []
    for guild_id, channel_id in ((1, 10), (2, 20), (None, None)):
        ids += await save_articles(store, [drafted("a", text), drafted("b", text)], guild_id=guild_id,
                                   channel_id=channel_id)  # fmt: skip
    assert await remove_articles(store, [*ids, *ids, 999]) == 6
    left = count_rows(store.path)
    assert left.pop("guild") == 2
    assert set(left.values()) == {0}


async def test_an_id_is_never_given_twice(store: Store) -> None:
    (first,) = await save_articles(store, [drafted("a", "[Mara Lindqvist|“We wait,”] she said.")], guild_id=1)
    await remove_articles(store, [first])
    (second,) = await save_articles(store, [drafted("b", "Text.")], guild_id=1)
    assert second > first, "a button under an old message must not lead to another article"


async def test_what_can_not_be_saved_leaves_nothing(store: Store) -> None:
    good = drafted("good", "[Mara Lindqvist|“We wait,”] she said.")
    draft = ArticleDraft("bad", "1", "Title", "short")
    outside = (draft, Analysis("en", (), (QuoteDraft(0, 99, "direct", "Mara Lindqvist", None, None, 0),)))
    naive = (ArticleDraft("bad", "1", "T", "t", published=NOW.replace(tzinfo=None)), Analysis("en", (), ()))
    unwritable = (ArticleDraft("bad", "1", "T", "half a pair: \ud800"), Analysis("en", (), ()))
    for bad in (outside, naive, unwritable):
        with pytest.raises(Exception, match=r"span|time zone|surrogate"):
            await save_articles(store, [good, bad], guild_id=1)
    assert set(count_rows(store.path).values()) == {0}
    with pytest.raises(ValueError, match="channel"):
        await save_articles(store, [good], guild_id=None, channel_id=3)
    assert await save_articles(store, [], guild_id=1) == []
