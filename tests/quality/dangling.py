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
    if _ADDED.search(text):
        return "addition"
    if _ROLE.match(text) or re.match(r"The \d+-year-old\b", text):
        return "role"
    if re.match(r"[“\"](?:[\w’'-]+,? ){0,5}(?:he|she|they|him|her|them)\b", text) or re.fullmatch(r"\(.*\)", text):
        return "pointer"
    if _POINTER.search(said) or _ENDS_ON.search(text):
        return "pointer"
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
        stands = why is None or (why != "unbalanced" and before is not None and _follows(before, line))
        if why == "no speaker" and stands and before is not None:
            # A quotation alone goes on with the quotation of the line before, which says whose it is.
            stands = bool(_QUOTED.search(before.text)) and not (found and found[-1][0] == before)
        if not stands:
            found.append((line, str(why)))
    return found


def _follows(before: Sentence, line: Sentence) -> bool:
    """Whether the line before is the sentence right before it in its article."""
    if before.document.id != line.document.id:
        return False
    body = [s for s in line.document.sentences if s.role == "body" and s.start < line.start]
    return bool(body) and body[-1].start == before.start
