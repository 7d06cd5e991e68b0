"""The engine's one pass over an article, at saving; what is asked later reads what this found."""

from __future__ import annotations

from dataclasses import replace

from bot.records import Analysis, ArticleDraft, NamedPerson, QuoteDraft
from bot.services.copies import text_keys
from summaries import Document, Quote, find_quotes
from summaries.people import described_people


def analyse(draft: ArticleDraft) -> tuple[ArticleDraft, Analysis]:
    """A draft, its language filled in, with its sentences, its quotations, and the keys of its text.

    Takes CPU time: never call it on the event loop.
    """
    document = Document(
        id=draft.origin,
        title=draft.title,
        text=draft.text,
        language=draft.language,
        published=draft.published,
        source=draft.source,
    )
    sentences = tuple((s.start, s.end, s.role) for s in document.sentences)
    quotes = tuple(map(_draft, find_quotes(document)))
    speakers = {quote.speaker for quote in quotes if quote.speaker}
    people = tuple(NamedPerson(one.name, one.role) for one in described_people(draft.text, speakers))
    found = Analysis(document.code, sentences, quotes, text_keys(draft.text), people)
    return replace(draft, language=document.code), found


def _draft(quote: Quote) -> QuoteDraft:
    return QuoteDraft(
        start=quote.start,
        end=quote.end,
        kind=quote.kind,
        speaker=quote.speaker,
        mention=quote.mention,
        cue=quote.cue,
        statement=quote.statement,
    )
