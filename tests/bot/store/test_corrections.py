"""Corrected speakers: one guild's alone, kept through everything that happens to the article, and undone whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.records import NamedPerson, Scope, Verdict
from bot.store import Store, open_store
from bot.store.article.articles import remove_origins, save_articles
from bot.store.guilds import forget_guild
from bot.store.opening import MIGRATIONS
from bot.store.person.corrections import correct_speaker, people_named, undo_correction
from bot.store.person.people import complete_people, find_people, people_of_articles
from bot.store.person.quotes import find_statements, load_quote, statements_of_articles
from tests.bot.store.checking import check, count_rows
from tests.bot.store.making import drafted, url

HERE, THERE = Scope(1), Scope(2)
PORT = "The northern port will open again on Monday for all merchant vessels"
WRONG = f"[Mara Lindqvist|“{PORT},”] he said. [Sam Stone|“We wait,”] he said."


async def _said(store: Store, scope: Scope, name: str) -> list[str]:
    """The words of the person of this name, as a completion's count and the pages must agree on them."""
    hits = [hit for hit in await complete_people(store, scope, "") if hit.name == name]
    if not hits:
        return []
    page = await find_statements(store, scope, hits[0].ids, limit=50)
    assert page.total == hits[0].statements == len(page.items)
    return [" ".join(one.words) for one in page.items]


async def _correct(store: Store, of: str, to: str | None, verdict: Verdict = "person", scope: Scope = HERE) -> int:
    """Correct the first statement of a person in a scope's guild; the act."""
    (hit,) = await find_people(store, scope, of)
    page = await find_statements(store, scope, hit.ids)
    assert scope.guild_id is not None
    act = await correct_speaker(store, scope.guild_id, page.items[0].sources[0].quote_id, verdict, to, by=77)
    assert act is not None
    return act


@pytest.mark.parametrize("guild_id", [None, 1])
async def test_the_statement_goes_over_in_this_guild_alone(store: Store, guild_id: int | None) -> None:
    """Of the library's articles and of its own; with who corrected it; other servers see nothing of that."""
    (article_id,) = await save_articles(store, [drafted("a", WRONG)], guild_id=guild_id)
    elsewhere = await _said(store, THERE, "Mara Lindqvist")
    await _correct(store, "Mara Lindqvist", "Sam Stone")
    assert await _said(store, HERE, "Mara Lindqvist") == []
    assert sorted(await _said(store, HERE, "Sam Stone")) == sorted([f"“{PORT},”", "“We wait,”"])
    (hit,) = await find_people(store, HERE, "Stone")
    told = await find_statements(store, HERE, hit.ids, topic="merchant port")
    assert [(one.correction and (one.correction.by, one.correction.found)) for one in told.items] == [
        (77, "Mara Lindqvist")
    ]
    assert [hit.name for hit in await people_of_articles(store, HERE, [article_id])] == ["Sam Stone"]
    assert {one.speaker for one in await statements_of_articles(store, HERE, [article_id], 9)} == {"Sam Stone"}
    for scope in (THERE, Scope(None)):
        assert await _said(store, scope, "Mara Lindqvist") == elsewhere
        assert all(one.correction is None for one in await statements_of_articles(store, scope, [article_id], 9))


@pytest.mark.parametrize(("verdict", "told"), [("unnamed", [None, "Sam Stone"]), ("none", ["Sam Stone"])])
async def test_nobody_by_name_or_no_quotation(store: Store, verdict: Verdict, told: Sequence[str | None]) -> None:
    (article_id,) = await save_articles(store, [drafted("a", WRONG)], guild_id=None)
    act = await _correct(store, "Mara Lindqvist", None, verdict)
    assert await _said(store, HERE, "Mara Lindqvist") == await _said(store, HERE, "Mara Lindqvist") == []
    shown = [one.speaker for one in await statements_of_articles(store, HERE, [article_id], 9)]
    assert sorted(shown, key=str) == sorted(told, key=str)
    assert await undo_correction(store, 1, act)
    assert await _said(store, HERE, "Mara Lindqvist") == [f"“{PORT},”"]
    assert not await undo_correction(store, 1, act)


@pytest.mark.parametrize("guild_id", [None, 1])
@pytest.mark.parametrize(
    "again",
    [
        WRONG,
        f"[Mara Lindqvist|“{PORT}, she hopes,”] he said. [Sam Stone|“We wait,”] he said.",
        f"[Ivo Brandt|“{PORT},”] he said. [Sam Stone|“We wait,”] he said.",
        f"[|“{PORT},”] he said. [Sam Stone|“We wait,”] he said.",
        f"News first. [Mara Lindqvist|“{PORT},”] he said. [Mara Lindqvist|“We go,”] she said. [Sam Stone|“We wait,”]",
    ],
)
async def test_it_is_kept_when_the_article_is_read_anew(store: Store, guild_id: int | None, again: str) -> None:
    """The same text, a longer quotation, another speaker found, nobody found, a new version of the text."""
    await save_articles(store, [drafted("a", WRONG)], guild_id=guild_id)
    await _correct(store, "Mara Lindqvist", "Sam Stone")
    await save_articles(store, [drafted("a", again, digest="2")], guild_id=guild_id)
    assert [one for one in await _said(store, HERE, "Sam Stone") if PORT in one]
    for other in ("Mara Lindqvist", "Ivo Brandt"):
        assert not [one for one in await _said(store, HERE, other) if PORT in one]


@pytest.mark.parametrize("guild_id", [None, 1])
async def test_it_is_kept_when_the_article_goes_and_comes_back(store: Store, guild_id: int | None) -> None:
    await save_articles(store, [drafted("a", WRONG)], guild_id=guild_id)
    act = await _correct(store, "Mara Lindqvist", "Sam Stone")
    await remove_origins(store, guild_id, ["a"])
    assert await complete_people(store, HERE, "") == []
    await save_articles(store, [drafted("a", WRONG)], guild_id=guild_id)
    assert len(await _said(store, HERE, "Sam Stone")) == 2
    assert await undo_correction(store, 1, act)
    assert await _said(store, HERE, "Mara Lindqvist") == [f"“{PORT},”"]


async def test_every_article_that_tells_it_follows_now_and_later(store: Store) -> None:
    """The library's, the guild's own, and those saved after the correction."""
    await save_articles(store, [drafted("a", WRONG, days=-3)], guild_id=None)
    await save_articles(store, [drafted("b", f"[Mara Lindqvist|“{PORT}.”] she said.", days=-2)], guild_id=1)
    act = await _correct(store, "Mara Lindqvist", "Sam Stone")
    await save_articles(store, [drafted("c", f"[Mara Lindqvist|“{PORT}!”] she said.", days=-1)], guild_id=1)
    await save_articles(store, [drafted("d", f"[Mara Lindqvist|“{PORT}!”] she said.", days=0)], guild_id=None)
    assert await _said(store, HERE, "Mara Lindqvist") == []
    (hit,) = await find_people(store, HERE, "Stone")
    (one, _) = (await find_statements(store, HERE, hit.ids)).items
    assert len(one.sources) == 4
    assert await undo_correction(store, 1, act)
    assert len(await _said(store, HERE, "Mara Lindqvist")) == 1


async def test_a_correction_of_a_correction_replaces_it(store: Store) -> None:
    """And naming whom the article had is none any more."""
    await save_articles(store, [drafted("a", WRONG)], guild_id=None)
    await _correct(store, "Mara Lindqvist", "Ivo Brandt")
    await _correct(store, "Ivo Brandt", "Ada Merrow")
    assert await _said(store, HERE, "Ivo Brandt") == []
    assert await _said(store, HERE, "Ada Merrow") == [f"“{PORT},”"]
    await _correct(store, "Ada Merrow", "Mara Lindqvist")
    (hit,) = await find_people(store, HERE, "Lindqvist")
    (one,) = (await find_statements(store, HERE, hit.ids)).items
    assert (one.speaker, one.correction) == ("Mara Lindqvist", None)


async def test_of_two_alike_words_the_right_ones_are_corrected(store: Store) -> None:
    """“We wait” of two people in one article: the one that was meant, after a new analysis too."""
    text = "[Mara Lindqvist|“We wait,”] she said. [Sam Stone|“We wait,”] he said."
    await save_articles(store, [drafted("a", text)], guild_id=None)
    await _correct(store, "Mara Lindqvist", "Ivo Brandt")
    for _ in range(2):
        assert [await _said(store, HERE, name) for name in ("Mara Lindqvist", "Sam Stone", "Ivo Brandt")] == [
            [],
            ["“We wait,”"],
            ["“We wait,”"],
        ]
        await save_articles(store, [drafted("a", text, digest="2")], guild_id=None)


async def test_an_old_button_shows_the_corrected_statement(store: Store) -> None:
    """The quote of a message that still stands: its context, and who is named now; another server's copy is nothing."""
    await save_articles(store, [drafted("a", WRONG)], guild_id=None)
    (hit,) = await find_people(store, HERE, "Lindqvist")
    (one,) = (await find_statements(store, HERE, hit.ids)).items
    quote_id = one.sources[0].quote_id
    await _correct(store, "Mara Lindqvist", "Ivo Brandt")
    found = await load_quote(store, HERE, quote_id)
    assert found is not None
    assert found[2] is not None
    assert found[2].speaker == "Ivo Brandt"
    copy_id = found[2].sources[0].quote_id
    assert await load_quote(store, THERE, copy_id) is None
    assert await correct_speaker(store, 2, copy_id, "none", None, by=5) is None
    assert await correct_speaker(store, 1, quote_id, "none", None, by=5)
    found = await load_quote(store, HERE, quote_id)
    assert found is not None
    assert found[2] is None


async def test_it_ends_with_its_guild(store: Store) -> None:
    """Nothing of it is left, and the library is as it was."""
    await save_articles(store, [drafted("a", WRONG)], guild_id=None)
    before = count_rows(store.path)
    await _correct(store, "Mara Lindqvist", "Ivo Brandt")
    await forget_guild(store, 1)
    assert count_rows(store.path) == before


async def test_whom_an_article_names(store: Store) -> None:
    """In the order of the text, for those who see the article."""
    draft, analysis = drafted("a", WRONG)
    named = (NamedPerson("Mara Lindqvist", "the harbour master"), NamedPerson("Ada Merrow", ""))
    analysis = type(analysis)(analysis.language, analysis.sentences, analysis.quotes, people=named)
    (article_id,) = await save_articles(store, [(draft, analysis)], guild_id=1)
    assert await people_named(store, HERE, article_id) == ["Mara Lindqvist", "Ada Merrow"]
    assert await people_named(store, THERE, article_id) == []


V1 = """
INSERT INTO guild VALUES (1, 1767225600, NULL);
INSERT INTO article VALUES (4, 1, 1, 'a', '1', NULL, NULL, NULL, NULL, 1767225600, 1767225600, 'en', 5, 1, 'A title',
  '[0,13,0]', '“We go,” she said.');
INSERT INTO person VALUES (7, 1, 1, 'Mara Lindqvist', 'mara lindqvist', 1);
INSERT INTO person_name VALUES (9, 7, 'Mara Lindqvist', 1);
INSERT INTO person_key VALUES (1, 'lindqvist', 7, 1), (1, 'mara lindqvist', 7, 1);
INSERT INTO person_sound VALUES (1, 'lndkvst', 7);
INSERT INTO statement VALUES (11, 1, 7, NULL, 1767225600, 1767225600);
INSERT INTO statement_key VALUES (5, 11);
INSERT INTO quote VALUES (13, 11, 4, 7, 9, 'direct', 'said', 'she', 1767225600, 0, 8, '[0,8]', 0, 18);
"""


async def test_a_database_of_the_first_schema_keeps_everything_and_can_be_corrected(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path}/verbatim.db")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "verbatim.db")) as raw:
        raw.executescript(V1)
    async with await open_store(url(tmp_path)) as store:
        assert await _said(store, HERE, "Mara Lindqvist") == ["“We go,”"]
        await _correct(store, "Mara Lindqvist", "Sam Stone")
        assert await _said(store, HERE, "Sam Stone") == ["“We go,”"]
        assert await _said(store, HERE, "Mara Lindqvist") == []
    check(tmp_path / "verbatim.db")
