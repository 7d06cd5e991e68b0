"""What the engine is given of stored articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.records import Article
from bot.services.analyse import analyse
from bot.services.summarise import MAX_READ, document_of
from tests.bot.store.making import drafted

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LINE = "The harbour of Port {0} opened again on Monday, and {0} ships came in before noon.\n"


def an_article(text: str) -> Article:
    """As it is stored, with its sentences."""
    draft, found = analyse(drafted("a", text)[0])
    values = (draft.title, draft.text, None, None, None, NOW, NOW, "en", found.sentences)
    return Article(1, 1, *values)


def test_an_article_is_read_whole() -> None:
    """Its sentences as they were found at saving."""
    article = an_article("".join(LINE.format(number) for number in range(50)))
    document = document_of(article)
    assert document.text == article.text
    assert document.boundaries == article.sentences


@pytest.mark.parametrize("first", ["", "word " * MAX_READ + "came.\n"])
def test_of_a_book_the_beginning_is_read(first: str) -> None:
    """Whole sentences, at least one, where they stand in the article: one question must not hold up all servers."""
    article = an_article(first + "".join(LINE.format(number) for number in range(1_000)))
    document = document_of(article)
    kept = document.sentences
    assert article.text.startswith(document.text)
    assert [(one.start, one.end) for one in kept] == [one[:2] for one in article.sentences[: len(kept)]]
    assert document.text.endswith(kept[-1].text)
    assert len(document.text) <= MAX_READ or len(kept) == 1
    assert article.sentences[len(kept)][1] > MAX_READ
