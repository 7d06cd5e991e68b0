"""The replies of `/quotes`: what a person said, a quotation in its context, the quotations of a text."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.questions import Context, Period, QuotesPage, QuotesQuestion, Said
from bot.records import Kind, Statement
from bot.views.reply import Reply, button
from bot.views.state import pack
from bot.views.text import cut, escape, headline, plural, safe, source_link, source_links

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
    items = page.statements.items
    for number, statement in enumerate(items):
        _add(reply, statement, limit=reply.text_left // (len(items) - number))
    question, number = page.question, page.question.page
    reply.row(
        button("◀ Newer", _id(question, number - 1), disabled=number <= 0),
        button(f"{number + 1} / {page.pages}", pack("page"), disabled=True),
        button("Older ▶", _id(question, number + 1), disabled=number + 1 >= page.pages),
    )
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


def _add(reply: Reply, statement: Statement, *, limit: int, named: bool = False) -> bool:
    """Add one statement in at most `limit` characters, so that the others of its page find room too."""
    links = source_links((source.article for source in statement.sources), " · also ", MAX_LINKS)
    who = f"**{safe(statement.speaker or statement.mention or 'Speaker not named', 100)}**\n" if named else ""
    below = f"-# {_how(statement.kind, statement.cue)} · {links}"
    shown = f"{who}{shown_words(statement, limit - len(who) - len(below) - 5)}\n{below}"
    return reply.add(shown, button("In context", pack("context", statement.sources[0].quote_id)))


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


def statements_view(statements: Sequence[Statement]) -> ui.LayoutView:
    """What the people of some articles say, in the order of the texts."""
    reply = Reply(reserve_components=2)
    reply.add("### Quotes of the people in it")
    shown = 0
    for statement in statements:
        if not _add(reply, statement, limit=MAX_WORDS, named=True):
            break
        shown += 1
    if shown < len(statements):
        reply.footer(f"{plural(len(statements) - shown, 'more statement')}: ask `/quotes` for one person")
    return reply.view()


def message_quotes_view(found: Sequence[Said]) -> ui.LayoutView:
    """The quotations in the text of a message."""
    reply = Reply(reserve_components=2)
    reply.add("### Quotes in this message")
    shown = 0
    for said in found:
        kind: Kind = "direct" if said.direct else "indirect"
        who = safe(said.speaker, 150) if said.speaker else "Speaker not named"
        words = safe(said.words, MAX_WORDS)
        words = f"> {words}" if said.direct else f"*{words}*"
        if not reply.add(f"**{who}**\n{words}\n-# {_how(kind, said.cue)}"):
            break
        shown += 1
    if shown < len(found):
        reply.footer(f"{plural(len(found) - shown, 'more quotation')} did not fit")
    return reply.view()


def context_view(context: Context) -> ui.LayoutView:
    """The sentences around a quotation, the quotation in bold."""
    reply = Reply()
    reply.add(f"{headline(context.article.title)}\n-# {source_link(context.article)}")
    lines = ["> […]"] * context.before + [_marked(context)] + ["> […]"] * context.after
    reply.add(cut("\n".join(lines), reply.text_left))
    reply.row(button("Read the whole article", pack("article", context.article.id, 0)))
    return reply.view()


def _marked(context: Context) -> str:
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
