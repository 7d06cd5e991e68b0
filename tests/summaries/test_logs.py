"""A log behind an article is none of its sentences; short lines of running text are, and so is a log by itself."""

from __future__ import annotations

from summaries.document import Document
from summaries.select import summarize

NEWS = (
    "Ostmark beat Lund 3-1 in the final of the province's handball cup on Sunday, their first win since 2012.",
    "Goalkeeper Mara Ebel saved nine shots before the break and was carried round the hall at the end.",
    "Lund had lost none of their eleven matches before, and led by a goal after six minutes.",
)
PLAYERS = ("Mara Ebel", "Ada Merrow", "Jonas Lind", "Karin Vega", "Odile Roux", "Tilda Brandt", "Jorun Hale")
EVENTS = (
    "Foul by {} (Ostmark).",
    "{} (Lund) wins a free throw in the left half.",
    "Attempt saved. {} (Lund) shot from the left side of the circle.",
    "Time out, Lund.",
    "Attempt missed. {} (Ostmark) shot from the right side of the circle.",
)
LOG = ["Match ends, Ostmark 3, Lund 1.", *(line.format(name) for name in PLAYERS for line in EVENTS)]


def roles(lines: list[str]) -> dict[str, str]:
    """The role of each line's first sentence."""
    document = Document("a", "", "\n".join(lines), "en")
    starts = {sentence.start: sentence.role for sentence in document.sentences}
    return {line: starts[document.text.index(line)] for line in lines}


def test_a_log_is_none_of_the_sentences() -> None:
    """Not its first line either, nor a short one among the others; the text around it stays."""
    found = roles([*NEWS, *LOG, "Ostmark play their next match at home against Kalmet, in the first week of May."])
    assert [line for line, role in found.items() if role == "body"] == [*NEWS, list(found)[-1]]
    chosen = summarize([Document("a", "", "\n".join((*NEWS, *LOG)), "en")], sentences=3)
    assert {sentence.text for sentence in chosen} == set(NEWS)


def test_an_article_that_is_a_log_keeps_its_lines() -> None:
    assert set(roles(LOG).values()) == {"body"}


def test_short_lines_of_running_text_are_none() -> None:
    """An interview or a story in short paragraphs repeats words too, but says something else in each."""
    lines = [
        "The ferry left at six.",
        "Jonas Lind stood on the pier and waved.",
        "He had worked on the ferry for thirty years.",
        "His father had worked on it before him.",
        "The council had sold it in March.",
        "A buyer from Kalmet paid two million crowns.",
        "Nobody had asked the crew.",
        "The crew heard of it on the radio.",
        "Eleven of them found work in the harbour.",
        "Four left the island for good.",
        "The school lost nine children that summer.",
        "The baker closed his shop in May.",
        "The pier is used by fishermen now.",
        "Tourists come with the fast boat from Lund.",
        "The old timetable still hangs in the waiting room.",
    ]
    assert set(roles([*lines, *NEWS]).values()) == {"body"}
