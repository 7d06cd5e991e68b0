"""What points at things, places and deeds told before, what is no sentence at all, and what only looks so."""

from __future__ import annotations

import pytest

from summaries.leaning import Lean, leanings
from tests.summaries.articles import document

BEFORE = "Teresa Okafor, the mayor, spoke to reporters of the harbour and its boats on Monday.\n"


def lean(text: str) -> Lean:
    """The leaning of a sentence that follows another."""
    return list(leanings(document(BEFORE + text)).values())[1]


@pytest.mark.parametrize(
    "text",
    [
        "Everybody who worked on it is proud of the harbour.",
        "Some harbour masters say it's the largest ferry of the coast.",
        "Fishermen moved their boats to make room for it.",
        "A supermarket moved in to replace it and helped with money.",
        "The buzz around it was heard on both sides of the harbour.",
        "Unfortunately, it may have to be closed again in May.",
        "Confirmation of its existence would please the harbour authority.",
        "The quay was closed by a storm in the night, it said.",
        "A diver who helped remove them, Jonas Lind, was unhurt.",
        "Residents blame them for the long queues at the quay.",
        "Alder shares its harbour with Stenby, Vik and Marn there.",
        "The papers say that didn't happen at the quay.",
        "The spokesman of the harbour, Jonas Lind, confirmed that on Sunday.",
        "Jonas Lind, a member of the harbour authority for ten years, agreed.",
        "Something in that cold winter made the boats rot.",
        "Nobody in that county had ever seen such a boat.",
        "On Monday, that kind of mood was gone from the harbour.",
        "Second, he had closed the bridge.",
        "Hours later, Jonas Lind left the harbour.",
        "A dozen years later the bridge was closed.",
        "In any case, the bridge of Port Alder is old.",
        "The second bridge was altogether more beautiful.",
        "Some even asked whether the bridge was safe.",
        "Ferries will be the key to the harbour, she conceded.",
        "The bridge of Stenby, she vowed, would be closed in May.",
        "The council of Stenby has never asked for ferries, she said, always preferring bridges.",
        "Some drivers told NAOP that the mayor was warned of the cracks.",
        "“Nothing lasts,” said Jonas Lind when a reporter of the Courier asked about those strikes.",
        "The council of Port Alder voted on Sunday to buy these two boats.",
    ],
)
def test_it_leans(text: str) -> None:
    """No word of the sentence itself is what it means."""
    assert lean(text) == "before"


@pytest.mark.parametrize(
    "text",
    [
        "Shop owners say it’s unlikely that customers will stay away.",
        "Shop owners say it’s no wonder customers stay away.",
        "Lind made it clear that the ferries would stop in May.",
        "The harbour of Port Alder has had no ice in all of these years of warm winters.",
        "The council of Port Alder named eleven sailors among those killed in storms.",
        "The council of Port Alder bought eleven boats, and two of those boats sank.",
        "The council of Port Alder voted on Sunday for help to those with old boats.",
        "The bridge was closed when the council found it unsafe.",
        "In its first week, the ferry carried eleven thousand cars.",
        "When it opens in May, the bridge will carry eleven thousand cars.",
        "Last year, as it was looking for boats, the harbour authority asked Stenby for help.",
        "Facing criticism of its high, steep and narrow stairs, the station of Port Alder was closed.",
        "The harbour authority said it had closed the bridge.",
        "A ferry lost its anchor in the storm on Monday.",
        "A man whose dog ran away found it on the ferry.",
        "Divers found two boats and brought them to Port Alder.",
        "Jonas Lind took the boats to Stenby and sold them there.",
        "There are eleven ferries in the harbour of Port Alder.",
        "Jonas Lind took a boat to Stenby and stayed there.",
        "Jonas Lind said that ice was the fault of nobody in Stenby.",
        "Lind said that on Sunday the bridge would be closed again.",
        "The price of diesel is higher than that of coal in Stenby.",
        "The new rules of the harbour were agreed.",
        "The bridge in Stenby was opened in May and in that town the ferries stopped.",
        "On Monday, that is to say in May, the bridge was closed.",
        "The bridge opened three years later than the council had hoped.",
        "Two years later than the council had hoped, the bridge opened.",
        "Later this week, the bridge of Port Alder will be closed.",
        "The second bridge was far more beautiful than the first.",
        "In the harbour of Port Alder there was ice.",
        "The ferries have run every hour since Monday.",
        "Some drivers told Jonas Lind that the mayor was warned of the cracks.",
        "Some drivers told NAOP that the mayor of Stenby was warned of the cracks.",
        "Some drivers told NAOP that the agency was warned of the cracks.",
        "Jonas Lind went to Stenby, where, he had heard, the bridge was closed.",
    ],
)
def test_it_stands(text: str) -> None:
    """What looks alike but means nothing, something in its own sentence, or what follows."""
    assert lean(text) == "nothing"


def test_who_speaks_goes_on_speaking() -> None:
    """A quotation alone goes on with the one before it; a nickname there is none, and says not who speaks."""
    quotation = '\n"It is the oldest bridge of the whole coast."'
    told = document(f'"We have asked the state for money," Karin Vega told reporters.{quotation}')
    named = document(f'Jonas "Jon" Lind and Karin Vega met at the bridge of Port Alder.{quotation}')
    assert list(leanings(told).values())[1] == "before"
    assert list(leanings(named).values())[1] == "never"


def test_what_has_come_since() -> None:
    """ "Has since closed" is later than something told before, "since 2010" is not."""
    assert lean("The office of the ferries in Stenby has since closed.") == "before"
    assert lean("The office of the ferries in Stenby has since 2010 been closed.") == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "A long wait at the quay of Port Alder.",
        "Enough snow for a day without school in Stenby.",
        "Booked: Lind, Vega, Okafor, Brandt.",
        "Foul by Jonas Lind (Port Alder).",
        "At least not for a while in Stenby.",
        "Although it rained on the ferry to Stenby.",
        "Ferries? IS THERE A FERRY TO STENBY ON MONDAY? Nobody knows whether there is.",
        "Serve with salad and a slice of bread from Stenby.",
        "Check out the whole list of boats on our pages!",
        "Think back to the winter of the ice.",
        "-- the debate on the bridge goes on in Stenby.",
        "-- March 2 in the harbour of Stenby.",
        "The ferry to Stenby and the boats of Port Alder were...",
    ],
)
def test_no_sentence_of_the_news(text: str) -> None:
    """Captions, lists, headings, orders to the reader and what a page has cut never stand in a summary."""
    assert "never" in list(leanings(document(BEFORE + text)).values())[1:3]


@pytest.mark.parametrize(
    "text",
    [
        "A ferry sinks in the harbour of Port Alder.",
        "A ferry sank in the harbour of Port Alder.",
        "Drivers wait for hours at the quay.",
        "Port Alder face Stenby on Saturday.",
        "Police close the bridge of Port Alder.",
        "170,000 people cross the harbour in May.",
        "Jonas Lind and Ana Roux both call Stenby home.",
        "Although it rained, the ferry to Stenby was full.",
        "Check fraud rose in Port Alder and in Stenby.",
        "Think tanks in Stenby want a new bridge.",
        "USA and NATO met in Port Alder on Monday.",
        "The bridge has cost eleven million ... and a friendship.",
    ],
)
def test_short_news_is_news(text: str) -> None:
    """A verb in the present, of a plural or of a team; nouns that are orders elsewhere; capitals of names."""
    assert lean(text) == "nothing"


@pytest.mark.parametrize(
    "text",
    [
        "The ferries were then closed for the winter.",
        "First of all, the bridge of Port Alder is old.",
        "Oh yes, the bridge of Port Alder is old.",
    ],
)
def test_what_goes_on(text: str) -> None:
    """Deeds that follow others, answers, lists."""
    assert lean(text) == ("addition" if "then" in text else "before")


def test_who_was_mayor_then() -> None:
    """ "Was then" tells no deed."""
    assert lean("Jonas Lind, who was then mayor of Stenby, opened the bridge.") == "nothing"


def test_an_article_may_open_with_an_order_to_the_reader() -> None:
    """Its first sentence stands nevertheless."""
    article = document("Look at the boats in the harbour of Port Alder. Divers found eleven of the boats on Monday.")
    assert next(iter(leanings(article).values())) == "nothing"
