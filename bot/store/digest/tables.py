"""The tables of digests: order of arrival, schedules, their slots, and what each digest held."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from bot.store.schema import Moment, metadata

arrival = Table(  # in the order of saving: of an article in its guild or the library, and in each of its channels
    "arrival",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("owner", BigInteger, nullable=False),
    Column("channel_id", BigInteger),
    Column("at", Moment, nullable=False),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("minute", Integer, nullable=False),  # of the day, by the zone's clocks
    Column("days", Integer, nullable=False),  # bits: Monday is 1
    Column("zone", Text, nullable=False),
    Column("topic", Text),
    Column("length", Text, nullable=False),
    Column("whole_guild", Integer, nullable=False),
    Column("role_id", BigInteger),
    Column("when_empty", Text, nullable=False),
    Column("grace_minutes", Integer, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("start", Integer, nullable=False),  # the arrival before its first digest
    Column("next_day", Text),  # the local date of the next slot; its instant is derived from it and kept for the index
    Column("next_at", Moment),
    Column("skip_day", Text),
    Column("paused_at", Moment),
    Column("pause_reason", Text),
    Column("failures", Integer, nullable=False, server_default="0"),  # slots refused for good since the last posted
    Column("told_at", Moment),  # when an administrator was told of the failure that still lasts
    Column("removed_at", Moment),
)

slot = Table(
    "slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schedule_id", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("after", Integer, nullable=False, server_default="0"),
    Column("until", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", Text),  # the process that works on it
    Column("held_until", Moment),  # the end of its lease, or the time of the next try
    Column("claimed_at", Moment),
    Column("sent_at", Moment),
    Column("settled_at", Moment),
    Column("message_id", BigInteger),
    Column("late", Integer, nullable=False, server_default="0"),
    Column("outcome", Text),
)

digest_item = Table(
    "digest_item",
    metadata,
    Column("slot_id", Integer, primary_key=True),
    Column("article_id", Integer, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("fate", Text, nullable=False),
    Column("story", Integer),
    Column("lines", Text, nullable=False),  # those shown, as JSON
    Column("filter", Text),
)
