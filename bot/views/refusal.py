"""What a person sees instead of an answer: what is the matter, and what to do next."""

from __future__ import annotations

from discord import ui

from bot.errors import UserError, WhichOne
from bot.questions import Period
from bot.views.reply import REFUSAL, Reply, menu
from bot.views.state import pack
from bot.views.text import cut

MAX_MESSAGE = 1500


def refusal_view(error: UserError) -> ui.LayoutView:
    """A refusal with its remedy; where several people were meant, a menu of them."""
    reply = Reply(colour=REFUSAL)
    reply.add(cut(error.message, MAX_MESSAGE))
    if error.remedy:
        reply.add(cut(error.remedy, MAX_MESSAGE))
    if isinstance(error, WhichOne):
        options = [(str(person_id), label, "") for person_id, label in error.choices]
        reply.row(menu("Whose statements?", pack("person", 0, Period.ALL.value), options))
    return reply.view()
