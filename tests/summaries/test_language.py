"""Which language a text is in, and what is known of each language."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import summaries
from summaries.language import Language, detect, language, stemmer
from summaries.terms import content, terms

LANGUAGES = ["en", "fr", "de", "es", "pt", "it", "nl", "ru", "uk", "tr", "ar"]
FOLDER = Path(summaries.__file__).parent / "data" / "languages"

SAMPLES = {
    "en": "The council has decided that the bridge will be closed for two years.",
    "fr": "Le conseil a décidé que le pont serait fermé pendant deux ans.",
    "de": "Der Rat hat beschlossen, dass die Brücke zwei Jahre lang gesperrt wird.",
    "es": "El consejo ha decidido que el puente se cerrará durante dos años.",
    "pt": "O conselho decidiu que a ponte não será aberta durante dois anos.",
    "it": "Il consiglio ha deciso che il ponte sarà chiuso per due anni.",
    "nl": "De raad heeft besloten dat de brug twee jaar wordt gesloten.",
    "ru": "Совет решил, что мост будет закрыт на два года.",
    "uk": "Рада вирішила, що міст буде закрито на два роки.",
    "tr": "Meclis, köprünün iki yıl için kapalı olacağını ve bunun bir karar olduğunu açıkladı.",
    "ar": "قرر المجلس أن الجسر سيغلق لمدة عامين من أجل الإصلاح",
    "pl": "Rada zdecydowała, że most będzie zamknięty przez dwa lata.",
    "sv": "Rådet har beslutat att bron ska vara stängd i två år.",
    "el": "Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα για δύο χρόνια.",
    "ja": "市議会は橋を二年間閉鎖することを決めた。",
    "zh": "市议会决定将大桥关闭两年。",
    "ko": "시의회는 다리를 2년 동안 폐쇄하기로 했다.",
    "he": "המועצה החליטה לסגור את הגשר לשנתיים.",
    "hi": "परिषद ने पुल को दो साल के लिए बंद करने का फैसला किया है।",
}


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_a_sentence_is_enough_to_tell_its_language(code: str, text: str) -> None:
    """By its script and its function words."""
    assert detect(text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("tr", "Kıyıda yaralanan A.D. ile M.T., T.Y. hastaneye kaldırıldı. Balıkçı Deniz K. kazayı anlattı."),
        ("de", "Aylin Yıldırım und Çağla Işık haben für den Verein in Berlin gespielt, sagte D. Kılıç."),
        ("en", "Mr. D. A. Yıldız and M. L. Erdoğan said that the ferry would not sail."),
    ],
)
def test_initials_are_no_words_and_turkish_shows_in_its_letters(code: str, text: str) -> None:
    """Endings say in Turkish what function words say elsewhere; names of it in other languages are few."""
    assert detect(text) == code


@given(st.text(max_size=200))
def test_every_text_has_a_language(text: str) -> None:
    """Two small letters, whatever the text."""
    assert len(detect(text)) == 2
    assert detect(text).islower()


def test_english_where_nothing_tells() -> None:
    """Empty texts and figures."""
    assert detect("") == detect("12345 !?") == "en"


@pytest.mark.parametrize("code", LANGUAGES)
def test_data_files_hold_only_what_is_read(code: str) -> None:
    """A list under a misspelt name would never be used."""
    table = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    assert set(table) <= {field.name for field in fields(Language)}
    assert table["stop_words"]


def test_an_unknown_language_has_empty_lists() -> None:
    """The fallback works on any script, and on a code that is none."""
    for code in ("xx", "../en", "", None):
        assert language(code).stop_words == frozenset()
    assert stemmer("xx")("слово") == "слово"


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "ferries", "ferry"),
        ("de", "Brücken", "Brücke"),
        ("fr", "négociations", "négociation"),
        ("ru", "переговоров", "переговоры"),
        ("uk", "переговорів", "переговори"),
        ("tr", "görüşmelerin", "görüşmeler"),
    ],
)
def test_forms_of_a_word_have_one_stem(code: str, one: str, other: str) -> None:
    """In languages with a stemmer, or cut to their first letters."""
    assert terms(one, code) == terms(other, code)


def test_numbers_and_initialisms_are_words() -> None:
    """And a possessive ending is none."""
    assert terms("The U.S. paid 3.5 million for Lisbon's bridge", "en")[1:4] == ["u.s.", "paid", "3.5"]
    assert content("Lisbon's bridge", "en") == {"lisbon", "bridg"}
    assert terms("市议会", "zh") == ["市", "议", "会"]
