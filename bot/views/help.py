"""The reply of `/help`: every command with an example, grouped by what a person wants."""

from __future__ import annotations

from discord import ui

from bot.views.reply import Reply
from bot.views.text import safe

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Read the news",
        (
            ("/summary", "the stories of this channel and the library, in sentences of the articles"),
            ("/summary topic:ferry period:week length:short", "one subject, one week, briefly"),
            ("/summary scope:whole server", "the articles of every channel"),
        ),
    ),
    (
        "Who said what",
        (
            ("/quotes person:Abu Qasra", "everything a person said, newest first; the spelling need not be exact"),
            ("/quotes person:Abu Qasra topic:bases kind:direct only", "only words in quotation marks, on one subject"),
            ("Message menu ▸ Apps ▸ Quotes in this", "the quotations in the text of any message"),
        ),
    ),
    (
        "Save articles",
        (
            ("/add url:https://example.com/story", "a link; file: for HTML, PDF or text; alone: paste a text"),
            ("Message menu ▸ Apps ▸ Save article", "every link of a message, or its text"),
            ("/watch channel:#news", "every link posted there; also: mention me in a message with links"),
            ("/backfill channel:#news since:2026-01-31", "the links of a channel's past"),
        ),
    ),
    (
        "Follow news sites (who manages the server)",
        (
            ("/feed add url:example.com", "a site's address finds its feed; what is new is saved and posted here"),
            ("/feed add url:example.com include:harbour, ferr* exclude:sport", "only what has, or has not, some words"),
            ("/feed list", "every feed; also /feed remove, pause, resume, import and export of OPML"),
            ("/feed test feed:Example", "what the next look would keep or drop, and why"),
        ),
    ),
    (
        "The news at set times (who manages the server)",
        (
            (
                "/digest schedule time:8:00 days:weekdays timezone:Cairo",
                "what is new since the last one; also topic, role",
            ),
            ("/digest now", "what the next one would hold, for you alone; post: True for all"),
            ("/digest list", "when each comes and how the last went; also pause, resume, skip, remove"),
            ("/digest why article:Harbour shuts", "in which digest an article came, or why it did not"),
        ),
    ),
    (
        "What is remembered",
        (
            ("/articles list search:harbour", "every article, or those with some words, newest first"),
            ("/articles show article:Harbour shuts", "one as it is kept: quotations marked, sources, what changed"),
            ("/articles remove article:Harbour shuts", "take out what you saved; undo for 10 minutes"),
            ("/help", "this page"),
        ),
    ),
)
PROMISE = (
    "Every line of an answer is a span of a stored article, shown with its source: nothing is rewritten. "
    "Add `private: True` to any command and only you see the answer."
)


def help_view(contact: str | None) -> ui.LayoutView:
    """All commands by group."""
    reply = Reply()
    reply.add("### Verbatim: the news, word for word")
    for title, examples in GROUPS:
        reply.rule()
        lines = "\n".join(f"`{example}`\n-# {what}" for example, what in examples)
        reply.add(f"**{title}**\n{lines}")
    reply.rule()
    reply.add(PROMISE)
    if contact:
        reply.footer(f"Questions about this bot: {safe(contact, 200)}")
    return reply.view()
