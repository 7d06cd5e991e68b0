"""The way of one article through the package: tokens, people, reporting words, contents, speakers, statements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from summaries.quotes.antecedents import resolve
from summaries.quotes.cues import Cue, find_cues
from summaries.quotes.labels import find_labelled
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Classifier, Weights, choose, shipped, shipped_classifier
from summaries.quotes.nested import TOLD, find_inner, may_nest, told
from summaries.quotes.reported import Reported, find_reported
from summaries.quotes.speakers import Spoken, attribute
from summaries.quotes.speech import KINDS, speech_features
from summaries.quotes.subjects import Said, last_said, subject_candidates
from summaries.quotes.tokens import Tokens, tokenize

# Calibrated on held-out articles: a quotation that is no speech with more than this probability is dropped, by what it
# would be otherwise; words that are part of a sentence stand only where their speaker is sure as well.
_DOUBT = {"speech": 0.3, "part": 0.25, "none": 0.0}
_DOUBT_OF_BOTH = 0.01
_CLAUSE = re.compile(r"[xvVdGBQtgHIh]")  # signs of a clause, or of words quoted


@dataclass(slots=True)
class Option:
    """A speaker who was considered for a statement."""

    mention: Mention | None
    probability: float
    features: list[str]


@dataclass(slots=True)
class Statement:
    """One span of what somebody said: characters `start` to `end`, and everything that was decided about it."""

    start: int
    end: int
    kind: str
    mention: Mention | None
    cue: Cue | None
    confidence: float
    options: list[Option] = field(default_factory=list)
    spoken: Spoken | None = None
    reported: Reported | None = None
    why: str = ""  # what decided, where it was no model


@dataclass(slots=True)
class Analysis:
    """All that was found in one text."""

    tokens: Tokens
    people: People
    cues: list[Cue]
    statements: list[Statement]


def analyse(text: str, models: dict[str, Weights] | None = None) -> Analysis:
    """Read a text and find its statements, in order of their start."""
    models = shipped() if models is None else models
    tokens = tokenize(text)
    people = People(tokens)
    cues = find_cues(tokens, people)
    resolve(tokens, people, cues, models["antecedents"])
    quotations = [Spoken(first, end) for first, end in tokens.spans]
    judge_quotations(tokens, cues, quotations, models["speech"])
    speeches = [quotation for quotation in quotations if quotation.doubt <= 0.5]
    attribute(tokens, people, cues, speeches, models["speakers"])
    said = sorted([(q.cue, q.mention) for q in speeches if q.cue is not None], key=lambda pair: pair[0].token)
    reported = find_reported(tokens, people, cues, models)
    statements = _reported_statements(tokens, people, cues, reported, said, models["subjects"])
    _add_quotations(tokens, quotations, statements)
    _add_labelled(tokens, people, statements)
    _add_told(tokens, people, quotations, statements)
    statements.sort(key=lambda statement: (statement.start, statement.end))
    return Analysis(tokens, people, cues, statements)


def judge_quotations(tokens: Tokens, cues: list[Cue], quotations: list[Spoken], table: Weights) -> None:
    """Decide which quotations are speech, which are part of reported speech, and which are neither."""
    model = shipped_classifier("speech", KINDS) if table is shipped()["speech"] else Classifier(table, KINDS)
    places = [cue.token for cue in cues]
    parts: list[Spoken] = []  # of one quotation, a paragraph each
    for quotation, quoted in zip(quotations, tokens.quoted, strict=True):
        features = speech_features(tokens, cues, places, quoted, quotation.first, quotation.end)
        chances = model.probabilities(features)
        quotation.kind, quotation.doubt = KINDS[chances.index(max(chances))], chances[-1]
        quotation.continues = quoted.continues
        parts.append(quotation)
        if not quoted.continues:
            surest = min(parts, key=lambda part: part.doubt)
            for part in parts:
                part.kind, part.doubt = surest.kind, surest.doubt
                tokens.quote_kinds[part.first] = part.kind
            parts = []


def _is_topic(codes: str) -> bool:
    """Whether words are a noun group alone, which names what was spoken of and not what was said."""
    return codes[:1] in "DNnT0" and len(codes) < 12 and not _CLAUSE.search(codes)


def _clip(tokens: Tokens, cues: list[Cue], places: list[int], content: Reported) -> bool:
    """Cut a content before a quotation that is a statement of its own; whether enough is left."""
    codes = tokens.codes
    number = bisect_left(tokens.spans, (content.first, 0))
    for first, end in tokens.spans[number : number + 20]:
        if first >= content.end:
            break
        cut = _led(codes, cues, places, content, first)
        if cut is None and _stands_alone(tokens, cues, places, content, first, end):
            cut = first
        if cut is not None:
            content.end = cut
            while content.end > content.first and codes[content.end - 1] in ",;:-rcx":
                content.end -= 1
            break
    return content.end - content.first >= 3


def _led(codes: str, cues: list[Cue], places: list[int], content: Reported, first: int) -> int | None:
    """Where the words begin that lead to a quotation inside a content: "..., saying “...", "... he warned: “..."."""
    number = bisect_left(places, first) - 1
    if number < 0 or cues[number].token < content.first + 3:
        return None
    cue = cues[number]
    gap = codes[cue.end : first]
    if gap != ":" and not (gap in ("", ",") and cue.form == "G"):
        return None
    return next((mention.first for mention, relation in cue.subjects if relation == "sv"), cue.first)


def _stands_alone(tokens: Tokens, cues: list[Cue], places: list[int], content: Reported, first: int, end: int) -> bool:
    """Whether a quotation inside a content has a reporting word of its own after it, or begins the content."""
    codes = tokens.codes
    if tokens.quote_kinds.get(first) != "speech" and codes[first - 1] not in ":-":
        return False
    place = bisect_left(places, end)
    following = cues[place] if place < len(cues) else None
    if following is None or following.first - end > 4 or "," in codes[end + 1 : following.first]:
        own = False
    else:
        own = following.token != content.cue.token and any(r in ("sv", "vs") for _, r in following.subjects)
    return own or (first == content.first and tokens.quote_kinds.get(first) == "speech")


def _reported_statements(
    tokens: Tokens, people: People, cues: list[Cue], reported: list[Reported], said: list[Said], table: Weights
) -> list[Statement]:
    """Statements from contents; of two that overlap, the more probable stays. `said` are the quotations' speakers."""
    statements: list[Statement] = []
    earlier: Said | None = None
    places = [cue.token for cue in cues]
    for content in reported:
        if not _clip(tokens, cues, places, content):
            continue
        earlier = last_said(said, content.cue, earlier)
        options = subject_candidates(tokens, people, content.cue, earlier)
        number, chances = choose(table, [features for _, features in options])
        mention = options[number][0]
        words = tokens.codes[content.first : content.end]
        if words.strip("Q") == "" or (content.cue.kind != "object" and _is_topic(words)):
            continue
        start, end = tokens.starts[content.first], tokens.ends[content.end - 1]
        kind = "mixed" if "Q" in tokens.codes[content.first : content.end] else "indirect"
        considered = [Option(who, chance, features) for (who, features), chance in zip(options, chances, strict=True)]
        statement = Statement(start, end, kind, mention, content.cue, chances[number], considered, reported=content)
        earlier = (content.cue, mention)
        if _fits(tokens, statements, statement):
            statements.append(statement)
    return statements


def _fits(tokens: Tokens, statements: list[Statement], new: Statement) -> bool:
    """Whether a content stays beside those before it: it may cut short the one its own words end, or replace it."""
    while statements and statements[-1].end > new.start:
        last = statements[-1]
        content, other = last.reported, new.reported
        if content is None or other is None:
            return False
        same = new.mention is last.mention or other.cue.form == "G"
        if same and content.first + 2 < other.cue.first < content.end and new.start > last.start:
            end = other.cue.first
            while end > content.first and tokens.codes[end - 1] in ",-;crHx" + ("NTn" if not same else ""):
                end -= 1
            if end - content.first >= 3:
                content.end, last.end = end, tokens.ends[end - 1]
                continue
        nested = content.first <= other.cue.first < content.end and other.end <= content.end
        if nested or content.probability >= other.probability:
            return False
        statements.pop()
    return True


def _add_labelled(tokens: Tokens, people: People, statements: list[Statement]) -> None:
    """Add what stands after labels; what is reported within it is told by who is labelled, and stays that one's."""
    labels = find_labelled(tokens, people)
    spans = [(tokens.starts[label.first], tokens.ends[label.end - 1]) for label in labels]
    firsts = [start for start, _ in spans]

    def told(statement: Statement) -> bool:
        number = bisect_right(firsts, statement.start) - 1
        return number >= 0 and statement.end <= spans[number][1]

    statements[:] = [statement for statement in statements if not told(statement)]
    taken = sorted((statement.start, statement.end) for statement in statements)
    place = 0
    for label, (start, end) in zip(labels, spans, strict=True):
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        if label.asked or (place < len(taken) and taken[place][0] < end):
            continue
        mention = label.mention
        if mention is None and label.person is not None:
            mention = Mention(label.first, label.first, "label", label.person)
        statements.append(Statement(start, end, "indirect", mention, None, 0.8))


def _believed(quotation: Spoken) -> bool:
    """Whether a quotation is sure enough to be somebody's words."""
    both = quotation.doubt * (1.02 - quotation.confidence)
    return quotation.doubt <= _DOUBT[quotation.kind] and (quotation.kind != "part" or both <= _DOUBT_OF_BOTH)


def _add_quotations(tokens: Tokens, quotations: list[Spoken], statements: list[Statement]) -> None:
    taken = sorted((statement.start, statement.end) for statement in statements)
    place = 0
    for quotation, quoted in zip(quotations, tokens.quoted, strict=True):
        while place < len(taken) and taken[place][1] <= quoted.start:
            place += 1
        if (place < len(taken) and taken[place][0] < quoted.end) or not _believed(quotation):
            continue
        statements.append(
            Statement(
                quoted.start,
                quoted.end,
                "direct",
                quotation.mention,
                quotation.cue,
                quotation.confidence,
                [Option(option.mention, option.score, option.features) for option in quotation.candidates],
                spoken=quotation,
            )
        )


def _add_told(tokens: Tokens, people: People, quotations: list[Spoken], statements: list[Statement]) -> None:
    """Statements of people whom a quotation names as having said words inside it, as its speaker tells them."""
    for quotation, quoted in zip(quotations, tokens.quoted, strict=True):
        mention, cue = quotation.mention, quotation.cue
        if mention is None or cue is None or not may_nest(tokens.text, quoted):
            continue
        span = told(tokens, quoted, mention, cue)
        for inner in find_inner(tokens, people, quoted) if span is not None else ():
            if span is not None and inner.mention.person != mention.person:
                options = [Option(inner.mention, TOLD, [])]
                why = "named inside the quotation as who said words of it"
                statements.append(Statement(*span, "mixed", inner.mention, inner.cue, TOLD, options, why=why))
