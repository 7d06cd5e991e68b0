"""Saving one article, however it comes: a link, a file, a text, or a draft that a feed has made."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.records import ArticleDraft
from bot.savings import DEFAULT_QUOTAS, Quotas, Saved, Saving
from bot.store import Store

if TYPE_CHECKING:
    from bot.ingest.door import Door


async def save_url(
    store: Store, door: Door, url: str, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Fetch the article behind a link and save it. Raises UserError (DoorError too) naming cause and remedy."""
    raise NotImplementedError


async def save_file(
    store: Store, door: Door, name: str, data: bytes, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Save the article in a file's bytes. Raises UserError naming cause and remedy."""
    raise NotImplementedError


async def save_text(
    store: Store, door: Door, title: str, source: str | None, text: str, saving: Saving, now: datetime,
    quotas: Quotas = DEFAULT_QUOTAS,
) -> Saved:  # fmt: skip
    """Save a text that a person gives with its title. Raises UserError naming cause and remedy."""
    raise NotImplementedError


async def save_draft(
    store: Store, door: Door, draft: ArticleDraft, saving: Saving, now: datetime, quotas: Quotas = DEFAULT_QUOTAS
) -> Saved:
    """Save what came through the door: analysed in its child process, stored in one transaction.

    A crash leaves the article complete or absent. Raises UserError when a quota is reached.
    """
    raise NotImplementedError
