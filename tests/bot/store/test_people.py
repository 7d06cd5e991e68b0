"""People: filed once however they are written, found however they are typed, never another's."""

from __future__ import annotations

import pytest

from bot.records import Scope
from bot.store import Store
from bot.store.article.articles import remove_articles, save_articles
from bot.store.person.people import complete_people, find_people, nearest_people, people_by_ids, people_of_articles
from tests.bot.store.making import drafted

HERE = Scope(1)


async def _quote(store: Store, *names: str, guild_id: int | None = 1, origin: str = "a") -> int:
    """An article in which each of these says something that nobody else says."""
    text = " ".join(
        f"[{name}|“The answer number {n} of {origin} to them,”] someone said." for n, name in enumerate(names)
    )
    (article_id,) = await save_articles(store, [drafted(origin, text)], guild_id=guild_id)
    return article_id


async def _complete(store: Store, typed: str, scope: Scope = HERE) -> list[str]:
    return [hit.name for hit in await complete_people(store, scope, typed)]


async def _find(store: Store, typed: str, scope: Scope = HERE) -> list[str]:
    return [hit.name for hit in await find_people(store, scope, typed)]


@pytest.mark.parametrize("typed", ["qas", "Abu Q", "abu qasra", "murhaf", "MURHAF A", "qaṣ"])
async def test_any_part_of_a_name_completes_it(store: Store, typed: str) -> None:
    await _quote(store, "Murhaf Abu Qasra", "Ahmed al-Sharaa", "Ursula von der Leyen")
    assert await _complete(store, typed) == ["Murhaf Abu Qasra"]


@pytest.mark.parametrize("typed", ["sharaa", "al-shar", "alshar", "ahmed s", "ahmed al s", "s"])
async def test_particles_may_be_typed_or_not(store: Store, typed: str) -> None:
    await _quote(store, "Murhaf Abu Qasra", "Ahmed al-Sharaa", "Ursula von der Leyen")
    assert await _complete(store, typed) == ["Ahmed al-Sharaa"]


async def test_the_most_quoted_come_first_and_once(store: Store) -> None:
    await _quote(store, "Sara Stone", "Sam Stone", "Sam Stone", "Sam Stone", "Ivo Brandt", "Ivo Brandt")
    for typed in ("s", "st", "sto", "stone"):
        assert await _complete(store, typed) == ["Sam Stone", "Sara Stone"]
    assert await _complete(store, "") == ["Sam Stone", "Ivo Brandt", "Sara Stone"]
    assert [hit.statements for hit in await complete_people(store, HERE, "", limit=2)] == [3, 2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Murhaf Abu Qasra", ["Murhaf Abu Qasra"]),
        ("abu qasra", ["Murhaf Abu Qasra"]),
        ("Muhraf Abu Qasra", ["Murhaf Abu Qasra"]),
        ("Murhaf Abu Kasra", ["Murhaf Abu Qasra"]),
        ("Qarsa", ["Murhaf Abu Qasra"]),
        ("al-Shara", ["Ahmed al-Sharaa"]),
        ("Ahmad Sharaa", ["Ahmed al-Sharaa"]),
        ("President Ahmed al-Sharaa", ["Ahmed al-Sharaa"]),
        ("Lindquist", ["Mara Lindqvist"]),
        ("Mara", ["Mara Lindqvist"]),
        ("stone", ["Sam Stone", "Sara Stone"]),
        ("Sara Stone", ["Sara Stone"]),
        ("Napoleon", []),
        ("!", []),
    ],
)
async def test_whom_a_person_means(store: Store, typed: str, found: list[str]) -> None:
    await _quote(store, "Murhaf Abu Qasra", "Ahmed al-Sharaa", "Mara Lindqvist", "Sam Stone", "Sara Stone")
    assert sorted(await _find(store, typed)) == found


async def test_the_name_itself_scores_100_and_a_misspelt_one_less(store: Store) -> None:
    await _quote(store, "Murhaf Abu Qasra")
    (exact,) = await find_people(store, HERE, "Abu Qasra")
    (misspelt,) = await find_people(store, HERE, "Muhraf Abu Kasra")
    assert (exact.score, exact.ids) == (100, misspelt.ids)
    assert 70 < misspelt.score < 100


async def test_an_unknown_name_has_its_nearest(store: Store) -> None:
    await _quote(store, "Sam Stone", "Sara Stone", "Mara Lindqvist", "Ivo Brandt")
    assert await _find(store, "Marco Lindner") == []
    near = await nearest_people(store, HERE, "Mara Linder", limit=2)
    assert near[0].name == "Mara Lindqvist"
    assert len(near) <= 2


async def test_spellings_of_one_person_are_filed_together_under_the_fullest(store: Store) -> None:
    await _quote(store, "Ahmad al-Sharaa", origin="a")
    await _quote(store, "Ahmed al-Sharaa", "Ahmed al-Sharaa", origin="b")
    (hit,) = await complete_people(store, HERE, "shar")
    assert (hit.name, hit.statements, len(hit.ids)) == ("Ahmed al-Sharaa", 3, 1)
    assert await _find(store, "Ahmad al-Sharaa") == ["Ahmed al-Sharaa"]


async def test_a_surname_that_several_bear_is_filed_as_written(store: Store) -> None:
    await _quote(store, "Sam Stone", origin="a")
    await _quote(store, "Stone", "Sara Stone", origin="b")
    assert sorted(await _complete(store, "stone")) == ["Sam Stone", "Sara Stone", "Stone"]
    assert sorted(await _find(store, "Stone")) == ["Sam Stone", "Sara Stone", "Stone"]


async def test_a_surname_that_one_person_bears_is_that_persons(store: Store) -> None:
    await _quote(store, "Abu Qasra", "Murhaf Abu Qasra", origin="a")
    (hit,) = await complete_people(store, HERE, "")
    assert (hit.name, hit.statements) == ("Murhaf Abu Qasra", 2)


async def test_a_name_that_is_gone_finds_nobody(store: Store) -> None:
    first = await _quote(store, "Ahmad al-Sharaa", origin="a")
    second = await _quote(store, "Ahmed al-Sharaa", "Sam Stone", origin="b")
    await remove_articles(store, [second])
    assert await _complete(store, "") == await _complete(store, "ahmad") == ["Ahmad al-Sharaa"]
    assert await _complete(store, "ahmed") == await _complete(store, "stone") == []
    await remove_articles(store, [first])
    assert await _complete(store, "") == []


async def test_the_librarys_and_the_guilds_rows_are_one_person(store: Store) -> None:
    await _quote(store, "Ahmed al-Sharaa", "Ahmed al-Sharaa", guild_id=None, origin="lib")
    await _quote(store, "Ahmad al-Sharaa", guild_id=1, origin="one")
    await _quote(store, "Ahmed al-Sharaa", guild_id=2, origin="two")
    for typed in ("shar", "s", "", "ahmad"):
        (hit,) = await complete_people(store, HERE, typed)
        assert (hit.name, hit.statements, len(hit.ids)) == ("Ahmed al-Sharaa", 3, 2)
        assert await people_by_ids(store, HERE, hit.ids[:1]) == [hit]
        assert await people_by_ids(store, HERE, hit.ids[1:]) == [hit]
    (other,) = await complete_people(store, Scope(2), "")
    assert [one.statements for one in await complete_people(store, Scope(None), "")] == [2]
    assert len(set(hit.ids) & set(other.ids)) == 1, "they share the library's row alone"
    assert await people_by_ids(store, Scope(3), hit.ids) == await complete_people(store, Scope(None), "")


async def test_the_people_of_articles_are_the_most_quoted_there_first(store: Store) -> None:
    await _quote(store, "Sam Stone", "Sam Stone", "Sam Stone", origin="a")
    here = await _quote(store, "Sam Stone", "Ivo Brandt", "Ivo Brandt", origin="b")
    hits = await people_of_articles(store, HERE, [here])
    assert [(hit.name, hit.statements) for hit in hits] == [("Ivo Brandt", 2), ("Sam Stone", 4)]
    assert await people_of_articles(store, Scope(2), [here]) == []
