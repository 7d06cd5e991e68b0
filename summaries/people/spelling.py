"""Spellings: whether two folded parts of a name are one word, romanised or typed in two ways."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Indel

_CHAIN = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")
# Endings by which a Slavic surname is known; no rule of these romanisations touches other words, in which "Schultz"
# and "Shultz", "Baker" and "Backer" are two names.
_SLAVIC = re.compile(
    r"(?:sk(?:y|i|iy|yy|ij|yi|ii|yj|j)|[eo](?:v|w|ff?)a?|[iy](?:cz|ch|c|tch|tsch)|k[oa]|[aeiouy]k|[iy]na?|aya|aja|aia)$"
)
# German, French, Polish and English romanisations of the same Cyrillic letters, longest first. The capitals are
# one letter each: S for shch, C for ch.
_CLUSTERS = (
    ("schtsch", "S"), ("chtch", "S"), ("shtch", "S"), ("shch", "S"), ("szcz", "S"),
    ("tsch", "C"), ("tch", "C"), ("sch", "sh"), ("ch", "C"), ("ts", "z"),
)  # fmt: skip
_ENDINGS = (
    (re.compile(r"sk(?:y|i|iy|yy|ij|yi|ii|yj|j)$"), "ski"),
    (re.compile(r"(?<=en)ka$"), "ko"),
    (re.compile(r"(?:w|ff|f)$"), "v"),
    (re.compile(r"(?<=[CSh])[oy]v$"), "ev"),
    (re.compile(r"[vw][iy](?:cz|C|c)$"), "vic"),
)
_DIPHTHONG = re.compile(r"(?<=[aeou])[yj](?![aeiou])")
_ARABIC_SIGNS = re.compile(r"q(?!u)|dh|gh|kh|aa|[dt]j|^al(?=[qs]h?)")
_ARABIC = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ch", "sh"), ("dh", "d"), ("th", "t"), ("dj", "j"),
    ("kh", "x"), ("gh", "G"),
    ("q", "k"), ("g", "k"), ("ck", "k"), ("c", "k"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("o", "u"), ("e", "i"),
    ("y", "i"), ("v", "w"),
)  # fmt: skip
_PATRONYMIC = ("son", "sen")
_COARSE = str.maketrans({"q": "k", "c": "k", "g": "k", "x": "k", "z": "s", "v": "f", "w": "f", "d": "t", "b": "p"})


@lru_cache(maxsize=65536)
def romanised(part: str) -> str:
    """The part under one romanisation of Slavic names; words of five letters or more change."""
    if len(part) < 5:
        return part
    key = part.replace("aa", "a").replace("yy", "i").replace("iy", "i")
    if len(part) > 5:
        key = key.replace("ou", "u")
        key = re.sub(r"(?<![aeou])y$", "i", key)
    if not _SLAVIC.search(part):
        return key
    key = re.sub(r"^chr", "khr", key)
    for written, letter in _CLUSTERS:
        key = key.replace(written, letter)
    if len(part) > 5:
        key = re.sub(r"^ye", "e", re.sub(r"^[ji](?=[aeou])", "y", re.sub(r"^s(?=[aeiou])", "z", key)))
    key = _DIPHTHONG.sub("i", key)
    for pattern, ending in _ENDINGS:
        key = pattern.sub(ending, key)
    return key.replace("w", "v")


@lru_cache(maxsize=65536)
def undoubled(part: str) -> str:
    """The part romanised, doubled letters single."""
    return _CHAIN.sub(r"\1", romanised(part)) if len(part) >= 6 else part


def looks_arabic(part: str) -> bool:
    """Whether the letters are those of a romanised Arabic word."""
    return bool(_ARABIC_SIGNS.search(part))


@lru_cache(maxsize=65536)
def arabised(part: str) -> str:
    """The part under one romanisation of Arabic names, in which o and u, e and i, q, k and g are one."""
    key = part
    for written, letter in _ARABIC:
        key = key.replace(written, letter)
    return _CHAIN.sub(r"\1", re.sub(r"(?<=a)h$", "", key))


def is_abjad(text: str) -> bool:
    """Whether the text is in Arabic or Hebrew letters, which write few vowels."""
    return any("\u0590" <= character <= "\u06ff" for character in text)


@lru_cache(maxsize=65536)
def consonants(part: str) -> str:
    """What a romanised word and the same word in Arabic or Hebrew letters have in common."""
    key = (
        part.replace("th", "t")
        .replace("dh", "d")
        .replace("ph", "f")
        .replace("q", "k")
        .replace("v", "b")
        .replace("p", "f")
    )
    rest = re.sub(r"(?<=.)w|h$", "", key[1:] if key[:1] in "aeiou" else key)
    return _CHAIN.sub(r"\1", ("a" if key[:1] in "aeiou" else "") + _VOWELS.sub("", rest))


@lru_cache(maxsize=65536)
def skeleton(part: str) -> str:
    """A coarse key that misspelt and differently romanised forms of a part share, to look it up by.

    `part` is one word. Vowels, h, j, w and y are dropped, letters that romanisations exchange are one, doubled
    ones single, and what is left stands in alphabetical order, so that letters out of place change nothing:
    "muhraf" and "murhaf" give "fmr". Whether the word begins with a vowel or one of those four is kept, as an
    "a" in front. A word of nothing else is its own key.
    """
    key = romanised(part.replace(" ", "").lower()).lower().translate(_COARSE)
    rest = _CHAIN.sub(r"\1", re.sub(r"[aeiouyhwj]+", "", key))
    return ("a" if key[:1] in "aeiouyhj" else "") + "".join(sorted(rest)) if rest else part


def is_slip(a: str, b: str) -> bool:
    """Whether two different words differ as typing errors do.

    Two neighbours exchanged in words of five letters; in words of nine one inner letter missing, added, wrong
    or out of place. The first letter and the last ones, which tell names and genders apart ("Anna", "Hanna";
    "Mario", "Maria"; "Ginsberg", "Ginsburg"), must agree, and no patronymic is a slip of another ("Hansen", "Hanson").
    """
    if a[0] != b[0] or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5:
        return False
    if a.endswith(_PATRONYMIC) or b.endswith(_PATRONYMIC):
        return False
    short, long = sorted((a, b), key=len)
    start = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]:
        return len(a) == len(b)
    if len(long) < 9 or a[-1] != b[-1]:
        return False
    if sorted(a) == sorted(b):
        return Indel.distance(a, b) == 2
    return short[-3:] == long[-3:] and (short[start + 1 :] == long[start + 1 :] or short[start:] == long[start + 1 :])
