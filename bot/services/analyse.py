"""The engine's one pass over an article, at saving; what is asked later reads what this found."""

from __future__ import annotations

from dataclasses import replace

from bot.records import Analysis, ArticleDraft, QuoteDraft
from summaries import Document, Quote, find_quotes
from summaries.language import detect


def analyse(draft: ArticleDraft) -> Analysis:
    """Language, sentences and quotations of a draft. Takes CPU time: never call it on the event loop."""
    language = draft.language or detect(draft.text)
    document = Document(
        id=draft.origin,
        title=draft.title,
        text=draft.text,
        language=language,
        published=draft.published,
        source=draft.source,
    )
    sentences = tuple((s.start, s.end, s.role) for s in document.sentences)
    return Analysis(language=language, sentences=sentences, quotes=tuple(map(_draft, find_quotes(document))))


def analyse_all(drafts: list[ArticleDraft]) -> list[tuple[ArticleDraft, Analysis]]:
    """Every draft with its analysis, the language found filled in."""
    analyses = [analyse(draft) for draft in drafts]
    return [(replace(draft, language=found.language), found) for draft, found in zip(drafts, analyses, strict=True)]


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
