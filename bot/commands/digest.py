"""`/digest`: digests at set times, at once, paused, skipped; and what happened to an article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import answer, host, scope_of
from bot.commands.digest_options import (
    complete_article,
    complete_days,
    complete_schedule,
    complete_zone,
    desk_of,
    guild_of,
    place_of,
    require_articles,
    require_manager,
    role_of,
    row_of,
)
from bot.commands.digest_presses import PRESSES as DIGEST_PRESSES
from bot.commands.digest_presses import list_page, removed, resumed, scheduled
from bot.commands.options import SCOPES, Topic
from bot.errors import NothingFound, UserError
from bot.records.digest import EVERY_DAY, Schedule, ScheduleDraft, WallTime, WhenEmpty
from bot.records.questions import Length
from bot.services.digest import scheduling
from bot.services.digest.wall_time import parse_days, parse_time
from bot.services.digest.zones import zone_named
from bot.store.digest import schedules
from bot.views.digest import digest_view
from bot.views.schedules import changed_view, posted_view, why_view

LENGTHS = [app_commands.Choice(name=length.value, value=length.value) for length in Length]
EMPTY = [app_commands.Choice(name=one.value, value=one.name) for one in WhenEmpty]
WHICH = "Which digest (default: this channel's)"
digest = app_commands.Group(name="digest", description="The news at set times: what is new since the last digest")


@digest.command(name="schedule")
@app_commands.describe(
    time="When, such as 8:00, 8am or 20:30",
    days="On which days, such as weekdays or mon, wed, fri (default: every day)",
    timezone="Whose clock: type a city (default: what this server used last)",
    channel="Where to post it (default: here)",
    topic="Only articles about this",
    length="How much (default: medium)",
    scope="Whose articles (default: that channel's and the library's)",
    mention="A role to mention",
    when_empty="What to do when nothing is new (default: post nothing)",
    grace="For how many hours a digest that was held up may still come late (default: 6)",
)
@app_commands.choices(length=LENGTHS, when_empty=EMPTY, scope=SCOPES)
@app_commands.autocomplete(days=complete_days, timezone=complete_zone)
async def schedule(
    interaction: discord.Interaction[Any],
    time: app_commands.Range[str, 1, 20],
    days: app_commands.Range[str, 1, 100] | None = None,
    timezone: app_commands.Range[str, 1, 100] | None = None,
    channel: discord.TextChannel | discord.Thread | None = None,
    topic: Topic | None = None,
    length: str = Length.MEDIUM.value,
    scope: str = "channel",
    mention: discord.Role | None = None,
    when_empty: str = WhenEmpty.SILENT.name,
    grace: app_commands.Range[int, 1, 12] = 6,
) -> None:
    """Post a digest at a set time: what is new since the one before."""

    async def view() -> ui.LayoutView:
        guild_id = require_manager(interaction)
        minute, bits = parse_time(time), parse_days(days) if days else EVERY_DAY
        zone = await _zone(interaction, timezone)
        place = place_of(interaction, channel)
        require_articles(place, whole_guild=scope == "server")
        draft = ScheduleDraft(
            guild_id,
            place.id,
            WallTime(minute, zone, bits),
            interaction.user.id,
            topic,
            Length(length),
            scope == "server",
            role_of(interaction, place, mention),
            WhenEmpty[when_empty],
            timedelta(hours=grace),
        )
        added = await scheduling.add(host(interaction).store, draft, host(interaction).now())
        desk_of(interaction).wake()
        return scheduled(interaction, added, "Digest scheduled")

    await answer(interaction, view, private=False)


async def _zone(interaction: discord.Interaction[Any], typed: str | None) -> str:
    if typed is not None:
        return zone_named(typed)
    last = await scheduling.zone_of_guild(host(interaction).store, guild_of(interaction))
    if last is None:
        raise UserError(
            "Whose clock should that be? This server has no time zone yet.",
            "Add `timezone` and type a city. Later digests take the same zone unless told otherwise.",
        )
    return last


@digest.command(name="now")
@app_commands.describe(digest=WHICH, post="Post it for all to see; what it tells counts as told (default: a preview)")
@app_commands.autocomplete(digest=complete_schedule)
async def now(interaction: discord.Interaction[Any], digest: str | None = None, post: bool = False) -> None:
    """See what the next digest would hold, or post it at once."""

    async def preview() -> ui.LayoutView:
        app, guild_id = host(interaction), guild_of(interaction)
        asked: ScheduleDraft
        try:
            asked = await _picked(interaction, guild_id, digest)
        except NothingFound:
            if digest is not None:
                raise
            here = scope_of(interaction).channel_id or 0
            asked = ScheduleDraft(guild_id, here, WallTime(0, "UTC"), interaction.user.id)
        return digest_view(await scheduling.preview(app.store, asked, app.now()), slot_id=None)

    async def posted() -> ui.LayoutView:
        asked = await _picked(interaction, require_manager(interaction), digest)
        slot = await scheduling.post_now(desk_of(interaction).desk, asked, str(interaction.id))
        return posted_view(asked, slot)

    await answer(interaction, posted if post else preview, private=True)


async def _picked(interaction: discord.Interaction[Any], guild_id: int, chosen: str | None) -> Schedule:
    return await scheduling.pick(host(interaction).store, guild_id, interaction.channel_id, row_of(chosen))


@digest.command(name="list")
async def list_(interaction: discord.Interaction[Any]) -> None:
    """Every digest of this server: when the next comes, how the last went."""
    await answer(interaction, lambda: list_page(interaction, 0), private=True)


@digest.command(name="pause")
@app_commands.describe(digest=WHICH)
@app_commands.autocomplete(digest=complete_schedule)
async def pause(interaction: discord.Interaction[Any], digest: str | None = None) -> None:
    """Let a digest rest until it is resumed; what arrives meanwhile comes in the first one after."""

    async def view() -> ui.LayoutView:
        one = await _picked(interaction, require_manager(interaction), digest)
        if one.paused_at is not None:
            raise UserError("That digest is paused already.", "`/digest resume` lets it go on.")
        await schedules.pause(host(interaction).store, one.id, host(interaction).now())
        return changed_view(
            f"Digest {one.id} is paused. What arrives meanwhile comes in the first one after.",
            "Resume",
            "digest-resume",
            one.id,
        )

    await answer(interaction, view, private=False)


@digest.command(name="resume")
@app_commands.describe(digest=WHICH)
@app_commands.autocomplete(digest=complete_schedule)
async def resume(interaction: discord.Interaction[Any], digest: str | None = None) -> None:
    """Let a paused digest go on."""

    async def view() -> ui.LayoutView:
        one = await _picked(interaction, require_manager(interaction), digest)
        return await resumed(interaction, one)

    await answer(interaction, view, private=False)


@digest.command(name="remove")
@app_commands.describe(digest=WHICH)
@app_commands.autocomplete(digest=complete_schedule)
async def remove(interaction: discord.Interaction[Any], digest: str | None = None) -> None:
    """Take a digest out."""

    async def view() -> ui.LayoutView:
        return await removed(interaction, await _picked(interaction, require_manager(interaction), digest))

    await answer(interaction, view, private=False)


@digest.command(name="skip")
@app_commands.describe(digest=WHICH)
@app_commands.autocomplete(digest=complete_schedule)
async def skip(interaction: discord.Interaction[Any], digest: str | None = None) -> None:
    """Leave out the next digest; its articles come in the one after."""

    async def view() -> ui.LayoutView:
        one = await _picked(interaction, require_manager(interaction), digest)
        due = await scheduling.skip(host(interaction).store, one)
        return changed_view(
            f"The digest of <t:{int(due.at.timestamp())}:F> is skipped. Its articles come in the one after.",
            "Undo",
            "digest-unskip",
            one.id,
        )

    await answer(interaction, view, private=False)


@digest.command(name="why")
@app_commands.describe(article="The article: words of its title")
@app_commands.autocomplete(article=complete_article)
async def why(interaction: discord.Interaction[Any], article: app_commands.Range[str, 1, 100]) -> None:
    """What happened to an article: in which digest it came, or why it did not."""

    async def view() -> ui.LayoutView:
        guild_id, store = guild_of(interaction), host(interaction).store
        return why_view(
            *await scheduling.why(store, guild_id, await scheduling.article_named(store, guild_id, article))
        )

    await answer(interaction, view, private=True)


COMMANDS = (digest,)
PRESSES = DIGEST_PRESSES
