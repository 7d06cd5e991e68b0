"""Pair quotation marks into quoted spans, paragraph by paragraph, so that one bad mark cannot flip the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\n+|''|``|[\"“”„‟«»‹›‘’‚']")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|n|bout|round|cuz|\d0s?)\b", re.IGNORECASE)
_MAX_SINGLE = 600  # characters: single marks further apart are apostrophes


@dataclass(slots=True)
class Quoted:
    """Characters start to end, marks included. `closed` is False where the paragraph ends before the mark.

    `continues` is True where the quotation goes on in the next paragraph's first span.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False
    single: bool = False


def pair_marks(text: str) -> list[Quoted]:
    """Top-level quoted spans of the text in order; marks nested in another pair are not reported.

    Knows straight, curly, German, French, doubled-apostrophe and single British marks. A mark without
    partner opens a span to the end of its paragraph only where that paragraph or the next shows that the
    quotation runs over several paragraphs.
    """
    spans: list[Quoted] = []
    pending: Quoted | None = None
    for start, end, marks in _paragraphs(text):
        found, opened = _pair_paragraph(text, start, end, marks, pending)
        leading = found[0] if found else opened
        if pending is not None and leading is not None and leading.start == start_of_words(text, start):
            pending.continues = True
        elif pending is not None and not _runs_to_end(text, pending):
            spans.pop()
        spans.extend(found)
        pending = opened
        if opened is not None:
            spans.append(opened)
    if pending is not None and not _runs_to_end(text, pending):
        spans.pop()
    return [span for span in spans if any(map(str.isalnum, text[span.start : span.end]))]


def start_of_words(text: str, start: int) -> int:
    """The first character at or after `start` that is no blank."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _paragraphs(text: str) -> list[tuple[int, int, list[re.Match[str]]]]:
    """(start, end, marks) of every line that holds a mark or follows one that does."""
    lines: list[tuple[int, int, list[re.Match[str]]]] = []
    start = 0
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        if text[match.start()] == "\n":
            lines.append((start, match.start(), marks))
            start, marks = match.end(), []
        else:
            marks.append(match)
    lines.append((start, len(text), marks))
    return lines


def _runs_to_end(text: str, span: Quoted) -> bool:
    """Whether an unclosed mark is a quotation up to its paragraph's end, rather than a stray mark."""
    if span.continues:
        return True
    before = text[max(0, span.start - 200) : span.start].rstrip(" \t")
    at_start = not before or before[-1] == "\n"
    led_in = before[-1:] in ",:"
    ended = text[span.end - 1 : span.end] in ".?!…"
    return ended and (at_start or led_in) and span.end - span.start > 30


def _opens(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not after.isspace() and (
        before.isspace()
        or before in "([{—–-‘'/:…\"“„«"
        or (not before.isalnum() and after.isalnum() and before not in ".,?!;")
    )


def _closes(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isspace() and (not after.isalnum() or before in ".,?!…;")


def _pair_paragraph(
    text: str, start: int, end: int, marks: list[re.Match[str]], pending: Quoted | None
) -> tuple[list[Quoted], Quoted | None]:
    """The closed spans of one paragraph, and the span its end leaves open."""
    spans: list[Quoted] = []
    opened: tuple[int, str] | None = None
    depth = 0
    last = end
    first = start_of_words(text, start)
    for match in marks:
        mark, at, after = match.group(), match.start(), match.end()
        if mark in "‘’‚'‹›":
            continue
        if opened is None:
            if _starts(text, mark, at, after) or (at == first and pending is None and mark in '”"'):
                opened, depth = (at, mark), 0
            elif pending is not None and not spans and mark in ("”", '"', "''", "»") and _closes(text, at, after):
                spans.append(Quoted(first, after))
            continue
        opening, opener = opened
        if _is_close(text, opener, mark, at, after):
            if depth:
                depth -= 1
                continue
            spans.append(Quoted(opening, after))
            opened = None
        elif mark == opener and mark in "“„«":
            depth += 1
        elif mark == opener:
            opened, depth = (at, mark), 0
    if opened is not None and depth:
        opened, spans = _without_nesting(text, marks, spans, opened[0])
    singles = _pair_singles(text, [m for m in marks if m.group() in "‘’‚'‹›"], spans, opened[0] if opened else end)
    if singles:
        spans = _outermost(spans + singles)
    return spans, Quoted(opened[0], last, closed=False) if opened else None


def _starts(text: str, mark: str, at: int, after: int) -> bool:
    """Whether a mark opens a quotation where none is open."""
    if mark in ("“", "„", "‟", "``"):
        return True
    if mark == "«":
        return not text[at - 1 : at].strip() or text[at - 1] in "([:"
    return mark in ('"', "''", "»", "”") and _opens(text, at, after)


def _is_close(text: str, opener: str, mark: str, at: int, after: int) -> bool:
    if opener == "„":
        return mark in '“”"‟'
    if opener == "«":
        return mark == "»"
    if opener == "»":
        return mark == "«"
    if opener in ("“", "”", "``", "‟"):
        if mark == "“":
            return _ends_line(text, at, after) or (text[at - 1] in ".,?!…" and not text[after : after + 1].isalnum())
        return mark == "”" or (mark == "''" and opener == "``") or (mark == '"' and _closes(text, at, after))
    if mark == "”" or (mark == "“" and text[at - 1] in ".,?!…" and not text[after : after + 1].isalnum()):
        return True
    return mark == opener and (_closes(text, at, after) or not _opens(text, at, after))


def _ends_line(text: str, at: int, after: int) -> bool:
    """Whether a mark stands at the end of its line, after a stop and perhaps a blank."""
    return text[max(0, at - 2) : at].rstrip()[-1:] in (".", "?", "!", "…") and text[after : after + 1] in ("", "\n")


def _without_nesting(
    text: str, marks: list[re.Match[str]], spans: list[Quoted], since: int
) -> tuple[tuple[int, str] | None, list[Quoted]]:
    """Pair again from `since`, each opening mark dropping the one before it that never closed."""
    opened: tuple[int, str] | None = None
    for match in marks:
        mark, at, after = match.group(), match.start(), match.end()
        if at < since or mark in "‘’‚'‹›":
            continue
        if opened and _is_close(text, opened[1], mark, at, after):
            spans.append(Quoted(opened[0], after))
            opened = None
        elif mark in "“„«":
            opened = (at, mark)
    return opened, spans


def _pair_singles(text: str, marks: list[re.Match[str]], spans: list[Quoted], limit: int) -> list[Quoted]:
    """Single-mark quotations outside the given spans and before `limit`; apostrophes are left alone."""
    found: list[Quoted] = []
    opening: re.Match[str] | None = None
    weak: int | None = None
    position = 0
    for match in marks:
        at, after = match.start(), match.end()
        while position < len(spans) and spans[position].end <= at:
            position += 1
        if at >= limit:
            break
        if position < len(spans) and spans[position].start <= at:
            continue
        mark = match.group()
        if opening is not None and at - opening.start() > _MAX_SINGLE:
            opening = weak = None
        opens = mark in "‘‚‹" or (mark == "'" and _opens(text, at, after))
        if opens and not _ELISION.match(text, after) and after < len(text) and not text[after].isspace():
            if opening is not None and weak is not None:
                found.append(Quoted(opening.start(), weak, single=True))
            opening, weak = match, None
        elif (
            opening is not None and mark in "’'›" + ("‘" if opening.group() == "‚" else "") and _closes(text, at, after)
        ):
            if text[at - 1] in ".,?!…" or text[at - 1] not in "sS":
                found.append(Quoted(opening.start(), after, single=True))
                opening = weak = None
            elif weak is None:
                weak = after
    if opening is not None and weak is not None:
        found.append(Quoted(opening.start(), weak, single=True))
    return found


def _outermost(spans: list[Quoted]) -> list[Quoted]:
    """The spans that lie in no other, in order; of two that cross, the first."""
    kept: list[Quoted] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
