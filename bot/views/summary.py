"""The reply of `/summary`, and the sources behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from discord import ui

from bot.records import Article
from bot.records.questions import Length, Line, Period, Story, Summary, SummaryQuestion
from bot.views.reply import Reply, button, menu
from bot.views.state import StaleButton, choice, pack, row_id
from bot.views.text import (
    cut,
    day,
    escape,
    headline,
    joined,
    plain_day,
    plural,
    safe,
    source_link,
    source_mark,
    source_name,
)

MAX_SENTENCE = 1800
MAX_LINKS = 500
LENGTHS = tuple(Length)


def summary_view(summary: Summary) -> ui.LayoutView:
    """Headlines, sentences, and under every sentence the article it stands in."""
    reply = Reply()
    reply.add(f"### {_heading(summary)}")
    shown = 0
    for story in summary.stories:
        if shown:
            reply.rule()
        if not _add_story(reply, story, alone=len(summary.stories) == 1):
            break
        shown += 1
    reply.footer(_footer(summary, shown))
    question = summary.question
    place = LENGTHS.index(question.length)
    shorter, longer = LENGTHS[max(place - 1, 0)], LENGTHS[min(place + 1, len(LENGTHS) - 1)]
    reply.row(
        button("Shorter", question_id("summary", replace(question, length=shorter), 0), disabled=place == 0),
        button(
            "Longer", question_id("summary", replace(question, length=longer), 1), disabled=place == len(LENGTHS) - 1
        ),
        button("Sources", question_id("sources", question)),
        button("Who said what", question_id("said", question)),
    )
    reply.row(read_menu(summary.articles))
    return reply.view()


def question_id(action: str, question: SummaryQuestion, last: int = 0) -> str:
    """The custom_id of a question; its last field is a page, or keeps two buttons of one question apart."""
    asked = int(question.asked.timestamp()) if question.asked else 0
    fields = (question.period.value, question.length.value, question.whole_guild, asked, last)
    return pack(action, *fields, topic=question.topic)


def _heading(summary: Summary) -> str:
    topic = summary.question.topic
    return f"Summary: {safe(topic, 100)}" if topic else "Summary"


def _add_story(reply: Reply, story: Story, *, alone: bool) -> bool:
    # An address that stands under a line below is not spelt out twice: that leaves room for lines.
    below = {article.id for line in story.lines for article in (line.article, *line.also)}
    links = (source_link(article, linked=article.id not in below, also=True) for article in story.articles)
    reported = joined(links, " · ", MAX_LINKS)
    head = f"{headline(story.headline)}\n-# Reported by {reported}"
    lines = [_line(line) for line in story.lines]
    if story.is_short or not lines:
        lines.append("-# A short text, of which this is nearly all: open it below to read it whole.")
    if not alone and len(head) + len(lines[0]) > reply.text_left:
        return False
    reply.add(head)
    for number, line in enumerate(lines):  # a line may lean on the one before it: after a gap there is none
        if not reply.add(line):
            reply.add(f"-# {plural(len(lines) - number, 'more sentence')} did not fit")
            break
    return True


def _line(line: Line) -> str:
    sources = joined(map(source_mark, (line.article, *line.also)), " · also ", MAX_LINKS)
    return f"{cut(escape(line.text), MAX_SENTENCE)}\n-# ↳ {sources}"


def _footer(summary: Summary, shown: int) -> str:
    more = summary.more_stories + len(summary.stories) - shown
    read = plural(summary.read, "article")
    read = f"{read} read" if summary.read == summary.fitting else f"the newest {read} of {summary.fitting:,} read"
    parts = [read, f"period: {summary.question.period.value}"]
    if more:
        longer = "" if summary.question.length is LENGTHS[-1] else ", or press Longer"
        parts.insert(0, f"{more} more {'story' if more == 1 else 'stories'}: narrow with `topic`{longer}")
    return " · ".join([*parts, "every line is a sentence of the article named under it"])


def read_menu(articles: tuple[Article, ...]) -> ui.Select[ui.LayoutView]:
    """A menu that opens one of the articles as it is kept."""
    options = [
        (str(a.id), a.title, f"{source_name(a)}{f', {plain_day(a.published)}' if a.published else ''}")
        for a in dict.fromkeys(articles)
    ]
    return menu("Read an article…", pack("read"), options)


def sources_view(summary: Summary) -> ui.LayoutView:
    """The articles behind a summary, story by story."""
    reply = Reply()
    reply.add(f"### Sources of {_heading(summary)[:1].lower()}{_heading(summary)[1:]}")
    left_out = 0
    for story in summary.stories:
        reply.rule()
        for article in story.articles:
            saved = f" · saved {day(article.saved_at)}" if article.published else ""
            source = source_link(article, titled=False, also=True)
            if not reply.add(f"{headline(article.title)}\n-# {source}{saved}"):
                left_out += 1
    if left_out:
        reply.footer(f"{plural(left_out, 'more source')} did not fit")
    reply.row(read_menu(summary.articles))
    return reply.view()


def summary_question(fields: Sequence[str], topic: str | None) -> SummaryQuestion:
    """The question in the fields of a button's custom_id."""
    if len(fields) != 5:
        raise StaleButton
    period, length, whole_guild, asked, _ = fields
    when = datetime.fromtimestamp(min(row_id(asked), 2**32), UTC) if asked != "0" else None
    return SummaryQuestion(topic, choice(Period, period), choice(Length, length), whole_guild == "1", when)
