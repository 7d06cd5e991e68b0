"""Quotations and reported speech in other languages than English: one engine by rules, a file of words a language."""

from __future__ import annotations

from summaries.document import Document
from summaries.quotes.languages.antecedents import antecedent, lone
from summaries.quotes.languages.claims import Claim
from summaries.quotes.languages.clauses import Clauses
from summaries.quotes.languages.cues import find_cues
from summaries.quotes.languages.naming import Names
from summaries.quotes.languages.quoted import Quotations
from summaries.quotes.languages.reading import Reading, read
from summaries.quotes.languages.subjects import Subjects
from summaries.quotes.languages.words import CODES

__all__ = ["CODES", "Claim", "Names", "Reading", "read_claims"]


def read_claims(document: Document, code: str) -> tuple[Reading, Names, list[Claim]]:
    """What is said in a document in one of the languages `CODES`, in order, each with its speakers."""
    reading = read(document, code)
    names = Names(reading)
    subjects = Subjects(reading, names)
    cues = find_cues(reading)
    quotations = Quotations(reading, names, subjects, cues)
    claims = quotations.attribute()
    claims = _apart(claims, Clauses(reading, names, subjects, cues, quotations.taken).find())
    _resolve(reading, names, claims)
    return reading, names, claims


def _apart(quotations: list[Claim], clauses: list[Claim]) -> list[Claim]:
    """Both in order; a quotation that stands in a clause is part of it, unless a word of its own says whose it is."""
    taken = sorted(part for claim in clauses for part in claim.parts)
    kept = []
    place = 0
    for claim in sorted(quotations, key=lambda claim: claim.parts[0]):
        start, end = claim.parts[0]
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        if place == len(taken) or taken[place][0] >= end:
            kept.append(claim)
    return sorted([*kept, *clauses], key=lambda claim: claim.parts[0])


def _resolve(reading: Reading, names: Names, claims: list[Claim]) -> None:
    """Find the person behind each speaker as the text calls it, in the order of the attributions."""
    speaker: int | None = None
    unnamed = False
    since = -1
    line = -1
    for claim in sorted(claims, key=lambda claim: claim.token):
        subject = claim.subject
        at = claim.token
        if subject is not None and subject.people:
            claim.speakers = tuple(dict.fromkeys(subject.people))
        elif subject is not None and subject.kind == "pronoun" and subject.gender:
            person = antecedent(reading, names, subject.first, subject.gender, speaker, since, unnamed=unnamed)
            claim.speakers = () if person is None else (person,)
            claim.confidence = min(claim.confidence, 0.75)
        elif claim.follows and speaker is not None and reading.paragraph(at) == line:
            later = {naming.person for naming in names.within(since, at)} - {speaker}
            if not later and claim.gender in ("", names.people[speaker].gender):
                claim.speakers = (speaker,)
            claim.confidence = 0.7 if claim.speakers else 0.5
        elif claim.follows and claim.cue is not None:
            person = lone(reading, names, at)
            if person is not None and claim.gender in ("", names.people[person].gender):
                claim.speakers = (person,)
            claim.confidence = 0.65 if claim.speakers else 0.5
        speaker = claim.speakers[0] if len(claim.speakers) == 1 else None
        # Whoever goes on as "he" after a group that spoke, or after a "he" that could be anybody, is as unknown.
        unnamed = not claim.speakers and subject is not None and subject.kind in ("group", "pronoun")
        since, line = at, reading.paragraph(at)
