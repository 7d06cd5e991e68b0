"""Summaries: their length, that no line misleads, nothing twice, order, query and update, and sumy's methods."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.document import Document, Sentence
from summaries.facts import also_reported, is_same_fact
from summaries.leaning import leanings
from summaries.select import METHODS, is_short, reading_order, summarize
from summaries.terms import content
from tests.summaries.articles import document, ferry, harbour


def texts(chosen: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in chosen]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_number_of_sentences_is_kept(count: int) -> None:
    """An article that is long enough gives exactly as many as asked for."""
    assert len(summarize([harbour()], sentences=count)) == count


@pytest.mark.parametrize("limit", [20, 45, 80, 120])
@pytest.mark.parametrize("method", METHODS)
def test_words_are_a_ceiling_and_no_sentence_is_cut(limit: int, method: str) -> None:
    """Every line is a whole sentence of the article; together they have at most so many words."""
    article = harbour()
    chosen = summarize([article], words=limit, method=method)
    whole = {(s.start, s.end) for s in article.sentences if s.role == "body"}
    assert chosen
    assert sum(len(text.split()) for text in texts(chosen)) <= limit
    assert {(s.start, s.end) for s in chosen} <= whole


def test_what_never_stands_in_a_summary() -> None:
    """Not a subheading, a link, a quotation without its speaker, nor "The minister" of nowhere."""
    everything = " ".join(texts(summarize([harbour()], sentences=15)))
    for line in ("What happens to the ferries?", "Read more", "bad joke", "The minister said"):
        assert line not in everything


@pytest.mark.parametrize("count", range(1, 12))
def test_leaning_lines_follow_their_antecedent(count: int) -> None:
    """In both orders a line that leans on another comes right behind the sentence before it in its article."""
    article = harbour()
    body = [s for s in article.sentences if s.role == "body"]
    leans = leanings(article)
    chosen = summarize([article], sentences=count)
    for order in (chosen, reading_order(chosen)):
        for at, line in enumerate(order):
            if leans[line] != "nothing":
                assert at > 0
                assert order[at - 1] == body[body.index(line) - 1]


def test_a_fact_of_two_papers_is_told_once_with_both_sources() -> None:
    """And the paper that is not quoted is known to report it."""
    articles = [harbour(), ferry()]
    chosen = summarize(articles, sentences=6)
    contents = [content(text, "en") for text in texts(chosen)]
    assert not any(is_same_fact(a, b) for at, a in enumerate(contents) for b in contents[:at])
    closing = next(s for s in articles[0].sentences if "voted on Monday" in s.text)
    assert [s.text for s in also_reported(closing, articles)] == [articles[1].sentences[0].text]
    queues = next(s for s in articles[0].sentences if "queues" in s.text)
    assert also_reported(queues, articles) == []


def test_a_source_is_named_only_for_what_it_reports() -> None:
    """The same speaker with other words is no second source of a quotation."""
    told = "“Nobody asked the deckhands,” said Greta Holm, the regional secretary of the Sailors' Union."
    first = Document("1", "Cuts", f"{told} The cuts begin in May.")
    same = Document("2", "Vote", "It began. “Nobody asked the deckhands,” said Greta Holm, regional secretary.")
    other = Document("3", "Talks", "“We will talk,” said Greta Holm, the regional secretary of the Sailors' Union.")
    sentence = first.sentences[0]
    assert [s.document.id for s in also_reported(sentence, [first, same, other])] == ["2"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "The storm killed four people in the coastal town of Brenna on Sunday.",
            "Four people were killed by the storm in Brenna, a coastal town, on Sunday.",
            True,
        ),
        (
            "The storm killed 4 people in the coastal town of Brenna on Sunday.",
            "The storm killed 7 people in the coastal town of Brenna on Sunday.",
            False,
        ),
        ("The storm killed four people in Brenna.", "The mayor of Brenna opened a new school.", False),
        ("The bridge is closed.", "The bridge was closed.", True),
        ("The bridge is closed.", "The bridge is open.", False),
    ],
)
def test_what_states_one_fact(one: str, other: str, same: bool) -> None:
    """Shared words of content; numbers that contradict each other make two facts."""
    assert is_same_fact(content(one, "en"), content(other, "en")) is same


def test_a_few_lines_do_not_tell_one_fact_again_with_another_detail() -> None:
    """Of two articles, that is: within one it adds something, and a long summary has room for both."""
    told = (
        "A storm killed four people in the coastal town of Brenna on Sunday, and a rescue boat searched all night.",
        "Four people died when Sunday's storm hit Brenna, although sirens had warned everybody of waves hours before.",
    )
    rest = "Schools in the south of the province stay closed until the power lines are repaired."
    two = [document(f"{told[0]} {rest}", "1"), document(told[1], "2")]
    assert sum(line in told for line in texts(summarize(two, sentences=2))) == 1
    assert set(told) <= set(texts(summarize(two, words=60)))
    assert set(told) <= set(texts(summarize([document(f"{told[0]} {told[1]} {rest}", "1")], sentences=3)))


def test_a_leaning_sentence_brings_what_it_leans_on() -> None:
    """Where it is worth it, both come, one behind the other; never where only one of them fits."""
    article = document(
        "The zoo of Stenby opens at nine. Harbour master Jonas Lind announced new ferries. However, the ferries of the "
        "harbour of Port Alder will cost drivers eleven euros. The ferries leave the harbour of Port Alder at noon."
    )
    two = texts(summarize([article], sentences=2, query="ferries cost drivers eleven euros"))
    assert [text.split()[0] for text in two] == ["Harbour", "However,"]
    one = texts(summarize([article], sentences=1, query="ferries cost drivers eleven euros"))
    assert not one[0].startswith("However")


def test_a_document_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What its sentences lean on is not found out again for their order, nor for the next summary."""
    article = harbour()
    chosen = summarize([article], sentences=3)
    monkeypatch.setattr("summaries.leaning.Reading", None)
    assert sorted(reading_order(chosen), key=chosen.index) == chosen
    assert summarize([article], sentences=3) == chosen
    with pytest.raises(TypeError):
        summarize([harbour()], sentences=3)


def test_reading_order_follows_the_dates() -> None:
    """Articles with dates are told in the order of time, whatever their importance."""
    late = document("The bridge of Port Alder opened again on Friday after repairs.", "late", published=_day(9))
    early = document("The bridge of Port Alder was closed on Monday for repairs.", "early", published=_day(2))
    chosen = [late.sentences[0], early.sentences[0]]
    assert [s.document.id for s in reading_order(chosen)] == ["early", "late"]


def test_no_quotation_from_the_middle_of_an_article_is_the_first_line() -> None:
    """Its speaker is told, but not yet of what; where there is nothing else, or the article begins with it, it is."""
    words = "“Nobody asked those who use it,” said Ada Merrow, a harbour pilot."
    late = document("The bridge of Port Alder opened again on Friday after repairs.", "late", published=_day(9))
    early = document(f"The bridge of Port Alder was closed on Monday for repairs. {words}", "early", published=_day(2))
    opening = document(words, "opening", published=_day(2))
    shut, asked = early.sentences
    assert texts(reading_order([asked, late.sentences[0]])) == [late.text, words]
    assert texts(reading_order([asked, late.sentences[0], shut])) == [shut.text, words, late.text]
    assert texts(reading_order([late.sentences[0], opening.sentences[0]])) == [words, late.text]
    assert texts(reading_order([asked])) == [words]


def test_reading_order_without_dates_follows_the_place_in_the_article() -> None:
    """The first line is the one nearest to its article's beginning, and can stand alone."""
    article = harbour()
    ordered = reading_order(summarize([article], sentences=5))
    starts = [s.start for s in ordered]
    assert starts == sorted(starts)
    assert leanings(article)[ordered[0]] == "nothing"


def test_a_query_prefers_and_narrows() -> None:
    """Sentences that hold its words come first; articles that do not mention it are left out."""
    elsewhere = document("A zoo in Stenby has bought two young tigers from a dealer in Lisbon.", "zoo")
    first = summarize([harbour(), elsewhere], sentences=2, query="ambulances")
    assert "mbulance" in first[0].text
    assert {s.document.id for s in first} == {"harbour"}
    assert summarize([harbour()], query="volcano") == []


def test_known_sentences_are_not_told_again() -> None:
    """Neither themselves nor another paper's words for the same fact."""
    seen = summarize([harbour()], sentences=4)
    new = summarize([ferry(), harbour()], sentences=4, known=seen)
    told = [content(s.text, "en") for s in seen]
    assert new
    assert not any(is_same_fact(content(s.text, "en"), fact) for s in new for fact in told)


@settings(max_examples=40)
@given(st.sets(st.integers(0, 12), max_size=8), st.integers(1, 6))
def test_nothing_chosen_is_a_known_fact(seen: set[int], count: int) -> None:
    """Whatever a reader has seen, in whichever paper."""
    body = [s for d in (harbour(), ferry()) for s in d.sentences if s.role == "body"]
    known = [body[at] for at in sorted(seen)]
    facts = [content(s.text, "en") for s in known]
    for sentence in summarize([harbour(), ferry()], sentences=count, known=known):
        assert sentence.text not in texts(known)
        assert not any(is_same_fact(content(sentence.text, "en"), fact) for fact in facts)


def test_a_headline_is_not_repeated() -> None:
    """A sentence that says no more than the headline is left out."""
    lede = "Old swing bridge of Port Alder closes for two years."
    rest = "\nThe city council voted on Monday for the repairs of all eleven steel beams that carry its road."
    article = Document("a", "Port Alder closes old swing bridge for two years", lede + rest, language="en")
    assert lede not in texts(summarize([article], sentences=2))
    assert lede in texts(summarize([document(lede + rest)], sentences=2))


def test_short_articles_are_told_apart() -> None:
    """A reader is better served by the article itself."""
    short = document("The bridge is closed. It opens in May, the city of Port Alder said.")
    assert is_short([short], sentences=3)
    assert not is_short([harbour()], sentences=3)
    assert is_short([harbour()], words=300)
    assert not is_short([harbour()], words=60)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_chooses_distinct_sentences(method: str) -> None:
    """A sentence that stands twice in the text is not chosen twice."""
    twice = document("\n".join([harbour().text] * 2))
    chosen = texts(summarize([twice], sentences=4, method=method))
    assert len(chosen) == len(set(chosen)) == 4


def test_ours_is_a_sumy_summarizer() -> None:
    """It takes sumy's documents and gives their sentences back, a number of them or what a callable keeps."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.summarizers._summarizer import AbstractSummarizer

    from summaries.classic import Tokenizer
    from summaries.summarizer import VerbatimSummarizer

    tokenizer = Tokenizer("en")
    sentences = [SumySentence(text, tokenizer) for text in tokenizer.to_sentences(harbour().text.replace("\n", " "))]
    dom = ObjectDocumentModel([Paragraph(sentences)])
    ours = VerbatimSummarizer("en")
    assert isinstance(ours, AbstractSummarizer)
    assert len(ours(dom, 3)) == 3
    assert set(ours(dom, 3)) <= set(sentences)
    assert len(ours(dom, lambda ranking: ranking[:2])) == 2
    assert "11" in sentences[2].words


HAFENAU = (
    "Der Stadtrat von Hafenau stimmte am Montag für den Bau einer neuen Brücke. Er will sie 2031 eröffnen. "
    "Die Bürgermeisterin Ute Brandt rechnet mit Kosten von elf Millionen Euro."
)
PRIMORSK = (
    "Городской совет Приморска в понедельник одобрил ремонт старого моста. Он займёт два года. "
    "Мэр Анна Орлова оценила расходы в одиннадцать миллионов рублей."
)


@pytest.mark.parametrize(("language", "text", "banned"), [("de", HAFENAU, "Er will"), ("ru", PRIMORSK, "Он займёт")])
def test_other_languages_have_their_own_pointers(language: str, text: str, banned: str) -> None:
    """The sentence with the pronoun never stands without the one before it."""
    chosen = texts(summarize([Document("a", "", text, language=language)], sentences=1))
    assert chosen
    assert not chosen[0].startswith(banned)


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@settings(max_examples=60)
@given(st.lists(anything, max_size=3), st.integers(1, 6), st.sampled_from(["en", "ar", "zh", "xx", None]))
def test_any_text_can_be_summarised(parts: list[str], count: int, language: str | None) -> None:
    """Without an exception; every line is a span of its document, none twice."""
    documents = [Document(str(at), "", text, language=language) for at, text in enumerate(parts)]
    chosen = summarize(documents, sentences=count)
    assert len(chosen) <= count
    assert len({(s.document.id, s.start) for s in chosen}) == len(chosen)
    assert all(s.text == s.document.text[s.start : s.end] for s in chosen)
    assert sorted(texts(reading_order(chosen))) == sorted(texts(chosen))


def test_a_long_text_takes_linear_time() -> None:
    """Eight times the sentences take well under sixteen times as long (a quadratic algorithm takes sixty-four)."""

    def once(copies: int) -> float:
        article = document("\n".join(f"{line} {n}" for n in range(copies) for line in harbour().text.split("\n")))
        article.sentences  # noqa: B018 - splitting is not measured
        begin = time.process_time()
        summarize([article], sentences=3)
        return time.process_time() - begin

    def seconds(copies: int) -> float:
        return min(once(copies) for _ in range(3))  # what else runs on the machine makes a single time a chance

    once(5)
    assert seconds(160) < 16 * max(seconds(20), 0.02)


def test_the_engine_loads_without_sumy() -> None:
    """Programs that only look something up do not pay for the heavy libraries."""
    code = "import sys, summaries.select, summaries.language; print([m for m in ('sumy', 'nltk') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def _day(day: int) -> datetime:
    return datetime(2031, 5, day, tzinfo=UTC)


def test_the_one_line_of_several_articles_is_the_news_of_one() -> None:
    """Not how somebody left the building, though that names what is asked for."""
    articles = []
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("skarrow-*.md")):
        _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
        articles.append(Document(path.name, head.partition("\n")[0].removeprefix("title: "), text.strip()))
    assert len(articles) == 3
    for query in (None, "ferry"):
        (line,) = summarize(articles, sentences=1, query=query)
        assert line == line.document.sentences[0]
