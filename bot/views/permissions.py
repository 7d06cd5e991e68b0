"""What the bot may do in a channel, and what to say where something is missing."""

from __future__ import annotations

from collections.abc import Iterable

import discord

NEEDED = ("view_channel", "send_messages", "read_message_history")
NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}


def missing(channel: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """The names of the permissions that a digest needs and the bot does not have in a channel."""
    allowed = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    needed = [f"{name}_in_threads" if in_thread and name == "send_messages" else name for name in NEEDED]
    return [NAMES[name] for name in needed if not getattr(allowed, name)]


def permissions_remedy(names: Iterable[str], channel_id: int) -> str:
    """What to do about missing permissions."""
    return f"Give the bot {' and '.join(f'**{name}**' for name in names)} in <#{channel_id}>."
