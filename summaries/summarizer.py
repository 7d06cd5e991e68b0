"""Our summariser behind sumy's AbstractSummarizer interface, beside sumy's own and comparable with them."""

from __future__ import annotations

from typing import Any

from sumy.summarizers._summarizer import AbstractSummarizer

from summaries.document import Document, Role
from summaries.language import stemmer
from summaries.select import summarize


class VerbatimSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy ships no types
    """Our ranking for a sumy document: `VerbatimSummarizer()(document, 3)` gives three of its sentences in order.

    `sentences_count` is a number, or a callable that is given the whole ranking as sumy's summarisers do.
    """

    def __init__(self, code: str = "en") -> None:
        super().__init__(stemmer(code))
        self._code = code

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        spans: list[tuple[int, int, Role]] = []
        text = ""
        for sentence in document.sentences:
            spans.append((len(text), len(text) + len(str(sentence)), "body"))
            text += f"{sentence} "
        whole = Document("sumy", "", text, language=self._code, boundaries=tuple(spans))
        at = {start: number for number, (start, _, _) in enumerate(spans)}
        wanted = len(spans) if callable(sentences_count) else int(sentences_count)
        order = [at[s.start] for s in summarize([whole], sentences=wanted)]
        ratings = {sentence: -len(spans) for sentence in document.sentences}
        ratings |= {document.sentences[number]: -rank for rank, number in reversed(list(enumerate(order)))}
        count = sentences_count if callable(sentences_count) else len(order)
        return tuple(self._get_best_sentences(document.sentences, count, ratings))
