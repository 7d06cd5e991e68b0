"""Text made uniform once, before any offset into it is taken."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Line ends of every system, Unicode's own, and the vertical feeds old agency wires still carry.
_LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Invisible: soft hyphen, zero-width space and word joiner, byte-order mark, bidirectional controls, tags,
# interlinear marks. The zero-width joiners stay: Persian, Indic scripts and emoji are misspelt without them.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_EMPTY_LINES = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """`text` in NFC with plain line ends, without invisible and control characters.

    Words, blanks between them and punctuation stay as written: a missing blank after a full stop
    is part of the record. Blanks at line ends go, and more than one empty line becomes one.
    """
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\t", " ")))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _mark_runs().sub(r"\1", text))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


@cache
def _mark_runs() -> re.Pattern[str]:
    """More than 30 combining marks in a row, which no writing system has and which NFC takes quadratic time for.

    The bound is that of the Stream-Safe Text Format of Unicode Standard Annex 15.
    """
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")


def one_line(text: str) -> str:
    """`text` normalised and folded into one line, for titles and names of sources."""
    return " ".join(normalise(text).split())
