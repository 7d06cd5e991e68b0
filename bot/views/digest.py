"""A digest as one message: the stories in sentences, the rest a line each, and a button for everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from discord import ui

from bot.records import Article, Page, Statement
from bot.records.digest import Digest, Fate, Item, Told
from bot.records.questions import Story, pages
from bot.views.articles import place
from bot.views.quotes import shown_words
from bot.views.reply import Reply, button, pager
from bot.views.state import pack
from bot.views.text import cut, escape, headline, joined, plural, safe, source_link, source_mark

MAX_TOPIC = 80
MAX_SENTENCE = 500
MAX_SAID = 320
MAX_NAME = 100
MAX_LINKS = 350
MAX_LINE = 110
BODY = 3350  # characters for stories, statements and headlines: the rest is for the head and the foot
BRIEF_ROOM = 3  # headlines that room is kept for, whatever the stories take
ITEMS_PER_PAGE = 8
MARK = "digest"  # the action of the button that every posted digest has: what a message is known by
FATES = {
    Fate.CARRIED: "told in story {story}",
    Fate.BRIEF: "named in one line (story {story})",
    Fate.FOLDED: "folded into story {story}",
    Fate.CUT: "left out: the digest was full",
    Fate.NOTHING_NEW: "left out: an earlier digest told its story, and it adds nothing",
    Fate.EXCLUDED: "left out by the filter {filter}",
}


def mark_of(slot_id: int) -> str:
    """How the custom_id of a button begins that every message of this slot has, and no other message."""
    return f"{MARK}:{slot_id}:"


def digest_view(digest: Digest, *, slot_id: int | None, late_since: datetime | None = None) -> ui.LayoutView:
    """The message of a digest, of which it shows what `fitted` leaves; without a slot it is a preview.

    Late, it says since when it was due.
    """
    digest = fitted(digest)
    reply = Reply()
    role = f"<@&{digest.schedule.role_id}>\n" if digest.schedule.role_id and slot_id is not None else ""
    about = f": {safe(digest.schedule.topic, MAX_TOPIC)}" if digest.schedule.topic else ""
    late = f"\n-# Late: due {at(late_since, 't')}" if late_since else ""
    preview = "\n-# A preview for you alone: nothing of it counts as told" if slot_id is None else ""
    reply.add(f"{role}### Digest{about}{late}{preview}")
    if not digest.stories and not digest.brief:
        reply.add("Nothing new since the last digest.")
    for number, story in enumerate(digest.stories):
        if number:
            reply.rule()
        reply.add(_story(story, digest))
    for heading, lines in (("Who said what", map(_said, digest.statements)), ("Also", map(_brief, digest.brief))):
        if text := "\n".join(lines):
            reply.rule()
            reply.add(f"**{heading}**\n{text}")
    reply.footer(_footer(digest))
    if slot_id is not None:
        reply.row(button("Everything", pack(MARK, slot_id, 0)))
    return reply.view()


def fitted(digest: Digest) -> Digest:
    """What of a digest one message has room for, its items saying so: sentences first, then headlines.

    A story that there is no room for in sentences is told in its headline; a headline that there is no room for is
    left to "everything". Fitted again it stays as it is.
    """
    left = BODY - sum(len(_said(one)) + 1 for one in digest.statements)
    kept_free = sum(len(_brief(story)) + 1 for story in digest.brief[:BRIEF_ROOM])
    stories, brief = [], list(digest.brief)
    for number, story in enumerate(digest.stories):
        fits = _with_lines_for(story, digest, left - kept_free)
        if fits is None:
            brief[:0] = [replace(one, lines=()) for one in digest.stories[number:]]
            break
        stories.append(fits)
        left -= len(_story(fits, digest)) + 1
    named = []
    for story in brief:
        left -= len(_brief(story)) + 1
        if left < 0:
            break
        named.append(story)
    shown = replace(digest, stories=tuple(stories), brief=tuple(named))
    return replace(shown, items=tuple(_settled(item, digest, shown) for item in digest.items))


def _with_lines_for(story: Story, digest: Digest, room: int) -> Story | None:
    """The story with as many of its lines as there is room for; None where there is none for the first."""
    for count in range(len(story.lines), 0, -1):  # the last go first: a line may lean on the one before it
        shorter = replace(story, lines=story.lines[:count])
        if len(_story(shorter, digest)) < room:
            return shorter
    return None


def _settled(item: Item, composed: Digest, shown: Digest) -> Item:
    """The item as the message that is shown makes it: without the lines and the place that it lost."""
    lost = _lines(composed) - _lines(shown)
    lines = tuple(line for line in item.lines if line not in lost)
    if lines or item.fate not in {Fate.CARRIED, Fate.BRIEF, Fate.FOLDED}:
        return replace(item, lines=lines)
    if item.article_id in {story.articles[0].id for story in shown.brief}:
        fate = Fate.BRIEF
    elif any(item.article_id == article.id for story in (*shown.stories, *shown.brief) for article in story.articles):
        fate = Fate.FOLDED
    else:
        fate = Fate.CUT
    return replace(item, fate=fate, lines=())


def _lines(digest: Digest) -> set[str]:
    return {line.text for story in digest.stories for line in story.lines}


def _story(story: Story, digest: Digest) -> str:
    # An address that stands under a line below is not spelt out twice: that leaves room for lines.
    below = {line.article.id for line in story.lines}
    reports = [
        report for article in story.articles for report in _reports(article, digest, linked=article.id not in below)
    ]
    update = "-# New on a story of an earlier digest\n" if story.is_update else ""
    lines = [f"{cut(escape(line.text), MAX_SENTENCE)}\n-# ↳ {source_mark(line.article)}" for line in story.lines]
    reported = f"-# Reported by {joined(reports, ' · ', MAX_LINKS)}"
    return "\n".join([f"{update}{headline(story.headline)}", reported, *lines])


def _reports(article: Article, digest: Digest, *, linked: bool) -> Iterator[str]:
    """Where an article was found, every place, and the message that saved it."""
    saving = digest.savings.get(article.id)
    message = ""
    if saving is not None and saving.message_id is not None:
        jump = f"https://discord.com/channels/{digest.schedule.guild_id}/{saving.channel_id}/{saving.message_id}"
        message = f" ([message]({jump}))"
    yield f"{source_link(article, linked=linked)}{message}"
    for copy in digest.sources.get(article.id, ())[1:]:
        yield place(copy)


def _said(statement: Statement) -> str:
    source = statement.sources[0].article
    return (
        f"{shown_words(statement, MAX_SAID)}\n-# **{safe(statement.speaker or '', MAX_NAME)}** · {source_mark(source)}"
    )


def _brief(story: Story) -> str:
    new = "new on: " if story.is_update else ""
    more = f" and {len(story.articles) - 1} more" if len(story.articles) > 1 else ""
    return f"- {new}{safe(story.headline, MAX_LINE)} · {source_mark(story.articles[0], titled=False)}{more}"


def _footer(digest: Digest) -> str:
    cut_off = sum(item.fate is Fate.CUT for item in digest.items)
    more = f" · {plural(cut_off, 'article')} more under Everything" if cut_off else ""
    return f"{plural(len(digest.items), 'article')} since the last digest{more} · every line stands in an article"


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
