"""What a digest holds: what arrived between two marks, seen beside what the schedule's earlier digests told."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.records import Article
from bot.records.digest import Digest, Fate, Item, Mark, Schedule, ScheduleDraft
from bot.records.questions import Line, Story
from bot.services.digest.composing import Composers
from bot.services.digest.stories import Material, tell
from bot.services.summarise import about
from bot.store import Store
from bot.store.article import articles, savings
from bot.store.digest import arrivals, claims, digests
from bot.store.digest.basis import bases
from bot.store.person import quotes

MAX_ARTICLES = 200  # the last to arrive; what is older in a span is listed under "everything"
MAX_EARLIER = 200  # articles of earlier digests whose stories may go on
MAX_LINES = 2000  # articles of earlier digests none of whose lines is told again
MAX_STATEMENTS = 300
_COMPOSERS = Composers()


async def compose(store: Store, asked: ScheduleDraft, after: Mark, until: Mark) -> Digest | None:
    """The digest of what came within a schedule's sight after one mark, up to another; None where nothing came.

    Every article of the span is among its `items`. Where filters left out all that came, or nothing of it is new, it
    has no stories. Composed again for the same marks it is the same, as long as the articles are. The articles of its
    stories come without their texts.
    """
    return await _COMPOSERS.run(store, _load, _tell, asked, after, until)


async def compose_early(store: Store, asked: Schedule) -> tuple[str, bytes]:
    """The digest of all that has come for a schedule until now, as `unpacked` takes it, with its basis (see `bases`).

    Both are read at one moment: what changes while the digest is composed makes its basis another one.
    """
    return await _COMPOSERS.run(store, _load_early, _tell_early, asked, apart=True) or ("", b"")


def unpacked(packed: bytes) -> Digest | None:
    """The digest that `compose_early` packed; None where nothing came."""
    digest: Digest | None = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own, and never out of memory
    return digest


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """What came for a schedule, which of it fits its topic, and what is to be told of that."""

    asked: ScheduleDraft
    came: Sequence[int]
    fits: Collection[int]
    material: Material


async def _load(store: Store, asked: ScheduleDraft, after: Mark, until: Mark) -> _Arrivals | None:
    async with store.snapshot():
        return await _read(store, asked, after, until)


async def _read(store: Store, asked: ScheduleDraft, after: Mark, until: Mark) -> _Arrivals | None:
    came = await arrivals.arrived(store, asked, after, until)
    if not came:
        return None
    fits = await arrivals.fitting(store, asked, came)
    wanted = [article_id for article_id in came if article_id in fits][-MAX_ARTICLES:]
    found = await articles.load_articles(store, asked.scope, wanted)
    told = await digests.told_before(store, asked.id, after, MAX_LINES) if isinstance(asked, Schedule) else []
    ids = [article.id for article in found]
    material = Material(
        found,
        await articles.load_articles(store, asked.scope, [item.article_id for item in told[:MAX_EARLIER]]),
        {line for item in told for line in item.lines},
        {item.article_id: item.lines for item in told},
        await quotes.statements_of_articles(store, asked.scope, ids[::-1], MAX_STATEMENTS),
        await savings.sources_of(store, asked.scope, ids),
        await savings.first_savings(store, asked.scope, ids),
    )
    return _Arrivals(asked, came, fits, material)


def _tell(arrived: _Arrivals) -> Digest:
    came = about(arrived.material.came, arrived.asked.topic)
    fits = set(arrived.fits).difference(one.id for one in arrived.material.came).union(one.id for one in came)
    digest = tell(arrived.asked, replace(arrived.material, came=came))
    told_now = {item.article_id for item in digest.items}
    topic = f"topic: {arrived.asked.topic}"
    rest = (
        Item(one, Fate.CUT) if one in fits else Item(one, Fate.EXCLUDED, filter=topic)
        for one in arrived.came
        if one not in told_now
    )
    light = _Light()
    return replace(
        digest,
        stories=tuple(map(light.story, digest.stories)),
        brief=tuple(map(light.story, digest.brief)),
        items=(*digest.items, *rest),
    )


class _Light:
    """Takes the texts out of stories: their lines are all that is shown, and digests are handed on by the thousand."""

    def __init__(self) -> None:
        self._articles: dict[int, Article] = {}

    def story(self, story: Story) -> Story:
        """The story without texts."""
        return replace(story, articles=self._all(story.articles), lines=tuple(map(self._line, story.lines)))

    def _line(self, line: Line) -> Line:
        return replace(line, article=self._article(line.article), also=self._all(line.also))

    def _all(self, articles_: Sequence[Article]) -> tuple[Article, ...]:
        return tuple(map(self._article, articles_))

    def _article(self, article: Article) -> Article:
        if article.id not in self._articles:
            self._articles[article.id] = replace(article, text="", sentences=())
        return self._articles[article.id]


async def _load_early(store: Store, asked: Schedule) -> tuple[str, _Arrivals | None]:
    async with store.snapshot():
        after = await claims.told_until(store, asked)
        until = max(after, await arrivals.newest_mark(store))
        (basis,) = await bases(store, [(asked, after, until)])
        return basis, await _read(store, asked, after, until)


def _tell_early(early: tuple[str, _Arrivals | None]) -> tuple[str, bytes]:
    basis, arrived = early
    return basis, zlib.compress(pickle.dumps(_tell(arrived) if arrived else None, pickle.HIGHEST_PROTOCOL), 1)
