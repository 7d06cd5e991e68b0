"""The tables of feeds as SQLAlchemy sees them; `schema` says how to read them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from bot.store.schema import Moment, metadata

feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger),
    Column("owner", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("site", Text),
    Column("channel_id", BigInteger),
    Column("include", Text, nullable=False),  # words apart by commas, as a person typed them
    Column("exclude", Text, nullable=False),
    Column("full_text", Boolean, nullable=False),
    Column("posts", Boolean, nullable=False),
    Column("silenced", Boolean, nullable=False, server_default="0"),  # wanted to post, and could not
    Column("state", Text, nullable=False),
    Column("added_by", BigInteger),
    Column("added_at", Moment, nullable=False),
    Column("removed_at", Moment),  # taken out, and kept a while in case it was a mistake
    Column("import_id", Integer),
    Column("primed_at", Moment),  # the first poll that succeeded: nothing older becomes an article
    Column("polled_at", Moment),
    Column("next_at", Moment, nullable=False),  # the next poll, or when the claim of the one under way expires
    Column("failing_since", Moment),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("notice", Text),  # what its channel is still to be told
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", Text),  # of the body that was read last: the same again holds nothing new
    Column("ttl_s", Integer, nullable=False, server_default="0"),
    Column("moved_to", Text),  # where it redirects for good, and how often in a row that was seen
    Column("moved_seen", Integer, nullable=False, server_default="0"),
    Column("kept", Integer, nullable=False, server_default="0"),  # entries that became articles
)

feed_seen = Table(  # hashes by which an entry is known again: of its address, its id, and its words
    "feed_seen",
    metadata,
    Column("feed_id", Integer, primary_key=True),
    Column("key", BigInteger, primary_key=True),
    Column("seen_at", Moment, nullable=False),
)

feed_entry = Table(  # a new entry until it is saved and, with `article_id`, until its channel has been told
    "feed_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", Integer, nullable=False),
    Column("entry", Text, nullable=False),  # as JSON
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment, nullable=False),
    Column("article_id", Integer),
)

feed_offer = Table(  # several feeds of one site, until a person has chosen
    "feed_offer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("offer", Text, nullable=False),  # as JSON
)

feed_import = Table(  # an OPML file on its way in, and the message that tells how far it is
    "feed_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("total", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("over", Integer, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
