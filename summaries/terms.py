"""The words of sentences, stemmed, as flat arrays of numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, pairwise
from sys import intern
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from summaries.language import language, stemmer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Value = TypeVar("Value")

_IDEOGRAPHS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Initialisms ("U.S."), numbers with their inner marks, single characters of scripts without blanks, words
# without their possessive ending.
_TERM = re.compile(
    rf"((?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)*|[{_IDEOGRAPHS}]|[^\W\d_{_IDEOGRAPHS}]+)(?:['’][^\W\d_]{{1,2}}(?!\w))?"
)


@lru_cache(maxsize=200_000)
def stem(word: str, code: str) -> str:
    """The stem of a word of a language, lower-case; the word itself where there is no stemmer for it."""
    return stemmer(code)(word.lower())


class Known(dict[str, Value]):
    """What a function of a word gives, kept for the words met lately.

    Most words of an article come again in the next: each then costs no more than to look it up in a dictionary.
    """

    ROOM, LONGEST = 1 << 16, 24

    def __init__(self, function: Callable[[str], Value]) -> None:
        self._function = function

    def __missing__(self, word: str) -> Value:
        value = self._function(word)
        if len(word) <= self.LONGEST:
            if len(self) >= self.ROOM:
                self.clear()
            self[intern(word)] = value
        return value


# A piece is what stands between two blanks, "(Lisbon's" or "U.S.-made,".
_PIECES = Known(lambda piece: tuple(map(intern, _TERM.findall(piece))))


def written(text: str) -> list[str]:
    """The words of a text as they are written, in order; numbers and "U.S." are words."""
    return list(chain.from_iterable(map(_PIECES.__getitem__, text.split())))


@lru_cache(maxsize=16)
def _met(code: str) -> Known[tuple[str, bool, bool]]:
    """The stem of a word as it is written, whether it is a common one, whether it begins with a capital."""
    stop_words = language(code).stop_words
    return Known(lambda word: (intern(stem(word, code)), word.lower() in stop_words, word[0].isupper()))


def terms(text: str, code: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word, code) for word in written(text)]


# Sets, unlike words, are walked by the collector of garbage as long as they are kept: some thousands are enough.
@lru_cache(maxsize=4_096)
def content(text: str, code: str) -> frozenset[str]:
    """The stems of a text's words but the common ones."""
    return frozenset([stem for stem, common, _ in map(_met(code).__getitem__, written(text)) if not common])


@dataclass(frozen=True)
class Units:
    """The distinct words, or pairs of neighbouring words, of each sentence.

    `flat[bounds[i]:bounds[i + 1]]` are the numbers of sentence i's units, each once; `rows` the sentence of each
    entry of `flat`. There are `size` units; `counts[u]` says how often unit u occurs. `parts[u]` are the numbers
    of a pair's two words, for words twice the word itself.
    """

    flat: Ints
    bounds: Ints
    rows: Ints
    size: int
    counts: Floats
    parts: Ints

    def sums(self, weights: Floats) -> Floats:
        """For every sentence the sum of its units' weights."""
        sentences = len(self.bounds) - 1
        return np.bincount(self.rows, weights[self.flat], minlength=sentences).astype(float, copy=False)

    def of(self, sentence: int) -> Ints:
        """The units of one sentence."""
        return self.flat[self.bounds[sentence] : self.bounds[sentence + 1]]


@dataclass(frozen=True)
class Vocabulary:
    """Words and word pairs of a list of sentences, and which words are common, numbers or written as names.

    `index` numbers the stems; a pair's key is its first word's number times the number of words plus its second's.
    """

    words: Units
    pairs: Units
    index: dict[str, int]
    pair_keys: Ints
    common: Floats
    numeric: Floats
    capital: Floats

    def pair_numbers(self, stems: Sequence[str]) -> list[int]:
        """The numbers of the pairs of neighbouring stems that occur in the sentences."""
        numbers = [self.index.get(stem, -1) for stem in stems]
        keys = np.array([a * self.words.size + b for a, b in pairwise(numbers) if min(a, b) >= 0], dtype=np.int64)
        if not len(self.pair_keys):
            return []
        places = np.minimum(np.searchsorted(self.pair_keys, keys), len(self.pair_keys) - 1)
        return [int(place) for place in np.unique(places[self.pair_keys[places] == keys])]


def read(texts: Sequence[tuple[str, str]]) -> Vocabulary:
    """The vocabulary of sentences given as (text, language code)."""
    number = count()
    surface: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(number.__next__))
    sentences = [list(map(surface[code].__getitem__, written(text))) for text, code in texts]
    met = [word for code, words in surface.items() for word in map(_met(code).__getitem__, words)]
    if len(surface) > 1:
        places = [at for words in surface.values() for at in words.values()]
        met = [word for _, word in sorted(zip(places, met, strict=True))]
    index: defaultdict[str, int] = defaultdict(count().__next__)
    numbers = np.array([index[stem] for stem, _, _ in met], dtype=np.int64)
    common = np.zeros(len(index))
    common[numbers] = [common for _, common, _ in met]
    upper = np.array([capital for _, _, capital in met], dtype=float)
    lengths = np.array(list(map(len, sentences)), dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(sentences), np.int64, int(lengths.sum()))
    rows = np.repeat(np.arange(len(sentences)), lengths)
    # The words that another one of their sentence precedes.
    inner = np.flatnonzero(rows[1:] == rows[:-1]) + 1
    tokens = numbers[flat]
    size = max(1, len(index))
    second = tokens[inner]
    both = tokens[inner - 1] * size + second
    keys = distinct(both)
    own = np.arange(len(index))
    return Vocabulary(
        words=_units(rows, tokens, len(sentences), len(index), np.stack([own, own], axis=1)),
        pairs=_units(
            rows[inner],
            np.searchsorted(keys, both),
            len(sentences),
            len(keys),
            np.stack([keys // size, keys % size], axis=1),
        ),
        index=dict(index),
        pair_keys=keys,
        common=common,
        numeric=np.array([stem[0].isdigit() for stem in index], dtype=float),
        capital=np.bincount(second, upper[flat[inner]], minlength=len(index))
        / (np.bincount(second, minlength=len(index)) + 0.5),
    )


def distinct(numbers: Ints) -> Ints:
    """The different numbers in order; for the short arrays of one article far quicker than NumPy's own."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[begins(ordered)])


def begins(ordered: Ints) -> NDArray[np.bool_]:
    """Where each different one of ordered numbers first stands."""
    found = np.ones(len(ordered), dtype=bool)
    found[1:] = ordered[1:] != ordered[:-1]
    return found


def _units(rows: Ints, units: Ints, sentences: int, size: int, parts: Ints) -> Units:
    once = distinct(rows * max(1, size) + units)
    found = once // max(1, size)
    return Units(
        flat=once % max(1, size),
        bounds=np.searchsorted(found, np.arange(sentences + 1)),
        rows=found,
        size=size,
        counts=np.bincount(units, minlength=size).astype(float),
        parts=parts,
    )
