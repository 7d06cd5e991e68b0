"""The lines of an article: the text that trafilatura finds in a page, without what stands around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bot.ingest.phrases import phrases

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:;»”\"’')\]]\s*$")
_INNER_END = re.compile(r"[.!?…。！？؟۔।](?=\s)")
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W_]")
BLOCKS = frozenset({"p", "head", "item", "quote", "code", "cell"})
LONGEST_SENTENCE = 80  # words; a text with fewer sentence ends is a list of names and headlines
# Precise extraction leaves out comments and boxes, and now and then the article: below this share of what balanced
# extraction finds it is not believed. On 59 public test pages any value from 0.3 to 0.45 gave the best F1.
TRUSTED_SHARE = 0.4


@dataclass(slots=True)
class Line:
    """A paragraph, heading or list item, with the number of its characters that are links."""

    text: str
    heading: bool = False
    linked: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does, be it a short one."""
        return _SENTENCE_END.search(self.text) is not None and count_words(self.text) >= 2

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as text: closed as a sentence is, or long with sentences in it."""
        words = count_words(self.text)
        if words < 8 or _SENTENCE_END.search(self.text):
            return words >= 8
        inner = len(_INNER_END.findall(self.text)) + len(_UNSPACED.findall(self.text))  # some scripts mark no end
        return words >= 25 and inner * LONGEST_SENTENCE >= words


def count_words(text: str) -> int:
    """The words of `text`; in scripts that set no blanks, two characters count as one."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text) if unspaced else text)) + unspaced // 2


def article_lines(tree: Any, title: str) -> list[Line]:
    """The lines of the article in a parsed page; empty where there is no text."""
    balanced = _extracted(tree, precise=False)
    precise = _extracted(tree, precise=True)
    trusted = _size(precise) >= TRUSTED_SHARE * _size(balanced)
    return _without_surroundings(precise if trusted else balanced, title)


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) - line.linked for line in lines)


def _extracted(tree: Any, *, precise: bool) -> list[Line]:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        tree, include_comments=False, include_tables=False, include_links=True, favor_precision=precise
    )
    return list(_lines(found.body)) if isinstance(found, Document) and found.body is not None else []


def _lines(body: Any) -> Iterator[Line]:
    """Each block's own text in order; text between blocks is a line too."""
    line = Line("")
    for event, text, tag, linked in _pieces(body):
        if event == "break":
            if line.text.strip():
                yield _folded(line)
            line = Line("", heading=tag == "head")
        else:
            line.text += text
            line.linked += len(text.strip()) * linked
    if line.text.strip():
        yield _folded(line)


def _pieces(body: Any) -> Iterator[tuple[str, str, str, bool]]:
    """(kind, text, tag, whether in a link) of everything below `body`, without recursion."""
    stack: list[tuple[Any, bool, str]] = [(body, False, "")]
    while stack:
        element, done, outer = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in BLOCKS
        if not done:
            if block:
                yield "break", "", tag, False
            elif tag == "lb":
                yield "text", "\v", "", False
            if element.text and tag:
                yield "text", element.text, tag, tag == "ref"
            stack.append((element, True, outer))
            stack.extend((child, False, tag if block else outer) for child in reversed(element))
        else:
            if block:
                yield "break", "", outer, False
            if element.tail and element is not body:
                yield "text", element.tail, outer, False


def _folded(line: Line) -> Line:
    """Blanks and line ends of the source are one blank; a line break of the page is a line break."""
    parts = (_BLANKS.sub(" ", part).strip() for part in line.text.split("\v"))
    return Line("\n".join(filter(None, parts)), line.heading, line.linked)


def _without_surroundings(lines: list[Line], title: str) -> list[Line]:
    """`lines` without pointers to other pages, repetitions, the title, and scraps before and after the text."""
    kept: list[Line] = []
    seen: set[str] = set()
    for line in lines:
        key = _key(line.text)
        if not key or key in seen or _is_pointer(line) or (key == _key(title) and not kept):
            continue
        if line.text.casefold().strip(" :.…") in phrases("ends") and any(other.is_sentence for other in kept):
            break
        seen.add(key)
        kept.append(line)
    texts = [i for i, line in enumerate(kept) if line.is_sentence]
    if not texts:
        return kept
    first, last = texts[0], texts[-1]
    before = [line for line in kept[:first] if line.heading or line.is_closed or count_words(line.text) >= 8]
    after = takewhile(lambda line: line.is_closed and not line.heading, kept[last + 1 :])  # a short last sentence
    return [*before, *kept[first : last + 1], *after]


def _key(text: str) -> str:
    return "".join(_LETTER.findall(unicodedata.normalize("NFKC", text).casefold()))


def _is_pointer(line: Line) -> bool:
    """Whether a line is there for its link: mostly linked and no sentence, or begun as such lines are."""
    share = line.linked / max(len(line.text), 1)
    if share > 0.7 and not line.heading and count_words(line.text) <= 30:
        return True
    return line.text.casefold().lstrip(" [(•►▶»>–-").startswith(phrases("pointers")) and (
        share > 0.3 or (count_words(line.text) <= 12 and not _SENTENCE_END.search(line.text))
    )
