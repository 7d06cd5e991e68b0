"""`/add` and "Save article": one link, file or text, or all the links of a message, remembered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands, ui

from bot.commands.answer import Window, answer, host, scope_of
from bot.commands.options import PRIVATE, AnyCommand, read_file
from bot.commands.presses import Handler
from bot.commands.slowly import Stage, slowly
from bot.errors import UserError
from bot.records.savings import Saved, Saving
from bot.services.saving import MAX_FILE_BYTES, MIN_TEXT_WORDS, links_in, save_file, save_text, save_url
from bot.views.saved import Result, results_view, saved_view

MAX_LINKS = 10  # of one message
MIN_MESSAGE_WORDS = 60  # of a message without a link that is saved as it is
TITLE_WORDS = 12  # of a message's first line, that stand as its title


@app_commands.command(name="add")
@app_commands.guild_only()
@app_commands.describe(
    url="The link of an article",
    file="A file with an article: HTML, PDF, Markdown or plain text, at most 10 MB",
    text="Paste a text into a window (default where nothing else is given)",
    private=PRIVATE,
)
async def add(
    interaction: discord.Interaction[Any],
    url: app_commands.Range[str, 1, 2000] | None = None,
    file: discord.Attachment | None = None,
    text: bool = False,
    private: bool = False,
) -> None:
    """Remember an article in this channel: a link, a file or a text."""
    if (url is not None) + (file is not None) + text > 1:
        await answer(interaction, _one_at_a_time, private=True)
    elif url is not None:
        given = (links_in(url) or [url.strip()])[0]
        await _save(interaction, f"Reading {given} …", lambda saving: _url(interaction, given, saving), private)
    elif file is not None:
        await _save(interaction, f"Reading {file.filename} …", lambda saving: _file(interaction, file, saving), private)
    else:
        await interaction.response.send_modal(TextForm(private))


async def _one_at_a_time() -> ui.LayoutView:
    raise UserError("One thing at a time: `url`, `file` or `text`.", "Use `/add` once for each.")


Save = Callable[[Saving], Awaitable[Saved]]


async def _save(interaction: discord.Interaction[Any], stage: str, save: Save, private: bool) -> None:
    async def view() -> ui.LayoutView:
        saving = await _saving(interaction, private)
        return saved_view(await slowly(interaction, Stage(stage), lambda: save(saving)), interaction.guild_id)

    await answer(interaction, view, private=private)


async def _saving(interaction: discord.Interaction[Any], private: bool) -> Saving:
    """Who saves where; people can be led to the answer, where it is not for one person's eyes alone."""
    scope = scope_of(interaction)
    message_id = None if private else (await interaction.original_response()).id
    return Saving(scope.guild_id, scope.channel_id, message_id, interaction.user.id, from_message=False)


async def _url(interaction: discord.Interaction[Any], url: str, saving: Saving) -> Saved:
    app = host(interaction)
    return await save_url(app.store, app.door, url, saving, app.now(), app.settings.quotas)


async def _file(interaction: discord.Interaction[Any], file: discord.Attachment, saving: Saving) -> Saved:
    if file.size > MAX_FILE_BYTES:
        megabytes = MAX_FILE_BYTES // 1_000_000
        raise UserError(
            f"A file may have {megabytes} MB at most.", "Copy the text of the article and use `/add text:True`."
        )
    data = await read_file(file)
    app = host(interaction)
    return await save_file(app.store, app.door, file.filename, data, saving, app.now(), app.settings.quotas)


class TextForm(Window, title="Save a text"):
    """A window for a text that is pasted, its title and where it is from."""

    headline: ui.Label[Any] = ui.Label(text="Title", component=ui.TextInput(custom_id="title", max_length=300))
    source: ui.Label[Any] = ui.Label(
        text="Source",
        description="Who published it",
        component=ui.TextInput(custom_id="source", max_length=200, required=False),
    )
    body: ui.Label[Any] = ui.Label(
        text="Text",
        description="Blank lines part paragraphs",
        component=ui.TextInput(custom_id="text", style=discord.TextStyle.paragraph, max_length=4000),
    )

    def __init__(self, private: bool) -> None:
        super().__init__(timeout=3600)
        self._private = private

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Save what was typed."""
        title, source, text = (_typed(label) for label in (self.headline, self.source, self.body))
        app = host(interaction)

        async def save(saving: Saving) -> Saved:
            quotas = app.settings.quotas
            return await save_text(app.store, app.door, title, source, text, saving, app.now(), quotas)

        await _save(interaction, "Reading the text …", save, self._private)


def _typed(label: ui.Label[Any]) -> str:
    return label.component.value if isinstance(label.component, ui.TextInput) else ""


@app_commands.context_menu(name="Save article")
@app_commands.guild_only()
async def save_article(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Every link of a message, or its text where it has none and is long enough."""

    async def view() -> ui.LayoutView:
        stage = Stage("Reading the message …")
        return await slowly(interaction, stage, lambda: _message(interaction, message, stage))

    await answer(interaction, view, private=True)


async def _message(interaction: discord.Interaction[Any], message: discord.Message, stage: Stage) -> ui.LayoutView:
    scope = scope_of(interaction)
    saving = Saving(scope.guild_id, scope.channel_id, message.id, interaction.user.id)
    text = "\n".join(texts_of(message))
    links = links_in(text)
    if not links:
        return saved_view(await _message_text(interaction, message, text, saving), interaction.guild_id)
    if len(links) == 1:
        stage.words = f"Reading {links[0]} …"
        return saved_view(await _url(interaction, links[0], saving), interaction.guild_id)
    results: list[Result] = []
    for number, link in enumerate(links[:MAX_LINKS], 1):
        stage.words = f"Reading link {number} of {min(len(links), MAX_LINKS)}: {link} …"
        try:
            results.append((link, await _url(interaction, link, saving)))
        except UserError as error:
            results.append((link, error))
    return results_view(results, max(0, len(links) - MAX_LINKS))


async def _message_text(
    interaction: discord.Interaction[Any], message: discord.Message, text: str, saving: Saving
) -> Saved:
    words = len(text.split())
    if words < MIN_MESSAGE_WORDS:
        raise UserError(
            f"This message has no link, and its {words} words are too few for an article: {MIN_MESSAGE_WORDS} are the"
            " least.",
            f"Use `/add text:True` for a text of {MIN_TEXT_WORDS} words or more.",
        )
    first, _, rest = text.strip().partition("\n")
    title = " ".join(first.split()[:TITLE_WORDS])
    app, author = host(interaction), message.author.display_name
    body = rest if rest.strip() and len(first.split()) <= TITLE_WORDS else text
    return await save_text(
        app.store, app.door, title, author, body, saving, app.now(), app.settings.quotas, message.jump_url
    )


def texts_of(message: discord.Message) -> list[str]:
    """What a message says, and what it forwards; the cards that Discord makes of links are no part of it."""
    return [message.content, *(snapshot.content for snapshot in message.message_snapshots)]


COMMANDS: tuple[AnyCommand, ...] = (add, save_article)
PRESSES: dict[str, Handler] = {}
