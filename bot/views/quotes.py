"""The replies of `/quotes`: what a person said, a quotation in its context, the quotations of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.records import Correction, Kind, Page, QuoteSource, Statement
from bot.records.questions import STATEMENTS_PER_PAGE, Context, Period, QuotesPage, QuotesQuestion, Said, pages
from bot.views.reply import Reply, button, pager
from bot.views.state import pack
from bot.views.text import cut, day, escape, headline, joined, plural, safe, source_link

MAX_WORDS = 1200
MAX_LINKS = 250
MAX_CUE = 40
KINDS: dict[Kind, str] = {
    "direct": "Direct quotation",
    "mixed": "Reported, partly in the speaker's words",
    "indirect": "Reported speech",
}


def quotes_view(page: QuotesPage) -> ui.LayoutView:
    """A page of what a person said, newest first, with a pager and a button to each context."""
    reply = Reply(reserve_components=12)
    reply.add(f"### {safe(page.person.name, 150)}\n-# {_asked(page)}")
    _add_all(reply, page.statements.items)
    question = page.question
    pager(reply, question.page, page.pages, lambda number: _id(question, number))
    return reply.view()


def _asked(page: QuotesPage) -> str:
    parts = [plural(page.statements.total, "statement")]
    if page.question.direct_only:
        parts.append("direct only")
    if page.question.topic:
        parts.append(f"about {safe(page.question.topic, 80)}")
    if page.question.period is not Period.ALL:
        parts.append(f"period: {page.question.period.value}")
    return " · ".join([*parts, "newest first"])


def _id(question: QuotesQuestion, page: int) -> str:
    return pack("quotes", question.person_id, page, question.direct_only, question.period.value, topic=question.topic)


def _add_all(reply: Reply, statements: Sequence[Statement], *, named: bool = False) -> None:
    """Add each in its fair share of what room is left, so that the last finds as much as the first."""
    for number, statement in enumerate(statements):
        limit = reply.text_left // (len(statements) - number)
        links = joined(map(_source, statement.sources), " · also ", MAX_LINKS)
        who = f"**{safe(_speaker(statement), 100)}**\n" if named else ""
        below = f"-# {_how(statement.kind, statement.cue)} · {links}"
        if statement.correction is not None:
            below += f"\n-# {corrected_note(statement.correction)}"
        shown = f"{who}{shown_words(statement, limit - len(who) - len(below) - 5)}\n{below}"
        quote_id = statement.sources[0].quote_id
        reply.add(
            shown,
            button("In context", pack("context", quote_id)),
            button("Wrong speaker", pack("wrong", quote_id)),
        )


def _speaker(statement: Statement) -> str:
    """The name or, unless that was corrected, what the article calls the speaker."""
    mention = statement.mention if statement.correction is None else None
    return statement.speaker or mention or "Speaker not named"


def corrected_note(correction: Correction) -> str:
    """Who corrected a statement, when, and what the engine had found."""
    found = f"found as {safe(correction.found, 100)}’s" if correction.found else "found without a name"
    return f"Speaker corrected by <@{correction.by}>, {day(correction.at)}; {found}"


def _source(source: QuoteSource) -> str:
    """Where it stands; or where it stood, until the article was changed and had it no longer."""
    link = source_link(source.article, also=True)
    return f"{link} (withdrawn {day(source.withdrawn)}: no longer in the article)" if source.withdrawn else link


def _how(kind: Kind, cue: str | None) -> str:
    return f"{KINDS[kind]} (“{safe(cue, MAX_CUE)}”)" if cue else KINDS[kind]


def shown_words(statement: Statement, limit: int) -> str:
    """What was said: the speaker's own sentences behind a bar; all else in the reporter's whole sentence, in italics.

    A clause or a few quoted words torn from their sentence may say what it does not ("nothing", he added, "changed").
    """
    limit = min(limit, MAX_WORDS)
    if statement.kind == "direct" and not _is_fragment(statement.words[0]):
        return f"> {cut(' […] '.join(escape(span) for span in statement.words), limit)}"
    whole = "".join(text for text, _ in statement.passage)
    return f"*{cut(escape(whole), limit - 2)}*"


def _is_fragment(words: str) -> bool:
    """Whether quoted words begin in the middle of a sentence."""
    return next((char.islower() for char in words if char.isalpha()), False)


def statements_view(said: Page[Statement], number: int, page_id: Callable[[int], str]) -> ui.LayoutView:
    """A page of what the people of some articles say, in the order of the texts."""
    reply = Reply(reserve_components=12)
    reply.add(f"### Who said what\n-# {plural(said.total, 'statement')}, in the order of the articles")
    _add_all(reply, said.items, named=True)
    pager(reply, number, pages(said.total, STATEMENTS_PER_PAGE), page_id)
    return reply.view()


def message_quotes_view(found: Sequence[Said]) -> ui.LayoutView:
    """The quotations in the text of a message."""
    reply = Reply(reserve_components=2)
    reply.add("### Quotes in this message")
    shown = 0
    for said in found:
        who = safe(said.speaker, 150) if said.speaker else "Speaker not named"
        words = safe(said.words, MAX_WORDS)
        words = f"> {words}" if said.kind == "direct" else f"*{words}*"
        if not reply.add(f"**{who}**\n{words}\n-# {_how(said.kind, said.cue)}"):
            break
        shown += 1
    if shown < len(found):
        reply.footer(f"{plural(len(found) - shown, 'more quotation')} did not fit")
    return reply.view()


def context_view(context: Context) -> ui.LayoutView:
    """The sentences around a quotation, the quotation in bold."""
    reply = Reply()
    reply.add(f"{headline(context.article.title)}\n-# {source_link(context.article, also=True)}")
    lines = ["> […]"] * context.before + [marked_passage(context)] + ["> […]"] * context.after
    reply.add(cut("\n".join(lines), reply.text_left))
    reply.row(button("Read the whole article", pack("article", context.article.id, 0)))
    return reply.view()


def marked_passage(context: Context) -> str:
    """Every line behind a bar, the quotation's part of it in bold."""
    lines: list[list[str]] = [[]]
    for text, quoted in context.passage:
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if piece.strip():
                shown = escape(piece)
                left = " " if piece[0].isspace() else ""
                right = " " if piece[-1].isspace() else ""
                lines[-1].append(f"{left}**{shown}**{right}" if quoted else f"{left}{shown}{right}")
    return "\n".join(f"> {''.join(line).strip()}" for line in lines if line)
