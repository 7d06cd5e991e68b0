"""A digest as one message: the stories in sentences, the rest a line each, and a button for everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.digest import Digest, Fate, Told
from bot.questions import Story, pages
from bot.records import Page
from bot.views.reply import Reply, button, pager
from bot.views.state import pack
from bot.views.text import cut, escape, headline, joined, plural, safe, source_link, source_mark

MAX_SENTENCE = 600
MAX_LINKS = 350
MAX_LINE = 110
ITEMS_PER_PAGE = 8
MARK = "digest"  # the action of the button that every posted digest has: what a message is known by
FATES = {
    Fate.CARRIED: "told in story {story}",
    Fate.BRIEF: "named in one line (story {story})",
    Fate.FOLDED: "folded into story {story}",
    Fate.CUT: "left out: the digest was full",
    Fate.EXCLUDED: "left out by the filter {filter}",
}


def mark_of(slot_id: int) -> str:
    """How the custom_id of a button begins that every message of this slot has, and no other message."""
    return f"{MARK}:{slot_id}:"


def digest_view(digest: Digest, *, slot_id: int | None, late_since: datetime | None = None) -> ui.LayoutView:
    """The message of a digest; without a slot it is a preview. Late, it says since when it was due."""
    reply = Reply()
    role = f"<@&{digest.schedule.role_id}>\n" if digest.schedule.role_id and slot_id is not None else ""
    about = f": {safe(digest.schedule.topic, 80)}" if digest.schedule.topic else ""
    late = f"\n-# Late: due {at(late_since, 't')}" if late_since else ""
    preview = "\n-# A preview for you alone: nothing of it counts as told" if slot_id is None else ""
    reply.add(f"{role}### Digest{about}{late}{preview}")
    if not digest.stories and not digest.brief:
        reply.add("Nothing new since the last digest.")
    shown = sum(_add_story(reply, story) for story in digest.stories)
    lines = [_brief(story) for story in (*digest.stories[shown:], *digest.brief)]
    _add_lines(reply, lines)
    reply.footer(f"{plural(len(digest.items), 'article')} since the last digest · every line stands in an article")
    if slot_id is not None:
        reply.row(button("Everything", pack(MARK, slot_id, 0)))
    return reply.view()


def _add_story(reply: Reply, story: Story) -> bool:
    reported = joined(map(source_link, story.articles), " · ", MAX_LINKS)
    lines = [f"{cut(escape(line.text), MAX_SENTENCE)}\n-# ↳ {source_mark(line.article)}" for line in story.lines]
    text = "\n".join([headline(story.headline), f"-# Reported by {reported}", *lines])
    if len(text) > reply.text_left // 2 and len(text) > 1200:
        return False
    reply.rule()
    return reply.add(text)


def _brief(story: Story) -> str:
    return f"- {safe(story.headline, MAX_LINE)} -# {source_mark(story.articles[0], titled=False)}".replace(
        " -# ", " · "
    )


def _add_lines(reply: Reply, lines: Sequence[str]) -> None:
    fitting: list[str] = []
    for line in lines:
        if sum(map(len, fitting)) + len(fitting) + len(line) + 60 > reply.text_left:
            break
        fitting.append(line)
    if fitting:
        reply.rule()
        more = len(lines) - len(fitting)
        left_out = [f"-# {plural(more, 'more story').replace('storys', 'stories')} below"] if more else []
        reply.add("\n".join(["**Also**", *fitting, *left_out]))


def everything_view(found: Page[Told], slot_id: int, number: int) -> ui.LayoutView:
    """A page of all articles that a digest considered, with what happened to each."""
    reply = Reply()
    reply.add(f"### Everything in this digest\n-# {plural(found.total, 'article')}")
    for told in found.items:
        reply.add(f"{headline(told.card.title)}\n-# {fate(told)} · {source_link(told.card, titled=False)}")
    pager(reply, number, pages(found.total, ITEMS_PER_PAGE), lambda page: pack(f"{MARK}-page", slot_id, page))
    return reply.view()


def fate(told: Told) -> str:
    """What happened to an article, in words."""
    story = str(told.item.story) if told.item.story is not None else "?"
    return FATES[told.item.fate].format(story=story, filter=f"“{safe(told.item.filter or '', 80)}”")


def at(when: datetime, form: str = "f") -> str:
    """A moment that each reader sees in their own zone and language."""
    return f"<t:{int(when.timestamp())}:{form}>"
