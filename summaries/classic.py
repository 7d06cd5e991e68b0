"""sumy's own summarisers over our sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from summaries.document import Document, Sentence
from summaries.language import language, stemmer
from summaries.splitting import sentence_spans
from summaries.terms import written

_CUES = {"bonus_words": "significant important first major key new", "stigma_words": "perhaps maybe hardly example"}


class Tokenizer:
    """The tokenizer object that sumy's documents ask for, with our sentences and words.

    sumy's own needs NLTK data that must be downloaded, and drops numbers and "U.S.".
    """

    def __init__(self, code: str = "en") -> None:
        self.language = code

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph."""
        return tuple(paragraph[a:b] for a, b in sentence_spans(paragraph, 0, len(paragraph), self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence, numbers too."""
        return tuple(written(sentence))


def rank_sentences(documents: Iterable[Document], method: str) -> list[Sentence]:
    """All body sentences, best first by a method of sumy's, or as they come with "lead" (the articles in turn)."""
    body = [[s for s in d.sentences if s.role == "body"] for d in documents]
    if method == "lead":
        longest = max(map(len, body), default=0)
        return [article[at] for at in range(longest) for article in body if at < len(article)]
    # sumy rates by text, so that a copy would be chosen along with its original.
    by_text = {s.text: s for article in reversed(body) for s in reversed(article)}
    if not by_text:
        return []
    code = next(iter(by_text.values())).document.code
    tokenizer = Tokenizer(code)
    sentences = [SumySentence(text, tokenizer) for text in by_text if tokenizer.to_words(text)]
    ranked: list[Any] = []

    def keep_all(infos: Sequence[Any]) -> Sequence[Any]:
        # sumy hands the whole ranking to a callable that stands in place of the count.
        ranked.extend(info.sentence for info in infos)
        return infos

    if sentences:
        _summarizer(method, code)(ObjectDocumentModel([Paragraph(sentences)]), keep_all)
    return [by_text[str(sentence)] for sentence in ranked]


def _summarizer(method: str, code: str) -> Any:
    from sumy.summarizers.edmundson import EdmundsonSummarizer
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    kinds: dict[str, Callable[..., Any]] = {
        "lexrank": LexRankSummarizer,
        "textrank": TextRankSummarizer,
        "lsa": LsaSummarizer,
        "luhn": LuhnSummarizer,
        "sumbasic": SumBasicSummarizer,
        "kl": KLSummarizer,
        "edmundson": EdmundsonSummarizer,
    }
    summarizer = kinds[method](stemmer(code))
    stop_words = language(code).stop_words or frozenset(["-"])
    if method == "edmundson":
        # Its default bonus words are Czech.
        summarizer.null_words = stop_words
        for name, cues in _CUES.items():
            setattr(summarizer, name, cues.split())
    else:
        summarizer.stop_words = stop_words
    return summarizer
