"""Whom and what sentences name in short, where it is introduced, and that no summary names it before."""

from __future__ import annotations

import pytest

from summaries.introductions import Introductions, told_first
from summaries.language import language
from summaries.select import reading_order, summarize
from summaries.ties import Ties
from tests.summaries.articles import document

LEDE = "Karin Vega, who leads the opposition of Port Alder, saw a boat sink in the harbour on Monday. "


def needs(text: str, code: str = "en") -> list[tuple[str, int]]:
    """The keys that the last sentence of a text needs, and the first sentence that introduces each."""
    body = [s for s in document(text).sentences if s.role == "body"]
    return [(need.key, need.by[0]) for need in Introductions(body, language(code)).needs(len(body) - 1)]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("Many drivers, Vega said, will have to wait for the ferry in the morning.", [("vega", 0)]),
        ("Ambulances come too late, according to Ms. Vega and her party in the council.", [("vega", 0)]),
        ("Drivers in Port Alder met Karin on Tuesday in the town hall.", [("karin", 0)]),
        ("Mayor Vega said that drivers will have to wait for the ferry.", []),
        ("Karin Vega said that drivers will have to wait for the ferry.", []),
        ("Nobody in Port Alder was surprised that Okafor stayed at home.", []),
        ("Divers said that the boat was built in 1931 by three brothers.", [("the boat", 0)]),
        ("Divers said that the boat of the mayor was built in 1931.", []),
        ("Divers said that a boat sank and that the boat was built in 1931.", []),
        ("The harbour was built by three brothers in the year of 1931.", [("the harbour", 0)]),
        ("Divers said that the harbour was built by three brothers.", []),
        ("The old wooden harbour was built in 1931.", [("the harbour", 0)]),
        ("The latest storm of the year was built of snow.", []),
        ("The weather was fine and the sea was calm.", []),
    ],
)
def test_what_is_named_in_short(last: str, found: list[tuple[str, int]]) -> None:
    """A surname, a given name, a thing; but not behind a title, in full, or with what says which one."""
    assert needs(LEDE + last) == found


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("The council wants their money. ", "Divers said that everybody had asked for the money.", [("the money", 0)]),
        ("The council closed a bridge. ", "Divers said they feared the old wooden bridge.", [("the bridge", 0)]),
        ("The council closed a bridge. ", "Divers said they feared the bridge of Stenby.", []),
        ("The council closed a bridge. ", "Divers said they feared the bridge authority.", []),
        ("The council closed a bridge. ", "Divers said they met near the bridge in 1931.", [("the bridge", 0)]),
        ("The council met a diver. ", "Divers said that the diver, Jonas Lind, was unhurt.", [("the diver", 0)]),
        ("The council has plans. ", "The plans call for the sea to be closed.", [("the plans", 0)]),
        ("The council has a plan. ", "The plan calls for the sea to be closed.", [("the plan", 0)]),
        ("The council feared the sea. ", "Divers said that everybody feared the sea.", []),
        ("The council bought a ferry. ", "Divers found the ferry's anchor at once.", [("the ferry", 0)]),
        ("The council bought a ferry. ", "Divers found the ferry’s anchor at once.", [("the ferry", 0)]),
        ("The council bought a ferry. ", "Divers of Wavelet found the ferry's anchor.", []),
        ("The council bought a ferry. ", "A ferry came late, and the ferry's crew was tired.", []),
        ("The council met a crew. ", "The crew's anchor was lost.", [("the crew", 0)]),
        ("The council met. ", "The ferry's anchor was lost.", [("the ferry", 0)]),
        ("The council met. ", "The world's oldest anchor was lost.", []),
        ("The council met. ", "The week's first ferry was late.", []),
    ],
)
def test_things_anywhere_in_a_sentence(first: str, last: str, found: list[tuple[str, int]]) -> None:
    """They need where their noun first came, be it with "their", but not where that was known from the first."""
    assert needs(first + last) == found


@pytest.mark.parametrize(
    "first",
    [
        "Vega leads the opposition of Port Alder, which wants a new bridge. ",
        "The harbour authority of Port Alder closed the bridge on Monday. ",
    ],
)
def test_a_name_that_is_met_alone_first_needs_nobody(first: str) -> None:
    """Its article takes it for known, or never tells it in full."""
    later = "Karin Vega met reporters on Monday. " if "Vega" in first else ""
    assert needs(f"{first}{later}Many drivers, Vega said, will have to wait.") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sagte doch Ursula von der Leyen am Montag in Hafenau. Am Abend war von der Leyen wieder fort.", "leyen"),
        ("General Murhaf Abu Qasra spoke in Port Alder. On Monday night Abu Qasra left the town.", "qasra"),
        (
            "The bassist Zorb Quillfeather left the band. On Monday night Quillfeather told his fans why.",
            "quillfeather",
        ),
        (
            "The rest is Quillon Ashgrove's DNA. On Monday Ashgrove's IDs were lost. Ashgrove's party won.",
            "ashgrove",
        ),
        ("Jonas “Tig” Ashgrove left the town. On Monday night Ashgrove was back.", "ashgrove"),
        ("Police met a man named Aksel at the quay. On Monday night Aksel left the town.", "aksel"),
        ("Quillon Ashgrove left. The fans of Ashgrove wept. On Monday night Ashgrove was back.", "ashgrove"),
    ],
)
def test_names_of_many_kinds(text: str, key: str) -> None:
    """With particles, of several words, and given names that no list has."""
    assert [found for found, _ in needs(text)] == [key]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Storm Watch Center spoke. Nobody there slept. Storms came later than the center said.",
            [("the center", 0)],
        ),
        ("The Harbour Pilots' Union (HPU) is old. Nobody paid. On Monday the HPU left the town.", [("(HPU)", 0)]),
        ("Karin Vega (CDU) is old. Nobody paid. On Monday the CDU left the town.", []),
        ("Vega's daughter Mara is a diver. Nobody paid. On Monday evening Mara left the town.", [("mara", 0)]),
        ("Mara is a diver. Her daughter Ana is not. On Monday evening Mara left the town.", []),
    ],
)
def test_what_its_article_named_in_full(text: str, found: list[tuple[str, int]]) -> None:
    """The last word of a name, an abbreviation, somebody's daughter."""
    assert needs(text) == found


def test_who_is_introduced_by_another_article() -> None:
    """ "Crane" waits for the article that says who that is; whom no article introduces is known."""
    one = document("Crane climbed the fence of the harbour on Monday. Guards of Port Alder took Crane away.", "1")
    other = document("Guards took a man away on Monday. Police said Jonas Crane is 41 and has no home.", "2")
    ties = Ties.of([one, other])
    assert [(need.key, need.by) for need in ties.needs(1)] == [("crane", (3,))]
    assert Ties.of([one]).needs(1) == []
    shown = [s.text for s in reading_order(summarize([one, other], sentences=4))]
    assert not shown or "Crane" not in " ".join(shown[: shown.index(other.sentences[1].text)])


def test_a_line_with_a_surname_comes_with_its_introduction() -> None:
    """Or not at all: for one sentence there is no room for both."""
    article = document(
        "Two ferries will cross the Alder from April. Jonas Lind, who runs the harbour authority, spoke on Monday. "
        "Drivers wait for an hour at the quay in Stenby. Ferries will cost drivers eleven euros a day, Lind said."
    )
    query = "ferries cost drivers eleven euros a day"
    shown = [s.text for s in reading_order(summarize([article], sentences=3, query=query))]
    before = shown[: shown.index("Ferries will cost drivers eleven euros a day, Lind said.")]
    assert any("Jonas Lind" in line for line in before)
    alone = [s.text for s in summarize([article], sentences=1, query=query)]
    assert "Lind said" not in alone[0]


def test_an_introduction_that_is_known_need_not_be_told_again() -> None:
    """Who has read yesterday who Lind is may read today what he said."""
    article = document(
        "Jonas Lind, who runs the harbour authority, spoke on Monday. Ferries will cost eleven euros, Lind said."
    )
    told = [article.sentences[0]]
    assert [s.text for s in summarize([article], sentences=1, known=told)] == [article.sentences[1].text]


def test_blocks_wait_for_what_introduces_them() -> None:
    """In their order otherwise; what waits for each other is told as it comes."""
    article = document(LEDE + "Vega said that the boat was old. Cars passed the bridge on Monday.")
    known = Introductions(article.sentences, language("en"))
    assert told_first([[1], [2], [0]], known.needs, known.tells) == [[2], [0], [1]]
    assert told_first([[1], [2]], known.needs, known.tells) == [[1], [2]]
