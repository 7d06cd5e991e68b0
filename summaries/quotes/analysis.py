"""The way of one article through the package: tokens, people, reporting words, contents, speakers, statements."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.quotes.antecedents import resolve
from summaries.quotes.cues import Cue, find_cues
from summaries.quotes.mentions import Mention, People
from summaries.quotes.model import Weights, choose, shipped
from summaries.quotes.reported import Reported, find_reported
from summaries.quotes.speakers import Spoken, attribute, subject_candidates
from summaries.quotes.speech import KINDS, speech_features
from summaries.quotes.tokens import Tokens, tokenize

_DOUBT = 0.28  # a quotation that is no speech with more than this probability is dropped (best on held-out articles)


@dataclass(slots=True)
class Statement:
    """One span of what somebody said: characters `start` to `end`, and everything that was decided about it."""

    start: int
    end: int
    kind: str
    mention: Mention | None
    cue: Cue | None
    confidence: float
    spoken: Spoken | None = None
    reported: Reported | None = None


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
    attribute(tokens, people, cues, [q for q in quotations if q.doubt <= 0.5], models["speakers"])
    reported = find_reported(tokens, people, cues, models)
    statements = _reported_statements(tokens, people, reported, models)
    _add_quotations(tokens, quotations, statements)
    statements.sort(key=lambda statement: (statement.start, statement.end))
    return Analysis(tokens, people, cues, statements)


def judge_quotations(tokens: Tokens, cues: list[Cue], quotations: list[Spoken], table: Weights) -> None:
    """Decide which quotations are speech, which are part of reported speech, and which are neither."""
    places = [cue.token for cue in cues]
    for quotation, quoted in zip(quotations, tokens.quoted, strict=True):
        features = speech_features(tokens, cues, places, quoted, quotation.first, quotation.end)
        number, chances = choose(table, [[f"{kind} {feature}" for feature in features] for kind in KINDS])
        quotation.kind, quotation.doubt = KINDS[number], chances[-1]
        tokens.quote_kinds[quotation.first] = quotation.kind


def _reported_statements(
    tokens: Tokens, people: People, reported: list[Reported], models: dict[str, Weights]
) -> list[Statement]:
    """Statements from contents; of two that overlap, the more probable stays."""
    statements: list[Statement] = []
    earlier: tuple[Cue, Mention | None] | None = None
    for content in reported:
        options = subject_candidates(tokens, people, content.cue, earlier)
        number, chances = choose(models["subjects"], [features for _, features in options])
        mention = options[number][0]
        if tokens.codes[content.first : content.end].strip("Q") == "":
            continue
        start, end = tokens.starts[content.first], tokens.ends[content.end - 1]
        kind = "mixed" if "Q" in tokens.codes[content.first : content.end] else "indirect"
        statement = Statement(start, end, kind, mention, content.cue, chances[number], reported=content)
        earlier = (content.cue, mention)
        while statements and statements[-1].end > start and statements[-1].reported is not None:
            if statements[-1].reported.probability >= content.probability:
                break
            statements.pop()
        else:
            statements.append(statement)
    return statements


def _add_quotations(tokens: Tokens, quotations: list[Spoken], statements: list[Statement]) -> None:
    taken = sorted((statement.start, statement.end) for statement in statements)
    place = 0
    for quotation, quoted in zip(quotations, tokens.quoted, strict=True):
        while place < len(taken) and taken[place][1] <= quoted.start:
            place += 1
        if place < len(taken) and taken[place][0] < quoted.end or quotation.doubt > _DOUBT:
            continue
        statements.append(
            Statement(
                quoted.start,
                quoted.end,
                "direct",
                quotation.mention,
                quotation.cue,
                quotation.confidence,
                spoken=quotation,
            )
        )
