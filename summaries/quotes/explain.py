"""Why a statement was given to its speaker: the reporting word, the candidates, and what spoke for each."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.document import Document
from summaries.quotes.analysis import Analysis, Option, Statement
from summaries.quotes.model import shipped

_MOST_REASONS = 5


@dataclass(frozen=True)
class Candidate:
    """A speaker who was considered: `words` of the article, `name` in full if known, `probability` 0 to 1.

    `reasons` are the features that moved the decision most, each with its weight in log odds.
    """

    words: str
    name: str | None
    probability: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Explanation:
    """One statement: characters `start` to `end`, its kind, its reporting word and the candidates, best first."""

    start: int
    end: int
    text: str
    kind: str
    cue: str | None
    candidates: tuple[Candidate, ...]

    def __str__(self) -> str:
        """The explanation as lines of plain text."""
        lines = [f"{self.start}-{self.end} [{self.kind}] {self.text}", f"  reporting word: {self.cue or 'none'}"]
        for place, candidate in enumerate(self.candidates):
            name = f" = {candidate.name}" if candidate.name and candidate.name != candidate.words else ""
            lines.append(f"  {'>' if not place else ' '} {candidate.probability:.2f} {candidate.words}{name}")
            lines += [f"        {weight:+.2f} {reason.replace(chr(10), '¶')}" for reason, weight in candidate.reasons]
        return "\n".join(lines)


def explain_statements(analysis: Analysis) -> list[Explanation]:
    """The explanation of every statement of an analysis, in order."""
    return [_explain(analysis, statement) for statement in analysis.statements]


def explain_claims(document: Document, code: str) -> list[Explanation]:
    """The explanation of every statement in one of the languages read by rules: the rule that gave it its speaker."""
    from summaries.quotes.languages import read_claims

    reading, names, claims = read_claims(document, code)
    found: list[Explanation] = []
    for claim in claims:
        mention, cue = claim.words(reading)
        name = ", ".join(names.people[person].name for person in claim.speakers) or None
        words = mention or name or "(nobody)"
        candidate = Candidate(words, name, claim.confidence, ((claim.why, claim.confidence),))
        for start, end in claim.parts:
            found.append(Explanation(start, end, document.text[start:end], claim.kind, cue, (candidate,)))
    return sorted(found, key=lambda one: (one.start, one.end))


def _explain(analysis: Analysis, statement: Statement) -> Explanation:
    tokens, cue = analysis.tokens, statement.cue
    ranked = sorted(statement.options, key=lambda option: -option.probability)
    said = tokens.text[tokens.starts[cue.token] : tokens.ends[cue.end - 1]] if cue is not None else None
    text = tokens.text[statement.start : statement.end]
    candidates = tuple(_candidate(analysis, statement, option) for option in ranked)
    return Explanation(statement.start, statement.end, text, statement.kind, said, candidates)


def _candidate(analysis: Analysis, statement: Statement, option: Option) -> Candidate:
    table = shipped()["speakers" if statement.spoken is not None else "subjects"]
    weighed = [(feature, table.get(feature, 0.0)) for feature in option.features]
    weighed.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
    reasons = tuple((feature, weight) for feature, weight in weighed[:_MOST_REASONS] if weight)
    if statement.why:
        reasons = ((statement.why, option.probability),)
    mention = option.mention
    if mention is None:
        return Candidate("(nobody)", None, option.probability, reasons)
    tokens = analysis.tokens
    words = tokens.text[tokens.starts[mention.first] : tokens.ends[mention.end - 1]]
    return Candidate(words, analysis.people.name(mention), option.probability, reasons)
