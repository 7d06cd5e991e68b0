"""Saving one article, however it comes: a link, a file, a text, or a draft that a feed has made."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from bot.errors import UserError
from bot.ingest.errors import DoorError
from bot.ingest.normalise import normalise, one_line
from bot.ingest.urls import canonical, links
from bot.records import Analysis, Article, ArticleDraft, Scope
from bot.records.savings import DEFAULT_QUOTAS, Outcome, Quotas, Saved, Saving
from bot.services.analyse import analyse
from bot.services.copies import is_copy
from bot.store import Store
from bot.store.article import articles, copies, savings
from bot.store.article import saving as saves
from bot.store.article.quotas import Reached, claim_saving
from bot.store.article.savings import KnownSource
from summaries.document import Role

if TYPE_CHECKING:
    from bot.ingest.door import Door

FRESH = timedelta(hours=1)  # a page that was looked at this lately is not asked for again
MAX_FILE_BYTES = 10_000_000
MIN_TEXT_WORDS = 20
MAX_TITLE, MAX_SOURCE = 300, 200

_WORD = re.compile(r"\w+")
# A page that two people save at once is fetched once; and a server's articles are compared and written one by one, so
# that two copies of one text that arrive together find each other.
_locks: WeakValueDictionary[tuple[object, ...], asyncio.Lock] = WeakValueDictionary()


class QuotaReached(UserError):
    """A server or a person has saved as much as they may."""

    def __init__(self, reached: Reached, quotas: Quotas) -> None:
        tomorrow = "It goes on after midnight UTC."
        said = {
            "person": (f"You have saved {quotas.person_a_day:,} articles today, the most a person may.", tomorrow),
            "server": (f"This server has saved {quotas.server_a_day:,} articles today, the most it may.", tomorrow),
            "total": (
                f"This server has {quotas.server_total:,} articles, the most it may have.",
                "Remove some with `/articles remove`, or ask the operator of the bot.",
            ),
        }
        super().__init__(*said[reached])


def links_in(text: str) -> list[str]:
    """The web addresses in a message, in order, each once; the form of each page's address decides."""
    found: dict[str, str] = {}
    for link in links(text):
        found.setdefault(canonical(link), link)
    return list(found.values())


async def save_url(
    store: Store, door: Door, url: str, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Fetch the article behind a link and save it. Raises UserError (DoorError too) naming cause and remedy."""
    try:
        address = canonical(url)
    except ValueError:
        await door.article(url)  # refuses it, and says why
        raise
    async with _lock(store, saving.guild_id, address):
        known = await savings.find_source(store, saving.guild_id, f"url:{address}", address)
        if known and (_is_the_librarys(known, saving) or now - known.last_seen < FRESH):
            return await _again(store, known.article_id, saving)
        await _claim(store, saving, now, quotas)
        try:
            draft = await door.article(url)
        except DoorError:
            if known is None:
                raise
            return await _again(store, known.article_id, saving)  # a site that is down takes nothing away
        return await _save(store, door, draft, saving)


async def save_file(
    store: Store, door: Door, name: str, data: bytes, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Save the article in a file's bytes. Raises UserError naming cause and remedy."""
    return await save_draft(store, door, await door.file(name, data), saving, now, quotas)


async def save_text(
    store: Store,
    door: Door,
    title: str,
    source: str | None,
    text: str,
    saving: Saving,
    now: datetime,
    quotas: Quotas = DEFAULT_QUOTAS,
    url: str | None = None,
) -> Saved:
    """Save a text that a person gives with its title, and the address it stands at if there is one.

    Raises UserError naming cause and remedy.
    """
    title, text = one_line(title)[:MAX_TITLE], normalise(text)
    words = len(_WORD.findall(text))
    if not title or words < MIN_TEXT_WORDS:
        what = f"An article needs a title and at least {MIN_TEXT_WORDS} words of text; this has {words}."
        raise UserError(what, "Paste the whole text.")
    digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
    named = one_line(source or "")[:MAX_SOURCE] or None
    draft = ArticleDraft(f"text:{digest}", digest, title, text, url=url, source=named)
    return await save_draft(store, door, draft, saving, now, quotas)


async def save_draft(
    store: Store, door: Door, draft: ArticleDraft, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Save what came through the door: analysed in its child process, stored in one transaction.

    A crash leaves the article complete or absent. Raises UserError when a quota is reached.
    """
    known = await savings.find_source(store, saving.guild_id, draft.origin, draft.url)
    if known and (_is_the_librarys(known, saving) or _is_unchanged(known, draft)):
        return await _again(store, known.article_id, saving)
    await _claim(store, saving, now, quotas)
    return await _save(store, door, draft, saving)


async def _save(store: Store, door: Door, draft: ArticleDraft, saving: Saving) -> Saved:
    """Analyse a draft; then, alone in its server, find out what it is and store it."""
    draft, analysis = await door.run(analyse, draft)
    async with _lock(store, saving.guild_id):
        known = await savings.find_source(store, saving.guild_id, draft.origin, draft.url)
        stored = await articles.load_articles(store, Scope(saving.guild_id), [known.article_id]) if known else []
        if known is None or not stored:
            copied = await _copied(store, draft, analysis, saving)
            if copied is not None:
                return await _again(store, copied, saving, draft, "wire")
            return await _put(store, draft, analysis, saving, "saved")
        if _is_the_librarys(known, saving):
            return await _again(store, known.article_id, saving)
        if known.origin == draft.origin and known.is_kept:
            if not await asyncio.to_thread(_has_changed, stored[0], draft, analysis):
                await saves.note_seen(store, saving.guild_id, draft.origin, draft.digest)
                return await _again(store, known.article_id, saving)
            return await _put(store, draft, analysis, saving, "updated", changed=[known.article_id])
        if await asyncio.to_thread(is_copy, stored[0].text, draft.text):
            return await _again(store, known.article_id, saving, draft)
        return await _put(store, draft, analysis, saving, "saved")  # a copy that was edited is a text of its own now


def _is_the_librarys(known: KnownSource, saving: Saving) -> bool:
    return known.in_library and saving.guild_id is not None


def _is_unchanged(known: KnownSource, draft: ArticleDraft) -> bool:
    return known.origin == draft.origin and known.digest == draft.digest


async def _claim(store: Store, saving: Saving, now: datetime, quotas: Quotas) -> None:
    """Count the saving. Raises QuotaReached; the library has no quota."""
    if saving.guild_id is None:
        return
    reached = await claim_saving(store, saving.guild_id, saving.user_id, quotas, now)
    if reached is not None:
        raise QuotaReached(reached, quotas)


async def _copied(store: Store, draft: ArticleDraft, analysis: Analysis, saving: Saving) -> int | None:
    """The article that has this text already."""
    for article_id, text in await copies.find_candidates(store, saving.guild_id, analysis.keys):
        if await asyncio.to_thread(is_copy, text, draft.text):
            return article_id
    return None


async def _put(
    store: Store,
    draft: ArticleDraft,
    analysis: Analysis,
    saving: Saving,
    outcome: Outcome,
    changed: Sequence[int] = (),
) -> Saved:
    guild_id = saving.guild_id
    (article_id,) = await saves.save_articles(
        store, [(draft, analysis)], guild_id=guild_id, saving=saving, changed=changed
    )
    return await _told(store, article_id, saving, outcome)


async def _again(
    store: Store, article_id: int, saving: Saving, draft: ArticleDraft | None = None, outcome: Outcome = "known"
) -> Saved:
    if not await saves.save_again(store, article_id, saving, draft):
        raise _removed_meanwhile()
    return await _told(store, article_id, saving, outcome)


async def _told(store: Store, article_id: int, saving: Saving, outcome: Outcome) -> Saved:
    saved = await savings.load_saved(store, Scope(saving.guild_id), article_id)
    if saved is None:
        raise _removed_meanwhile()
    return replace(saved, outcome=outcome)


def _removed_meanwhile() -> UserError:
    return UserError("Somebody removed this article just now.", "Save it again if that was a mistake.")


def _has_changed(stored: Article, draft: ArticleDraft, analysis: Analysis) -> bool:
    """Whether a word of the title or of the text differs; what a page puts around its article doesn't count."""
    before = (stored.title, *_lines(stored.text, stored.sentences))
    after = (draft.title, *_lines(draft.text, analysis.sentences))
    return _WORD.findall(" ".join(before).casefold()) != _WORD.findall(" ".join(after).casefold())


def _lines(text: str, sentences: Sequence[tuple[int, int, Role]]) -> list[str]:
    return [text[start:end] for start, end, role in sentences if role != "boilerplate"]


def _lock(*key: object) -> asyncio.Lock:
    key = tuple(id(part) if isinstance(part, Store) else part for part in key)
    return _locks.setdefault(key, asyncio.Lock())
