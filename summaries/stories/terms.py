"""What an article is about: its few heaviest words, names and numbers, weighed against everyday news."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import hypot, log
from operator import mul
from sys import intern

from summaries.document import Document

# News tells what happened first: the lede counts as much as all the rest, and what comes after these characters
# tells stories apart no better. The bounds also keep a hostile megabyte as cheap as an article.
MAX_CHARACTERS = 1_200
LEDE_WORDS = 50
MAX_TERMS = 40
# Words that begin alike are taken as one, "detained" and "detainee", "Russia" and "Russian": truncation does about as
# well as stemming in most alphabetic languages (McNamee, Nicholas and Mayfield 2009) and needs no rules for any.
MAX_LETTERS = 6

# What stands between words beside blanks, and around them; splitting at blanks is thrice as fast as a pattern.
_BETWEEN = ("-", "–", "—", "/", "…")
_AROUND = ".,;:!?()[]{}<>\"'“”‘’‚„«»‹›*_|&+=~#@%$€£¿¡·•،؛؟"
# \w leaves out combining marks, which would cut words of Indic scripts into single consonants. The wider pattern is
# slower, so only text with a character beyond these alphabets pays for it.
_BEYOND = re.compile(r"[^\0-\u02ff\u0370-\u08ff\u1e00-\u2fff]")
_WIDER_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0fff]+")
# Scripts that put no space between words: Thai, Lao, Tibetan, Burmese, Khmer, kana and Chinese characters.
_UNSPACED = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")


@cache
def rarities() -> tuple[dict[str, float], float]:
    """Inverse document frequency of the terms in the frequencies that ship with the package, and of any other term.

    The file's first line says how they were counted; a term in nearly every story has rarity 0.
    """
    lines = files("summaries").joinpath("data/stories/frequencies.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    counts = {term: float(count) for term, count in rows}
    stories = counts.pop("*")
    rarity = {intern(term): max(0.0, log((stories + 1) / (count + 1))) for term, count in counts.items()}
    return rarity, log(stories + 1)


def words(text: str) -> list[str]:
    """The words of the text as written; text without spaces between words yields pairs of characters."""
    return [word.strip(_AROUND) for word in _pieces(text)]


def _pieces(text: str) -> list[str]:
    """Words with the punctuation at them."""
    if text.isascii() or not _BEYOND.search(text):
        for mark in _BETWEEN:
            text = text.replace(mark, " ")
        return text.split()
    found: list[str] = []
    for word in _WIDER_WORD.findall(text):
        if _UNSPACED.fullmatch(word):
            found += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def normal(word: str) -> str:
    """The term that a written word counts as; "" for one that says nothing.

    Lower case, no possessive, no plural, no more than the first letters; numbers whole, without separators.
    """
    return _NORMAL[word]


class _Normal(dict[str, str]):
    """Terms of the words met lately: most words of an article are, and a dictionary is all that they cost."""

    ROOM = 1 << 17

    def __missing__(self, word: str) -> str:
        if len(self) >= self.ROOM:
            self.clear()
        term = self[word] = _normalize(word)
        return term


_NORMAL = _Normal()


def _normalize(word: str) -> str:
    word = word[:40].strip(_AROUND).lower().replace("’", "'").removesuffix("'s")
    if word[:1].isdigit():
        return intern(word.replace(",", ""))
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    return intern(word[:MAX_LETTERS])


# A word's frequency counts damped.
_DAMPED = (0.0, *(1 + log(count) for count in range(1, 4 * MAX_CHARACTERS)))


def terms(document: Document) -> dict[str, float]:
    """The heaviest terms of title and text, heaviest first, as a vector of length 1; {} for text without words."""
    title = _pieces(document.title[:MAX_CHARACTERS])
    told = list(map(_NORMAL.__getitem__, title + _pieces(document.text[:MAX_CHARACTERS])))
    counts, lede = Counter(told), Counter(told[: len(title) + LEDE_WORDS])
    counts.pop("", None)
    lede.pop("", None)
    rarity, rarest = rarities()
    found = list(counts)
    rare = list(map(rarity.get, found, repeat(rarest)))
    weights = list(map(mul, rare, map(_DAMPED.__getitem__, counts.values())))
    # The lede's terms are the first that were counted, in the same order.
    early = list(map(mul, rare, map(_DAMPED.__getitem__, lede.values())))
    evenly = hypot(*weights) / (hypot(*early) or 1.0)
    for place, weight in enumerate(early):
        weights[place] += evenly * weight
    heaviest = sorted(range(len(found)), key=weights.__getitem__, reverse=True)[:MAX_TERMS]
    length = hypot(*map(weights.__getitem__, heaviest)) or 1.0
    return {found[place]: weights[place] / length for place in heaviest}
