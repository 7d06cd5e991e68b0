"""Saving through the service, over real HTTP, into a real store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.ingest.door import Door
from bot.ingest.errors import DoorError
from bot.records import Scope
from bot.records.digest import ScheduleDraft, WallTime
from bot.records.savings import Quotas, Saved, Saving
from bot.services.articles import changes_of, remove_article, show_article, undo_removal
from bot.services.saving import FRESH, QuotaReached, save_file, save_text, save_url
from bot.services.watching import forget_messages
from bot.store import Store
from bot.store.article import articles
from bot.store.digest import arrivals, schedules
from bot.store.person import people, quotes
from tests.bot.saving.conftest import LATER, NOW
from tests.bot.saving.site import FERRY, HARBOUR, Site
from tests.bot.store.checking import check

ANNA = Saving(1, 10, 100, 7)
BEN = Saving(1, 20, 200, 8)
HERE = Scope(1)


async def _titles(store: Store, scope: Scope, *, whole_guild: bool = False) -> list[str]:
    page = await articles.find_articles(store, scope, limit=50, whole_guild=whole_guild)
    return [card.title for card in page.items]


async def _said_by(store: Store, name: str, scope: Scope = HERE) -> list[tuple[str, bool]]:
    """What a person says, and whether it is withdrawn."""
    hits = await people.find_people(store, scope, name)
    found = await quotes.find_statements(store, scope, [i for hit in hits for i in hit.ids], limit=50)
    return [("".join(one.words), one.withdrawn is not None) for one in found.items]


async def test_the_same_link_twice_is_one_article(store: Store, door: Door, site: Site) -> None:
    """The second time it is known: by whom, where and when first; its channel lists it too."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    first = await save_url(store, door, url, ANNA, NOW)
    again = await save_url(store, door, f"{url}?utm_source=feed#top", BEN, NOW)
    assert (first.outcome, again.outcome) == ("saved", "known")
    assert again.card.id == first.card.id
    assert again.first is not None
    assert (again.first.channel_id, again.first.message_id, again.first.user_id) == (10, 100, 7)
    assert await _titles(store, Scope(1, 10)) == await _titles(store, Scope(1, 20)) == ["Harbour shuts"]
    assert site.asked == ["/harbour"], "a page that was looked at lately is not asked for again"


async def test_at_once_is_once(store: Store, door: Door, site: Site) -> None:
    """Ten people who save one link at the same moment: one fetch, one article, ten savings."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    several = [save_url(store, door, url, Saving(1, 10 + n, 100 + n, n), NOW) for n in range(10)]
    outcomes = [saved.outcome for saved in await asyncio.gather(*several)]
    assert sorted(outcomes) == ["known"] * 9 + ["saved"]
    assert site.asked == ["/harbour"]
    assert await articles.count_articles(store, HERE) == 1


async def test_another_server_knows_nothing(store: Store, door: Door, site: Site) -> None:
    """Saved in one server, the same link is new in another, and neither sees the other's savings."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    copy = site.put("/copy", "Harbour to shut", HARBOUR)
    await save_url(store, door, url, ANNA, NOW)
    theirs = await save_url(store, door, url, Saving(2, 30, 300, 9), NOW)
    assert theirs.outcome == "saved"
    assert theirs.first is not None
    assert theirs.first.user_id == 9
    assert len(theirs.sources) == 1
    assert (await save_url(store, door, copy, Saving(3, 40, 400, 5), NOW)).outcome == "saved"


async def test_what_the_library_has_is_told_and_not_doubled(store: Store, door: Door, site: Site) -> None:
    """And what a server finds it at besides stays unknown to the others."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    copy = site.put("/copy", "Harbour to shut", HARBOUR)
    await save_url(store, door, url, Saving(None), NOW)
    here = await save_url(store, door, url, ANNA, NOW)
    assert (here.outcome, here.in_library) == ("known", True)
    assert (await save_url(store, door, copy, ANNA, NOW)).in_library
    shown = await show_article(store, Scope(2), here.card.id)
    assert [source.url for source in shown.sources] == [url]
    with pytest.raises(UserError, match="library"):
        await remove_article(store, HERE, here.card.id, 7, NOW, moderates=True)


async def test_an_agency_text_on_two_sites_is_one_wire_story(store: Store, door: Door, site: Site) -> None:
    """Stored once, listed with both sources, its quotations counted once."""
    first = await save_url(store, door, site.put("/a", "Harbour shuts", HARBOUR), ANNA, NOW)
    framed = ("By our correspondent in the northern harbour town of Skarrow.", *HARBOUR[:5])
    second = await save_url(store, door, site.put("/b", "Ten weeks without a harbour", framed), BEN, NOW)
    assert (second.outcome, second.card.id) == ("wire", first.card.id)
    assert [source.title for source in second.sources] == ["Harbour shuts", "Ten weeks without a harbour"]
    assert await articles.count_articles(store, HERE) == 1
    assert len(await _said_by(store, "Tilda Brandt")) == 1
    assert (await save_url(store, door, site.url("/b"), ANNA, LATER)).outcome == "known"


async def test_an_agency_text_with_another_number_is_another_text(store: Store, door: Door, site: Site) -> None:
    """The count of a later despatch must not go under the name of who printed the earlier one."""

    def told(number: str) -> tuple[str, ...]:
        return (f"At least {number} people were hurt when a crane fell onto the quay on Friday.", *HARBOUR)

    await save_url(store, door, site.put("/a", "Crane falls", told("12")), ANNA, NOW)
    assert (await save_url(store, door, site.put("/b", "Crane falls", told("15")), ANNA, NOW)).outcome == "saved"


async def test_a_changed_page_is_a_new_version(store: Store, door: Door, site: Site) -> None:
    """The old text stays to be compared; a withdrawn statement is found and marked, one that stayed is not."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    first = await save_url(store, door, url, ANNA, NOW)
    edited = (
        *HARBOUR[:3],
        "“We know now who pays for all of it,” Ivo Lindqvist, who owns two trawlers, said.",
        *HARBOUR[4:],
    )
    site.put("/harbour", "Harbour shuts", edited)
    second = await save_url(store, door, url, BEN, LATER)
    assert (second.outcome, second.card.id) == ("updated", first.card.id)
    assert await _titles(store, HERE, whole_guild=True) == ["Harbour shuts"]
    said = await _said_by(store, "Ivo Lindqvist")
    assert {words.split()[0]: withdrawn for words, withdrawn in said} == {"“Nobody": True, "“We": False}
    assert [withdrawn for _, withdrawn in await _said_by(store, "Tilda Brandt")] == [False]
    change = (await changes_of(store, HERE, first.card.id, 0)).items[0]
    assert change.lines == ((HARBOUR[3], True), (edited[3], False))
    shown = await show_article(store, HERE, first.card.id)
    assert (shown.changes, shown.article.text.count("\n\n")) == (1, 5)
    old = await show_article(store, HERE, change.before.id)
    assert old.article.superseded_at is not None
    assert (await articles.find_articles(store, HERE, topic="longer way", limit=5)).total == 0, "old words find nothing"


async def test_a_page_that_returns_to_its_first_words_withdraws_nothing(store: Store, door: Door, site: Site) -> None:
    """Each version is kept; what the current one has is not told as withdrawn."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    saved = await save_url(store, door, url, ANNA, NOW)
    for step, text in enumerate((HARBOUR[:1] + HARBOUR[2:], HARBOUR), 1):
        site.put("/harbour", "Harbour shuts", text)
        assert (await save_url(store, door, url, ANNA, NOW + step * 2 * FRESH)).outcome == "updated"
    assert [withdrawn for _, withdrawn in await _said_by(store, "Tilda Brandt")] == [False]
    assert (await changes_of(store, HERE, saved.card.id, 5)).total == 2


async def test_a_stamp_makes_no_version(store: Store, door: Door, site: Site) -> None:
    """ "Updated 5 minutes ago", other blanks and other capitals are no change."""
    url = site.put("/harbour", "Harbour shuts", ("Updated 5 minutes ago", *HARBOUR))
    await save_url(store, door, url, ANNA, NOW)
    site.put("/harbour", "Harbour  Shuts", ("Updated 3 hours ago", *HARBOUR))
    assert (await save_url(store, door, url, ANNA, LATER)).outcome == "known"


async def test_a_site_that_is_down_takes_nothing_away(store: Store, door: Door, site: Site) -> None:
    """A known link is known also when its page can't be had now; an unknown one is refused, and nothing stored."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    await save_url(store, door, url, ANNA, NOW)
    site.status = 503
    assert (await save_url(store, door, url, BEN, LATER)).outcome == "known"
    with pytest.raises(DoorError, match="503"):
        await save_url(store, door, site.url("/other"), ANNA, NOW)
    assert await articles.count_articles(store, HERE) == 1


async def test_removed_and_put_back(store: Store, door: Door, site: Site) -> None:
    """Gone at once from lists, searches and people; undone, all is as it was: versions, sources, who saved it."""
    url = site.put("/harbour", "Harbour shuts", HARBOUR)
    await save_url(store, door, url, ANNA, NOW)
    await save_url(store, door, site.put("/b", "Another headline", HARBOUR), BEN, NOW)
    site.put("/harbour", "Harbour shuts", (*HARBOUR[:3], *HARBOUR[4:]))
    saved = await save_url(store, door, url, ANNA, LATER)

    async def everything() -> tuple[object, ...]:
        shown = await show_article(store, HERE, saved.card.id)
        said = [await _said_by(store, name) for name in ("Tilda Brandt", "Ivo Lindqvist")]
        lists = [await _titles(store, Scope(1, channel)) for channel in (10, 20)]
        return shown, said, lists, (await changes_of(store, HERE, saved.card.id, 0)).items[0]

    before = await everything()
    removed = await remove_article(store, HERE, saved.card.id, 99, NOW, moderates=True)
    assert removed.is_gone
    assert await _titles(store, HERE, whole_guild=True) == []
    assert await people.find_people(store, HERE, "Ivo Lindqvist") == []
    check(store.path)
    with pytest.raises(UserError, match="undone once"):
        await undo_removal(store, 2, removed.id, 99, NOW, moderates=True)
    assert await undo_removal(store, 1, removed.id, 99, NOW, moderates=False) == saved.card.id
    assert await everything() == before
    check(store.path)
    with pytest.raises(UserError, match="undone once"):
        await undo_removal(store, 1, removed.id, 99, NOW, moderates=True)


async def test_what_is_put_back_is_no_news(store: Store, door: Door, site: Site) -> None:
    """No digest tells it again: unless one was begun without it, and then the next one does."""
    saved = await save_url(store, door, site.put("/a", "Harbour shuts", HARBOUR), ANNA, NOW)
    asked = ScheduleDraft(1, 10, WallTime(480, "UTC"), 7)
    told = await arrivals.newest_mark(store)
    assert await arrivals.arrived(store, asked, 0, told) == [saved.card.id]

    async def removed_and_put_back(meanwhile: str | None = None) -> list[int]:
        removed = await remove_article(store, HERE, saved.card.id, 7, NOW, moderates=True)
        if meanwhile:
            async with store.write() as connection:
                await connection.exec_driver_sql(meanwhile)
        await undo_removal(store, 1, removed.id, 7, NOW, moderates=True)
        check(store.path)
        return await arrivals.arrived(store, asked, told, await arrivals.newest_mark(store))

    assert await removed_and_put_back() == []
    assert await arrivals.arrived(store, asked, 0, told) == [saved.card.id]
    schedule = await schedules.add_schedule(store, asked, None, 0, NOW)
    begun = f"INSERT INTO slot (schedule_id, day, due_at, state, nonce) VALUES ({schedule.id}, 'd', 0, 'posted', 'n')"
    assert await removed_and_put_back(begun) == [saved.card.id]


async def test_a_removal_can_not_be_undone_after_ten_minutes(store: Store, door: Door, site: Site) -> None:
    """Then it is gone for good."""
    saved = await save_url(store, door, site.put("/a", "Harbour shuts", HARBOUR), ANNA, NOW)
    removed = await remove_article(store, HERE, saved.card.id, 7, NOW, moderates=False)
    with pytest.raises(UserError, match="10 minutes"):
        await undo_removal(store, 1, removed.id, 7, NOW + timedelta(minutes=11), moderates=True)


async def test_who_saved_it_takes_back_their_own_saving(store: Store, door: Door, site: Site) -> None:
    """It stays where somebody else saved it too; who saved nothing of it removes nothing."""
    url = site.put("/a", "Harbour shuts", HARBOUR)
    saved = await save_url(store, door, url, ANNA, NOW)
    await save_url(store, door, url, BEN, NOW)
    with pytest.raises(UserError, match="Only who saved"):
        await remove_article(store, HERE, saved.card.id, 55, NOW, moderates=False)
    removed = await remove_article(store, HERE, saved.card.id, 7, NOW, moderates=False)
    assert not removed.is_gone
    assert await _titles(store, Scope(1, 10)) == []
    assert await _titles(store, Scope(1, 20)) == ["Harbour shuts"]
    await undo_removal(store, 1, removed.id, 7, NOW, moderates=False)
    assert await _titles(store, Scope(1, 10)) == ["Harbour shuts"]


async def test_a_deleted_message_takes_its_article_along(store: Store, door: Door, site: Site) -> None:
    """From its channel, unless another message there has it; from the server when nothing holds it; /add stays."""
    url = site.put("/a", "Harbour shuts", HARBOUR)
    await save_url(store, door, url, ANNA, NOW)
    await save_url(store, door, url, replace(ANNA, message_id=101), NOW)
    await save_url(store, door, url, BEN, NOW)
    await forget_messages(store, 2, [100, 101])
    await forget_messages(store, 1, [100])
    assert await _titles(store, Scope(1, 10)) == ["Harbour shuts"]
    await forget_messages(store, 1, [101])
    assert await _titles(store, Scope(1, 10)) == []
    assert await _titles(store, Scope(1, 20)) == ["Harbour shuts"]
    await forget_messages(store, 1, [200])
    assert await _titles(store, HERE, whole_guild=True) == []
    await save_url(store, door, url, replace(ANNA, from_message=False), NOW)
    await forget_messages(store, 1, [100])
    assert await _titles(store, Scope(1, 10)) == ["Harbour shuts"]


async def test_quotas(store: Store, door: Door, site: Site) -> None:
    """A person's, then the server's, then the total; what is known costs nothing, and tomorrow is another day."""
    urls = [
        site.put(f"/{n}", f"Title {n}", (f"Number {n * 7919} of them.", *FERRY[n:], *HARBOUR[n:])) for n in range(4)
    ]
    limits = Quotas(server_a_day=3, person_a_day=2, server_total=100)
    for url in (urls[0], urls[1], urls[0]):
        await save_url(store, door, url, ANNA, NOW, limits)
    with pytest.raises(QuotaReached, match="You have saved 2"):
        await save_url(store, door, urls[2], ANNA, NOW, limits)
    await save_url(store, door, urls[2], BEN, NOW, limits)
    with pytest.raises(QuotaReached, match="This server has saved 3"):
        await save_url(store, door, urls[3], BEN, NOW, limits)
    await save_url(store, door, urls[3], ANNA, NOW + timedelta(days=1), limits)
    with pytest.raises(QuotaReached, match="has 1 articles"):
        await save_url(store, door, site.put("/x", "X", FERRY), ANNA, NOW, replace(limits, server_total=1))


async def test_texts_and_files(store: Store, door: Door) -> None:
    """A pasted text needs a title and some words; a file is known again by its bytes."""
    saved = await save_text(store, door, "A title", "Our paper", "\n\n".join(HARBOUR), ANNA, NOW)
    assert (saved.outcome, saved.card.source) == ("saved", "Our paper")
    assert saved.lead == HARBOUR[:2]
    for title, text in ((" ", "\n".join(HARBOUR)), ("A title", "Too few words.")):
        with pytest.raises(UserError, match="at least 20 words"):
            await save_text(store, door, title, None, text, ANNA, NOW)
    data = "\n\n".join(("Ferries all year", *FERRY)).encode()
    outcomes = [(await save_file(store, door, "ferry.txt", data, one, NOW)).outcome for one in (ANNA, BEN)]
    assert outcomes == ["saved", "known"]


async def test_a_cancelled_saving_leaves_nothing_half(store: Store, door: Door, site: Site) -> None:
    """Whenever its person stops waiting, the article is whole or absent, and can be saved again."""
    url = site.put("/a", "Harbour shuts", HARBOUR)
    for wait_s in (0.0, 0.01, 0.03, 0.06):
        task = asyncio.create_task(save_url(store, door, url, ANNA, LATER))
        await asyncio.wait([task], timeout=wait_s)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        check(store.path)
    saved: Saved = await save_url(store, door, url, ANNA, LATER)
    assert saved.card.quotes == 2
