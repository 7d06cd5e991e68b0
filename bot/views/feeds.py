"""The replies of `/feed`, and what feeds post by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.records import Page
from bot.records.feeds import Arrival, Decision, Fate, Feed, FeedImport, FeedLink, FeedState
from bot.records.questions import pages
from bot.views.reply import REFUSAL, Reply, button, menu, pager
from bot.views.state import pack
from bot.views.text import MAX_URL, cut, escape, headline, plural, safe

MAX_ERROR = 300
MIN_MORE = 60  # characters of why a feed fails, or of what is asked of it, that are worth a line
MAX_POSTED = 10  # titles in one message
STATES = {
    FeedState.ACTIVE: "followed",
    FeedState.PAUSED: "paused",
    FeedState.FAILED: "paused after failures",
    FeedState.GONE: "gone for good",
}
FATES = {
    Fate.NEW: "would be saved",
    Fate.ROBOTS: "would be saved with the feed's own text: its site lets no robots read the page",
    Fate.KNOWN: "known already",
    Fate.FIRST_POLL: "the first look only notes what is there",
    Fate.EXCLUDED: "dropped: it has the excluded “{word}”",
    Fate.NOT_INCLUDED: "dropped: it has none of the words to include",
    Fate.OLD: "dropped: it was published before the feed was added",
    Fate.TOO_MANY: "dropped: too many new entries at once, the newest are kept",
    Fate.TOO_SHORT: "dropped: the feed says too little of it, and its page can't or may not be read",
}


def moment(when: datetime) -> str:
    """A moment as each reader's Discord tells it: "in 20 minutes"."""
    return f"<t:{int(when.timestamp())}:R>"


def linked(title: str, url: str | None, limit: int = 150) -> str:
    """A title that leads to its address, in bold."""
    fits = url and len(url) <= MAX_URL and not set(url) & set("<>() \n\\")
    return f"[**{safe(title, limit)}**](<{url}>)" if fits else f"**{safe(title, limit)}**"


def subscribed_view(feed: Feed, entries: int) -> ui.LayoutView:
    """A feed was added: what happens next, and the way back."""
    reply = Reply()
    posted = "and posted there" if feed.options.posts else "and not posted"
    reply.add(
        f"### Followed: {linked(feed.name, feed.site)}\n"
        f"New entries are saved for <#{feed.options.channel_id}> {posted}. "
        f"What it shows now ({plural(entries, 'entry', 'entries')}) counts as known: nothing of it is saved or posted."
    )
    reply.add("\n".join(f"-# {line}" for line in _wishes(feed)))
    reply.footer(f"{safe(feed.url, 300)} · next look {moment(feed.next_at)}")
    reply.row(
        button("What would the next look do?", pack("feed-test", feed.id)),
        button("Undo", pack("feed-remove", feed.id)),
    )
    return reply.view()


def _wishes(feed: Feed) -> list[str]:
    """What of a feed is asked for, where it is not the usual."""
    options = feed.options
    return [
        *([f"only entries with: {safe(options.include, 210)}"] if options.include else []),
        *([f"no entries with: {safe(options.exclude, 210)}"] if options.exclude else []),
        *(["the feed's own text, not that of its pages"] if not options.full_text else []),
    ]


def feeds_view(page: Page[Feed], number: int, per_page: int, title: str = "") -> ui.LayoutView:
    """A page of the feeds with their states, and a menu to test one."""
    reply = Reply(reserve_components=8)
    reply.add(f"### {plural(page.total, 'feed')}{title}")
    for place, feed in enumerate(page.items):  # each in its fair share of the room: none is left out for another
        reply.add(_line(feed, reply.text_left // (len(page.items) - place)))
    options = [(str(feed.id), feed.name, feed.url) for feed in page.items]
    reply.row(menu("What would the next look at … do?", pack("feed-test-chosen"), options))
    pager(reply, number, pages(page.total, per_page), lambda to: pack("feed-list", to))
    return reply.view()


def _line(feed: Feed, room: int) -> str:
    """A feed with its state, why it fails and what is asked of it, the last of it cut where there is no room."""
    where = f"<#{feed.options.channel_id}>" if feed.options.channel_id else "library"
    posts = "" if feed.options.posts else ", not posted"
    seen = f"looked at {moment(feed.polled_at)}" if feed.polled_at else "not looked at yet"
    ahead = f" · next {moment(feed.next_at)}" if feed.state is FeedState.ACTIVE else ""
    state = f"-# {where}{posts} · {STATES[feed.state]} · {seen}{ahead} · {plural(feed.kept, 'article')}"
    head = f"{linked(feed.name, feed.site or feed.url)}\n{state}"
    if len(head) + MIN_MORE > room:
        head = f"{linked(feed.name, None, 60)}\n{state}"
    more = []
    if feed.error:
        since = f" (since {moment(feed.failing_since)})" if feed.failing_since else ""
        more.append(f"⚠ {safe(feed.error, MAX_ERROR)}{since}")
    lines = [head]
    for line in (*more, *_wishes(feed)):
        left = room - sum(map(len, lines)) - 4 * len(lines)
        if left >= min(len(line), MIN_MORE - 10):
            lines.append(f"-# {cut(line, left)}")
    return "\n".join(lines)


def rehearsal_view(feed: Feed, decisions: Sequence[Decision]) -> ui.LayoutView:
    """What the next look at a feed would do with each entry, and why; what is kept first, what is known last."""
    reply = Reply(reserve_components=8)
    kept = sum(decision.kept for decision in decisions)
    known = sum(decision.fate in {Fate.KNOWN, Fate.FIRST_POLL} for decision in decisions)
    dropped = len(decisions) - kept - known
    reply.add(
        f"### {linked(feed.name, feed.site or feed.url)}\n"
        f"The next look would save **{kept}** of {plural(len(decisions), 'entry', 'entries')}:"
        f" {known} known, {dropped} dropped. Nothing was changed."
    )
    order = {Fate.KNOWN: 2, Fate.FIRST_POLL: 2}
    shown = 0
    for decision in sorted(decisions, key=lambda one: 0 if one.kept else order.get(one.fate, 1)):
        if not reply.add(_decided(decision, full_text=feed.options.full_text)):
            break
        shown += 1
    if shown < len(decisions):
        reply.footer(f"{plural(len(decisions) - shown, 'more entry', 'more entries')} did not fit")
    return reply.view()


def _decided(decision: Decision, *, full_text: bool) -> str:
    entry = decision.entry
    when = f" · {moment(entry.published)}" if entry.published else ""
    why = FATES[decision.fate].format(word=safe(decision.word, 60))
    if decision.fate is Fate.NEW:
        why += " with the text of its page" if full_text and entry.url else " with the feed's own text"
    mark = "✓" if decision.kept else "–"
    return f"{mark} {linked(entry.title, entry.url, 120)}\n-# {why}{when}"


def choose_view(site: str, offer_id: int, links: Sequence[FeedLink]) -> ui.LayoutView:
    """The feeds of a site, to choose one."""
    reply = Reply()
    reply.add(f"### Which feed?\n{safe(site, 200)} has {len(links)}:")
    for link in links:
        reply.add(f"{linked(link.title or link.url, link.url)}\n-# {safe(link.url, 200)}")
    options = [(str(number), link.title or link.url, link.url) for number, link in enumerate(links)]
    reply.row(menu("Follow…", pack("feed-choose", offer_id), options))
    return reply.view()


def removed_view(feed: Feed) -> ui.LayoutView:
    """A feed was removed: its articles stay, and it can be brought back for a while."""
    reply = Reply()
    reply.add(f"{headline(feed.name)} is not followed any more. Its {plural(feed.kept, 'article')} stay.")
    reply.row(button("Undo", pack("feed-restore", feed.id)))
    return reply.view()


def state_view(feed: Feed, said: str, *buttons: tuple[str, str]) -> ui.LayoutView:
    """One line about a feed, and buttons by their labels and actions."""
    reply = Reply()
    reply.add(f"{headline(feed.name)} {said}")
    if buttons:
        reply.row(*(button(label, pack(action, feed.id)) for label, action in buttons))
    return reply.view()


def import_view(progress: FeedImport) -> ui.LayoutView:
    """How far an import is, and in the end what came of it."""
    reply = Reply()
    new = progress.total - progress.known - progress.over
    if progress.waiting:
        reply.add(
            f"### Following {plural(new, 'feed')}\n"
            f"{new - progress.waiting:,} of {new:,} looked at. This message tells when all are."
        )
    else:
        good = new - len(progress.problems)
        reply.add(f"### {plural(good, 'feed')} followed\nNew entries are saved from now on. See `/feed list`.")
    if progress.known:
        reply.add(f"{plural(progress.known, 'feed')} of the file were followed here before.")
    if progress.over:
        reply.add(
            f"{plural(progress.over, 'feed')} of the file are more than this server may follow, and were left out."
        )
    if progress.problems and not progress.waiting:
        reply.add(_problems(progress.problems, reply.text_left))
    return reply.view()


def export_view(name: str) -> ui.LayoutView:
    """The attached file of this name."""
    reply = Reply()
    reply.add("All feeds of this server, for any feed reader; `/feed import` takes it too.")
    view = reply.view()
    view.add_item(ui.File(f"attachment://{name}"))
    return view


def _problems(problems: Sequence[tuple[str, str]], room: int) -> str:
    lines = [f"{plural(len(problems), 'feed')} could not be read:"]
    for number, (url, why) in enumerate(problems):
        line = f"-# {safe(url, 120)}: {safe(why, 160)}"
        if sum(map(len, lines)) + len(line) + 60 > room:
            lines.append(f"-# and {len(problems) - number} more")
            break
        lines.append(line)
    return "\n".join(lines)


def arrivals_view(arrivals: Sequence[Arrival]) -> ui.LayoutView:
    """What came by a channel's feeds, a title a line."""
    reply = Reply()
    lines = []
    for one in arrivals[:MAX_POSTED]:
        line = f"{linked(one.title, one.url)}\n-# {safe(one.source or one.feed.name, 80)}"
        lines.append(line + (f" · {moment(one.published)}" if one.published else ""))
    while sum(map(len, lines)) + len(lines) > reply.text_left:
        lines.pop()
    reply.add("\n".join(lines))
    if len(arrivals) > len(lines):
        reply.footer(f"and {len(arrivals) - len(lines)} more: see `/articles`")
    return reply.view()


def notices_view(paused: Sequence[tuple[Feed, str]]) -> ui.LayoutView:
    """Feeds of a channel that were paused because they fail, the reasons, and the way back."""
    reply = Reply(colour=REFUSAL)
    reply.add("### A feed was paused" if len(paused) == 1 else f"### {len(paused)} feeds were paused")
    shown = 0
    for feed, why in paused:
        since = f", without success since {moment(feed.failing_since)}" if feed.failing_since else ""
        gone = feed.state is FeedState.GONE
        told = "its site says it is gone for good" if gone else f"it can't be read{since}"
        if not reply.add(f"{linked(feed.name, feed.site or feed.url)}: {told}\n-# {safe(why, MAX_ERROR)}"):
            break
        shown += 1
    if shown < len(paused):
        reply.add(f"-# and {len(paused) - shown} more: see `/feed list`")
    reply.footer("When it works again: `/feed resume`. For good: `/feed remove`. A new address: `/feed add`.")
    return reply.view()


def silenced_view(feeds: Sequence[Feed], reason: str) -> ui.LayoutView:
    """Why feeds do not post any more, for who added them."""
    reply = Reply(colour=REFUSAL)
    names = ", ".join(f"“{safe(feed.name, 80)}”" for feed in feeds[:10])
    reply.add(f"What comes by {names} is not posted any more: {cut(escape(reason), MAX_ERROR)}")
    reply.footer("New entries are still saved. To have them posted again, see to that, then use /feed resume.")
    return reply.view()
