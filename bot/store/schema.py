"""The tables as SQLAlchemy sees them. What makes them (constraints, indexes, triggers) is in `migrations`.

`owner` is the guild's id, or 0 for the library: what an index can look up where `guild_id` is null. Every
table of people is filed by owner, so that one guild's people never appear behind another's names.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    Column,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    bindparam,
    select,
)
from sqlalchemy import table as sql_table
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator

LIBRARY = 0
"""The owner of the library's rows. No Discord id is 0."""

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970 of an aware datetime; a naive one is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return (moment - _EPOCH) // _SECOND


def moment(seconds: int) -> datetime:
    """What `epoch` was given, in UTC."""
    return _EPOCH + seconds * _SECOND


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole seconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else epoch(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


def among(name: str) -> BindParameter[Any]:
    """A parameter for IN: statements that are built once, with parameters, cost a tenth of those built anew."""
    return bindparam(name, expanding=True)


async def take_ids(connection: AsyncConnection, table: Table, count: int) -> range:
    """Ids for new rows, none of which any row ever had; for the writer alone.

    SQLite promises no order for what RETURNING gives back, and rows one at a time are slow.
    """
    sequence = sql_table("sqlite_sequence", Column("name"), Column("seq"))
    last = await connection.execute(select(sequence.c.seq).where(sequence.c.name == table.name))
    first = (last.scalar_one_or_none() or 0) + 1
    return range(first, first + count)


metadata = MetaData()


guild = Table(
    "guild",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger),
    Column("owner", BigInteger, nullable=False),
    Column("version_of", Integer),  # the current version, for a superseded one
    Column("superseded_at", Moment),
    Column("origin", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("url", Text),
    Column("source", Text),
    Column("author", Text),
    Column("published", Moment),
    Column("saved_at", Moment, nullable=False),
    Column("dated", Moment, nullable=False),  # published, or saved_at where that is unknown: what lists are ordered by
    Column("language", Text),
    Column("words", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("sentences", Text, nullable=False),  # [start, end, role] of each, as JSON
    Column("text", Text, nullable=False),  # last, so that reading a card never walks its overflow pages
)

article_channel = Table(
    "article_channel",
    metadata,
    Column("article_id", Integer, primary_key=True),
    Column("channel_id", BigInteger, primary_key=True),
    Column("owner", BigInteger, nullable=False),
    Column("dated", Moment, nullable=False),  # both of the article, so that a channel's list is one index
    Column("added_at", Moment, nullable=False),
)

article_source = Table(  # where an article was found: its own origin, and those of its copies elsewhere
    "article_source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("owner", BigInteger, nullable=False),
    Column("origin", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("url", Text),
    Column("name", Text),
    Column("title", Text, nullable=False),
    Column("author", Text),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
)

article_key = Table(  # hashes of the text, by which copies of it are found
    "article_key",
    metadata,
    Column("owner", BigInteger, primary_key=True),
    Column("key", BigInteger, primary_key=True),
    Column("article_id", Integer, primary_key=True),
)

saving = Table(  # every time somebody saved an article in a channel
    "saving",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("owner", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("user_id", BigInteger),
    Column("from_message", Boolean, nullable=False),  # whether it ends with the message
    Column("saved_at", Moment, nullable=False),
)

removed = Table(  # what a removal can be undone from
    "removed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("removed_at", Moment, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("kept", Text, nullable=False),
)

quota_use = Table(  # savings of a day; user 0 is the server as a whole
    "quota_use",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("uses", Integer, nullable=False),
)

watched_channel = Table(
    "watched_channel",
    metadata,
    Column("channel_id", BigInteger, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("since", Moment, nullable=False),
)

backfill = Table(  # readings of a channel's history
    "backfill",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("report_channel_id", BigInteger, nullable=False),
    Column("report_message_id", BigInteger),
    Column("since", Moment),
    Column("last_message_id", BigInteger, nullable=False, server_default="0"),
    Column("messages", Integer, nullable=False, server_default="0"),
    Column("saved", Integer, nullable=False, server_default="0"),
    Column("known", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False, server_default="running"),
    Column("reason", Text),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger),
    Column("owner", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("statements", Integer, nullable=False),
)

person_name = Table(
    "person_name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("uses", Integer, nullable=False),  # quotations that give this form
)

person_key = Table(  # what a person may begin to type
    "person_key",
    metadata,
    Column("owner", BigInteger, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("person_id", Integer, primary_key=True),
    Column(
        "statements", Integer, nullable=False, server_default="0"
    ),  # of the person, so that the most quoted come first from an index
)

person_sound = Table(  # how the parts of a name sound, whatever their spelling
    "person_sound",
    metadata,
    Column("owner", BigInteger, primary_key=True),
    Column("skeleton", Text, primary_key=True),
    Column("person_id", Integer, primary_key=True),
)

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger),
    Column("person_id", Integer),
    Column("library_id", Integer),  # the library's row of the same statement, for a guild's
    Column("newest", Moment, nullable=False),  # of all its articles, the library's included
    Column("newest_direct", Moment),  # of those that quote it directly
)

statement_key = Table(  # hashes of a person and of how a statement begins and ends: where its retellings are found
    "statement_key",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("statement_id", Integer, primary_key=True),
)

quote = Table(
    "quote",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("statement_id", Integer, nullable=False),
    Column("article_id", Integer, nullable=False),
    Column("person_id", Integer),
    Column("name_id", Integer),  # the form of the name that this article gives
    Column("kind", Text, nullable=False),
    Column("cue", Text),
    Column("mention", Text),
    Column("dated", Moment, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("spans", Text, nullable=False),  # [start, end] of each, as JSON
    Column("context_start", Integer, nullable=False),  # the sentences around it: what a topic is searched in
    Column("context_end", Integer, nullable=False),
    Column("correction_id", Integer),  # for a guild's copy, filed under whom an administrator named
)

correction = Table(  # of the speaker of one article's quotation, for one guild
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("act", Integer, nullable=False),  # those that were made at once are undone at once
    Column("owner", BigInteger, nullable=False),  # of the article
    Column("origin", Text, nullable=False),
    Column("letters", BigInteger, nullable=False),  # hash of all words of the quotation
    Column("found", Text),  # the speaker that the engine named
    Column("verdict", Text, nullable=False),
    Column("speaker", Text),
    Column("corrected_by", BigInteger, nullable=False),
    Column("corrected_at", Moment, nullable=False),
)

correction_key = Table(  # hashes of how the words begin and end: where the quotation is found again
    "correction_key",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("correction_id", Integer, primary_key=True),
)

hidden_quote = Table(  # what a guild does not see as the engine filed it
    "hidden_quote",
    metadata,
    Column("quote_id", Integer, primary_key=True),
    Column("guild_id", BigInteger, primary_key=True),
    Column("correction_id", Integer, nullable=False),
)

article_people = Table(
    "article_people",
    metadata,
    Column("article_id", Integer, primary_key=True),
    Column("people", Text, nullable=False),  # [name, what the article says they are] of each, as JSON
)
