"""After an update: what is stored is read anew by the engine as it is now, beside everything else the bot does."""

from __future__ import annotations

import asyncio
import logging
import time

from bot.errors import UserError
from bot.ingest.door import Door
from bot.services.analyse import analyse
from bot.store import Store
from bot.store.article import renewal
from bot.store.meta import get_meta, set_meta
from bot.store.opening import RENEWAL
from summaries import ENGINE

log = logging.getLogger(__name__)
BATCH = 20  # articles between two notes of how far it is
SHARE = 0.5  # of the time, at most: what people ask for meanwhile comes first


async def renew(store: Store, door: Door, engine: str = ENGINE) -> int:
    """Analyse what another engine than this read; how many articles that were.

    A crash costs a batch: the next call goes on. Administrators' corrections stay. An article that can't be
    analysed keeps what was found before.
    """
    reader, after, upto = (await get_meta(store, RENEWAL) or "- 0 0").split()
    if reader != engine:
        after, upto = "0", str(await renewal.newest_article(store))
        await set_meta(store, RENEWAL, f"{engine} {after} {upto}")
    renewed, last = 0, int(after)
    while batch := await renewal.articles_after(store, last, int(upto), BATCH):
        began = time.monotonic()
        for article_id, draft in batch:
            last = article_id
            try:
                renewed += await renewal.renew_article(store, article_id, *await door.run(analyse, draft))
            except UserError as error:
                log.warning("article %d keeps its analysis: %s", article_id, error)
        await set_meta(store, RENEWAL, f"{engine} {last} {upto}")
        await asyncio.sleep((time.monotonic() - began) * (1 / SHARE - 1))
    if renewed:
        log.info("%d articles read anew by engine %s", renewed, engine)
    return renewed
