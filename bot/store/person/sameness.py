"""When two articles tell the same statement: the same words, or one as a part of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"\w+")
_JOINERS = dict.fromkeys(map(ord, "'’ʼ`´-‐‑\u00ad"))  # "don't" and "dont", "cease-fire" and "ceasefire" are one word
_ANCHOR = 6  # words at the beginning and the end by which retellings are found
_CONTENT_LETTERS = 4  # shorter words are mostly function words, which retellings drop or change
_WORDS_COMPARED = 400
_SPELLING_LETTERS, _SPELLING_RATIO = 6, 80.0  # organise, organize; but not can, can't


def statement_words(text: str) -> tuple[str, ...]:
    """The words of a statement as they are compared: case, punctuation, apostrophes and hyphens gone."""
    return tuple(_WORD.findall(text.casefold().translate(_JOINERS)))


def statement_keys(person_id: int, words: Sequence[str]) -> frozenset[int]:
    """Hashes that a person's statement shares with its retellings: of its first words, and of its last."""
    content = [word for word in words if len(word) >= _CONTENT_LETTERS]
    if len(content) < _ANCHOR:
        return frozenset({_hash(person_id, "=", "".join(words))})
    return frozenset({_hash(person_id, "<", *content[:_ANCHOR]), _hash(person_id, ">", *content[-_ANCHOR:])})


def letters_key(words: Sequence[str]) -> int:
    """A hash of all that was said, whoever said it."""
    return _hash(0, "=", "".join(words))


def same_statement(first: Sequence[str], second: Sequence[str]) -> bool:
    """True where the letters are equal, or where the shorter, of some length, stands in the longer word by word.

    Words may be spelt differently. A word left out, added in the middle or exchanged makes another
    statement: it may be the "not".
    """
    shorter, longer = sorted((tuple(first), tuple(second)), key=len)
    if not shorter:
        return False
    if "".join(shorter) == "".join(longer):
        return True
    if len(shorter) < _ANCHOR or len(shorter) > _WORDS_COMPARED:
        return False
    if len(shorter) == len(longer):
        return _spelt_alike(shorter, longer)
    return _stands_in(shorter, longer)


def _stands_in(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Only the two ends are tried: a statement found by its keys begins or ends as the other does."""
    count = len(shorter)
    return _spelt_alike(shorter, longer[:count]) or _spelt_alike(shorter, longer[-count:])


def _spelt_alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if Levenshtein.distance(first, second, score_cutoff=2) > 2:
        return False
    return all(a == b or _one_word(a, b) for a, b in zip(first, second, strict=True))


def _one_word(a: str, b: str) -> bool:
    """Two spellings of one word: long, the same beginning, no digit, nearly the same letters."""
    return (
        min(len(a), len(b)) >= _SPELLING_LETTERS
        and a[0] == b[0]
        and a.isalpha()
        and b.isalpha()
        and fuzz.ratio(a, b) >= _SPELLING_RATIO
    )


def _hash(person_id: int, *words: str) -> int:
    digest = blake2b(" ".join((str(person_id), *words)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
