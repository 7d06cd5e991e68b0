"""Who said a quotation: the candidates around it, what speaks for each, and the best of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose
from summaries.quotes.subjects import count_verbs
from summaries.quotes.tokens import Tokens

_BEFORE, _AFTER = 110, 60  # tokens around a quotation in which its speaker is looked for
_CLOSE_BEFORE, _CLOSE_AFTER = 14, 12  # the same where its sentence has a reporting word with a subject


@dataclass(slots=True)
class Candidate:
    """A possible speaker: a mention and the reporting word that links it, or (`previous`) the last speaker."""

    mention: Mention
    cue: Cue | None
    features: list[str]
    previous: bool = False
    score: float = 0.0


@dataclass(slots=True)
class Spoken:
    """A quotation to attribute: tokens `first` to `end`, and what was decided."""

    first: int
    end: int
    candidates: list[Candidate] = field(default_factory=list)
    best: Candidate | None = None
    mention: Mention | None = None
    cue: Cue | None = None
    confidence: float = 0.0
    kind: str = "speech"
    doubt: float = 0.0  # probability that it is no speech
    continues: bool = False  # whether the next paragraph goes on with it


_BUCKETS = tuple(str(next(limit for limit in (0, 1, 2, 4, 7, 12, 20, 40, 99) if n <= limit)) for n in range(42))
_SLOT_RANK = {"A0": 8, "B0": 8, "A1": 2, "B1": 2}
_RELATION_RANK = {"sv": 4, "vs": 3, "acc": 4, "by": 3}
_STRONG = frozenset(("sv", "vs", "acc", "by"))


def _bucket(distance: int) -> str:
    """A distance in tokens as one of a few classes."""
    return _BUCKETS[min(41, distance)]


@dataclass(slots=True)
class _Link:
    """How a reporting word ties a mention to a quotation."""

    cue: Cue
    slot: str
    relation: str
    rank: int


def candidates(
    tokens: Tokens,
    people: People,
    cues: list[Cue],
    places: list[int],
    spoken: Spoken,
    previous: Spoken | None,
) -> list[Candidate]:
    """All candidates for one quotation, with their features; `places` are the cues' token numbers."""
    a = spoken.first
    start, _ = tokens.sentence_range(a)
    _, stop = tokens.sentence_range(spoken.end - 1)
    common = _context(tokens, spoken)
    links, mentions, state = _links(tokens, people, cues[bisect_left(places, a - _BEFORE) :], spoken, start, stop)
    last = previous.mention if previous else None
    inside = frozenset(tokens.low[a : spoken.end])
    found = []
    for mention in mentions:
        link = links.get(mention.first)
        features = _place_features(tokens, spoken, mention, link, state)
        if link is None:
            features.append(f"free {mention.kind}")
        else:
            features += _link_features(tokens.codes, spoken, mention, link, common[0])
        if mention.person is not None:
            linked = link is not None
            features.append(f"named inside {people.people[mention.person].surname in inside} {linked} {mention.kind}")
        if last is not None and (mention is last or (mention.person is not None and mention.person == last.person)):
            features.append(f"same as previous {state} {common[0]}")
        found.append(Candidate(mention, link.cue if link else None, features))
    if previous is not None and previous.mention is not None:
        features = _previous_features(tokens, spoken, previous, common, state)
        found.append(Candidate(previous.mention, previous.cue, features, previous=True))
    return found


def _link_features(codes: str, spoken: Spoken, mention: Mention, link: _Link, place: str) -> list[str]:
    """What a reporting word says for its subject as the speaker of a quotation that stands at `place`."""
    a, b = spoken.first, spoken.end
    cue, slot, relation = link.cue, link.slot, link.relation
    gap = codes[b + (codes[b] == ",") : cue.first] if cue.token >= b else codes[cue.end : a]
    length = _bucket(len(gap))
    between = codes[b : mention.first] if mention.first >= b else codes[mention.end : a]
    features = [
        f"{slot} {relation}",
        f"{slot} {relation} {mention.kind}",
        f"{slot} gap {length}",
        f"{slot} {relation} gap {length}",
        f"{slot} {cue.kind} {cue.form}",
        f"{slot} {cue.base}",
        f"{slot} {relation} {place}",
        f"{slot[1:]} {relation} passive {cue.passive} {cue.kind}",
        f"{slot[1:]} {relation} next {codes[mention.end : mention.end + 1]} {cue.form}",
        f"{slot} {relation} verbs {count_verbs(between)}",
    ]
    if len(gap) < 3 and slot[1:] == "0":
        features.append(f"{slot} gap {gap} {relation}")
    if cue.negated:
        features.append("negated")
    return features


def _place_features(tokens: Tokens, spoken: Spoken, mention: Mention, link: _Link | None, state: str) -> list[str]:
    """What the place of a mention says for it as the speaker."""
    a, b, codes = spoken.first, spoken.end, tokens.codes
    follows = mention.first >= b
    side = "after" if follows else "before"
    between = codes[b : mention.first] if follows else codes[mention.end : a]
    far = abs(tokens.sentence(mention.first) - tokens.sentence(a))
    lines = max(-2, min(tokens.paragraph(mention.first) - tokens.paragraph(a), 2))
    features = [
        f"kind {mention.kind}",
        f"{side} {_bucket(mention.first - b if follows else a - mention.end)}",
        f"{side} sentences {min(far, 4)} lines {lines}",
        f"{side} crossed {'Q' in between} lines {lines} {state}",
        f"{state} {side} {mention.kind} sentences {min(far, 3)}",
        f"next {codes[mention.end : mention.end + 1]} {mention.kind}",
        f"person {mention.person is not None} {mention.kind}",
        f"before {codes[mention.first - 1 : mention.first] if mention.first else '^'} {mention.kind}",
    ]
    if len(between) < 5:
        features.append(f"{side} between {between} {mention.kind}")
    return features


def _previous_features(
    tokens: Tokens, spoken: Spoken, previous: Spoken, common: tuple[str, str], state: str
) -> list[str]:
    """What speaks for the speaker of the quotation before."""
    a, last = spoken.first, previous.end - 1
    lines = tokens.paragraph(a) - tokens.paragraph(last)
    between = tokens.codes[previous.end : a]
    return [
        f"previous lines {min(lines, 3)} {state}",
        f"previous {_bucket(len(between))} {state}",
        f"previous {common[0]} {state} lines {min(lines, 2)}",
        f"previous {common[1]} {state}",
        f"previous {between if len(between) < 5 else ''}",
        f"previous sentences {min(3, tokens.sentence(a) - tokens.sentence(last))} {state}",
    ]


def _links(
    tokens: Tokens, people: People, cues: list[Cue], spoken: Spoken, start: int, stop: int
) -> tuple[dict[int, _Link], list[Mention], str]:
    """The closest tie of every mention, the mentions to consider, and where the sentence has reporting words.

    Beside a clear subject in the quotation's own sentence, only mentions close by are considered.
    """
    a, b = spoken.first, spoken.end
    links: dict[int, _Link] = {}
    mentions: dict[int, Mention] = {}
    slots: set[str] = set()
    clear = False
    for cue in cues:
        if cue.token >= b + _AFTER:
            break
        slot = _slot(tokens, cue, a, b, start, stop)
        slots.add(slot)
        own = slot[1:] == "0"
        for mention, relation in cue.subjects:
            if not own and relation not in _STRONG:
                continue
            clear |= own and relation in _STRONG
            rank = _rank(slot, relation)
            old = links.get(mention.first)
            if old is None or rank > old.rank:
                links[mention.first] = _Link(cue, slot, relation, rank)
                mentions[mention.first] = mention
    before, after = (_CLOSE_BEFORE, _CLOSE_AFTER) if clear else (_BEFORE, _AFTER)
    if clear:
        for first, link in list(links.items()):
            if link.slot[1:] != "0" and not a - before <= first < b + after:
                del links[first], mentions[first]
    for mention in people.within(a - before, b + after):
        if mention.kind in ("name", "pronoun") and not a <= mention.first < b:
            mentions.setdefault(mention.first, mention)
    return links, list(mentions.values()), f"{'A' if 'A0' in slots else ''}{'B' if 'B0' in slots else ''}"


def _rank(slot: str, relation: str) -> int:
    return _SLOT_RANK.get(slot, 0) + _RELATION_RANK.get(relation, 0)


def _slot(tokens: Tokens, cue: Cue, a: int, b: int, start: int, stop: int) -> str:
    """Where a cue stands: A after or B before the quotation; 0 same sentence, 1 beyond a quotation, 2 farther."""
    side = "A" if cue.token >= b else "B"
    between = tokens.codes[b : cue.token] if cue.token >= b else tokens.codes[cue.end : a]
    if start <= cue.token < stop:
        return side + ("1" if "Q" in between else "0")
    return side + ("3" if "Q" in between else "2") + ("p" if "\n" in between else "")


def _context(tokens: Tokens, spoken: Spoken) -> tuple[str, str]:
    """How the quotation stands in its sentence: (first place, last place), (comma before, stop after)."""
    codes, a, b = tokens.codes, spoken.first, spoken.end
    before = codes[a - 1] if a else "\n"
    after = codes[b] if b < len(codes) else "\n"
    opening = "start" if a == tokens.sentence_range(a)[0] else "inner"
    inner = tokens.words[b - 2] if b - 2 > a else ""
    if after == ",":  # the comma stands outside in most of the world
        inner, after = ",", codes[b + 1 : b + 2] or "\n"
    stop = inner if inner in (",", ".", "?", "!") else "w"
    return f"{opening} {stop}", f"{before if before in ',:.h' else 'o'}{after if after in ',.V' else 'o'}"


def attribute(tokens: Tokens, people: People, cues: list[Cue], quotations: list[Spoken], table: Weights) -> None:
    """Decide the speaker of every quotation, first to last."""
    previous: Spoken | None = None
    places = [cue.token for cue in cues]
    for spoken in quotations:
        spoken.candidates = candidates(tokens, people, cues, places, spoken, previous)
        if spoken.candidates:
            number, chances = choose(table, [candidate.features for candidate in spoken.candidates])
            for candidate, chance in zip(spoken.candidates, chances, strict=True):
                candidate.score = chance
            spoken.best = spoken.candidates[number]
            spoken.mention, spoken.cue, spoken.confidence = spoken.best.mention, spoken.best.cue, chances[number]
        previous = spoken
    _join(quotations)


def _join(quotations: list[Spoken]) -> None:
    """Give the parts of a quotation of several paragraphs the speaker who is surest of a part."""
    parts: list[Spoken] = []
    for spoken in quotations:
        parts.append(spoken)
        if spoken.continues:
            continue
        own = [part for part in parts if part.best is not None and not part.best.previous]
        if len(parts) > 1 and own:
            best = max(own, key=lambda part: part.confidence)
            for part in parts:
                part.best, part.mention, part.cue, part.confidence = best.best, best.mention, best.cue, best.confidence
        parts = []
