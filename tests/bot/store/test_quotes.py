"""What people said: newest first, told once, in context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from bot.records import Scope
from bot.store import Store
from bot.store.article.articles import save_articles
from bot.store.article.sayings import sayings_of
from bot.store.person.people import find_people
from bot.store.person.quotes import find_statements, load_quote, statements_of_articles
from summaries.document import Role
from tests.bot.store.making import NOW, drafted

HERE = Scope(1)
PORT = "The northern port will open again on Monday for all merchant vessels"


async def _ids(store: Store, scope: Scope, name: str) -> tuple[int, ...]:
    (hit,) = await find_people(store, scope, name)
    return hit.ids


async def test_words_are_slices_of_the_text_and_the_newest_comes_first(store: Store) -> None:
    older = drafted("a", f"[Mara Lindqvist|“{PORT}.”] she said.", days=-3)
    newer = drafted("b", "It was late. [Mara Lindqvist|“We are ready,”] she said.", days=-1)
    await save_articles(store, [older, newer], guild_id=1)
    page = await find_statements(store, HERE, await _ids(store, HERE, "Lindqvist"))
    assert [statement.words for statement in page.items] == [("“We are ready,”",), (f"“{PORT}.”",)]
    assert page.total == 2
    (source,) = page.items[0].sources
    found = await load_quote(store, HERE, source.quote_id)
    assert found is not None
    article, spans, statement = found
    assert [article.text[start:end] for start, end in spans] == ["“We are ready,”"]
    assert statement == page.items[0]
    assert statement.speaker == "Mara Lindqvist"


async def test_a_statement_of_several_articles_is_one_with_all_its_sources(store: Store) -> None:
    await save_articles(
        store,
        [
            drafted("a", f"[Mara Lindqvist|“{PORT}.”] she said.", days=-3),
            drafted("b", f"[Mara Lindqvist|“We are glad: {PORT.lower()}!”] she said.", days=-2),
            drafted("c", f"[Mara Lindqvist|{PORT.replace('will', 'will not')}] she said.", days=-1),
        ],
        guild_id=1,
    )
    page = await find_statements(store, HERE, await _ids(store, HERE, "Lindqvist"))
    assert [[source.article.id for source in item.sources] for item in page.items] == [[3], [2, 1]]
    assert page.total == 2


async def test_library_and_guild_tell_a_statement_once(store: Store) -> None:
    await save_articles(store, [drafted("a", f"[Mara Lindqvist|“{PORT}.”] she said.", days=-3)], guild_id=1)
    await save_articles(store, [drafted("b", f"[Mara Lindqvist|“{PORT},”] she said.", days=-1)], guild_id=None)
    await save_articles(store, [drafted("c", f"[Mara Lindqvist|“{PORT},”] she said.", days=-2)], guild_id=2)
    for scope, articles in ((Scope(1), [2, 1]), (Scope(2), [2, 3]), (Scope(None), [2]), (Scope(3), [2])):
        ids = await _ids(store, scope, "Mara Lindqvist")
        page = await find_statements(store, scope, ids)
        assert page.total == 1
        assert [source.article.id for source in page.items[0].sources] == articles
        (hit,) = await find_people(store, scope, "Mara Lindqvist")
        assert hit.statements == 1
        assert [item.sources for item in await statements_of_articles(store, scope, [2], 5)] == [page.items[0].sources]
        recent = await find_statements(store, scope, ids, since=NOW - timedelta(days=1))
        assert recent == page


async def test_a_topic_is_searched_in_the_sentence_and_the_title(store: Store) -> None:
    await save_articles(
        store,
        [
            drafted("a", "[Mara Lindqvist|“We wait,”] she said of the elections. The harbour is shut", title="Fishing"),
            drafted("b", "[Mara Lindqvist|“We go on,”] she said.", title="Budget"),
        ],
        guild_id=1,
    )
    ids = await _ids(store, HERE, "Lindqvist")
    for topic, words in {
        "election": ["“We wait,”"],
        "budget": ["“We go on,”"],
        "harbour": [],
        "fishing wait": ["“We wait,”"],
    }.items():
        page = await find_statements(store, HERE, ids, topic=topic)
        assert [item.words[0] for item in page.items] == words
        assert page.total == len(words)


async def test_direct_only_leaves_out_what_is_reported(store: Store) -> None:
    await save_articles(store, [drafted("a", "[Mara Lindqvist|“We wait,”] she said.", days=-2)], guild_id=1)
    await save_articles(
        store, [drafted("b", "[Mara Lindqvist|She would wait] she said.", kind="indirect", days=-1)], guild_id=1
    )
    await save_articles(store, [drafted("c", "[Mara Lindqvist|We wait] she said.", kind="mixed", days=0)], guild_id=1)
    ids = await _ids(store, HERE, "Lindqvist")
    assert [item.kind for item in (await find_statements(store, HERE, ids)).items] == ["mixed", "indirect"]
    direct = await find_statements(store, HERE, ids, direct_only=True)
    assert [(item.kind, len(item.sources)) for item in direct.items] == [("direct", 1)]
    assert direct.total == 1


async def test_the_statements_of_one_article_stand_in_its_order(store: Store) -> None:
    """Newest article first, and in each the order of the text, over pages too."""
    said = ["“We begin,”", "“We go on,”", "“We end,”"]
    for origin, days in (("a", -2), ("b", -1)):
        text = " ".join(f"[Mara Lindqvist|{words.replace('We', f'We of {origin}')}] she said." for words in said)
        await save_articles(store, [drafted(origin, text, days=days)], guild_id=1)
    ids = await _ids(store, HERE, "Lindqvist")
    pages = [await find_statements(store, HERE, ids, limit=2, offset=offset) for offset in (0, 2, 4)]
    told = [item.words[0] for page in pages for item in page.items]
    assert told == [words.replace("We", f"We of {origin}") for origin in "ba" for words in said]


def test_many_quotations_are_filed_in_one_look_at_the_sentences() -> None:
    """An article may have thousands of both; each quotation stands in all the sentences that it touches."""
    looks = []

    class Watched(tuple[tuple[int, int, Role], ...]):
        """Notes every look at all of it."""

        def __iter__(self) -> Iterator[tuple[int, int, Role]]:
            looks.append(1)
            return super().__iter__()

    text = "\n".join("[Mara Lindqvist|“We sail. We sail again,”] she said then. It rained." for _ in range(60))
    draft, analysis = drafted("a", text)
    ends = [found.end() for found in re.finditer(r"[.”]( |\n|$)|then\.", draft.text)]
    sentences: list[tuple[int, int, Role]] = [
        (start, end, "body") for start, end in pairwise([0, *ends]) if draft.text[start:end].strip()
    ]
    analysis = replace(analysis, sentences=Watched(sentences))
    filed = list(sayings_of(1, draft, analysis, NOW))
    assert len(filed) == 60
    assert len(looks) < 5
    for one in filed:
        start, end = one.spans[0]
        touched = [(a, b) for a, b, _ in sentences if a < end and b > start]
        assert len(touched) > 1
        assert one.context == (touched[0][0], touched[-1][1])
