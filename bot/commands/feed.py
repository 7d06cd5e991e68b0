"""`/feed`: follow feeds, see what they do and why, and take them in and out as OPML. For who manages the server."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host
from bot.commands.options import PRIVATE, AnyCommand, read_file
from bot.commands.presses import Handler, Press
from bot.errors import UserError
from bot.records.feeds import Feed, FeedOptions, FeedState
from bot.services.feeds import lists, subscribing
from bot.services.feeds.filters import MAX_FILTER, checked
from bot.services.feeds.polling import Poller
from bot.store.feed import feeds
from bot.store.feed import imports as feed_imports
from bot.views.feeds import (
    choose_view,
    export_view,
    feeds_view,
    import_view,
    rehearsal_view,
    removed_view,
    state_view,
    subscribed_view,
)
from bot.views.state import page_number, row_id

log = logging.getLogger(__name__)
MAX_OPML = 2_000_000
OPML_NAME = "feeds.opml"
MAX_ADDRESS = 500
Words = app_commands.Range[str, 1, MAX_FILTER]
Name = app_commands.Range[str, 1, 200]
FOLLOWED = frozenset({FeedState.ACTIVE})
STOPPED = frozenset(FeedState) - FOLLOWED

feed = app_commands.Group(
    name="feed",
    description="Follow the feeds of news sites: what is new in them is saved.",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


def manager(interaction: discord.Interaction[Any]) -> int:
    """The server's id. Raises UserError where the person may not manage it: what Discord hides, a server may show."""
    if interaction.guild_id is None:
        raise UserError("Feeds belong to a server.", "Use this command there.")
    if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
        raise UserError(
            "Only who has the permission Manage Server can change the feeds here.", "Ask one of the administrators."
        )
    return interaction.guild_id


def poller(interaction: discord.Interaction[Any]) -> Poller:
    """Who looks at feeds, in turn with the job."""
    return host(interaction).poller


@feed.command(name="add")
@app_commands.describe(
    url="The feed's address, or that of its site",
    channel="Where its articles belong and are posted (default: here)",
    include="Only entries with one of these words or phrases, apart by commas; port* for all that begin so",
    exclude="No entries with one of these words or phrases, apart by commas",
    full_text="Read each entry's page (default), or keep the feed's own text",
    post="Post new entries in the channel (default: yes)",
    private=PRIVATE,
)
@app_commands.rename(full_text="full-text")
async def add(
    interaction: discord.Interaction[Any],
    url: app_commands.Range[str, 1, MAX_ADDRESS],
    channel: discord.TextChannel | None = None,
    include: Words | None = None,
    exclude: Words | None = None,
    full_text: bool = True,
    post: bool = True,
    private: bool = False,
) -> None:
    """Follow a feed: new entries are saved, and posted in the channel."""

    async def view() -> ui.LayoutView:
        guild_id = manager(interaction)
        options = FeedOptions(
            _channel_id(interaction, channel),
            checked(include, "include"),
            checked(exclude, "exclude"),
            full_text,
            post,
        )
        limit = host(interaction).settings.feeds_per_server
        try:
            made = await subscribing.subscribe(poller(interaction), guild_id, url, options, interaction.user.id, limit)
        except subscribing.WhichFeed as several:
            return choose_view(url, several.offer_id, several.links)
        return subscribed_view(made.feed, made.entries)

    await answer(interaction, view, private=private)


def _channel_id(interaction: discord.Interaction[Any], channel: discord.abc.Snowflake | None) -> int | None:
    if channel is not None:
        return channel.id
    here = interaction.channel
    return here.parent_id if isinstance(here, discord.Thread) else interaction.channel_id


async def _choose(press: Press) -> ui.LayoutView:
    (offer_id,) = press.take(1)
    interaction = press.interaction
    made = await subscribing.choose(
        poller(interaction),
        manager(interaction),
        row_id(offer_id),
        page_number(press.chosen),
        interaction.user.id,
        host(interaction).settings.feeds_per_server,
    )
    return subscribed_view(made.feed, made.entries)


@feed.command(name="list")
@app_commands.describe(private=PRIVATE)
async def list_(interaction: discord.Interaction[Any], private: bool = False) -> None:
    """The feeds followed here: when each was looked at, what it gave, and what is wrong with it."""
    await answer(interaction, lambda: _page(interaction, 0), private=private)


async def _page(interaction: discord.Interaction[Any], wanted: int) -> ui.LayoutView:
    number, page = await lists.feeds_page(host(interaction).store, manager(interaction), wanted)
    return feeds_view(page, number, lists.PER_PAGE)


async def _turn(press: Press) -> ui.LayoutView:
    return await _page(press.interaction, page_number(press.take(1)[0]))


OnFeed = Callable[[discord.Interaction[Any], Feed], Awaitable[ui.LayoutView]]


async def _on_typed(interaction: discord.Interaction[Any], typed: str, do: OnFeed, *, private: bool) -> None:
    """Answer a command about the feed that was typed."""

    async def view() -> ui.LayoutView:
        return await do(interaction, await subscribing.find_one(host(interaction).store, manager(interaction), typed))

    await answer(interaction, view, private=private)


def _on_pressed(do: OnFeed) -> Callable[[Press], Awaitable[ui.LayoutView]]:
    """A handler of presses about the feed whose id the button or the menu's choice has."""

    async def view(press: Press) -> ui.LayoutView:
        feed_id = row_id(press.fields[0] if press.fields else press.chosen)
        guild_id = manager(press.interaction)
        return await do(press.interaction, await subscribing.stored(host(press.interaction).store, guild_id, feed_id))

    return view


@feed.command(name="test")
@app_commands.describe(feed="Which one: a part of its title or address", private=PRIVATE)
async def rehearse(interaction: discord.Interaction[Any], feed: Name, private: bool = False) -> None:
    """What the next look at a feed would do with each entry, and why; nothing is changed."""
    await _on_typed(interaction, feed, _test, private=private)


async def _test(interaction: discord.Interaction[Any], found: Feed) -> ui.LayoutView:
    rehearsed = await subscribing.rehearse(poller(interaction), found)
    return rehearsal_view(rehearsed.feed, rehearsed.decisions)


@feed.command(name="remove")
@app_commands.describe(feed="Which one: a part of its title or address", private=PRIVATE)
async def remove(interaction: discord.Interaction[Any], feed: Name, private: bool = False) -> None:
    """Follow a feed no more; its articles stay."""
    await _on_typed(interaction, feed, _remove, private=private)


async def _remove(interaction: discord.Interaction[Any], found: Feed) -> ui.LayoutView:
    await feeds.remove_feed(host(interaction).store, found.guild_id, found.id, host(interaction).now())
    return removed_view(found)


async def _restore(press: Press) -> ui.LayoutView:
    guild_id = manager(press.interaction)
    restored = await feeds.restore_feed(host(press.interaction).store, guild_id, row_id(press.take(1)[0]))
    if restored is None:
        raise UserError(
            "That feed can't be brought back.", "It was removed too long ago or added again: see `/feed list`."
        )
    return state_view(restored, "is followed again.", ("Remove", "feed-remove"))


@feed.command(name="pause")
@app_commands.describe(feed="Which one: a part of its title or address", private=PRIVATE)
async def pause(interaction: discord.Interaction[Any], feed: Name, private: bool = False) -> None:
    """Look at a feed no more until it is resumed."""
    await _on_typed(interaction, feed, _pause, private=private)


async def _pause(interaction: discord.Interaction[Any], found: Feed) -> ui.LayoutView:
    await subscribing.pause(host(interaction).store, found, host(interaction).now())
    return state_view(found, "is paused: it is not looked at.", ("Resume", "feed-resume"))


@feed.command(name="resume")
@app_commands.describe(feed="Which one: a part of its title or address", private=PRIVATE)
async def resume(interaction: discord.Interaction[Any], feed: Name, private: bool = False) -> None:
    """Look at a paused feed again, at once."""
    await _on_typed(interaction, feed, _resume, private=private)


async def _resume(interaction: discord.Interaction[Any], found: Feed) -> ui.LayoutView:
    await subscribing.resume(host(interaction).store, found, host(interaction).now())
    host(interaction).wake_feeds()
    return state_view(found, "is looked at again, now and from now on.", ("Pause", "feed-pause"))


@feed.command(name="import")
@app_commands.describe(
    file="An OPML file, as feed readers export it: at most 500 feeds, 2 MB",
    channel="Where the articles belong and are posted (default: here)",
    full_text="Read each entry's page (default), or keep the feeds' own text",
    post="Post new entries in the channel (default: yes)",
)
@app_commands.rename(full_text="full-text")
async def import_(
    interaction: discord.Interaction[Any],
    file: discord.Attachment,
    channel: discord.TextChannel | None = None,
    full_text: bool = True,
    post: bool = True,
) -> None:
    """Follow all feeds of an OPML file."""
    begun: list[int] = []

    async def view() -> ui.LayoutView:
        guild_id, app = manager(interaction), host(interaction)
        if file.size > MAX_OPML:
            raise UserError("This file is larger than 2 MB.", "Split the list and import the parts.")
        options = FeedOptions(_channel_id(interaction, channel), full_text=full_text, posts=post)
        limit = app.settings.feeds_per_server
        data = await read_file(file)
        started = await lists.import_opml(app.poller, data, guild_id, options, interaction.user.id, limit)
        begun.append(started.id)
        return import_view(started)

    await answer(interaction, view, private=False)  # a message that only one person sees can't be edited for long
    if begun:
        shown = await interaction.original_response()
        await feed_imports.import_told(host(interaction).store, begun[0], shown.channel.id, shown.id)
        host(interaction).wake_feeds()


@feed.command(name="export")
@app_commands.describe(private=PRIVATE)
async def export(interaction: discord.Interaction[Any], private: bool = False) -> None:
    """All feeds of this server as an OPML file, for any feed reader."""
    files: list[discord.File] = []

    async def view() -> ui.LayoutView:
        guild_id, guild = manager(interaction), interaction.guild
        names = {channel.id: channel.name for channel in guild.channels} if guild else {}
        opml = await lists.export_opml(host(interaction).store, guild_id, guild.name if guild else "Feeds", names)
        files.append(discord.File(io.BytesIO(opml), OPML_NAME))
        return export_view(OPML_NAME)

    await answer(interaction, view, private=private, files=files)


@rehearse.autocomplete("feed")
@remove.autocomplete("feed")
async def complete_any(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """All feeds of this server."""
    return await _complete(interaction, typed, None)


@pause.autocomplete("feed")
async def complete_followed(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Feeds that can be paused."""
    return await _complete(interaction, typed, FOLLOWED)


@resume.autocomplete("feed")
async def complete_stopped(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Feeds that can be resumed."""
    return await _complete(interaction, typed, STOPPED)


async def _complete(
    interaction: discord.Interaction[Any], typed: str, states: frozenset[FeedState] | None
) -> list[app_commands.Choice[str]]:
    try:
        found = await lists.complete(host(interaction).store, manager(interaction), typed, states)
    except UserError:
        return []
    except Exception:  # a completion that fails must not fail the command being typed
        log.exception("completion failed")
        return []
    return [app_commands.Choice(name=_label(one), value=str(one.id)) for one in found]


def _label(one: Feed) -> str:
    address = one.url.partition("://")[2]
    return f"{' '.join(one.name.split())[:55]} · {address}"[:100]


COMMANDS: tuple[AnyCommand, ...] = (feed,)
PRESSES = {
    "feed-list": Handler(_turn),
    "feed-choose": Handler(_choose),
    "feed-test": Handler(_on_pressed(_test), private=True),
    "feed-test-chosen": Handler(_on_pressed(_test), private=True),
    "feed-remove": Handler(_on_pressed(_remove)),
    "feed-restore": Handler(_restore),
    "feed-pause": Handler(_on_pressed(_pause)),
    "feed-resume": Handler(_on_pressed(_resume)),
}
