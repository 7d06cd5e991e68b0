"""What an article is about: its few heaviest words, names and numbers, weighed against everyday news."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log, sqrt

from summaries.document import Document

# News tells what happened in its first screens; the bound also keeps a hostile megabyte cheap.
MAX_CHARACTERS = 8_000
MAX_TERMS = 60
TITLE_COUNTS = 2
LONGEST_WORD = 40

# \w leaves out the vowel signs of Indic scripts, which would cut their words into single consonants.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[\w\u0300-\u036f\u0900-\u0963\u0966-\u0fff]+(?:['’][^\W_]+)?")
# Scripts that put no space between words: Thai, Lao, Tibetan, Burmese, Khmer, kana and Chinese characters.
_UNSPACED = re.compile(r"[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")


@dataclass(frozen=True)
class Background:
    """In how many of `stories` everyday stories each term occurs."""

    stories: float
    counts: dict[str, float]
    names: frozenset[str]

    def rarity(self, term: str) -> float:
        """Inverse document frequency; a term the background never saw is as rare as one it saw once."""
        return log((self.stories + 1) / (self.counts.get(term, 0.0) + 1))


@cache
def background() -> Background:
    """The frequencies that ship with the package; its first line says how they were counted."""
    lines = files("summaries").joinpath("data/stories/frequencies.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    counts = {term: float(count) for term, count in rows}
    return Background(
        counts.pop("*"),
        {term.lower(): n for term, n in counts.items()},
        frozenset(t.lower() for t in counts if t[0].isupper()),
    )


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """The term a written word counts as: lower case, no possessive, no plural; digits without separators."""
    word = word.lower().replace("’", "'").strip("_")[:LONGEST_WORD]
    word = word.removesuffix("'s")
    if word[:1].isdigit():
        return word.replace(",", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def words(text: str) -> list[str]:
    """The words of the text as written; text without spaces between words yields pairs of characters."""
    found = _WORD.findall(text)
    if not _UNSPACED.search(text):
        return found
    spaced = []
    for word in found:
        if _UNSPACED.fullmatch(word):
            spaced += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            spaced.append(word)
    return spaced


def terms(document: Document) -> dict[str, float]:
    """The heaviest terms of a document, heaviest first, as a vector of length 1; {} for a text without words."""
    known = background()
    counts: Counter[str] = Counter()
    for word, count in Counter(words(document.text[:MAX_CHARACTERS])).items():
        counts[normal(word)] += count
    for word in words(document.title[:MAX_CHARACTERS]):
        counts[normal(word)] += TITLE_COUNTS
    weights = ((term, (1 + log(count)) * known.rarity(term)) for term, count in counts.items() if term)
    heaviest = sorted(((term, weight) for term, weight in weights if weight > 0), key=lambda item: (-item[1], item[0]))
    del heaviest[MAX_TERMS:]
    length = sqrt(sum(weight * weight for _, weight in heaviest))
    return {term: weight / length for term, weight in heaviest}
