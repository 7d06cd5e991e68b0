"""What is compared with, counted on from or dated by something told before; whose a pronoun is; fragments."""

from __future__ import annotations

import pytest

from summaries.document import Document
from summaries.leaning import Lean, leanings
from tests.summaries.articles import document

BEFORE = "Teresa Okafor, the mayor, spoke to reporters of the harbour and its boats on Monday.\n"


def lean(text: str) -> Lean:
    """The leaning of a sentence that follows another."""
    return list(leanings(document(BEFORE + text)).values())[1]


@pytest.mark.parametrize(
    "text",
    [
        "Other ferries of the harbour were closed in May.",
        "Stenby responded by closing the harbour of the island.",
        "The council of Stenby has responded with a ban of boats.",
        "Two other ferries of the harbour were closed in May.",
        "The fishermen of Stenby did the same thing.",
        "The spokesman of the harbour, Jonas Lind, acknowledged as much on Tuesday.",
        "The following week, the ferries of Stenby were closed.",
        "Police in Stenby took the boats and closed the harbour the next day.",
        "Second, the bridge of Port Alder is old.",
        "For one, the bridge of Port Alder is old.",
        "A second ferry sank in the harbour of Stenby.",
        "A judge in Stenby let both men go.",
        "A judge in Stenby let the two men go.",
        "Back in Stenby, fishermen waited for the ferry.",
        "There Teresa Okafor opened a bridge.",
        "The third is the bridge of Stenby.",
        "The bridge of Stenby, though, is closed.",
        "The people have often built similar ferries.",
        "The people have often asked for such ferries.",
        "Police in Stenby were not at work at that time.",
        "In the years since, Stenby has become a large harbour.",
        "Bids for that are high in Stenby.",
        "First off, the bridge of Port Alder is old.",
        "The Boats were there -- they won the cup of the harbour.",
    ],
)
def test_it_leans(text: str) -> None:
    """Nothing in the sentence itself says than what, as what or when."""
    assert lean(text) == "before"


@pytest.mark.parametrize(
    "text",
    [
        "Other than the ferries, nothing sails in May.",
        "Ferries and other boats were closed in May.",
        "The fishermen of Stenby did the same thing as Port Alder.",
        "The bridge of Stenby cost as much as a ferry.",
        "In May the harbour was closed, and the next day Stenby was.",
        "Over the next week, the ferries of Stenby will be closed.",
        "The second bridge of Stenby fell in May.",
        "A judge in Stenby let both men and women go.",
        "Jonas Lind and Ana Roux met, and both sides were glad.",
        "A judge in Stenby let the two men in the boat go.",
        "Jonas Lind said goodbye to Ana Roux before the two men met.",
        "There are boats in the harbour of Stenby.",
        "The third bridge of Stenby is old.",
        "The bridge of Stenby is closed, though it is new.",
        "The people have often built ferries similar to that of Port Alder.",
        "The people have often asked for such ferries as that of Stenby.",
        "In May Jonas Lind of Stenby was not at work at that time of day.",
        "The bridge of Stenby has stood since 1931.",
        "Stenby responded to the council of Port Alder by closing its harbour.",
        "When the bridge fell, Stenby responded by closing the harbour.",
        "Asked about the bridge, Jonas Lind replied with a single word.",
        "Jonas Lind saw the bridge of Stenby and reacted by leaving the island.",
    ],
)
def test_it_stands(text: str) -> None:
    """It says so itself, or looks alike only."""
    assert lean(text) == "nothing"


@pytest.mark.parametrize(
    ("code", "before", "leaning", "standing"),
    [
        (
            "de",
            "Der Hafen wurde am Montag geschlossen.",
            "Andere Fähren fuhren am Montag nach Hafenau.",
            "Die Fähren fuhren am Montag nach Hafenau.",
        ),
        ("fr", "Le port a été fermé lundi.", "D'autres bateaux ont coulé lundi.", "Des bateaux ont coulé lundi."),
        (
            "es",
            "El puerto fue cerrado el lunes.",
            "Otros barcos de pesca zarparon ayer.",
            "Los barcos de pesca zarparon ayer.",
        ),
        (
            "ru",
            "Порт был закрыт в понедельник.",
            "Другие старые паромы ушли вчера утром.",
            "Старые паромы ушли вчера утром.",
        ),
        (
            "uk",
            "Порт був закритий у понеділок.",
            "По-друге, міст дуже старий і вузький.",
            "Міст дуже старий і вузький.",
        ),
        ("pt", "O porto foi fechado na segunda.", "Por fim, a ponte é muito velha.", "A ponte velha é muito estreita."),
    ],
)
def test_others_in_each_language(code: str, before: str, leaning: str, standing: str) -> None:
    """The words are few, and each language has its own."""

    def read(text: str) -> Lean:
        return list(leanings(Document("a", "", f"{before}\n{text}", language=code)).values())[1]

    assert (read(leaning), read(standing)) == ("before", "nothing")


def test_an_article_may_open_with_one_more() -> None:
    """Its first sentence is its news: readers have heard of the first ferry."""
    article = document("A second ferry sank in the harbour of Stenby on Monday.\n" + BEFORE)
    assert next(iter(leanings(article).values())) == "nothing"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Tuesday, Gov. Robert Lindqvist praised her for the bridge.", "before"),
        ("The council of Stenby wants a bridge, she said on Tuesday.", "before"),
        ("The council of Stenby wants a bridge, Ana Roux said on Tuesday.", "nothing"),
        ("By closing the bridge, she said, Ana Roux has helped Stenby.", "before"),
        ("As Ana Roux left Stenby, she said goodbye.", "nothing"),
        ("In Stenby, Georgia Gov. Robert Lindqvist was glad of his bridge.", "nothing"),
        ("On Tuesday, Maria Lindqvist praised him for the bridge.", "before"),
        ("On Tuesday, Maria Lindqvist praised her son for the bridge.", "nothing"),
        ("On Tuesday, Robert Lindqvist and a diver praised her son for the bridge.", "before"),
        ("On Tuesday, Robert Lindqvist and Vega praised her son for the bridge.", "nothing"),
        ("On Tuesday, the wife of Robert Lindqvist praised her son for the bridge.", "nothing"),
        ("On Tuesday, Lindqvist praised her son for the bridge.", "nothing"),
    ],
)
def test_whom_a_pronoun_can_mean(text: str, found: Lean) -> None:
    """No woman is "he": given names tell, surnames do not."""
    assert lean(text) == found


@pytest.mark.parametrize(
    "text",
    [
        '"The Captain" Jonas Lind and Ana Roux of Stenby.',
        "-Teresa Okafor, speaking after Okafor's visit.",
        "Best ferry that happened to Port Alder in June.",
        "A talk on the ferries recorded by Jonas Lind.",
        "On the ferries were Jonas Lind, his friend,...",
    ],
)
def test_no_sentence_of_the_news(text: str) -> None:
    """A nickname, an owner, a clause and a participle are no verb."""
    assert lean(text) == "never"


@pytest.mark.parametrize(
    "text",
    [
        "A ferry hit by a boat sank in the harbour.",
        "The ferry that sank in May was built in Stenby.",
        "The ferry was built by three brothers in Stenby.",
        "Lind's ferry sank in the harbour of Stenby.",
    ],
)
def test_short_news_is_news(text: str) -> None:
    """It has a verb besides."""
    assert lean(text) == "nothing"


def test_a_note_on_the_author() -> None:
    """Who somebody is of whom the article tells nothing; not who its news is about."""
    text = BEFORE + "Eleven ferries sank. The council was told. Everybody was sad. The mayor wept. "
    note = list(leanings(document(text + "Ana Roux is a writer in Stenby.")).values())
    assert note[-1] == "never"
    news = list(leanings(document(text + "Ana Roux is a diver in Stenby. Many divers met Roux in May.")).values())
    assert news[-2] == "nothing"
