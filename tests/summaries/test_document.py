"""Sentences and their roles: where they end, which are part of the article, and that offsets are exact."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.document import Document


def sentences(text: str, language: str = "en") -> list[str]:
    return [s.text for s in Document("a", "", text, language=language).sentences]


def roles(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(s.role, s.text) for s in Document("a", title, text, language="en").sentences]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The mayor met officials from the U.S.", "The visit lasts two days."),
        ("The ferry docked at 7 p.m.", "Passengers left within minutes."),
        ("He works for Harbour Holdings Inc.", "The firm declined to comment."),
        ("They sold bread, fruit, eggs etc.", "It was a good market."),
        ("The bridge opened in 2009.", "Figures show it is used daily."),
        ("“We shall rebuild it,” she said.", "“Nobody will be left out.”"),
        ('He called it "a great day."', "The crowd cheered."),
        ("It will cost 3 million euros (£2.6m).", "Work begins in May."),
        ("They waited and waited...", "Nobody came."),
        ("Was it worth it?", "Most say yes."),
        ("She grew up in Boise, Idaho, near Mount St. Anne.", "Her father kept bees."),
    ],
)
def test_a_sentence_ends_between_the_two(before: str, after: str) -> None:
    """A blank between them is no part of either."""
    assert sentences(f"{before} {after}") == [before, after]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Okafor met Dr. Lindqvist and Gen. Pereira on Tuesday.",
        "A U.S. Navy spokesman spoke at 9 a.m. Monday in the D.C. area.",
        "Thomas J. Whitfield and R. K. Narayanan signed it on Sept. 14.",
        "The tunnel is 1.7 miles long and cost $2.35 million.",
        "“Where were you?” asked the judge.",
        "The site visit-harbour.example.com went down at noon.",
        "The case of Marsh v. Alden was heard twice.",
        "The band Oh! will play at the fair, i.e. on the main stage.",
        "“I was sure ... and then I was not,” he said.",
        "Sen. Rosa Delgado (D-N.M.) voted against it.",
    ],
)
def test_a_sentence_does_not_end_within(text: str) -> None:
    """Abbreviations, initials, decimals, addresses and quoted questions go on."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("They reached the harbour.Fishermen saw them.", ["They reached the harbour.", "Fishermen saw them."]),
        ('"We saw it," he said."It was late."', ['"We saw it," he said.', '"It was late."']),
        ("“We saw it,” he said.“It was late.”", ["“We saw it,” he said.", "“It was late.”"]),
        ("It began in 2011.Hundreds left.", ["It began in 2011.", "Hundreds left."]),
    ],
)
def test_sentences_glued_together_come_apart(glued: str, parts: list[str]) -> None:
    """No blank follows the full stop."""
    assert sentences(glued) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("de", ["Am 3. Oktober sprach Dr. Weber in Halle.", "Er blieb z.B. beim Thema Miete."]),
        ("fr", ["M. Perrin a rencontré Mme Roux.", "« Tout va bien », a-t-il dit."]),
        ("es", ["El Sr. Vega viajó a EE.UU. en enero.", "¿Volverá pronto?", "Nadie lo sabe."]),
        ("ru", ["Об этом сообщил проф. Орлов.", "Дом построен в 1956 г. на ул. Мира.", "Он стоит до сих пор."]),
        ("uk", ["Про це повідомив проф. Коваль.", "Він мешкає на вул. Садовій."]),
        ("tr", ["Prof. Yıldız dün konuştu.", "Toplantı 5. kez yapıldı."]),
        ("ar", ["وصل الوزير إلى المدينة.", "هل يبقى هناك؟", "لا أحد يعرف."]),
        ("zh", ["市长昨天到达。", "他会留下吗？", "没有人知道。"]),
        ("hi", ["मंत्री कल आए।", "वे दो दिन रुकेंगे।"]),
    ],
)
def test_other_languages(language: str, parts: list[str]) -> None:
    """Each with its own abbreviations, ordinals and marks."""
    joiner = "" if language == "zh" else " "
    assert sentences(joiner.join(parts), language) == parts


def test_what_a_page_puts_around_an_article_is_marked() -> None:
    """Subheadings are headings; captions, bylines, datelines, links and stamps are boilerplate."""
    text = (
        "By Ana Lindqvist\n\nOSLO (Reuters) - The council voted on Monday to close the old bridge for two years.\n\n"
        "Photo: Harbour Press/Getty Images\n\nWhat happens to the ferries?\n\n"
        "The ferries will run every ten minutes, the council said in a statement after the vote.\n\n"
        "Read more: How the bridge was built\n\n10:45 a.m. ET\n\nA slow start\n\n"
        "Engineers expect the work to cost eleven million euros, most of it paid by the state.\n\n"
        "(Reporting by Ana Lindqvist; Editing by Jon Ek)"
    )
    found = roles(text)
    assert [t for role, t in found if role == "body"] == [
        "The council voted on Monday to close the old bridge for two years.",
        "The ferries will run every ten minutes, the council said in a statement after the vote.",
        "Engineers expect the work to cost eleven million euros, most of it paid by the state.",
    ]
    assert [t for role, t in found if role == "heading"] == ["What happens to the ferries?", "A slow start"]


def test_the_headline_repeated_in_the_text_is_a_heading() -> None:
    """So it is never chosen as a sentence."""
    text = "Bridge closes for two years.\nThe council voted on Monday to close the old bridge for two years."
    assert roles(text, "Bridge closes for two years")[0][0] == "heading"


def test_a_text_wrapped_at_a_width_is_read_as_one_paragraph() -> None:
    """A line that goes on in small letters belongs to the one above."""
    text = "The council voted on Monday evening to close the\nold bridge for two years. Nobody spoke against it."
    assert sentences(text) == [
        "The council voted on Monday evening to close the\nold bridge for two years.",
        "Nobody spoke against it.",
    ]


def test_known_boundaries_are_used_as_they_are() -> None:
    """An article that is stored with its sentences is not split again."""
    document = Document("a", "", "One. Two.", boundaries=((0, 9, "body"),))
    assert [s.text for s in document.sentences] == ["One. Two."]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.text(" .?!…\"“”'()Aa1\n。", max_size=80))
def test_any_text_is_covered_once(text: str) -> None:
    """Sentences are in order, without overlap, trimmed, and leave out nothing but blanks."""
    found = Document("a", "", text).sentences
    last = 0
    for sentence in found:
        assert sentence.start >= last
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert not text[last : sentence.start].strip()
        last = sentence.end
    assert not text[last:].strip()


@pytest.mark.parametrize("piece", [".", "A.", '."A', "(", "“", " .", "a" * 50 + ".", "\n", "Mr. ", ". . ", "CNN) ("])
def test_hostile_text_is_split_in_bounded_time(piece: str) -> None:
    """A hundred thousand characters of it take a second or two at most, where quadratic time would take minutes."""
    text = piece * (100_000 // len(piece))
    begin = time.process_time()
    Document("a", "", text).sentences  # noqa: B018 - the work is done when it is first asked
    assert time.process_time() - begin < 5
