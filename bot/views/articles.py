"""The replies of `/articles`: the list, one article as it is kept, what changed in it, and its removal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.records import Page, marked
from bot.records.questions import ArticlesPage, ArticlesQuestion, Change, ShownArticle
from bot.records.savings import ArticleSource, Removed
from bot.views.reply import Reply, button, menu, pager
from bot.views.state import pack
from bot.views.text import (
    MAX_SOURCE,
    MAX_URL,
    day,
    escape,
    headline,
    joined,
    plain_day,
    plural,
    safe,
    source_link,
    source_name,
)

PAGE_CHARS = 3000  # of an article's escaped text
MAX_LINKS, MAX_LINE = 400, 900
_WORD = re.compile(r"\n|[^\s]{1,1000}")  # a longer run of letters is cut: escaped it must fit a page


def articles_view(page: ArticlesPage) -> ui.LayoutView:
    """A page of the list, newest first, with a menu to open one."""
    reply = Reply()
    question = page.question
    search = f" that match “{safe(question.search, 80)}”" if question.search else ""
    reply.add(f"### {plural(page.cards.total, 'article')}{search}")
    for card in page.cards.items:
        said = f" · {plural(card.quotes, 'statement')}" if card.quotes else ""
        source = source_link(card, titled=False, also=True)
        reply.add(f"{headline(card.title)}\n-# {source} · {plural(card.words, 'word')}{said}")
    options = [
        (str(c.id), c.title, f"{source_name(c)}, {plain_day(c.published or c.saved_at)}") for c in page.cards.items
    ]
    if options:
        reply.row(menu("Read an article…", pack("read"), options))
    pager(reply, question.page, page.pages, lambda number: _id(question, number))
    return reply.view()


def _id(question: ArticlesQuestion, page: int) -> str:
    return pack("articles", page, question.whole_guild, topic=question.search)


def article_view(shown: ShownArticle, number: int) -> ui.LayoutView:
    """A page of an article's text, whole paragraphs where they fit, what people said in it in bold."""
    article = shown.article
    pages = text_pages(article.text, shown.quoted)
    number = min(max(number, 0), len(pages) - 1)
    reply = Reply(reserve_components=9)
    author = f" · {safe(article.author, 80)}" if article.author else ""
    lines = [headline(article.title), f"-# {source_link(article, titled=False)}{author}", *_about(shown)]
    reply.add("\n".join(lines))
    reply.add(pages[number])
    pager(reply, number, len(pages), lambda page: pack("article", article.id, page))
    buttons = [button("What changed", pack("changes", article.id, 0))] if shown.changes else []
    if article.guild_id is not None and article.version_of is None:
        buttons.append(button("Remove", pack("remove", article.id), style=discord.ButtonStyle.danger))
    if buttons:
        reply.row(*buttons)
    return reply.view()


def _about(shown: ShownArticle) -> Iterator[str]:
    """What is to be known of the text beside where it comes from."""
    if shown.article.superseded_at is not None:
        yield f"-# An earlier version, replaced {day(shown.article.superseded_at)}"
    if len(shown.sources) > 1:
        yield f"-# Also at {joined(map(place, shown.sources[1:]), ', ', MAX_LINKS)}"
    if shown.changed_at is not None:
        times = "once" if shown.changes == 1 else f"{shown.changes} times"
        yield f"-# Changed {times} since it was saved, last noticed {day(shown.changed_at)}"


def place(source: ArticleSource) -> str:
    """Where an article was found: the site's name or its title, linked."""
    name = safe(source.name or source.title, MAX_SOURCE)
    return f"[{name}](<{source.url}>)" if source.url and len(source.url) <= MAX_URL else name


def changes_view(page: Page[Change]) -> ui.LayoutView:
    """What differs between two versions: each sentence taken out and put in, word for word."""
    (change,) = page.items
    reply = Reply(reserve_components=8)
    reply.add(f"### What changed\n{headline(change.after.title)}\n-# {source_link(change.after, titled=False)}")
    reply.add(f"-# The version saved {day(change.before.saved_at)}, and the one saved {day(change.after.saved_at)}")
    shown = 0
    for line, is_out in change.lines:
        mark = "**−** ~~" if is_out else "**+** "
        if not reply.add(f"{mark}{safe(line, MAX_LINE)}{'~~' if is_out else ''}"):
            break
        shown += 1
    if shown < len(change.lines):
        reply.footer(f"{plural(len(change.lines) - shown, 'more changed sentence')} did not fit")
    current = change.after.version_of or change.after.id
    pager(reply, page.offset, page.total, lambda number: pack("changes", current, number))
    reply.row(button("Read the earlier version", pack("open", change.before.id)))
    return reply.view()


def removed_view(removed: Removed, minutes: int) -> ui.LayoutView:
    """An article is out; for a while there is a way back."""
    reply = Reply()
    where = "" if removed.is_gone else " here; it stays where others saved it"
    reply.add(f"Removed{where}: {headline(removed.title)}")
    reply.footer(f"It can be undone for {minutes} minutes.")
    reply.row(button("Undo", pack("undo", removed.id)))
    return reply.view()


Word = tuple[str, bool, bool]
"""A word of a text, whether a blank stands before it, and whether somebody said it."""


def text_pages(text: str, quoted: Sequence[tuple[int, int]] = ()) -> list[str]:
    """`text` escaped, a paragraph a line, cut into pages of at most PAGE_CHARS characters; nothing is left out.

    The words within the (start, end) of `quoted` are in bold.
    """
    pages = [""]
    for paragraph in _paragraphs(text, quoted):
        for piece in _pieces(paragraph):
            if pages[-1] and len(pages[-1]) + len(piece) + 2 > PAGE_CHARS:
                pages.append("")
            pages[-1] += ("\n\n" if pages[-1] else "") + piece
    return pages


def _paragraphs(text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    words: list[Word] = []
    for part, said in marked(text, quoted):
        for match in _WORD.finditer(part):
            if match[0] == "\n":
                if words:
                    yield words
                words = []
            else:
                blank = (match.start() > 0 and part[match.start() - 1].isspace()) or _ends_blank(words)
                words.append((match[0], blank and bool(words), said))
        if words and part[-1:].isspace():
            words.append(("", True, False))  # a blank between two parts
    if words:
        yield words


def _ends_blank(words: Sequence[Word]) -> bool:
    return bool(words) and not words[-1][0]


def _pieces(paragraph: Sequence[Word]) -> Iterator[str]:
    """An escaped paragraph, cut between words where it is longer than a page; bold is closed where it is cut."""
    piece, said = "", False
    for word, blank, is_said in paragraph:
        if not word:
            continue
        shown = escape(f"- {word}")[3:] if piece else escape(word)  # within a line nothing opens a list or heading
        if piece and len(piece) + len(shown) + 6 > PAGE_CHARS:
            yield piece + "**" * said
            piece, said, blank = "", False, False
        closed = "**" if said and not is_said else ""
        opened = "**" if is_said and not said else ""
        piece += f"{closed}{' ' if blank else ''}{opened}{shown}"
        said = is_said
    yield piece + "**" * said
