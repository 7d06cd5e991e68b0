"""The words that the package knows: word lists, forms of reporting verbs, and each word's class letter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from summaries.people.lists import words

_PUNCTUATION = {mark: mark for mark in ",;:.?()"} | {"!": "?", "…": ".", "[": "(", "]": ")"}
_PUNCTUATION |= dict.fromkeys(("-", "--", "---", "–", "—"), "-") | dict.fromkeys(("..", "...", "...."), ".")
_PUNCTUATION |= dict.fromkeys(("''", "``", *"\"“”„‟«»‹›‘’‚'"), "q")


@cache
def word_list(name: str) -> dict[str, list[str]]:
    """A data file of lines "class: words", or of plain words under the class ""."""
    table: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, colon, tail = line.rpartition(": ")
            table.setdefault(head if colon else "", []).extend(tail.split())
    return table


@cache
def verb_forms() -> dict[str, tuple[str, str, str]]:
    """Every form of every reporting verb: (code, base form, class)."""
    table = word_list("reporting.txt")
    irregular = {forms.split("/")[0]: forms.split("/") for forms in table["irregular"]}
    found: dict[str, tuple[str, str, str]] = {}
    for form in table["foreign"]:
        found[form] = ("V", form, "foreign")
    for kind in ("clause", "object", "think"):
        for base in table[kind]:
            present, past, participle, ing = irregular.get(base, ["", *inflect(base)])[1:]
            for form, code in ((base, "B"), (present, "V"), (past, "V"), (participle, "V"), (ing, "G")):
                found.setdefault(form, (code, base, kind))
    return found


def inflect(base: str) -> tuple[str, str, str, str]:
    """Present, past, participle and -ing form of a regular English verb."""
    if base.endswith("e"):
        return base + "s", base + "d", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s"
    return base + ending, base + "ed", base + "ed", base + "ing"


class _Lexicon(dict[str, str]):
    """Lower-case word to class letter; unknown words are classed by their ending and remembered while few."""

    def __missing__(self, word: str) -> str:
        code = self._guess(word)
        if len(self) < 50_000 and len(word) < 40:
            self[word] = code
        return code

    @staticmethod
    def _guess(word: str) -> str:
        if word[0].isdigit():
            return "0"
        if word.endswith("n't"):
            return "x"
        if word.endswith("ly") and len(word) > 4:
            return "r"
        if word.endswith("ing") and len(word) > 5:
            return "g"
        if word.endswith("ed") and len(word) > 4:
            return "d"
        return "n" if word[0].isalnum() else "_"


@cache
def lexicon() -> dict[str, str]:
    """Lower-case word to class letter."""
    table = _Lexicon()
    for form, (code, _, _) in verb_forms().items():
        table[form] = code
    for code, listed in word_list("words.txt").items():
        table.update(dict.fromkeys(listed, code))
    table.update(_PUNCTUATION)
    table["'s"] = "p"
    return table


@cache
def title_words() -> frozenset[str]:
    """Lower-case words that may stand, capitalised, before a name."""
    table = word_list("titles.txt")
    return frozenset(table["m"] + table["f"] + table["title"])


@cache
def given_names() -> dict[str, str]:
    """Folded given name to m, f or u."""
    table = word_list("given_names.txt")
    found = dict.fromkeys(words("given_male"), "m")
    for name in words("given_female"):
        found[name] = "u" if name in found else "f"
    for gender in "mfu":
        found.update(dict.fromkeys(table[gender], gender))
    return found


@cache
def particles() -> frozenset[str]:
    return frozenset(word_list("given_names.txt")["particle"])
