"""Markdown to the plain text that stands in it: a paragraph a line, marks of formatting gone."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False})


def plain_text(markdown: str) -> str:
    """The words of `markdown`, its blocks apart by an empty line; images and raw HTML are left out."""
    blocks = []
    for token in _PARSER.parse(markdown):
        if token.type == "inline":
            blocks.append("".join(map(_inline, token.children or ())).strip())
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.strip())
    return "\n\n".join(filter(None, blocks))


def _inline(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return "\n" if token.type == "hardbreak" else " "
    return ""
