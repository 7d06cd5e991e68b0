"""`/summary` on a simulated Discord: options, buttons, empty states, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.reports import HARBOUR, HARBOUR_2, LIBRARY
from tests.conftest import Room, Save, all_components, text_of


async def test_one_story_is_told_in_its_sentences(room: Room, save: Save) -> None:
    """Every line is a sentence of the article, and under it stands the source, linked."""
    await save(HARBOUR)
    reply = await room.ask("summary")
    assert HARBOUR[0] in reply
    told = [line for line in reply.splitlines() if line and line in HARBOUR[1]]
    assert len(told) == 5
    assert reply.count("Example Courier <https://example.org/harbour>") >= len(told)


async def test_several_stories_the_most_covered_first(room: Room, save: Save) -> None:
    """Two reports of one event are one story, with both sources; it stands before the lone one."""
    await save(LIBRARY, HARBOUR, HARBOUR_2)
    reply = await room.ask("summary")
    assert "Reported by Example Courier" in reply
    assert "Example Gazette <https://example.org/fishermen>" in reply
    assert reply.index("ostmark".title()) < reply.index(LIBRARY[0])


async def test_topic_narrows_the_articles(room: Room, save: Save) -> None:
    """Only what is about the topic is told."""
    await save(LIBRARY, HARBOUR)
    reply = await room.ask("summary", topic="library")
    assert LIBRARY[0] in reply
    assert "Ostmark" not in reply


async def test_a_name_with_the_stem_of_the_topic_is_another_word(room: Room, save: Save) -> None:
    """Who asks about Harris is not told of Harry: nothing, or only the article that names Harris."""
    await save(("Harry walks", "Harry Lund walked from Kalmet to Ostmark in nine days, his club said.\n" * 6, {}))
    assert "No article about “Harris” here" in await room.ask("summary", topic="Harris")
    await save(("A mayor", "Ada Harris was elected mayor of Kalmet on Sunday with 51 of 90 votes.\n" * 6, {}))
    reply = await room.ask("summary", topic="Harris")
    assert "Ada Harris" in reply
    assert "Lund" not in reply
    assert "1 article read" in reply


async def test_period_leaves_out_older_articles(room: Room, save: Save) -> None:
    """A week does not reach back twenty days; a month does."""
    await save(LIBRARY, HARBOUR)
    assert LIBRARY[0] not in await room.ask("summary", period="week")
    assert LIBRARY[0] in await room.ask("summary", period="month")


async def test_length_says_how_many_sentences(room: Room, save: Save) -> None:
    """Three, five, and at most as many as there are."""
    await save(HARBOUR)
    counts = []
    for length in ("short", "medium", "long"):
        reply = await room.ask("summary", length=length)
        counts.append(sum(line in HARBOUR[1] for line in reply.splitlines() if line))
    assert counts[:2] == [3, 5]
    assert counts[2] >= counts[1]


async def test_scope_of_channel_and_server(room: Room, save: Save) -> None:
    """An article of another channel appears with `scope: whole server` alone; the library always."""
    await room.ask("help")
    await save(HARBOUR, guild_id=room.guild.id, channel_id=room.lounge.id)
    await save(LIBRARY)
    assert HARBOUR[0] not in await room.ask("summary")
    assert LIBRARY[0] in await room.ask("summary")
    assert HARBOUR[0] in await room.ask("summary", scope="server")


async def test_shorter_and_longer_change_the_message(room: Room, save: Save) -> None:
    """The asker's press edits the answer in place."""
    await save(HARBOUR)
    result = await room.anna.slash(room.news, "summary")
    before = text_of(result)
    await room.anna.click(result.response, label="Shorter")
    after = text_of(result)
    assert len(after) < len(before)
    await room.anna.click(result.response, label="Longer")
    assert text_of(result) == before


async def test_another_person_gets_a_copy(room: Room, save: Save) -> None:
    """Who did not ask sees their own version; the answer stays as it was."""
    await save(HARBOUR)
    result = await room.anna.slash(room.news, "summary")
    before = text_of(result)
    pressed = await room.ben.click(result.response, label="Shorter")
    assert text_of(result) == before
    assert pressed.ephemeral
    assert len(text_of(pressed)) < len(before)


async def test_sources_and_quotes_buttons(room: Room, save: Save) -> None:
    """Sources lists the articles; the quotes button what their people say, both for the presser alone."""
    await save(HARBOUR, HARBOUR_2)
    result = await room.anna.slash(room.news, "summary")
    sources = await room.anna.click(result.response, label="Sources")
    assert sources.ephemeral
    assert HARBOUR[0] in text_of(sources)
    assert HARBOUR_2[0] in text_of(sources)
    said = await room.anna.click(result.response, label="Who said what")
    assert said.ephemeral
    assert "Tilda Brandt" in text_of(said)
    assert "We would rather lose a month than a quay" in text_of(said)


async def test_an_article_can_be_read_from_the_answer(room: Room, save: Save) -> None:
    """The menu opens the text as it is kept, every word of it."""
    ids = await save(HARBOUR)
    result = await room.anna.slash(room.news, "summary")
    opened = await room.anna.select(result.response, [str(ids[0])])
    assert opened.ephemeral
    assert "".join(HARBOUR[1].split()) in "".join(text_of(opened).split())


async def test_private_answers(room: Room, save: Save) -> None:
    """With `private` only the asker sees the answer."""
    await save(HARBOUR)
    assert (await room.anna.slash(room.news, "summary", private=True)).ephemeral
    assert not (await room.anna.slash(room.news, "summary")).ephemeral


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "No articles are stored yet"),
        ({"topic": "harbour"}, "No articles are stored yet"),
    ],
)
async def test_an_empty_library_says_what_to_do(room: Room, options: dict[str, Any], says: str) -> None:
    """The empty state names the remedy."""
    reply = await room.ask("summary", **options)
    assert says in reply
    assert "python -m bot import" in reply


async def test_nothing_that_fits_says_what_to_try(room: Room, save: Save) -> None:
    """A topic nobody wrote about, and a period without articles, each name the way out."""
    await save(LIBRARY)
    reply = await room.ask("summary", topic="volcano", period="today")
    assert "volcano" in reply
    assert "period" in reply
    assert "topic" in reply


async def test_buttons_answer_after_a_restart(room: Room, save: Save) -> None:
    """Their state is in the message, not in the process."""
    await save(HARBOUR)
    result = await room.anna.slash(room.news, "summary")
    before = text_of(result)
    from bot.client import VerbatimClient
    from bot.settings import Settings

    await room.env.restart_bot(VerbatimClient(room.store, Settings(), now=room.env.bot.now))
    await room.anna.click(result.response, label="Shorter")
    assert len(text_of(result)) < len(before)


async def test_every_answer_is_within_the_limits(room: Room, save: Save) -> None:
    """Twenty-five long articles: 40 components and 4,000 characters at most."""
    await save(*((f"{n} {HARBOUR[0]}", f"{n} " + HARBOUR[1] * 3, {"source": f"Paper {n}"}) for n in range(25)))
    result = await room.anna.slash(room.news, "summary", length="long")
    parts = all_components(result.response.components)
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) <= 4000
