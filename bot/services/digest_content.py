"""What a digest holds: what arrived between two marks, seen beside what the schedule's earlier digests told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.digest import Digest, Fate, Item, Mark, Schedule, ScheduleDraft
from bot.services.composing import Composers
from bot.services.digest_stories import Material, tell
from bot.store import Store, arrivals, articles, digests, quotes, savings

MAX_ARTICLES = 200  # the last to arrive; what is older in a span is listed under "everything"
MAX_EARLIER = 200  # articles of earlier digests whose stories may go on
MAX_LINES = 2000  # articles of earlier digests none of whose lines is told again
MAX_STATEMENTS = 300
_COMPOSERS = Composers()


async def compose(store: Store, asked: ScheduleDraft, after: Mark, until: Mark, now: datetime) -> Digest | None:
    """The digest of what came within a schedule's sight after one mark, up to another; None where nothing came.

    Every article of the span is among its `items`. Where filters left out all that came, or nothing of it is new, it
    has no stories. Composed again for the same marks it is the same, as long as the articles are.
    """
    came = await arrivals.arrived(store, asked, after, until)
    if not came:
        return None
    fits = await arrivals.fitting(store, asked, came)
    wanted = [article_id for article_id in came if article_id in fits][-MAX_ARTICLES:]
    found = await articles.load_articles(store, asked.scope, wanted)
    told = await digests.told_before(store, asked.id, after, MAX_LINES) if isinstance(asked, Schedule) else []
    earlier = await articles.load_articles(store, asked.scope, [item.article_id for item in told[:MAX_EARLIER]])
    ids = [article.id for article in found]
    material = Material(
        found,
        earlier,
        {line for item in told for line in item.lines},
        {item.article_id: item.lines for item in told},
        await quotes.statements_of_articles(store, asked.scope, ids[::-1], MAX_STATEMENTS),
        await savings.sources_of(store, asked.scope, ids),
        await savings.first_savings(store, asked.scope, ids),
    )
    digest = await _COMPOSERS.run(tell, asked, material)
    told_now = {item.article_id for item in digest.items}
    rest = (
        Item(one, Fate.CUT) if one in fits else Item(one, Fate.EXCLUDED, filter=f"topic: {asked.topic}")
        for one in came
        if one not in told_now
    )
    return replace(digest, items=(*digest.items, *rest))
