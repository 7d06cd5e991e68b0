"""What is known of each word, word pair and sentence before any is chosen: the evidence the ranker weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from summaries.document import Sentence
from summaries.language import language
from summaries.stories.terms import MAX_LETTERS, rarities
from summaries.terms import Floats, Ints, Known, Units, Vocabulary, begins, content, distinct, read, terms

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”“»]?")
_JUNK = ("http:", "https:", "www.", "(", "@", "|", "#", "[")
_MARKS = '"“„«'
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def _rarity(stem: str) -> float:
    known, other = rarities()
    return known.get(stem[:MAX_LETTERS], other)


_RARITY = Known(_rarity)


class Evidence:
    """The candidates for one summary with everything the ranker knows of them before choosing.

    `sentences` must be ordered by document, then by place. `place[i]` counts sentence i's body sentences before it
    in its document, `article[i]` numbers its document, `total[i]` is the number of candidates of that document.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.count = len(self.sentences)
        order: dict[int, int] = {}
        self.article: Ints = np.array(
            [order.setdefault(id(s.document), len(order)) for s in self.sentences], dtype=np.int64
        )
        self.articles = max(1, len(order))
        documents = {id(s.document): s.document for s in self.sentences}
        self.titles = [content(document.title, document.code) for document in documents.values()]
        sizes = np.bincount(self.article, minlength=self.articles)
        self.total: Floats = sizes[self.article].astype(float)
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.place: Floats = (np.arange(self.count) - starts[self.article]).astype(float)
        self.texts = [s.text for s in self.sentences]
        self.codes = [s.document.code for s in self.sentences]
        self.vocabulary: Vocabulary = read(list(zip(self.texts, self.codes, strict=True)))
        self.length: Floats = np.array([max(1, text.count(" ") + 1) for text in self.texts], dtype=float)
        self._weigh()

    def _weigh(self) -> None:
        """Sentences as unit vectors over the words that say something: `values[k]` belongs to `words.flat[k]`."""
        words, vocabulary = self.vocabulary.words, self.vocabulary
        spread = np.bincount(words.flat, minlength=words.size)
        rarity = np.log(1 + self.count / np.maximum(spread, 1)) * (1 - vocabulary.common)
        raw = rarity[words.flat]
        norms = np.sqrt(np.bincount(words.rows, raw * raw, minlength=self.count)) + 1e-9
        self.rarity: Floats = rarity
        self.values: Floats = raw / norms[words.rows]
        centroid = np.bincount(words.flat, raw, minlength=words.size)
        self.centroid: Floats = centroid / (np.linalg.norm(centroid) + 1e-9)

    @cached_property
    def central(self) -> Floats:
        """Every sentence's similarity to the centroid."""
        return self.similarity(self.centroid)

    @cached_property
    def news_rarity(self) -> Floats:
        """How rare every word is in the news, as its inverse document frequency."""
        return np.array(list(map(_RARITY.__getitem__, self.vocabulary.index)), dtype=float)

    def rarity_of(self, stem: str) -> float:
        """How rare a word of the sentences is among them."""
        return float(self.rarity[self.vocabulary.index[stem]])

    def similarity(self, direction: Floats) -> Floats:
        """The dot product of every sentence with a vector over words."""
        words = self.vocabulary.words
        return np.asarray(
            np.bincount(words.rows, self.values * direction[words.flat], minlength=self.count), dtype=float
        )

    def vector(self, sentence: int) -> Floats:
        """A sentence's unit vector over words."""
        words = self.vocabulary.words
        dense = np.zeros(words.size)
        dense[words.of(sentence)] = self.values[words.bounds[sentence] : words.bounds[sentence + 1]]
        return dense

    def foreign(self, text: str, code: str) -> tuple[Floats, list[int], list[int]]:
        """The unit vector of a sentence that is no candidate, and the numbers of the words and pairs that it shares."""
        vocabulary, stems = self.vocabulary, terms(text, code)
        words = list(dict.fromkeys(vocabulary.index[word] for word in stems if word in vocabulary.index))
        unknown = sum(word not in vocabulary.index for word in stems)
        dense = np.zeros(vocabulary.words.size)
        dense[words] = self.rarity[words]
        norm = float(np.sqrt(dense @ dense + unknown * np.log(1 + self.count) ** 2))
        return dense / (norm + 1e-9), words, vocabulary.pair_numbers(stems)


def unit_features(evidence: Evidence) -> tuple[Floats, Floats]:
    """One row for every word, and one for every pair.

    They tell how often, how early, in how many articles it occurs, and what kind of unit it is.
    """
    vocabulary = evidence.vocabulary
    units, words = _together(vocabulary.words, vocabulary.pairs), vocabulary.words.size
    size, place, rows, flat = units.size, evidence.place[units.rows], units.rows, units.flat
    relative = place / evidence.total[rows]
    spread = np.bincount(flat, minlength=size).astype(float)
    first, first_part, last = np.full(size, 1e9), np.full(size, 1e9), np.zeros(size)
    np.minimum.at(first, flat, place)
    np.minimum.at(first_part, flat, relative)
    np.maximum.at(last, flat, place)
    ledes = np.bincount(flat, place == 0, minlength=size)
    heads = np.bincount(flat, place < 3, minlength=size)
    articles = np.ones(size)
    if evidence.articles > 1:
        articles = np.bincount(
            distinct(flat * evidence.articles + evidence.article[rows]) // evidence.articles, minlength=size
        ).astype(float)
    one, two = units.parts.T
    common_one, common_two = vocabulary.common[one], vocabulary.common[two]
    common = common_one.copy()
    common[words:] += common_two[words:]
    capital_one, capital_two = vocabulary.capital[one], vocabulary.capital[two]
    capital = np.minimum(capital_one, capital_two)
    often, wide = np.log1p(units.counts), np.log1p(spread)
    columns = [
        often,
        wide,
        spread / max(1, evidence.count),
        np.log1p(first),
        1 / (1 + first),
        first_part,
        ledes > 0,
        heads > 0,
        ledes / evidence.articles,
        heads / evidence.articles,
        articles / evidence.articles,
        np.log(np.maximum(articles, 1)),
        spread == 1,
        (last - first) / max(1.0, float(evidence.total.max(initial=1.0))),
        np.bincount(flat, relative, minlength=size) / np.maximum(spread, 1),
        common,
        np.maximum(vocabulary.numeric[one], vocabulary.numeric[two]),
        capital,
        common * wide,
        wide / (1 + first),
        articles > 1,
        np.full(size, np.log(max(1, evidence.count))),
        np.full(size, np.log(evidence.articles)),
        wide * capital,
        (1 - common_one) * (1 - common_two),
        np.maximum(capital_one, capital_two),
        np.log1p(np.minimum(units.counts[one], units.counts[two])),
        *(_lone_features(evidence, units, words) if evidence.articles == 1 else ()),
    ]
    table = np.array(columns, dtype=float).T
    return table[:words], table[words:]


def _together(words: Units, pairs: Units) -> Units:
    """Words and pairs as units of one kind, words first and without bounds: each feature of both is one operation."""
    return Units(
        flat=np.concatenate([words.flat, pairs.flat + words.size]),
        bounds=np.zeros(0, dtype=np.int64),
        rows=np.concatenate([words.rows, pairs.rows]),
        size=words.size + pairs.size,
        counts=np.concatenate([words.counts, pairs.counts]),
        parts=np.concatenate([words.parts, pairs.parts]),
    )


def _lone_features(evidence: Evidence, units: Units, words: int) -> list[Floats]:
    """How rare a unit is in the news, alone and by its count here, and how central the sentences are that hold it.

    For a lone article only: of several, the number of articles that hold a unit says more. The first units are `words`.
    """
    rows, flat, size = units.rows, units.flat, units.size
    one, two = evidence.news_rarity[units.parts].T
    central = evidence.central[rows]
    spread = np.maximum(np.bincount(flat, minlength=size), 1)
    highest, shortest = np.zeros(size), np.full(size, 99.0)
    np.maximum.at(highest, flat, central)
    np.minimum.at(shortest, flat, evidence.length[rows])
    rare = np.minimum(one, two)
    heavy = units.counts * rare
    heaviest = [ranks(part) / max(1, len(part) - 1) for part in (heavy[:words], heavy[words:])]
    return [
        rare,
        np.maximum(one, two),
        highest,
        np.bincount(flat, central, minlength=size) / spread,
        np.bincount(flat, 1 / (1 + evidence.place[rows]), minlength=size),
        np.log1p(heavy),
        np.log1p(units.counts) * (one + two) / 2,
        np.concatenate(heaviest),
        np.log(shortest),
    ]


def ranks(values: Floats) -> Floats:
    """The place of each value among all of its row in order, equal ones as they stand."""
    return values.argsort(axis=-1, kind="stable").argsort(axis=-1).astype(float)


def sentence_features(evidence: Evidence) -> Floats:
    """One row for every sentence: place, length, centrality, and what can be seen on its surface."""
    place, total, log_length = evidence.place, evidence.total, np.log(evidence.length)
    central = evidence.central
    forward, backward, others = _centrality(evidence)
    lede = np.zeros(evidence.vocabulary.words.size)
    for at in np.flatnonzero(place == 0):
        lede += evidence.vector(int(at))
    lede /= np.linalg.norm(lede) + 1e-9
    own = np.bincount(evidence.article, central, minlength=evidence.articles) / np.maximum(
        np.bincount(evidence.article, minlength=evidence.articles), 1
    )
    columns = [
        1 / (1 + place),
        np.log1p(place),
        place / total,
        place == 0,
        place == 1,
        place == 2,
        place < 5,
        place >= total - 2,
        log_length,
        log_length**2,
        evidence.length < 8,
        evidence.length < 14,
        evidence.length > 30,
        evidence.length > 40,
        central,
        forward,
        backward,
        evidence.similarity(lede),
        others,
        own[evidence.article],
        forward * (place == 0),
        central * log_length,
        central / (1 + place),
        np.log(total),
        *_surface(evidence),
    ]
    return np.array(columns, dtype=float).T


def _centrality(evidence: Evidence) -> tuple[Floats, Floats, Floats]:
    """How much each sentence shares with what comes later and earlier in its article, and with the other articles.

    The directions are those of Zheng and Lapata 2019 (PacSum), by running sums in place of a matrix.
    """
    words, values = evidence.vocabulary.words, evidence.values
    rows, flat = words.rows, words.flat
    # Occurrences of one word in one article side by side, in order: what stands before each is a running sum.
    keys = flat * evidence.articles + evidence.article[rows]
    order = np.argsort(keys, kind="stable")
    opens = begins(keys[order])
    group = np.cumsum(opens) - 1
    own = values[order]
    running = np.cumsum(own) - own
    before = running - running[opens][group]
    within: Floats = np.bincount(group, own).astype(float)[group]
    whole: Floats = np.bincount(flat, values, minlength=words.size).astype(float)[flat[order]]

    def total(parts: Floats) -> Floats:
        return np.asarray(np.bincount(rows[order], own * parts, minlength=evidence.count), dtype=float)

    earlier, article = total(before), total(within)
    later = article - earlier - total(own)
    others = total(whole) - article
    return later / evidence.total, earlier / evidence.total, others / max(1, evidence.count)


def _surface(evidence: Evidence) -> list[Floats]:
    texts, words = evidence.texts, evidence.vocabulary.words
    # Most of these are nowhere in an article: to search them in it once is quicker than in each sentence.
    whole = "\n".join(texts)
    junk, marks = ([mark for mark in some if mark in whole] for some in (_JUNK, _MARKS))
    numeric = np.bincount(words.rows, evidence.vocabulary.numeric[words.flat], minlength=evidence.count)
    quoted = np.array(
        [
            sum(map(len, _QUOTED.findall(text))) / max(1, len(text)) if any(map(text.__contains__, marks)) else 0.0
            for text in texts
        ]
    )
    numbers = np.array(
        [len(_NUMBER.findall(text)) if some else 0.0 for text, some in zip(texts, numeric.tolist(), strict=True)]
    )
    names = np.bincount(words.rows, evidence.vocabulary.capital[words.flat] > 0.5, minlength=evidence.count)
    says = [
        bool(language(code).says.intersection(text.lower().replace(",", " ").replace(".", " ").split()))
        for text, code in zip(texts, evidence.codes, strict=True)
    ]
    begins = np.array(
        [s.start == 0 or "\n" in s.document.text[max(0, s.start - 2) : s.start] for s in evidence.sentences],
        dtype=float,
    )
    return [
        names / evidence.length,
        np.minimum(numbers, 4),
        np.minimum(numbers, 1),
        np.array(says, dtype=float),
        np.array([text[:1] in "\"'“‘«„" for text in texts], dtype=float),
        np.minimum(quoted, 1) > 0,
        quoted,
        np.array(["?" in text for text in texts], dtype=float),
        np.array([sum(map(text.count, junk)) for text in texts], dtype=float),
        np.array([text.count(",") for text in texts]) / evidence.length,
        begins,
    ]
