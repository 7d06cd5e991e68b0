"""What stands around a name: titles and descriptions before it, honorifics, credentials and suffixes behind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from summaries.people.lists import is_given, joined, sections

Gender = Literal["female", "male"]

_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_DESCRIBED = frozenset({"of", "from", "who", "with", "at", "in", "for", "on", "himself", "herself"})
_CONJUNCTIONS = frozenset({"and", "und", "et", "&", "or", "but", "och", "og", "en"})
_ARTICLES = frozenset({"the", "and", "der", "die", "le", "la", "el", "il"})


def undescribed(tokens: list[str]) -> list[str]:
    """Without the description before a name ("retired surgeon X") or behind it ("X of Denver", "X herself").

    Two people ("Anna and John Keller") are one word, so that neither of them is taken for it.
    """
    if any(token in _CONJUNCTIONS for token in tokens[1:-1]):
        return [" ".join(tokens)]
    for i, word in enumerate(tokens):
        if i and word in _DESCRIBED and not (word == "of" and is_title(joined(tokens[i - 1]))):
            tokens = tokens[:i]
            break
    capitals = [i for i, token in enumerate(tokens) if not token.islower()]
    if not capitals:
        return tokens
    small = [i for i in range(capitals[-1]) if _is_description(tokens, i)]
    begin = small[-1] + 1 if small and not is_title(joined(tokens[small[-1]])) else 0
    while begin < len(tokens) and tokens[begin] in _ARTICLES and not is_particle(tokens[begin]):
        begin += 1
    return tokens[begin:]


def _is_description(tokens: list[str], i: int) -> bool:
    """Whether a word in small letters is of what is said about a person, not of the name nor of an office."""
    word = tokens[i]
    return word.islower() and not is_particle(word) and word not in _ARTICLES and word != "of"


def is_particle(token: str) -> bool:
    listed = sections("particles")
    key = joined(token)
    if token.endswith("-"):
        return True
    if len(key) == 1:
        return token.islower() and key in listed["surname"]
    return any(key in listed[section] for section in ("surname", "arabic", "binding"))


@lru_cache(maxsize=4096)
def is_title(word: str) -> bool:
    listed = sections("titles")
    return any(word in listed[key] for key in ("female", "male", "office", "front", "royal", "address"))


def _is_office(key: str) -> bool:
    """Whether a word is a title wherever it stands before a name, and never a name."""
    listed = sections("titles")
    titled = key in listed["office"] or key in listed["female"] or key in listed["male"]
    return titled and key not in listed["front"] and key not in listed["name"]


def titled(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The tokens of the name itself, and the titles before it with whatever stands between them."""
    listed = sections("titles")
    keys = [joined(token) for token in tokens]
    last = len(tokens) - 1
    if "of" in keys[1:last]:
        office = keys.index("of") + 1
        person = next((i for i in range(office, last) if is_given(keys[i])), max(office, last - 1))
        return tokens[person:], tokens[:person]
    described = (
        tokens and tokens[-1].islower() and _is_office(keys[-1]) and not all(token.islower() for token in tokens)
    )
    if described or (tokens and all(key in _ARTICLES or key in listed["before"] or _is_office(key) for key in keys)):
        return [], tokens
    begin = 0
    for i, key in enumerate(keys[:last]):
        rest = last - i
        if key in listed["name"] and rest < 2 and is_given(key) and tokens[i][-1:] != ".":
            break
        if len(key) == 1 and not (rest > 1 and is_given(keys[i + 1])):
            break  # "M. Garnier" is more often an initial than a Frenchman
        if _is_office(key) or (begin == i and (is_title(key) or key in listed["before"])):
            begin = i + 1
        elif i > begin + 3:
            break
    while begin <= last and begin and keys[begin] in _ARTICLES:
        begin += 1
    if begin > last or (
        begin and all(key in listed["before"] for key in keys[:begin]) and keys[0] not in {"former", "ex", "late"}
    ):
        begin = begin if begin > last or is_title(keys[begin - 1]) else 0
    return tokens[begin:], tokens[:begin]


def honorific_after(tokens: list[str], titles: list[str]) -> tuple[list[str], list[str]]:
    """ "Tanaka-san" and "Aydin Bey" without what honours them."""
    if not tokens:
        return tokens, titles
    listed = sections("titles")["after"]
    head, hyphen, tail = tokens[-1].rpartition("-")
    if hyphen and tail.islower() and joined(tail) in listed:
        return [*tokens[:-1], head], [*titles, tail]
    if (
        len(tokens) > 1
        and joined(tokens[-1]) in listed
        and len(joined(tokens[-1])) > 2
        and joined(tokens[-1]) not in {"san", "chan", "kun"}
    ):
        return tokens[:-1], [*titles, tokens[-1]]
    return tokens, titles


def suffix_form(token: str) -> str:
    key = joined(token)
    return next((name for name, forms in sections("suffixes").items() if key in forms and key), "")


def suffixed(tokens: list[str], titles: list[str]) -> tuple[list[str], str]:
    """Without credentials and the suffix at the end, and that suffix in its common form."""
    credentials = sections("titles")["credential"]
    while len(tokens) > 2 and joined(tokens[-1]) in credentials and tokens[-1].upper() == tokens[-1]:
        tokens = tokens[:-1]
    enough = len(tokens) > 1
    if enough and (suffix := suffix_form(tokens[-1])) and (not tokens[-1].islower() or len(tokens) > 2):
        return tokens[:-1], suffix
    if enough and len(tokens[-1]) <= 5 and _ROMAN.fullmatch(tokens[-1]) and (len(tokens[-1]) > 1 or titles):
        return tokens[:-1], tokens[-1].lower()
    return tokens, ""


def title_gender(titles: list[str]) -> Gender | None:
    listed = sections("titles")
    keys = [joined(title) for title in titles]
    female, male = any(k in listed["female"] for k in keys), any(k in listed["male"] for k in keys)
    return None if female == male else "female" if female else "male"
