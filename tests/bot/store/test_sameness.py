"""Which words are the same statement: retold, shortened, respelt; never with a word more or less in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Scope
from bot.store import Store
from bot.store.article.articles import find_articles, save_articles
from bot.store.person.people import find_people
from bot.store.person.quotes import find_statements, statements_of_articles
from bot.store.person.sameness import same_statement, statement_keys, statement_words
from tests.bot.store.making import drafted

SAID = "We will rebuild the northern harbour with our neighbours before the winter begins"


def _same(first: str, second: str) -> bool:
    """As at saving: found by a common key, then confirmed."""
    a, b = statement_words(first), statement_words(second)
    return bool(statement_keys(1, a) & statement_keys(1, b)) and same_statement(a, b)


@pytest.mark.parametrize(
    "other",
    [
        f"“{SAID}.”",
        SAID.upper(),
        f"{SAID}, and nobody will stop us from doing so",
        f"I tell you again: {SAID.lower()}!",
        "We will rebuild the northern harbour with our neighbours",
        SAID.replace("rebuild", "re-build").replace("will", "Will"),
    ],
)
def test_the_same_statement(other: str) -> None:
    assert _same(SAID, other)
    assert _same(other, SAID)


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("will", "will not"),
        SAID.replace("will", "won't"),
        SAID.replace("northern", "southern"),
        SAID.replace("before", "after"),
        SAID.replace("with our neighbours", "without our neighbours"),
        SAID.replace("our ", ""),
        "We will rebuild the northern harbour",
        "The winter begins",
        "",
    ],
)
def test_another_statement(other: str) -> None:
    assert not _same(SAID, other)
    assert not _same(other, SAID)


def test_a_word_may_be_spelt_otherwise() -> None:
    respelt = SAID.replace("harbour", "harbor").replace("neighbours", "neighbors")
    assert same_statement(statement_words(SAID), statement_words(respelt))
    longer = f"My friends, whatever they have told you yesterday evening on the radio: {SAID}"
    assert _same(longer, longer.replace("friends", "freinds"))


def test_numbers_and_short_statements_must_be_equal() -> None:
    assert not _same(
        "There were 140000 people on the square in the capital", "There were 150000 people on the square in the capital"
    )
    assert not _same("Yes", "Yes, of course")
    assert _same("“Yes!”", "yes")
    assert not set(statement_keys(1, ("yes",))) & set(statement_keys(2, ("yes",))), "keys are a person's own"


@given(st.text(), st.text())
def test_any_text_is_compared(first: str, second: str) -> None:
    a, b = statement_words(first), statement_words(second)
    assert same_statement(a, b) == same_statement(b, a)
    assert same_statement(a, a) == bool(a)
    assert all(-(2**63) <= key < 2**63 for key in statement_keys(1, a))


async def test_an_article_that_repeats_a_statement_is_one_source(store: Store) -> None:
    text = f"[Mara Lindqvist|“{SAID},”] she said. Again: [Mara Lindqvist|“{SAID},”] she said. [|“No!”] was heard."
    (article_id,) = await save_articles(store, [drafted("a", text)], guild_id=1)
    (mara,) = await find_people(store, Scope(1), "Lindqvist")
    (statement,) = (await find_statements(store, Scope(1), mara.ids)).items
    assert len(statement.sources) == 1
    assert (await find_articles(store, Scope(1), limit=1)).items[0].quotes == 2
    told = await statements_of_articles(store, Scope(1), [article_id], 9)
    assert [(one.speaker, one.words) for one in told] == [
        ("Mara Lindqvist", (f"“{SAID},”",)),
        (None, ("“No!”",)),
    ]
