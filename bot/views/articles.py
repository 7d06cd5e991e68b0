"""The replies of `/articles`: the list, and one article as it is kept."""

from __future__ import annotations

from discord import ui

from bot.questions import ArticlesPage, ArticlesQuestion
from bot.records import Article
from bot.views.reply import Reply, menu, pager
from bot.views.state import pack
from bot.views.text import escape, headline, plain_day, plural, safe, source_link, source_name

PAGE_CHARS = 3000  # of an article's escaped text


def articles_view(page: ArticlesPage) -> ui.LayoutView:
    """A page of the list, newest first, with a menu to open one."""
    reply = Reply()
    question = page.question
    search = f" that match “{safe(question.search, 80)}”" if question.search else ""
    reply.add(f"### {plural(page.cards.total, 'article')}{search}")
    for card in page.cards.items:
        said = f" · {plural(card.quotes, 'statement')}" if card.quotes else ""
        reply.add(f"{headline(card.title)}\n-# {source_link(card, titled=False)} · {plural(card.words, 'word')}{said}")
    options = [
        (str(c.id), c.title, f"{source_name(c)}, {plain_day(c.published or c.saved_at)}") for c in page.cards.items
    ]
    if options:
        reply.row(menu("Read an article…", pack("read"), options))
    pager(reply, question.page, page.pages, lambda number: _id(question, number))
    return reply.view()


def _id(question: ArticlesQuestion, page: int) -> str:
    return pack("articles", page, question.whole_guild, topic=question.search)


def article_view(article: Article, number: int) -> ui.LayoutView:
    """A page of an article's text, whole paragraphs where they fit."""
    pages = text_pages(article.text)
    number = min(max(number, 0), len(pages) - 1)
    reply = Reply(reserve_components=8)
    author = f" · {safe(article.author, 80)}" if article.author else ""
    reply.add(f"{headline(article.title)}\n-# {source_link(article, titled=False)}{author}")
    reply.add(pages[number])
    pager(reply, number, len(pages), lambda page: pack("article", article.id, page))
    return reply.view()


def text_pages(text: str) -> list[str]:
    """`text` escaped, a paragraph a line, cut into pages of at most PAGE_CHARS characters; nothing is left out."""
    pages = [""]
    for paragraph in filter(None, map(escape, text.split("\n"))):
        for piece in _pieces(paragraph):
            if pages[-1] and len(pages[-1]) + len(piece) + 2 > PAGE_CHARS:
                pages.append("")
            pages[-1] += ("\n\n" if pages[-1] else "") + piece
    return pages


def _pieces(paragraph: str) -> list[str]:
    """An escaped paragraph longer than a page, cut at blanks where it has any, never inside an escape."""
    pieces = []
    while len(paragraph) > PAGE_CHARS:
        at = paragraph.rfind(" ", 0, PAGE_CHARS)
        if at <= 0:
            at = PAGE_CHARS
            while paragraph[at - 1] == "\\":
                at -= 1
        pieces.append(paragraph[:at])
        paragraph = paragraph[at:].lstrip(" ")
    return [*pieces, paragraph]
