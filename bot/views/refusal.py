"""What a person sees instead of an answer: what is the matter, and what to do next."""

from __future__ import annotations

from discord import ui

from bot.errors import UserError, WhichOne
from bot.views.reply import REFUSAL, Reply, menu
from bot.views.state import pack
from bot.views.text import cut, escape

MAX_MESSAGE = 1500


def refusal_view(error: UserError) -> ui.LayoutView:
    """A refusal with its remedy; where several people were meant, a menu of them."""
    reply = Reply(colour=REFUSAL)
    for part in error.told(escape):
        reply.add(cut(part, MAX_MESSAGE))
    if isinstance(error, WhichOne):
        options = [(str(person_id), label, "") for person_id, label in error.choices]
        question = error.question
        custom_id = pack("person", question.direct_only, question.period.value, topic=question.topic)
        reply.row(menu("Whose statements?", custom_id, options))
    return reply.view()
