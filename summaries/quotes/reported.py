"""Reported speech: the content of a reporting word, where it begins and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summaries.quotes.cues import Cue
from summaries.quotes.lexicon import word_list
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.tokens import Tokens

_REACH = 16  # tokens after a reporting word within which its content begins
_MAX_ENDS = 16
_LONGEST = 100  # tokens of a content
_LEAST = 0.45  # a content less probable than this is none (calibrated on held-out articles)
_VERB = re.compile(r"[xvVd]")
_CLOSED = "DHIotxbcwih"
_STARTS = re.compile(r"h|(?<!Q)Q|(?<=[,:])(?s:.)")  # where content may begin, and where it may end
_ENDS = re.compile(r"[,;:\-(bcwGhV]|(?<!Q)Q|(?<=Q)[^Q]")
_SMALL_ENDS = re.compile(r"[,;:\-(bcwGhVitM]|(?<!Q)Q|(?<=Q)[^Q]")


@dataclass(slots=True)
class Reported:
    """Content of a reporting word: tokens `first` to `end`; `probability` that both are right."""

    first: int
    end: int
    cue: Cue
    probability: float = 1.0


def bucket(distance: int) -> int:
    """A distance in tokens as one of a few classes."""
    return distance if distance < 4 else 4 if distance < 6 else 6 if distance < 9 else 9 if distance < 15 else 15


def find_reported(tokens: Tokens, people: People, cues: list[Cue], models: dict[str, Weights]) -> list[Reported]:
    """The contents of all reporting words, in order of the words."""
    found: list[Reported] = []
    for cue in cues:
        if cue.excluded:
            continue
        starts = start_candidates(tokens, people, cue)
        if len(starts) > 1:
            _, chances = choose(models["starts"], [features for _, features in starts])
            number = max(range(1, len(starts)), key=chances.__getitem__)
            if chances[number] > _LEAST:
                found += _ended(tokens, cue, starts[number][0] or 0, chances[number], models)
        spans = before_candidates(tokens, people, cue)
        if len(spans) > 1:
            number, chances = choose(models["before"], [features for _, features in spans])
            span = spans[number][0]
            if span is not None:
                found.append(Reported(*span, cue, chances[number]))
    return found


def _ended(tokens: Tokens, cue: Cue, first: int, chance: float, models: dict[str, Weights]) -> list[Reported]:
    ends = end_candidates(tokens, cue, first)
    if not ends:
        return []
    number, chances = choose(models["ends"], [features for _, features in ends])
    return [Reported(first, ends[number][0], cue, chance * chances[number])]


def start_candidates(tokens: Tokens, people: People, cue: Cue) -> list[tuple[int | None, list[str]]]:
    """Where the content after a reporting word may begin; None, always the first, for no content there."""
    codes, low = tokens.codes, tokens.low
    start, stop = tokens.sentence_range(cue.token)
    begin = cue.end
    if begin >= stop or codes[begin] in ".?\n);":
        return [(None, ["none"])]
    limit = min(stop, begin + _REACH)
    places = {begin}
    mentions = people.within(begin, begin + 3)[:2]
    places.update(mention.end for mention in mentions)
    places.update([match.start() for match in _STARTS.finditer(codes, begin, limit)])
    if codes[begin] in "irtM":
        places.add(begin + 1)
    initial = cue.first == start
    address = cue.base in word_list("reality.txt")["address"]
    following = codes[begin : begin + 2]
    relation = cue.subjects[0][1] if cue.subjects else "none"
    shape = f"{cue.form}{codes[cue.first : cue.token]}"
    none = [
        "none",
        f"none {cue.base}",
        f"none {cue.base} {cue.form}",
        f"none {cue.base} {following[:1]}",
        f"none {cue.kind} {following}",
        f"none {shape}",
        f"none {relation}",
        f"none {relation} {following[:1]}",
        f"none {cue.kind} before {codes[max(0, cue.first - 1) : cue.first]}",
        f"none {cue.kind} quote {cue.quote_before}",
        f"none {cue.kind} initial {initial}",
        f"none word {low[begin] if begin < len(low) else ''}",
    ]
    found: list[tuple[int | None, list[str]]] = [(None, none)]
    for at in sorted(places):
        if at >= limit or codes[at] in ",.:;\n?)p-" or (codes[at] == "t" and cue.kind == "think"):
            continue
        skipped = codes[begin:at]
        if cue.kind == "according" and "w" not in skipped and _VERB.search(skipped):
            continue  # a clause has gone by
        here = codes[at : at + 2]
        word = low[at] if codes[at] in _CLOSED else codes[at]
        found.append(
            (
                at,
                [
                    f"at {here}",
                    f"skip {skipped if len(skipped) < 7 else skipped[:2] + '~' + skipped[-2:]}",
                    f"skip {skipped[-1:]} {here[0]} {cue.kind}",
                    f"{cue.base} at {here[0]}",
                    f"{cue.base} skip {skipped if len(skipped) < 4 else '~' + skipped[-1:]}",
                    f"word {word} {cue.kind}",
                    f"gap {bucket(at - begin)} {cue.kind}",
                    f"relation {relation} at {here[0]}",
                    f"{cue.kind} initial {initial} skip {skipped[-1:]}",
                    f"finite {_finite(codes, at, stop)} {cue.kind} {here[0]}",
                    f"addressed {address} {_number(mentions, at)}",
                    f"start {low[begin] if at > begin else ''} {here[0]}",
                    f"quote {tokens.quote_kinds.get(at, '')} {cue.kind} {skipped[-1:]}",
                ],
            )
        )
    return found


def _number(mentions: list[Mention], at: int) -> int:
    """Which of the noun groups after the reporting word ends at token `at`; -1 for none."""
    for number, mention in enumerate(mentions):
        if mention.end == at:
            return number
    return -1


def _finite(codes: str, first: int, stop: int) -> bool:
    """Whether a finite verb comes soon, before the clause can have ended."""
    return _VERB.search(codes, first + 1, min(stop, first + 12)) is not None


def end_candidates(tokens: Tokens, cue: Cue, first: int) -> list[tuple[int, list[str]]]:
    """Where content that begins at token `first` may end."""
    codes, low = tokens.codes, tokens.low
    _, stop = tokens.sentence_range(cue.token)
    last = min(stop, first + _LONGEST)
    while last > first and codes[last - 1] in "\n.?,;:":
        last -= 1
    small = cue.kind != "clause"
    relative = bool(cue.subjects) and codes[cue.subjects[0][0].first] == "w"  # "Keller, who said ..., left"
    found: list[tuple[int, list[str]]] = []
    depth = finite = passed = 0
    covered = ""
    seen = first + 1
    places = [match.start() for match in (_SMALL_ENDS if small else _ENDS).finditer(codes, seen, last)]
    for at in [*places, last] if last > first else []:
        code = codes[at] if at < last else "$"
        passage = codes[seen:at]
        finite += passage.count("x") + passage.count("v") + passage.count("V")
        depth = max(0, depth + codes.count("(", seen + 1, at + 1) - codes.count(")", seen + 1, at + 1))
        seen = at
        opening = tokens.quote_kinds.get(at, "")[:1] if code == "Q" and codes[at - 1] != "Q" else ""
        if opening or (code != "Q" and codes[at - 1] not in ",;:-(."):
            if len(found) >= _MAX_ENDS and code != "$":
                continue
            following = codes[at + 1 : at + 3] if code != "$" else ""
            word = low[at + 1] if code in ",-" and at + 1 < last else low[at] if code != "$" else "$"
            word = word if not word[:1].isalpha() or codes[at] in "bcw" or codes[at + 1 : at + 2] in _CLOSED else "~"
            ahead = "$" if code == "$" else "f" if _finite(codes, at, last) else "n"
            quote = codes[at - 1] == "Q"
            inner = tokens.words[at - 2] if quote and tokens.words[at - 2] in (",", ".", "?", "!") else quote
            found.append(
                (
                    at,
                    [
                        f"end {code}",
                        f"end {code}{following}",
                        f"end {code} {word} {cue.kind}",
                        f"end {code} finite {min(finite, 2)} {cue.kind} {codes[first]}",
                        f"end {code} passed {min(passed, 4)}",
                        f"end {code} depth {min(depth, 1)}",
                        f"end {code} quote {quote} {following[:1]}",
                        f"end {code} closed {inner} {bool(opening)} {following[:1]}",
                        f"end {code} closed {inner} {min(finite, 2)} {ahead}",
                        f"end {code} ahead {ahead} {min(finite, 1)}",
                        f"end {code} left {bucket(last - at)}",
                        f"end {code} {cue.base}",
                        f"end {code}{following[:1]} within {relative} {min(finite, 2)}",
                        f"covered {covered} {code in '$,'} {opening} {codes[at - 1]}",
                        f"end {code} {codes[first : first + 1]} {cue.form}",
                    ],
                )
            )
            passed += 1
        if opening:
            covered = f"{opening}{codes[at - 1]}"
    return found


def before_candidates(tokens: Tokens, people: People, cue: Cue) -> list[tuple[tuple[int, int] | None, list[str]]]:
    """Content that stands before its reporting word ("The road is shut, she said"); None for none."""
    codes, low = tokens.codes, tokens.low
    nothing: list[tuple[tuple[int, int] | None, list[str]]] = [(None, [])]
    start, stop = tokens.sentence_range(cue.token)
    start = max(start, cue.first - _LONGEST)
    first = cue.first
    relation = "none"
    for mention, label in cue.subjects:
        if label in ("sv", "in"):
            first, relation = min(first, mention.first), "sv"
    end = first
    if end <= start + 2 or (codes[end - 1] not in ",-:" and cue.kind != "according"):
        return nothing
    if codes[end - 1] in ",-:":
        end -= 1
    if codes[start:end].strip("Qq,") == "":
        return nothing
    after = codes[cue.end : cue.end + 1]
    places = {start}
    for at in range(max(start, end - 60), end - 2):
        if codes[at] in ",;-:cb":
            places.add(at + 1)
        if codes[at] == "Q" and codes[at + 1] != "Q":
            places.add(at + 1)
    rest = f"{bucket(stop - cue.end)} {_finite(codes, cue.end, stop)} {'h' in codes[cue.end : min(stop, cue.end + 8)]}"
    said = f"{relation} {cue.base in word_list('reality.txt')['plain']}"
    shape = f"{relation} {after if after in ',.;?' else 'NP' if after in 'NDT' else 'h' if after == 'h' else 'o'}"
    none = [
        "none",
        f"none {cue.base}",
        f"none {cue.kind}",
        f"none {shape}",
        f"none {shape} {cue.kind}",
        f"none {cue.base} {shape}",
        f"none finite {_finite(codes, start, end)} {shape}",
        f"none first {codes[start]} {shape}",
        f"none rest {rest} {relation}",
        f"none {cue.base} rest {rest}",
    ]
    found: list[tuple[tuple[int, int] | None, list[str]]] = [(None, none)]
    led_in = after in ("Q", "h", ":") or codes[cue.end : cue.end + 2] == ",Q"
    for at in sorted(places, reverse=True)[:8] + ([start] if len(places) > 8 else []):
        if codes[at] in ",.:;\n?)p" or at >= end or (led_in and codes[at] in "ibgt"):
            continue
        finite = _finite(codes, at, end)
        found.append(
            (
                (at, end),
                [
                    "some",
                    f"some {'start' if at == start else codes[at - 1]} {codes[at]} {shape}",
                    f"some {'start' if at == start else low[at - 1]} {codes[at]}",
                    f"some length {bucket(end - at)} {shape}",
                    f"some finite {finite} {at == start} {codes[at]}",
                    f"some finite {finite} {at == start} {said} {codes[end]}",
                    f"some rest {rest} finite {finite} {at == start}",
                    f"some verbs {min(3, sum([code in 'xvV' for code in codes[at:end]]))} {at == start} {said}",
                    f"some {cue.base} {at == start}",
                    f"some {cue.kind} {at == start} {codes[end]}",
                    f"some earlier {sum(place < at for place in places)}",
                    f"some skipped {at - start if at - start < 4 else '~'} {codes[start]} {_finite(codes, start, at)}",
                ],
            )
        )
    return found
