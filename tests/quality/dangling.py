"""Which lines of a summary dangle: a checker apart from the engine's own reading, simple enough to audit by eye."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summaries.document import Sentence

_OPENER = re.compile(
    r"[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Hers|Him|Its|Their|Them|Both|But|And|So|Or|Nor|Yet|Also|"
    r"However|Meanwhile|Instead|Moreover|Furthermore|Nevertheless|Therefore|Thus|Still|Then|Otherwise|Besides|"
    r"In addition|For example|For instance|As a result|In contrast|By contrast|On the other hand|The latter|The former|"
    r"Such|Another|Others|Neither|Either|Here|Which|"
    r"(?:None|One|Most|Many|All|Some|Each) of (?:them|these|those|this))\b"
)
_POINTER = re.compile(
    r"^\W*(?:[\w’'-]+\W+){0,6}(?:this|these|those)\b(?! (?:who|in|of|that|with|on|at|for|which|week|weekend|month|year|"
    r"morning|afternoon|evening|night|season|summer|winter|spring|fall|autumn|time|world|country|century|decade))"
    r"|^\W*(?:What|How|Why|When|Where|Is|Was|Does|Did)(?: \w+)? (?:that|this)\b"
)
_ENDS_ON = re.compile(r"^\W*(?:\S+\s+){0,13}(?:this|that|these|those)[.?!]+[\"”’]*$")
_ADDED = re.compile(r"^(?:\S+\s+){0,6}(?:also|however|therefore|moreover)\b|, (?:however|though|meanwhile),")
_ROLE = re.compile(
    r"^The (?:\w+ ){0,1}(?:minister|official|officials|spokesman|spokeswoman|man|woman|couple|pair|company|firm|boy|"
    r"girl|teenager|suspect|victim|victims|actor|actress|singer|player|striker|move|decision|incident|announcement)"
    r"(?=\s+(?:said|says|told|was|were|is|are|has|have|had|will|would|did|added|came|also|who's|explained|refused)\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|his|him|they|He|She|His|They)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# A capitalised word that is not the first of its sentence is taken for a name.
_NAME = re.compile(r"(?<=[\w,’'”\"] )[A-Z][\w’'-]+")
_MONTHS = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
                     r"September|October|November|December")  # fmt: skip


_AMOUNT = re.compile(
    r"(?:Many|Most|Some|Several|Few|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens|Hundreds|Thousands|All|None)"
    r" (?:have|had|are|were|will|would|could|can|did|do|said|say|also|still)\b"
)
_SHORT = re.compile(r"(?<![A-Z][\w.’'-] )(?<!\w)([A-Z][a-zé’'-]*[a-zé][A-Z]?[a-zé]+)(?![\w-]| [A-Z])")
_NO_FIRST_NAME = (
    r"(?!(?:The|A|An|In|On|At|By|For|From|But|And|When|While|After|Before|As|If|Mr|Mrs|Ms|Miss|New|North|South|East|West|"
    r"San|Santa|Los|Las|Saint|Port|Lake|Mount|Fort|United|Great|Supreme|High|White|Grand|Central|National)\b)"
)
# What stands in a picture, and what a page has cut or calls out: no news, whatever it says.
_FURNITURE = re.compile(
    r"\((?:pictured|above|below|left|right|centre|center|middle|2nd [LR])\)|\w(?:\.\.\.|…)$|^[^a-z]{12,}$"
    r"|\b(?:page not found|could not be loaded|read more|newsletter|sign up for|click here)\b"
)
_THERE = re.compile(r"^(?!.*\b(?:in|at|to|near|from|into) (?:the )?[A-Z]).*[a-z] there(?:\.|,)")
_IT = re.compile(
    r"^(?:\w+ed|\w+ly,?|Everybody who \w+|Nobody who \w+|What if \w+|Why \S+ \w+) (?:\w+ ){0,3}(?:it|them)[ .,]"
)
_THE = re.compile(
    r"\bthe ([a-z]{3,})"
    r"(?=[.,;:!?]| (?:was|were|is|are|has|have|had|will|would|could|and|that|to|by|before|after|when)\b)",
    re.IGNORECASE,
)


def reason(sentence: Sentence) -> str | None:
    """Why a sentence can't be understood by itself, None where it can."""
    text = sentence.text
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")"):
        return "unbalanced"
    said = _QUOTED.sub(" ", text)
    if _QUOTED.search(text) and not re.search(r"\w{2,}.*\s\w{2,}", said):
        return "no speaker"
    if _OPENER.match(text):
        return "opener"
    if _AMOUNT.match(text):
        return "amount"
    if _ADDED.search(text):
        return "addition"
    if _ROLE.match(text) or re.match(r"The \d+-year-old\b", text):
        return "role"
    if re.match(r"[“\"](?:[\w’'-]+,? ){0,5}(?:he|she|they|him|her|them)\b", text) or re.fullmatch(r"\(.*\)", text):
        return "pointer"
    if _POINTER.search(said) or _ENDS_ON.search(text):
        return "pointer"
    if _FURNITURE.search(text):
        return "furniture"
    if _THERE.search(said) or _IT.search(said):
        return "thing or place"
    pronoun = _PRONOUN.search(said)
    if pronoun and re.match(r"\W*(?:\w+\W+){0,4}$", said[: pronoun.start()]):
        names = [name for name in _NAME.findall(said[: pronoun.start()]) if not _MONTHS.match(name)]
        first = re.match(r"\W*[A-Z]\w+(?=['’]s|,? (?:who|said|says|is|was|and|has))", said)
        if (
            not names
            and not first
            and _PRONOUN.match(pronoun[0])
            and not re.search(r"\b(?:a|an|one|two|the) \w+", said[: pronoun.start()].lower())
        ):
            return "pronoun"
    return None


def dangling(lines: Sequence[Sentence]) -> list[tuple[Sentence, str]]:
    """The lines, in the order a reader meets them, that lean on a sentence which is not the line before."""
    found: list[tuple[Sentence, str]] = []
    for at, line in enumerate(lines):
        why, before = reason(line), lines[at - 1] if at else None
        stands = why is None or (
            why not in ("unbalanced", "furniture") and before is not None and _follows(before, line)
        )
        if why == "no speaker" and stands and before is not None:
            # A quotation alone goes on with the quotation of the line before, which says whose it is.
            stands = bool(_QUOTED.search(before.text)) and not (found and found[-1][0] == before)
        if not stands:
            found.append((line, str(why)))
        elif unknown := unintroduced(line, lines[:at]):
            found.append((line, unknown))
    return found


def unintroduced(line: Sentence, before: Sequence[Sentence]) -> str | None:
    """Whom or what a line names in short although its article has said who or what it is, and no line before has."""
    article = " ".join(s.text for s in line.document.sentences if s.role == "body" and s.start < line.start)
    read = " ".join(other.text for other in before)
    for name in dict.fromkeys(re.sub(r"['’]s?$", "", word) for word in _SHORT.findall(line.text)):
        one = re.escape(name)
        full = rf"\b{_NO_FIRST_NAME}[A-Z][\w’'-]+\.? (?:[A-Z]\. |[a-z]{{1,3}} )?{one}\b"
        person = rf"{one},? (?:said|says|told|added|wrote|who)\b|(?:said|says|Mr\.?|Mrs\.?|Ms\.?) {one}\b"
        if (
            _first_met(rf"(?<![\w-]){one}\b", full, article)
            and not re.search(full, line.text)
            and re.search(person, line.document.text)
            and not re.search(rf"\b{one}\b", read)
        ):
            return f"surname {name}"
    for noun in dict.fromkeys(match[1].lower() for match in _THE.finditer(line.text)):
        new = rf"\b(?i:an? (?:[a-z-]+ ){{0,2}}{noun})\b"
        if (
            _first_met(rf"\b(?i:{noun})\b", new, article)
            and not re.search(rf"\b{noun}\b", read.lower())
            and not re.search(new, line.text)
        ):
            return f"the {noun}"
    return None


def _first_met(short: str, full: str, text: str) -> bool:
    """Whether a text has what is named in short in full where it first has it."""
    first, met = re.search(short, text), re.search(full, text)
    return bool(first and met and met.end() == first.end())


def _follows(before: Sentence, line: Sentence) -> bool:
    """Whether the line before is the sentence right before it in its article."""
    if before.document.id != line.document.id:
        return False
    body = [s for s in line.document.sentences if s.role == "body" and s.start < line.start]
    return bool(body) and body[-1].start == before.start
