"""Lines that stand around the news: what a picture shows, items behind a label or a date, headings run into a line."""

from __future__ import annotations

import pytest

from summaries.leaning import Lean, leanings
from tests.summaries.articles import document

BEFORE = "Teresa Okafor, the mayor, spoke to reporters of the harbour and its old boats on Monday.\n"
AFTER = "\nThe harbour authority closed the bridge in May."


def lean(text: str, before: str = BEFORE) -> Lean:
    """The leaning of a line between two others."""
    return list(leanings(document(before + text + AFTER)).values())[1 if before else 0]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Teresa Okafor smiles at a fisherman before the vote in Port Alder on Monday.",
        "A diver waves from the deck of the ferry.",
        "Port Alder captain Ana Roux celebrates after her second goal of the evening.",
        "Stenby players celebrate during the match at Port Alder.",
        "Jonas Lind and Ana Roux stand outside the town hall of Stenby.",
        "Jonas Lind holds up the anchor of the ferry in the harbour of Stenby.",
        "Jonas Lind opens the new quay of Stenby in May 2014.",
    ],
)
def test_what_a_picture_shows_is_no_news(text: str) -> None:
    """Somebody does in the present what is seen, or at a day long gone, in a sentence that is a line by itself."""
    assert lean(text) == "never"


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Lind smiled at a fisherman before the vote in Port Alder on Monday.",
        "Jonas Lind holds the record for the longest swim across the Alder.",
        "Jonas Lind speaks four languages and has a house in Stenby.",
        "The new bridge stands near the old one on the quay of Stenby.",
        "A series of waves in the harbour of Stenby closed the bridge.",
        "The ferry that waits outside the harbour was built in 1931.",
        "When Jonas Lind arrives at the harbour, nobody is there.",
        "Jonas Lind opens the new quay of Stenby in May.",
        "Mayor Teresa Okafor smiles at every question, says Jonas Lind.",
    ],
)
def test_news_in_the_present(text: str) -> None:
    """Deeds that last, plans, things that stand somewhere, and what somebody tells of it."""
    assert lean(text) == "nothing"


def test_what_is_seen_at_a_day_long_gone_is_a_picture() -> None:
    """Wherever it stands; what was seen, or is seen without a day, is not."""
    told = document(BEFORE + "A storm came. The bridge is seen from the quay in Port Alder, May 21, 2014." + AFTER)
    assert list(leanings(told).values())[2] == "never"
    assert lean("The bridge of Stenby was seen in the sea of Port Alder on May 21, 2014.") == "nothing"
    assert lean("The bridge of Stenby is seen as too old by the drivers of Port Alder.") != "never"


def test_a_caption_is_a_line_by_itself() -> None:
    """Within a paragraph the same sentence is the article's own."""
    text = "Jonas Lind smiles at a fisherman in Stenby."
    assert lean(text) == "never"
    assert lean(f"{text} Both of them voted for the bridge.") == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "Older boats: Jonas Lind keeps four of the old boats of Port Alder at Stenby.",
        "Boats: Jonas Lind keeps four of the old boats of Port Alder at Stenby.",
        "Step 2: Close the harbour and tell the drivers of the ferry.",
        "The result: Nobody in Port Alder can cross the Alder on a Sunday.",
        "21 May - Mayor Teresa Okafor opens the harbour of Stenby.",
        "3 June: The council of Port Alder votes for the bridge.",
        "1931 - The bridge of Port Alder is built.",
        "'Too old to swing' In May the council of Port Alder closed the bridge.",
        ". in question and the bridge of Port Alder was closed.",
    ],
)
def test_items_and_torn_lines_are_no_sentences(text: str) -> None:
    """What stands behind a label, behind the date of a table, behind a heading, or has lost its beginning."""
    assert lean(text) == "never"


@pytest.mark.parametrize(
    "text",
    [
        "Okafor said: The bridge of Port Alder is old and needs repairs.",
        "One thing is certain: The bridge of Port Alder is old.",
        "Stenby: The council of the town voted for a new bridge.",
        "Jonas Lind has two boats: Alma, which he built, and Berta.",
        "May 21 is the day on which the bridge of Port Alder was opened.",
        '"Alder" was the first boat that Jonas Lind built.',
    ],
)
def test_a_colon_within_a_sentence(text: str) -> None:
    """A sentence of its own before the colon, a place, a list; a date and a name that open a sentence."""
    assert lean(text) == "nothing"


def test_an_article_may_open_with_a_label() -> None:
    """What tells the state of the news stands before its first sentence."""
    assert lean("Boats update: Jonas Lind found four of the boats on Monday.", before="") == "nothing"
