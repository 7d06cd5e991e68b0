"""The replies to a saving: what became of one link, file or text; of all links of a message; and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.errors import UserError
from bot.records.savings import FirstSaving, Saved
from bot.views.articles import place
from bot.views.reply import REFUSAL, Reply, button
from bot.views.state import pack
from bot.views.text import cut, escape, headline, joined, plural, safe, source_link

MAX_SENTENCE, MAX_LINKS, MAX_SPEAKERS, MAX_STAGE = 500, 400, 6, 500
HEADINGS = {
    "saved": "Saved",
    "known": "Already remembered here",
    "updated": "The article has changed: a new version is saved",
    "wire": "The same text is remembered already: one more source of it",
}
RECEIPTS = {"saved": "✅", "updated": "✅", "wire": "✅", "known": "♻️"}
FAILED = "⚠️"
Result = tuple[str, Saved | UserError]
"""A link (or what else was to be saved) and what became of it."""


def saved_view(saved: Saved, guild_id: int | None) -> ui.LayoutView:
    """One saving: what it is, how it begins, who speaks in it, and the ways to read and to remove it."""
    reply = Reply()
    card = saved.card
    heading = "Already remembered: it is in the library, which every server sees" if saved.in_library else None
    reply.add(f"### {RECEIPTS[saved.outcome]} {heading or HEADINGS[saved.outcome]}")
    lines = [headline(card.title), f"-# {source_link(card, titled=False)} · {plural(card.words, 'word')}"]
    if saved.outcome == "known" and saved.first is not None:
        lines.append(f"-# {_first(saved.first, guild_id)}")
    if len(saved.sources) > 1:
        lines.append(f"-# Also at {joined(map(place, saved.sources[1:]), ', ', MAX_LINKS)}")
    reply.add("\n".join(lines))
    reply.add("\n".join(f"> {safe(sentence, MAX_SENTENCE)}" for sentence in saved.lead))
    reply.add(f"-# {_speakers(saved)}")
    buttons = [button("Open", pack("open", card.id))]
    if saved.sources and guild_id is not None and not saved.in_library:
        buttons.append(button("Remove", pack("remove", card.id), style=discord.ButtonStyle.danger))
    reply.row(*buttons)
    return reply.view()


def _first(first: FirstSaving, guild_id: int | None) -> str:
    """When, by whom and where; a person and a channel show as each reader may see them."""
    who = f" by <@{first.user_id}>" if first.user_id else ""
    where = f" in <#{first.channel_id}>"
    if first.message_id and guild_id:
        where += f": [the message](<https://discord.com/channels/{guild_id}/{first.channel_id}/{first.message_id}>)"
    return f"First saved <t:{int(first.at.timestamp())}:R>{who}{where}"


def _speakers(saved: Saved) -> str:
    if not saved.speakers:
        return "Nobody is quoted in it."
    total = sum(count for _, count in saved.speakers)
    named = [f"{safe(name, 80)} ({count})" for name, count in saved.speakers if name]
    shown = named[:MAX_SPEAKERS]
    if len(named) > len(shown):
        shown.append(f"{len(named) - len(shown)} more people")
    unnamed = sum(count for name, count in saved.speakers if not name)
    if unnamed:
        shown.append(f"nobody by name ({unnamed})")
    return f"{plural(total, 'statement')}: {', '.join(shown)}"


def results_view(results: Sequence[Result], left_out: int = 0) -> ui.LayoutView:
    """Every link of a message with what became of it; `left_out` links were too many."""
    reply = Reply()
    saved = [result for _, result in results if isinstance(result, Saved)]
    reply.add(f"### {len(saved)} of {plural(len(results), 'link')} saved")
    unseen = sum(not reply.add(_result(link, result)) for link, result in results)
    if unseen:
        reply.footer(f"{plural(unseen, 'more link')} did not fit here")
    if left_out:
        reply.footer(f"{plural(left_out, 'more link')} left out: {len(results)} are the most for one message")
    return reply.view()


def _result(link: str, result: Saved | UserError) -> str:
    if isinstance(result, UserError):
        return f"{FAILED} {safe(link, 150)}\n-# {cut(' '.join(result.told(escape)), 600)}"
    what = HEADINGS[result.outcome].partition(":")[0].lower()
    card = result.card
    return f"{RECEIPTS[result.outcome]} {headline(card.title)}\n-# {source_link(card, titled=False)} · {what}"


def progress_view(stage: str) -> ui.LayoutView:
    """How far a longer work is."""
    reply = Reply()
    reply.add(f"⏳ {safe(stage, MAX_STAGE)}")
    return reply.view()


def notice_view(message: str, remedy: str | None = None, *, warns: bool = False) -> ui.LayoutView:
    """A line of our own words, and what to know or do next."""
    reply = Reply(colour=REFUSAL) if warns else Reply()
    reply.add(message)
    if remedy:
        reply.add(f"-# {remedy}")
    return reply.view()
