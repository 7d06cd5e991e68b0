"""Folding: the one form under which spellings of a name that differ in marks and scripts alone are equal."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, and the usual romanisation (BGN/PCGN without its marks, ELOT 743) of
# Cyrillic, Greek, Arabic and Hebrew letters; the last two write no short vowels, so neither does what comes of them.
_ALPHABETS = (
    (
        "ß æ œ ø đ ð þ ł ħ ŧ ı ŋ ə ĳ ĸ ſ ɓ ɗ ƙ ŀ",
        "ss ae oe o d d th l h t i n a ij k s b d k l",
    ),
    (
        "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
        "a b v g g d e ye zh z i i yi y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya",
    ),
    (
        "ё ђ ѓ є ѕ ј љ њ ћ ќ ѝ ў џ қ ғ ң ұ ү һ ө ә ӣ ӯ ҳ ҷ",
        "yo dj g ye dz j lj nj c k i u dz k g n u u h o a i u h j",
    ),
    (
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o",
    ),
    (
        "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ى ي ة ء ئ ؤ آ أ إ پ چ ژ گ ک ی",
        "a b t th j h kh d dh r z s sh s d t z - gh f q k l m n h w a y a - y w a a a p ch zh g k y",
    ),
    (
        "א ב ג ד ה ו ז ח ט י כ ך ל מ ם נ ן ס ע פ ף צ ץ ק ר ש ת",
        "a b g d h v z h t y k k l m m n n s - p f ts ts k r sh t",
    ),
)
_LETTERS = {
    letter: latin.replace("-", "")
    for letters, latins in _ALPHABETS
    for letter, latin in zip(letters.split(), latins.split(), strict=True)
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
