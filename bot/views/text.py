"""Article text made safe and short enough to show: escaped first, then cut, then counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from bot.records import Article, ArticleCard

# What opens formatting, a mention, a masked link or a timestamp anywhere in a line.
_SPECIAL = re.compile(r"([\\*_~|`<\[\]])")
# What makes a heading, list, quotation or subtext of a whole line.
_LINE_START = re.compile(r"^([#>+-])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_DANGLING_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\$")
ELLIPSIS = " […]"
MAX_TITLE = 200
MAX_SOURCE = 60
MAX_ALSO = 100
MAX_URL = 300  # a longer address would crowd out what it is the source of


@lru_cache(maxsize=1024)  # a digest is measured, cut, measured again and shown: the same words each time
def escape(text: str) -> str:
    """`text` folded into one line that Discord shows letter for letter: nothing in it formats, pings or links."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("://", "\\://")
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))


def cut(escaped: str, limit: int) -> str:
    """`escaped` within `limit` characters, ended at a blank with “[…]” where it was longer."""
    if len(escaped) <= limit:
        return escaped
    head = escaped[: limit - len(ELLIPSIS)]
    head = head.rpartition(" ")[0] or head
    return _DANGLING_ESCAPE.sub("", head) + ELLIPSIS


def safe(text: str, limit: int) -> str:
    """`text` escaped and cut to `limit` characters."""
    return cut(escape(text), limit)


def day(when: datetime) -> str:
    """A date that each reader sees in their own zone and language."""
    return f"<t:{int(when.timestamp())}:d>"


def plain_day(when: datetime) -> str:
    """A date for labels, where Discord renders no timestamps: UTC, ISO 8601."""
    return when.astimezone(UTC).date().isoformat()


def source_name(article: Article | ArticleCard) -> str:
    """Who published the article: its source, else its title."""
    return article.source or article.title


def source_mark(article: Article | ArticleCard, *, titled: bool = True, linked: bool = True) -> str:
    """The source's name, linked to the article where it has an address and `linked` does not forbid it.

    An article without a source goes by its title, unless that stands beside it anyway.
    """
    title = f"“{safe(article.title, MAX_SOURCE - 2)}”" if titled else "source not given"
    name = safe(article.source, MAX_SOURCE) if article.source else title
    return f"[{name}](<{article.url}>)" if linked and article.url and len(article.url) <= MAX_URL else name


def source_link(article: Article | ArticleCard, *, titled: bool = True, linked: bool = True, also: bool = False) -> str:
    """The source's mark with the date of the article, and with `also` the other sites that have the same text."""
    when = day(article.published) if article.published else f"saved {day(article.saved_at)}"
    names = [safe(name, MAX_SOURCE) for name in article.also] if also else []
    others = f" (same text: {joined(names, ', ', MAX_ALSO)})" if names else ""
    return f"{source_mark(article, titled=titled, linked=linked)}, {when}{others}"


def joined(links: Iterable[str], joint: str, limit: int) -> str:
    """The links, whole ones, within `limit` characters; the first always, and how many are left out."""
    links = list(dict.fromkeys(links))
    shown = links[:1]
    for link in links[1:]:
        if sum(map(len, shown)) + len(joint) * len(shown) + len(link) > limit:
            break
        shown.append(link)
    more = [f"{len(links) - len(shown)} more"] if len(shown) < len(links) else []
    return joint.join([*shown, *more])


def headline(title: str) -> str:
    """A title in bold."""
    return f"**{safe(title, MAX_TITLE)}**"


def plural(number: int, noun: str, many: str | None = None) -> str:
    """`number` with its noun: "1 article", "2 articles"; `many` where the plural takes more than an s."""
    return f"{number:,} {noun if number == 1 else many or f'{noun}s'}"
