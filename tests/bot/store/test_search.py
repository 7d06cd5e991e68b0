"""What people type as a topic: searched for, never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Scope
from bot.store import Store
from bot.store.article.articles import find_articles, save_articles
from bot.store.person.people import complete_people, find_people, nearest_people
from bot.store.person.quotes import find_statements
from bot.store.search import words_query
from tests.bot.store.making import drafted

HERE = Scope(1)
HOSTILE = [
    '"',
    '""',
    '" OR 1 --',
    "'; DROP TABLE article; --",
    "*",
    "harbour*",
    "^harbour",
    "-harbour",
    "harbour NOT minister",
    "harbour OR",
    "AND",
    "NEAR(harbour minister, 2)",
    "title : harbour",
    "owner:2",
    "{title text} : harbour",
    "(harbour",
    "harbour)",
    "harbour + minister",
    "a\x00b",
    "har\x00bour\x07",
    "\ud800",
    "%_\\",
    "\u202eharbour",
    "🦆 🏳️‍🌈",
    "क्षत्रिय ﷺ ﬁn ² Ⅷ",
    "x" * 100_000,
    "y " * 50_000,
    "",
    " \t\n",
]


@pytest.mark.parametrize("topic", HOSTILE)
async def test_a_hostile_topic_is_words_and_nothing_else(store: Store, topic: str) -> None:
    text = "The minister opened the harbour. [Mara Lindqvist|“We wait,”] she said of the harbour."
    await save_articles(store, [drafted("a", text)], guild_id=1)
    await save_articles(store, [drafted("b", text)], guild_id=2)
    (mara,) = await find_people(store, HERE, "Lindqvist")
    articles = await find_articles(store, HERE, topic=topic, limit=9)
    assert articles.total in {0, 1}
    assert (await find_statements(store, HERE, mara.ids, topic=topic)).total in {0, 1}
    for ask in (complete_people, find_people, nearest_people):
        assert len(await ask(store, HERE, topic)) <= 1
    if not any(character.isalnum() for character in topic):
        assert articles.total == 0


async def test_a_topic_finds_inflected_forms_and_all_its_words(store: Store) -> None:
    texts = {
        "en": "Ministers met in Ukraine about elections.",
        "de": "Die Wahlen gewann der Bürgermeister von Düsseldorf.",
        "es": "Las elecciones ucranianas costaron un millón.",
        "ru": "Министр приехал на выборы.",
    }
    await save_articles(store, [drafted(name, text, title=name) for name, text in texts.items()], guild_id=1)
    for topic, found in {
        "minister": {"en"},
        "Ukrainian election": {"en"},
        "UKRAINE minister": {"en"},
        "wahl": {"de"},
        "Burgermeister": {"de"},
        "DÜSSELDORF, wahlen": {"de"},
        "eleccion": {"es"},
        "millon ucraniano": {"es"},
        "министра": {"ru"},
        "minister goose": set(),
        "war": set(),
        "ion": set(),
    }.items():
        page = await find_articles(store, HERE, topic=topic, limit=9)
        assert {card.title for card in page.items} == found, topic


@given(st.text())
def test_a_query_is_quoted_words_or_nothing(topic: str) -> None:
    query = words_query(topic)
    if query is not None:
        assert query.count('"') % 2 == 0
        outside = query.split('"')[::2]
        assert set("".join(outside).split()) <= {"AND", "OR", "(", ")", "*", "*)"}
