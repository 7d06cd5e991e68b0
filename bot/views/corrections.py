"""The replies of “Wrong speaker”: the quotation in its context, who may be named, and what was corrected."""

from __future__ import annotations

from discord import ButtonStyle, ui

from bot.records import Statement
from bot.records.questions import Corrected, Disputed
from bot.views.quotes import corrected_note, marked_passage
from bot.views.reply import Reply, button, menu
from bot.views.state import pack
from bot.views.text import cut, headline, safe, source_link

MAX_SHOWN = 100
WHO_MAY = "Administrators of this server can correct it: everyone with the permission **Manage Server**."
NOBODY, NO_QUOTATION = "no named person", "not a quotation"


def dispute_view(disputed: Disputed, *, may_correct: bool) -> ui.LayoutView:
    """Who is taken for the speaker, in the article's own words, and for an administrator the ways to correct it."""
    reply = Reply(reserve=700)
    context, statement = disputed.context, disputed.statement
    reply.add(f"### Wrong speaker?\n{headline(context.article.title)}\n-# {source_link(context.article)}")
    said = f"Filed under: **{_who(statement)}**"
    if statement is not None and statement.correction is not None:
        said += f"\n-# {corrected_note(statement.correction)}"
    reply.add(cut(marked_passage(context), reply.text_left - len(said)))
    reply.add(said)
    if not may_correct:
        reply.add(WHO_MAY)
        return reply.view()
    reply.add("-# A correction holds for this server alone, at once, and stays when the article is read anew.")
    if disputed.names:
        options = [(name, name, "") for name in disputed.names]
        reply.row(menu("Who said it?", pack("saidby", disputed.quote_id), options))
    buttons = [
        button("Type another name", pack("typename", disputed.quote_id)),
        button("No named person", pack("unnamed", disputed.quote_id)),
        button("Not a quotation", pack("noquote", disputed.quote_id)),
    ]
    if statement is not None and statement.correction is not None:
        buttons.append(_undo(statement.correction.act))
    reply.row(*buttons)
    return reply.view()


def corrected_view(corrected: Corrected) -> ui.LayoutView:
    """What was corrected, by whom, and a way back."""
    reply = Reply()
    whom = {"person": f"**{safe(corrected.name, MAX_SHOWN)}**", "unnamed": NOBODY, "none": NO_QUOTATION}
    reply.add(f"### Corrected\nNow filed under: {whom[corrected.verdict]}, by <@{corrected.by}>")
    reply.add(
        "-# For this server alone, and kept when the article is read anew. "
        "Answers that stand above keep what they said: ask again with `/quotes`."
    )
    reply.row(_undo(corrected.act))
    return reply.view()


def undone_view() -> ui.LayoutView:
    """A correction was taken back."""
    reply = Reply()
    reply.add("### Undone\nThe statement is filed as it was before the correction.")
    return reply.view()


def _who(statement: Statement | None) -> str:
    if statement is None:
        return NO_QUOTATION
    return safe(statement.speaker, MAX_SHOWN) if statement.speaker else NOBODY


def _undo(act: int) -> ui.Button[ui.LayoutView]:
    return button("Undo the correction", pack("uncorrect", act), style=ButtonStyle.danger)
