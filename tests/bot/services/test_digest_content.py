"""What digests hold, over a week of articles: nothing twice, nothing lost, and every line stands in its article."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.ingest.files import article_files, parse_article, read_bytes
from bot.records import ArticleDraft, Scope
from bot.records.digest import Digest, Fate, Schedule, ScheduleDraft, Slot, State, Told, WallTime
from bot.records.questions import Length
from bot.services.analyse import analyse
from bot.services.digest.posting import Desk, Refused, find_work
from bot.services.digest.slots import next_due
from bot.store import Store, open_store
from bot.store.article import articles, saving
from bot.store.digest import digests, schedules

PROJECT = Path(__file__).resolve().parents[3]
MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, CHANNEL, ANNA = 10, 20, 30


@dataclass
class Paper:
    """A poster that keeps what it is given, a clock, and the store of a server with one schedule."""

    store: Store
    now: datetime = MONDAY
    posted: list[Digest] = field(default_factory=list)
    saved: int = 0

    async def post(self, schedule: Schedule, slot: Slot, digest: Digest) -> int:
        """Keeps it; every message has another id."""
        self.posted.append(digest)
        return len(self.posted)

    def fitted(self, digest: Digest) -> Digest:
        """All of it fits."""
        return digest

    async def find(self, schedule: Schedule, slot: Slot) -> int | None:
        """Nothing is looked for: nothing crashes here."""
        return None

    async def tell(self, schedule: Schedule, refused: Refused, paused: bool) -> None:
        """Nothing is refused here."""
        raise AssertionError(refused)

    async def schedule(self, length: Length = Length.MEDIUM, topic: str | None = None) -> Schedule:
        """A digest every day at six in the evening, UTC."""
        draft = ScheduleDraft(GUILD, CHANNEL, WallTime(18 * 60, "UTC"), ANNA, topic, length, whole_guild=True)
        return await schedules.add_schedule(self.store, draft, next_due(draft.when, self.now), 0, self.now)

    async def save(self, *given: tuple[str, str, str]) -> list[int]:
        """Saves (source, title, text) through the real analysis, one after the other."""
        ids = []
        for source, title, text in given:
            self.saved += 1
            draft = ArticleDraft(f"a{self.saved}", "1", title, text, source=source, published=self.now)
            ids += await saving.save_articles(self.store, [analyse(draft)], guild_id=GUILD, channel_id=CHANNEL)
        return ids

    async def save_seeds(self) -> list[int]:
        """Saves the articles that a new installation starts with."""
        drafts = [
            parse_article(read_bytes(path), origin=path.name, digest="1", markdown=path.suffix == ".md")
            for path in article_files(PROJECT / "seeds")
        ]
        return await saving.save_articles(self.store, list(map(analyse, drafts)), guild_id=GUILD, channel_id=CHANNEL)

    async def evening(self) -> Digest | None:
        """The digest of this day, None where none was posted; afterwards it is noon of the next."""
        before = len(self.posted)
        self.now = self.now.replace(hour=18, minute=1)
        for work in await find_work(Desk(self.store, self, lambda: self.now, "paper"), 10):
            await work.do()
        self.now += timedelta(hours=17, minutes=59)
        return self.posted[-1] if len(self.posted) > before else None

    async def why(self, article_id: int) -> list[Told]:
        """What became of an article, the newest digest first."""
        return await digests.told(self.store, GUILD, article_id)


@pytest.fixture
async def paper(tmp_path: object) -> AsyncIterator[Paper]:
    """An empty server."""
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path}/verbatim.db") as store:
        yield Paper(store)


def lines_of(digest: Digest) -> list[str]:
    """Every line that a digest shows: of its stories, and of its statements."""
    told = [line.text for story in digest.stories for line in story.lines]
    return [*told, *("".join(text for text, _ in one.passage) for one in digest.statements)]


def sources_of(digest: Digest) -> list[set[str | None]]:
    """Who reports each story."""
    return [{article.source for article in story.articles} for story in digest.stories]


FERRY = (
    "The ferry Marlind ran aground off Skarholm on Monday morning with 212 people on board, the coast guard said. "
    "All passengers were brought ashore in lifeboats within three hours. "
    "“The steering failed without any warning,” said captain Ingrid Solvang, who has commanded the ship since 2019. "
    "The coast guard closed the strait of Skarholm to all traffic until the evening. "
    "Two people were treated in Skarholm hospital for bruises. "
    "The operator Nordline has cancelled the remaining crossings of the Marlind this week."
)
FERRY_TOO = (
    "More than 200 people were rescued from the ferry Marlind after it struck rocks near Skarholm on Monday. "
    "“I have never seen a strait emptied so quickly,” said harbour master Tomas Brekke. "
    "Nordline, which operates the Marlind, said its crossings are cancelled for the rest of the week. "
    "Captain Ingrid Solvang and her crew of eighteen stayed on board until the last passenger had left."
)
FERRY_ON = (
    "Investigators have recovered the voyage recorder of the ferry Marlind, which ran aground off Skarholm. "
    "The recorder shows that the rudder pump of the Marlind lost pressure four minutes before the ship struck rocks. "
    "“We will publish the whole recording by the end of April,” said chief investigator Maren Falk. "
    "Nordline has withdrawn two sister ships of the Marlind from service for an inspection of their pumps."
)
BRIDGE = (
    "The council of Oberwalsen voted on Monday to rebuild the old mill bridge in stone instead of steel. "
    "The work will cost 4.2 million euros and take two summers. "
    "“A bridge that was built in 1780 deserves a mason and no welder,” said mayor Petra Hollin. "
    "Pedestrians have used a detour of two kilometres since the flood in November."
)


async def test_a_story_is_told_once_with_every_source_that_reports_it(paper: Paper) -> None:
    await paper.schedule()
    await paper.save(("Coast Post", "Ferry runs aground", FERRY), ("Daily Tide", "Rescue off Skarholm", FERRY_TOO))
    await paper.save(("Oberwalsen Bote", "Bridge to be rebuilt", BRIDGE))
    digest = await paper.evening()
    assert digest is not None
    assert [{a.source for a in s.articles} for s in digest.stories] == [
        {"Coast Post", "Daily Tide"},
        {"Oberwalsen Bote"},
    ]
    assert [len(story.lines) for story in digest.stories] == [2, 2]
    speakers = [one.speaker for one in digest.statements]
    assert {"Tomas Brekke", "Petra Hollin"} <= set(speakers)
    assert len(speakers) == len(set(speakers)) <= 3
    assert len(lines_of(digest)) == len(set(lines_of(digest)))


async def test_a_development_shows_only_what_is_new(paper: Paper) -> None:
    await paper.schedule()
    await paper.save(("Coast Post", "Ferry runs aground", FERRY))
    first = await paper.evening()
    await paper.save(("Daily Tide", "Recorder recovered", FERRY_ON))
    second = await paper.evening()
    assert first is not None
    assert second is not None
    assert [story.is_update for story in first.stories] == [False]
    assert [(story.is_update, {a.source for a in story.articles}) for story in second.stories] == [
        (True, {"Daily Tide"})
    ]
    assert not set(lines_of(first)) & set(lines_of(second))


async def test_what_a_line_quotes_is_not_told_again_as_a_statement(paper: Paper) -> None:
    await paper.schedule(Length.LONG)
    straight = FERRY_ON.replace("“", '"').replace("”", '"')
    await paper.save(("Coast Post", "Recorder recovered", FERRY_ON), ("Daily Tide", "The recorder", straight))
    digest = await paper.evening()
    assert digest is not None
    shown = " ".join(lines_of(digest))
    assert shown.count("We will publish the whole recording") == 1


async def test_the_same_news_again_is_not_posted_and_says_why(paper: Paper) -> None:
    await paper.schedule(Length.LONG)
    await paper.save(("Coast Post", "Ferry runs aground", FERRY))
    first = await paper.evening()
    assert first is not None
    (again,) = await paper.save(("Late News", "The ferry Marlind aground", " ".join(lines_of(first))))
    assert await paper.evening() is None
    (told,) = await paper.why(again)
    assert (told.item.fate, told.slot.state) == (Fate.NOTHING_NEW, State.EMPTY)


async def test_what_a_topic_leaves_out_is_named_with_the_topic(paper: Paper) -> None:
    await paper.schedule(topic="bridge")
    (ferry,) = await paper.save(("Coast Post", "Ferry runs aground", FERRY))
    (bridge,) = await paper.save(("Oberwalsen Bote", "Bridge to be rebuilt", BRIDGE))
    digest = await paper.evening()
    assert digest is not None
    assert [story.headline for story in digest.stories] == ["Bridge to be rebuilt"]
    assert [(told.item.fate, told.item.filter) for told in await paper.why(ferry)] == [(Fate.EXCLUDED, "topic: bridge")]
    assert [told.item.fate for told in await paper.why(bridge)] == [Fate.CARRIED]


async def test_a_name_with_the_stem_of_the_topic_is_another_word(paper: Paper) -> None:
    """As in a summary: an article on Harry says nothing of Harris."""
    await paper.schedule(topic="Harris")
    (harry,) = await paper.save(("Coast Post", "Harry walks", "Harry Lund walked to Oberwalsen in nine days."))
    assert await paper.evening() is None
    assert [(told.item.fate, told.item.filter) for told in await paper.why(harry)] == [(Fate.EXCLUDED, "topic: Harris")]


PLACES = ("Ardun", "Belmora", "Corvale", "Dunwick", "Eskar", "Falmere", "Gortland", "Hexley", "Ivenna", "Jorvik Bay")
WORKS = ("a hospital", "a tram line", "a library", "a water tower", "a school", "a fish market", "a solar field")
NAMES = ("Mira Toldan", "Jonas Ekwere", "Lena Marsh", "Omar Haddin", "Sofia Brandt", "Pavel Rusk", "Aiko Tanaba")
DOUBTS = ("drains", "costs", "noise", "traffic", "trees", "rents", "jobs", "winters", "fees", "roofs")


def generated(random: Random, number: int) -> tuple[str, str, str]:
    """An invented article of five sentences, no two alike."""
    place, work, name = random.choice(PLACES), random.choice(WORKS), random.choice(NAMES)
    one, two = random.sample(DOUBTS, 2)
    return (
        f"Paper {number % 7}",
        f"{place} gets {work}",
        f"{place} builds {work} for {number + 3} million crowns, the council decided after {number + 11} sessions. "
        f"Residents of district {number} had asked for it since the {one} of {1900 + number} became a burden. "
        f"“We have listened to everybody who worried about {one} and {two} in district {number},” said {name}. "
        f"The first stone of number {number} is to be laid after {number + 2} months of planning. "
        f"Critics counted {number * 7 + 5} letters against the plan, most of them about {two}.",
    )


@pytest.mark.parametrize("length", list(Length))
async def test_over_a_week_nothing_is_told_twice_and_nothing_is_lost(paper: Paper, length: Length) -> None:
    random = Random(6)
    await paper.schedule(length)
    every: list[int] = []
    seen: list[str] = []
    for day in range(7):
        today = [generated(random, day * 40 + at) for at in range(random.choice((0, 3, 40)))]
        if day in {1, 3}:
            today += [("Coast Post", "Ferry", FERRY if day == 1 else FERRY_ON), ("Daily Tide", "Rescue", FERRY_TOO)]
        every += await paper.save(*today)
        if day == 4:
            every += await paper.save_seeds()
        digest = await paper.evening()
        if digest is not None:
            seen += lines_of(digest)
            await _stands_in_its_articles(paper.store, digest)
    assert len(paper.posted) >= 3
    assert len(seen) == len(set(seen))
    for article_id in every:
        assert len(await paper.why(article_id)) == 1, "an article is considered in one digest, and in one only"


async def _stands_in_its_articles(store: Store, digest: Digest) -> None:
    for story in digest.stories:
        for line in story.lines:
            (article,) = await articles.load_articles(store, Scope(GUILD), [line.article.id])
            assert line.text in article.text
    for statement in digest.statements:
        (article,) = await articles.load_articles(store, Scope(GUILD), [statement.sources[0].article.id])
        assert "".join(text for text, _ in statement.passage) in article.text
    shown = [line for item in digest.items for line in item.lines]
    assert {line.text for story in digest.stories for line in story.lines} <= set(shown)


async def test_composed_again_a_digest_is_the_same(paper: Paper) -> None:
    from bot.services.digest.content import compose

    schedule = await paper.schedule()
    await paper.save(*(generated(Random(at), at) for at in range(12)))
    once, again = [await compose(paper.store, schedule, 0, 10_000) for _ in range(2)]
    assert once == again
