"""What a sentence leans on: whether it stands alone, needs the sentence before it, or can never stand in a summary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from summaries.document import Document, Sentence
from summaries.language import Language, language

Lean = Literal["nothing", "addition", "before", "never"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»«“)\]}」』\s]*$")
_FEWEST_WORDS = 5
_INTRODUCTION = 60
_BEGINNING = 12
_BRACKETS = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))
# A mark opens a quotation where a word follows it, and closes one where a word or its punctuation precedes it.
_MARK = re.compile(
    r"(?P<open>[“„«]|(?<![\w.,!?…)\]])\"(?=[\w(\['‘’$£€.…¡¿])|(?<![\w.,!?…)])[‘'](?=[^\W\d_]))"
    r"|(?P<close>[”»]|\"|(?<=[.,!?…])['’](?!\w))"
)
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}


def leanings(document: Document) -> dict[Sentence, Lean]:
    """How each body sentence of a document depends on what comes before it.

    "nothing": it stands alone. "addition": it adds to what was said of somebody it names ("Lee also said").
    "before": it needs the very sentence before it ("He said", "The minister", "However"). "never": no line
    before it helps, as a quotation without its speaker, an open quotation mark or a fragment.
    """
    words, found = language(document.language or "en"), {}
    opened, last_end = "", 0
    for sentence in document.sentences:
        if "\n" in document.text[last_end : sentence.start]:
            opened = ""
        last_end = sentence.end
        inside, opened, quoted = _quotation(sentence.text, opened)
        if sentence.role == "body":
            found[sentence] = "never" if inside or opened else _leaning(sentence.text, quoted, words)
    return found


def _quotation(text: str, opened: str) -> tuple[bool, str, list[tuple[int, int]]]:
    """Whether a sentence begins inside a quotation, the mark still open at its end, and what it quotes."""
    inside, start, quoted = bool(opened), 0, []
    for mark in _MARK.finditer(text):
        if opened and mark[0] in _CLOSES[opened] and not mark["open"]:
            quoted.append((start, mark.end()))
            opened = ""
        elif mark["open"] and (not opened or mark[0] == opened):
            # The same mark again: the quotation before it was never closed.
            opened, start = mark[0], mark.start()
        elif not opened and mark[0] in '"”»':
            # A closing mark that nothing opened: the beginning of the quotation is lost.
            inside = True
    return inside, opened, quoted


def _leaning(text: str, quoted: Sequence[tuple[int, int]], words: Language) -> Lean:
    if not _END.search(text) or any(text.count(a) != text.count(b) for a, b in _BRACKETS):
        return "never"
    said = text
    for start, end in quoted:
        said = said[:start] + '"' * (end - start) + said[end:]
    tokens = [(match[0], match.start()) for match in _WORD.finditer(said)]
    if not tokens or sum(1 for _ in _WORD.finditer(text)) < _FEWEST_WORDS:
        return "never"
    low = [token.lower().replace("’", "'") for token, _ in tokens]
    if quoted and len(tokens) < 2:
        return "never"
    if text[0].islower() and not _CAMEL.match(text):
        return "never"
    if any(token.replace("’", "'") in words.first_person for token, _ in tokens):
        return "never"
    # A sentence that opens with a quotation is joined by what is said in it to nothing that a reader misses.
    if not (quoted and quoted[0][0] <= 1) and _joins(low, words):
        return "before"
    if _pronoun_without_name(said, tokens, low, words) or _bare_role(tokens, low, words):
        return "before"
    if words.additions.intersection(low[:10]) or low[-1] in words.additions:
        return "addition"
    return "nothing"


def _joins(low: Sequence[str], words: Language) -> bool:
    """Whether a sentence opens with a pointer or a connective, of one to four words."""
    heads = {"-".join(low[:size]) for size in range(1, 5)}
    return bool(heads & words.connectives) or bool(heads & words.pointers)


def _pronoun_without_name(said: str, tokens: Sequence[tuple[str, int]], low: Sequence[str], words: Language) -> bool:
    """Whether a personal pronoun comes before anybody it could mean."""
    for at, word in enumerate(low):
        if word in words.pronouns:
            if any(_may_name(tokens, low, i, words) for i in range(at)):
                return False
            # "After his arrest, Smith said": the name follows the introduction.
            comma = said.find(", ", tokens[at][1])
            if (
                at == 0
                or comma < 0
                or comma > tokens[at][1] + _INTRODUCTION
                or not word.endswith(("his", "her", "their"))
            ):
                return True
            after = [i for i, (_, start) in enumerate(tokens) if start > comma]
            return not (after and (tokens[after[0]][0][0].isupper() or low[after[0]] in ("the", "a", "an")))
    return False


def _may_name(tokens: Sequence[tuple[str, int]], low: Sequence[str], at: int, words: Language) -> bool:
    """Whether the word may be somebody's name, or a noun of the sentence itself that a pronoun can mean."""
    word = low[at]
    if word in words.pointers or word in words.pronouns or word in words.dates:
        return False
    before = low[at - 1] if at else ""
    if tokens[at][0][0].isupper():
        if at:
            return before not in words.places_after
        known = word in words.stop_words or word in words.starters or word.endswith(tuple(words.not_names))
        return not known or (len(tokens) > 1 and tokens[1][0][0].isupper() and word not in words.stop_words)
    return word in words.roles and bool({before, low[at - 2] if at > 1 else ""} & words.articles)


def _bare_role(tokens: Sequence[tuple[str, int]], low: Sequence[str], words: Language) -> bool:
    """Whether "the minister" comes before any name, with nothing that says which minister."""
    for at, word in enumerate(low[:_BEGINNING]):
        if _may_name(tokens, low, at, words):
            return False
        if word not in words.definite:
            continue
        noun = next((i for i in range(at + 1, min(at + 4, len(low))) if low[i] in words.roles), 0)
        if not noun or any(tokens[i][0][0].isupper() for i in range(at + 1, noun + 1)):
            continue
        following = noun + 1
        if following >= len(low):
            return False
        return low[following] not in words.complements and not tokens[following][0][0].isupper()
    return False
