"""Folding: the one form under which spellings of a name that differ in marks and scripts alone are equal."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, and the usual romanisation (BGN/PCGN without its marks, ELOT 743) of
# Cyrillic, Greek, Arabic and Hebrew letters; the last two write no short vowels, so neither does what comes of them.
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",
    "ŋ": "n", "ə": "a", "ĳ": "ij", "ĸ": "k", "ſ": "s", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ŀ": "l",
}  # fmt: skip
_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяёђѓєѕјљњћќѝўџқғңұүһөәӣӯҳҷ",
        ["a", "b", "v", "g", "g", "d", "e", "ye", "zh", "z", "i", "i", "yi", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "-", "y", "-", "e", "yu", "ya", "yo", "dj", "g", "ye", "dz", "j", "lj", "nj", "c", "k", "i", "u", "dz", "k", "g", "n", "u", "u", "h", "o", "a", "i", "u", "h", "j"],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        ["a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"],
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤآأإپچژگکی",
        ["a", "b", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s", "d", "t", "z", "-", "gh", "f", "q", "k", "l", "m", "n", "h", "w", "y", "a", "a", "-", "y", "w", "a", "a", "a", "p", "ch", "zh", "g", "k", "y"],
        strict=True,
    )
)
_HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        ["a", "b", "g", "d", "h", "v", "z", "h", "t", "y", "k", "k", "l", "m", "m", "n", "n", "s", "-", "p", "f", "ts", "ts", "k", "r", "sh", "t"],
        strict=True,
    )
)
_LETTERS = {
    letter: latin.replace("-", "")
    for table in (_LATIN, _CYRILLIC, _GREEK, _ARABIC, _HEBREW)
    for letter, latin in table.items()
}
# Apostrophes of every kind, the marks that romanisations write for ayn and hamza, and soft and hard signs.
_DROPPED = frozenset("'’‘‛`´ʹʻʼʽʾʿˈˊˋ′＇՚״׳ʺ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeffـ")
_MAX_CHARACTERS = 4096


class _Folding(dict[int, str]):
    """A table for str.translate that works out a character when it is first met.

    One character at a time, so that a long run of combining marks costs no more than its length
    (Unicode normalisation of the run would sort it).
    """

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _MAX_CHARACTERS:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if (letter := _LETTERS.get(character.lower())) is not None:
        return letter
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_plain, plain))


def _plain(character: str) -> str:
    if character in _DROPPED or unicodedata.combining(character):
        return ""
    if (letter := _LETTERS.get(character)) is not None:
        return letter
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "


_TABLE = _Folding()


def fold(text: str) -> str:
    """The text in lower case, without accents, in Latin letters where its script has a small alphabet.

    Apostrophes and the signs for ayn and hamza go ("O'Malley" is "omalley"); full stops, hyphens and all
    other punctuation become a blank ("J.K." is "j k", "al-Shara" is "al shara"); blanks are single, with none
    at the ends. Folding twice changes nothing. Time is linear in the length of the text.
    """
    if not text.isascii():
        for greek in ("ου", "ού", "Ου", "Ού", "ΟΥ"):
            text = text.replace(greek, "ou")
    return " ".join(text.translate(_TABLE).split())


_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def fold_digraphs(text: str) -> str:
    """As `fold`, with German and Nordic letters written out: "Müller" is "mueller"."""
    return fold(unicodedata.normalize("NFC", text[:200]).lower().translate(_DIGRAPHS))
