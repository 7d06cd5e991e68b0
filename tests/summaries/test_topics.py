"""What speaks of a topic: inflected words do, names that only look like them do not."""

from __future__ import annotations

import pytest

from summaries.document import Document
from summaries.topics import Topic


@pytest.mark.parametrize(
    ("query", "text", "code"),
    [
        ("ferry", "Three ferries left.", "en"),
        ("Ferries", "the last ferry of the day", "en"),
        ("Harris", "Ms Harris’s answer", "en"),
        ("taxi", "all taxis", "en"),
        ("suspension", "It was suspended on Friday.", "en"),
        ("Israel", "two Israelis", "en"),
        ("US", "a US court", "en"),
        ("US", "the U.S. army", "en"),
        ("u.k.", "the UK", "en"),
        ("J.K. Rowling", "J. K. Rowling, a writer", "en"),
        ("FERRY STRIKE", "the ferry strikes", "en"),
        ("Erdogan", "sagte Erdoğan", "de"),
        ("Bahn", "der Bahnstreik", "de"),
        ("выборы", "после выборов", "ru"),
        ("选举", "总统选举", "zh"),
    ],
)
def test_a_text_speaks_of_its_words_in_every_form(query: str, text: str, code: str) -> None:
    """Inflected, in a compound, without its accents, with or without full stops."""
    assert Topic(query).share(text, code) == 1


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ferry", "said Nadia Ferris"),
        ("Harris", "Prince Harry"),
        ("suspension", "the Suspenders"),
        ("war", "in Warsaw"),
        ("US", "They told us."),
        ("?!", "Who?!"),
    ],
)
def test_a_word_that_only_looks_alike_is_another(query: str, text: str) -> None:
    """Names are compared as they are written."""
    assert Topic(query).share(text, "en") == 0


def test_common_words_count_where_there_are_no_others() -> None:
    """In "war in Stenby" two words ask; "it" asks for itself."""
    assert Topic("war in Stenby").share("the war", "en") == 0.5
    assert Topic("it").share("as it is", "en") == 1


def test_a_title_speaks_too() -> None:
    """An article whose title alone has the word is about it."""
    assert Topic("ferry").share_of(Document("a", "The ferry", "It left.", "en")) == 1
