"""Which numbers and words let two articles' sentences state one fact."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summaries.document import Document
from summaries.facts import is_retold, is_same_fact
from summaries.select import summarize
from summaries.terms import content

FACT = "The council of Port Alder granted {} euros to the divers who found the boats of the harbour authority."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("199", "nearly 200", True),
        ("7950", "8000", True),
        ("12", "12", True),
        ("12", "13", False),
        ("199", "240", False),
        ("the 2014", "the 2015", False),
        ("5" * 400, "9" * 400, False),
    ],
)
def test_a_number_made_round_is_the_same(one: str, other: str, same: bool) -> None:
    """Of two writers one tells the sum, the other about how much; a year and a small number are told exactly."""
    told, again = (content(FACT.format(number), "en") for number in (one, other))
    assert is_retold(told, again, lambda stem: 1.0) is same
    assert is_same_fact(told, again) is (one == other)


def test_words_of_every_sentence_of_an_event_show_no_fact_told_again() -> None:
    """Two sentences on one ferry share its name and its harbour; only one tells what the other does."""
    told = "The ferry Marigold of Port Alder lost its rudder in a storm off Gull Rock, the harbour master said."
    again = "A broken rudder left the Marigold, a ferry of Port Alder, drifting past Gull Rock."
    other = "The ferry Marigold of Port Alder carries apples and mail to the villages of the northern shore."
    one, same, another = (content(text, "en") for text in (told, again, other))
    common = content("The ferry Marigold of Port Alder", "en")
    assert is_retold(one, same, lambda stem: 0.2 if stem in common else 1.0)
    assert not is_retold(one, another, lambda stem: 0.2 if stem in common else 1.0)


@pytest.mark.parametrize(("days", "told"), [(0, 1), (1, 1), (3, 2)])
def test_what_came_of_it_days_later_is_news(days: int, told: int) -> None:
    """The later article tells the old again to say what came of it; another paper of the day tells the same."""
    early = (
        "The ferry Marigold ran aground on Gull Rock in thick fog on Sunday with 85 passengers.\n"
        "Divers of the harbour authority found a hole of two metres in its hull.\n"
        "Tugs from three towns waited for the evening tide to pull the ship free."
    )
    late = (
        "The captain whose ship struck Gull Rock in fog lost his licence for five years in court.\n"
        "Judge Ada Moreno read the ruling to a full hall in Port Alder.\n"
        "A new radar will be fitted to every ship of the line before winter."
    )
    day = datetime(2026, 3, 1, tzinfo=UTC)
    documents = [
        Document("a", "Fog", early, language="en", published=day),
        Document("b", "Court", late, language="en", published=day.replace(day=1 + days)),
    ]
    assert sum("Gull Rock" in line.text for line in summarize(documents, sentences=4)) == told
