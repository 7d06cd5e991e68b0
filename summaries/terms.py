"""The words of sentences, stemmed, as flat arrays of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summaries.language import language, stemmer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_IDEOGRAPHS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Initialisms ("U.S."), numbers with their inner marks, single characters of scripts without blanks, words
# without their possessive ending.
_TERM = re.compile(
    rf"((?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)*|[{_IDEOGRAPHS}]|[^\W\d_{_IDEOGRAPHS}]+)(?:['’][^\W\d_]{{1,2}}(?!\w))?"
)


def written(text: str) -> list[str]:
    """The words of a text as they are written, in order; numbers and "U.S." are words."""
    return _TERM.findall(text)


@lru_cache(maxsize=200_000)
def stem(word: str, code: str) -> str:
    """The stem of a word of a language, lower-case; the word itself where there is no stemmer for it."""
    return stemmer(code)(word.lower())


def terms(text: str, code: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word, code) for word in _TERM.findall(text)]


@lru_cache(maxsize=50_000)
def content(text: str, code: str) -> frozenset[str]:
    """The stems of a text's words but the common ones."""
    stop_words = language(code).stop_words
    return frozenset(stem(word, code) for word in _TERM.findall(text) if word.lower() not in stop_words)


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
        total = np.concatenate([[0.0], np.cumsum(weights[self.flat])])
        return np.asarray(total[self.bounds[1:]] - total[self.bounds[:-1]])

    def of(self, sentence: int) -> Ints:
        """The units of one sentence."""
        return self.flat[self.bounds[sentence] : self.bounds[sentence + 1]]


@dataclass(frozen=True)
class Vocabulary:
    """Words and word pairs of a list of sentences, and which words are common, numbers or written as names."""

    words: Units
    pairs: Units
    index: dict[str, int]
    pair_index: dict[tuple[int, int], int]
    common: Floats
    numeric: Floats
    capital: Floats


def read(texts: Sequence[tuple[str, str]]) -> Vocabulary:
    """The vocabulary of sentences given as (text, language code)."""
    index: dict[str, int] = {}
    pair_index: dict[tuple[int, int], int] = {}
    tokens: list[list[int]] = []
    pairs: list[list[int]] = []
    upper: list[int] = []
    inner: list[int] = []
    common: list[bool] = []
    for text, code in texts:
        stop_words = language(code).stop_words
        sentence = []
        for at, word in enumerate(_TERM.findall(text)):
            number = index.setdefault(stem(word, code), len(index))
            if number == len(common):
                common.append(word.lower() in stop_words)
                upper.append(0)
                inner.append(0)
            if at:
                inner[number] += 1
                upper[number] += word[0].isupper()
            sentence.append(number)
        tokens.append(sentence)
        pairs.append([pair_index.setdefault(pair, len(pair_index)) for pair in pairwise(sentence)])
    own = np.arange(len(index))
    return Vocabulary(
        words=_units(tokens, len(index), np.stack([own, own], axis=1)),
        pairs=_units(pairs, len(pair_index), np.array(list(pair_index) or np.empty((0, 2)), dtype=np.int64)),
        index=index,
        pair_index=pair_index,
        common=np.array(common, dtype=float),
        numeric=np.array([word[0].isdigit() for word in index], dtype=float),
        capital=np.array(upper, dtype=float) / (np.array(inner, dtype=float) + 0.5),
    )


def _units(sentences: Sequence[Sequence[int]], size: int, parts: Ints) -> Units:
    unique = [list(dict.fromkeys(sentence)) for sentence in sentences]
    lengths = np.array([len(sentence) for sentence in unique], dtype=np.int64)
    flat = np.fromiter((unit for sentence in unique for unit in sentence), np.int64, int(lengths.sum()))
    every = np.fromiter((unit for sentence in sentences for unit in sentence), np.int64, sum(map(len, sentences)))
    return Units(
        flat=flat,
        bounds=np.concatenate([[0], np.cumsum(lengths)]),
        rows=np.repeat(np.arange(len(unique)), lengths),
        size=size,
        counts=np.bincount(every, minlength=size).astype(float),
        parts=parts,
    )
