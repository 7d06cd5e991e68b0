"""What the commands of `/digest` share: who may change digests, where they may be posted, what is offered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeAlias, cast

import discord
from discord import app_commands

from bot.commands.answer import Host, host, scope_of
from bot.errors import UserError
from bot.services.digest.posting import Desk
from bot.services.digest.scheduling import zone_of_guild
from bot.services.digest.wall_time import parse_days
from bot.services.digest.zones import ZoneChoice, find_zones
from bot.store.article import articles
from bot.store.digest import schedules
from bot.views.permissions import missing, permissions_remedy
from bot.views.schedules import wall_time

log = logging.getLogger(__name__)
CHOSEN = "id:"  # a completion's value: the row, so that two of one name stay two
MAX_CHOICES = 25
USUAL_ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "UTC")
USUAL_DAYS = ("every day", "weekdays", "weekends", "mon, wed, fri", "monday")

Place: TypeAlias = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
Choices: TypeAlias = list[app_commands.Choice[str]]


class Dispatcher(Protocol):
    """What posts the digests."""

    desk: Desk

    def wake(self) -> None:
        """Look again at what is due next."""


class DigestHost(Host, Protocol):
    """A client that posts digests."""

    digests: Dispatcher


def desk_of(interaction: discord.Interaction[Any]) -> Dispatcher:
    """The dispatcher of the client that the interaction came to."""
    return cast(DigestHost, interaction.client).digests


def guild_of(interaction: discord.Interaction[Any]) -> int:
    """The server asked in. Raises UserError in a direct message."""
    if interaction.guild_id is None:
        raise UserError("Digests belong to a server.", "Ask in one of its channels.")
    return interaction.guild_id


def require_manager(interaction: discord.Interaction[Any]) -> int:
    """The server, for who may change its digests, as Discord says at this moment. Raises UserError for others."""
    guild_id = guild_of(interaction)
    allowed = interaction.permissions
    if not (allowed.manage_guild or allowed.administrator):
        raise UserError(
            "Only people with the permission Manage Server can change digests.",
            "Everyone can use `/digest list`, `/digest now` and `/digest why`.",
        )
    return guild_id


def place_of(interaction: discord.Interaction[Any], chosen: Place | None) -> Place:
    """The channel to post in: the chosen one, or this one. Raises UserError where the bot or the person may not."""
    channel = chosen or interaction.channel
    if not isinstance(channel, Place) or not isinstance(interaction.user, discord.Member):
        raise UserError("A digest can't be posted here.", "Choose a text channel in the option `channel`.")
    lacking = missing(channel)
    if lacking:
        raise UserError(f"The bot can't post digests in {channel.mention}.", permissions_remedy(lacking, channel.id))
    if not channel.permissions_for(interaction.user).send_messages:
        raise UserError(f"You can't write in {channel.mention} yourself.", "Choose a channel that you can write in.")
    return channel


def require_articles(place: Place, *, whole_guild: bool) -> None:
    """Raises UserError where a digest would be empty for ever: what is saved in a thread belongs to its channel."""
    if isinstance(place, discord.Thread) and not whole_guild:
        raise UserError(
            f"{place.mention} is a thread, which has no articles of its own: they belong to its channel.",
            f"Add `scope: whole server` to post here, or choose <#{place.parent_id}> in the option `channel`.",
        )


def role_of(interaction: discord.Interaction[Any], channel: Place, role: discord.Role | None) -> int | None:
    """The role to mention. Raises UserError where the person, or the bot, may not mention it."""
    if role is None:
        return None
    if role.is_default():
        raise UserError("A digest does not mention everyone.", "Make a role for those who want to be told.")
    if not role.mentionable:
        asker = cast(discord.Member, interaction.user)
        for member, who in ((asker, "You"), (channel.guild.me, "The bot")):
            if not channel.permissions_for(member).mention_everyone:
                raise UserError(
                    f"{who} may not mention that role in {channel.mention}.",
                    "Let anyone mention it (Server Settings, Roles), or give the permission"
                    " Mention @everyone, @here, and All Roles.",
                )
    return role.id


def row_of(value: str | None) -> int | None:
    """The row that a completion's value, or a number typed, names; None for nothing. Raises UserError otherwise."""
    if value is None:
        return None
    number = value.removeprefix(CHOSEN).strip()
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise UserError("“{value}” is none of those offered.", "Choose one while typing.", value=value)
    return int(number)


Completion: TypeAlias = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, Choices]]


def harmless(complete: Completion) -> Completion:
    """A completion that fails offers nothing, and does not fail the command being typed."""

    async def offered(interaction: discord.Interaction[Any], typed: str) -> Choices:
        try:
            return (await complete(interaction, typed))[:MAX_CHOICES]
        except Exception:  # the outer edge of a completion
            log.exception("completion failed")
            return []

    return offered


@harmless
async def complete_zone(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Zones by name, city or country, with the time there; at first the one that the server used last."""
    if typed.strip():
        found = find_zones(typed)
    else:
        last = await zone_of_guild(host(interaction).store, guild_of(interaction))
        found = [ZoneChoice(zone, zone) for zone in dict.fromkeys([*([last] if last else []), *USUAL_ZONES])]
    now = host(interaction).now()
    return [app_commands.Choice(name=one.label(now), value=one.zone) for one in found]


@harmless
async def complete_days(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """The usual sets of days, and what was typed once it can be read."""
    usual = [days for days in USUAL_DAYS if days.startswith(typed.lower().strip())]
    try:
        parse_days(typed)
    except UserError:
        pass
    else:
        usual = list(dict.fromkeys([typed.strip()[:100], *usual]))
    return [app_commands.Choice(name=days, value=days) for days in usual]


@harmless
async def complete_schedule(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """The server's digests, those of this channel first."""
    guild_id, here = guild_of(interaction), scope_of(interaction).channel_id
    found = await schedules.schedules_of(host(interaction).store, guild_id)
    found.sort(key=lambda one: (one.channel_id not in {here, interaction.channel_id}, one.id))
    labels = []
    for one in found:
        channel = interaction.guild.get_channel_or_thread(one.channel_id) if interaction.guild else None
        about = f", about {one.topic}" if one.topic else ""
        paused = ", paused" if one.paused_at else ""
        where = f"#{channel.name}" if channel else "a channel that is gone"
        labels.append((f"{one.id}: {wall_time(one.when)} in {where}{about}{paused}"[:100], one.id))
    wanted = typed.lower().strip()
    return [app_commands.Choice(name=name, value=f"{CHOSEN}{row}") for name, row in labels if wanted in name.lower()]


@harmless
async def complete_article(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Articles of the server and the library: the newest, or those with the words typed."""
    found = await articles.find_articles(
        host(interaction).store, scope_of(interaction), topic=typed.strip() or None, limit=MAX_CHOICES, whole_guild=True
    )
    return [
        app_commands.Choice(name=" ".join(card.title.split())[:100] or "(untitled)", value=f"{CHOSEN}{card.id}")
        for card in found.items
    ]
