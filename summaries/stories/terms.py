"""What an article is about: its few heaviest words, names and numbers, weighed against everyday news."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import log, sqrt
from sys import intern

import numpy as np
import numpy.typing as npt

from summaries.document import Document

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

# News tells what happened first: the lede counts as much as all the rest, and what comes after these characters
# tells stories apart no better. The bounds also keep a hostile megabyte as cheap as an article.
MAX_CHARACTERS = 1_200
LEDE_WORDS = 50
MAX_TERMS = 40
# Words that begin alike are taken as one, "detained" and "detainee", "Russia" and "Russian": truncation does about as
# well as stemming in most alphabetic languages (McNamee, Nicholas and Mayfield 2009) and needs no rules for any.
MAX_LETTERS = 6

# What stands between words beside blanks, and around them; splitting at blanks is thrice as fast as a pattern.
_BETWEEN_ASCII = ("-", "/")
_BETWEEN = (*_BETWEEN_ASCII, "–", "—", "…")
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
    plain = text.isascii()
    if plain or not _BEYOND.search(text):
        for mark in _BETWEEN_ASCII if plain else _BETWEEN:
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
    word = word.strip(_AROUND)[:40].lower().replace("’", "'").removesuffix("'s")
    if word[:1].isdigit():
        return word.replace(",", "")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    return word[:MAX_LETTERS]


# A term's number tells its rarity, and tells it from other terms as long as the process runs: in the high bits which
# of the few thousand known rarities is its own, below them its hash. No table of terms has to be kept for that.
_HASH = 47


@cache
def scale() -> tuple[Weights, dict[str, int]]:
    """Every rarity that a term may have, ascending from 0; and the place of each known term's, and of any other's."""
    rarity, rarest = rarities()
    steps = sorted({0.0, rarest, *rarity.values()})
    places = {step: place for place, step in enumerate(steps)}
    return np.array(steps), {"*": places[rarest], **{term: places[step] for term, step in rarity.items()}}


def number(word: str) -> int:
    """The number of the term that a written word counts as; 0 for one that says nothing."""
    term = normal(word)
    places = scale()[1]
    return hash(term) % (1 << _HASH) | places.get(term, places["*"]) << _HASH if term else 0


# Hash and number of words met lately, where the hash says; what comes to the same place takes it. A dictionary would
# be looked up word by word, each time waiting for memory: an array hands over all words of an article at once.
# Threads share it without a lock: a hash is kept mixed with its number, so that a row half written is nobody's (Hyatt
# and Mann 2002).
_MET = np.zeros((1 << 19, 2), np.int64)


def _numbers(pieces: list[str]) -> Numbers:
    """The number of each word."""
    hashes = np.fromiter(map(hash, pieces), np.int64, len(pieces))
    places = hashes & len(_MET) - 1
    met = _MET.take(places, axis=0)
    numbers: Numbers = met[:, 1]
    for missed in (met[:, 0] ^ numbers != hashes).nonzero()[0].tolist():
        numbers[missed] = number(pieces[missed])
        _MET[places[missed]] = hashes[missed] ^ numbers[missed], numbers[missed]
    return numbers


# A word's frequency counts damped.
_DAMPED = np.array([0.0, *(1 + log(count) for count in range(1, 4 * MAX_CHARACTERS))])


def terms(document: Document) -> tuple[Numbers, Weights]:
    """The numbers of the heaviest terms of title and text, heaviest first, and their weights, a vector of length 1.

    Both are empty for text without words.
    """
    title = _pieces(document.title[:MAX_CHARACTERS])
    pieces = title + _pieces(document.text[:MAX_CHARACTERS])
    told = _numbers(pieces)
    order = told.argsort(kind="stable")
    told = told[order]
    change = np.ones(len(told) + 1, bool)  # where the next term begins, in this order
    np.not_equal(told[1:], told[:-1], out=change[1:-1])
    bounds = change.nonzero()[0]
    if not len(told):
        return told, np.empty(0)
    starts = bounds[:-1]
    found = told[starts]
    rarity = scale()[0][found >> _HASH]
    lede = np.add.reduceat(order < len(title) + LEDE_WORDS, starts, dtype=np.intp)
    early = rarity * _DAMPED[lede]
    weights = rarity * _DAMPED[bounds[1:] - starts]
    weights += early * sqrt(weights.dot(weights) / (early.dot(early) or 1.0))
    # Of equally heavy terms, the one told first.
    heaviest = np.lexsort((order[starts], -weights))[:MAX_TERMS]
    weights = weights[heaviest]
    heaviest = heaviest[: np.count_nonzero(weights)]
    weights = weights[: len(heaviest)]
    return found[heaviest], weights / (sqrt(weights.dot(weights)) or 1.0)
