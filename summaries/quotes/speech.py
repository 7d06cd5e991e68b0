"""Is it speech? Tells what stands in quotation marks as said by somebody from titles, nicknames and scare quotes."""

from __future__ import annotations

from bisect import bisect_left

from summaries.quotes.cues import Cue
from summaries.quotes.lexicon import lexicon
from summaries.quotes.marks import Quoted
from summaries.quotes.tokens import Tokens

_PERSONS = frozenset(("i", "we", "you", "my", "our", "me", "us"))
KINDS = ("speech", "part", "none")


def speech_features(tokens: Tokens, cues: list[Cue], places: list[int], quoted: Quoted, a: int, b: int) -> list[str]:
    """What speaks for and against a quotation at tokens `a` to `b`; `places` are the cues' token numbers."""
    codes, low, words = tokens.codes, tokens.low, tokens.words
    start, _ = tokens.sentence_range(a)
    _, stop = tokens.sentence_range(b - 1)
    inner = low[a + 1 : b - quoted.closed]
    table = lexicon()
    classes = "".join([table[word] for word in inner[:40]])
    length = len(inner)
    size = length if length < 5 else 5 if length < 8 else 8 if length < 12 else 12 if length < 20 else 20
    last = inner[-1] if inner else ""
    closing = last if last in (",", ".", "?", "!", "…") else "w"
    before = codes[a - 1] if a else "\n"
    outside = closing == "w" and codes[b : b + 1] == ","  # the comma stands outside in most of the world
    closing, b = (",", b + 1) if outside else (closing, b)
    after = codes[b] if b < len(codes) else "\n"
    number = bisect_left(places, a)
    earlier = cues[number - 1] if number and cues[number - 1].token >= start else None
    number = bisect_left(places, b)
    later = cues[number] if number < len(cues) and cues[number].token < min(stop, b + 25) else None
    gap = codes[earlier.end : a] if earlier else "-"
    ahead = codes[b : later.first] if later else "-"
    initial = inner[:1] != [] and words[a + 1][:1].isupper()
    verbs = any(code in "xvV" for code in classes)
    title = length > 1 and all(word[:1].isupper() or table[word.lower()] in "iDct" for word in words[a + 1 : b - 1])
    return [
        "bias",
        f"size {size}",
        f"size {size} verbs {verbs} initial {initial}",
        f"closing {closing} after {after}",
        f"before {before} size {size}",
        f"before {before} after {after}",
        f"word before {low[a - 1] if a else ''}",
        f"word after {low[b] if b < len(low) else ''}",
        f"gap {gap if len(gap) < 5 else 'long'} initial {initial}",
        f"gap {bucket(len(gap))} {earlier.kind if earlier else ''} {size}",
        f"ahead {ahead if len(ahead) < 4 else 'long'} {closing}",
        f"earlier {earlier.base if earlier and len(gap) < 6 else ''}",
        f"later {later.base if later and len(ahead) < 8 else ''} {closing}",
        f"start {a == start} stop {b >= stop - 1} {closing}",
        f"start {a == start} initial {initial} size {size}",
        f"line {before == chr(10)} {after == chr(10)} {closing}",
        f"line {before == chr(10)} {after == chr(10)} {size}",
        f"line {before == chr(10)} initial {initial} {closing} {later is None}",
        f"closed {quoted.closed} {quoted.single} {quoted.continues} {size}",
        f"title {title} {size}",
        f"persons {not _PERSONS.isdisjoint(inner[:40])} {verbs}",
        f"first {inner[0] if inner and table[inner[0]] in 'HIDhwbc' else classes[:1]}",
    ]


def bucket(distance: int) -> int:
    """A distance in tokens as one of a few classes."""
    return distance if distance < 3 else 3 if distance < 6 else 6 if distance < 12 else 12
