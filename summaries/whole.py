"""Whether a line is a whole sentence by its first and last characters: a page cuts teasers, captions and lists."""

from __future__ import annotations

import re

_ENDS, _CLOSES = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।"), "\"'”’»«“)]}」』 \t\n\xa0\u2009\u202f"
# A line that begins so has lost its beginning.
_TORN = ".,;:!?)]}"
_CUTS, _TRAILS = ("...", "…"), re.compile(r"(?<=[\w,;:])(?: ?\.\.\.|…)$")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_BRACKETS = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"))


def is_whole(text: str) -> bool:
    """Whether a non-empty line begins and ends as a sentence does, with every bracket closed, and is no aside."""
    if text[0] in _TORN:
        return False
    bare = text.rstrip(_CLOSES)
    # A blank before the full stop is a caption or a heading that was made to look like a sentence.
    if not bare.endswith(_ENDS) or (bare[-1] == "." and bare[-2:-1].isspace()):
        return False
    if text.endswith(_CUTS) and _TRAILS.search(text):
        return False
    if any(text.count(opens) != text.count(closes) for opens, closes in _BRACKETS):
        return False
    begins_small = text.lstrip("-–— ")[:1].islower() and not _CAMEL.match(text)
    return not begins_small and not (text[0] == "(" and text[-1] == ")")
