"""Feeds that are polled, and what became of their entries."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE feed_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  channel_id INTEGER NOT NULL,
  message_id INTEGER,
  total INTEGER NOT NULL,
  known INTEGER NOT NULL,
  over INTEGER NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX feed_import_guild ON feed_import (guild_id);

CREATE TABLE feed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  owner INTEGER NOT NULL CHECK (owner = coalesce(guild_id, 0)),
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  site TEXT,
  channel_id INTEGER,
  include TEXT NOT NULL,
  exclude TEXT NOT NULL,
  full_text INTEGER NOT NULL,
  posts INTEGER NOT NULL,
  silenced INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'failed', 'gone')),
  added_by INTEGER,
  added_at INTEGER NOT NULL,
  removed_at INTEGER,
  import_id INTEGER REFERENCES feed_import ON DELETE SET NULL,
  primed_at INTEGER,
  polled_at INTEGER,
  next_at INTEGER NOT NULL,
  failing_since INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  notice TEXT,
  etag TEXT,
  modified TEXT,
  digest TEXT,
  ttl_s INTEGER NOT NULL DEFAULT 0,
  moved_to TEXT,
  moved_seen INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX feed_once ON feed (owner, url, coalesce(channel_id, 0)) WHERE removed_at IS NULL;
CREATE INDEX feed_due ON feed (next_at) WHERE state = 'active' AND removed_at IS NULL;
CREATE INDEX feed_title ON feed (owner, title COLLATE NOCASE, id);
CREATE INDEX feed_guild ON feed (guild_id);
CREATE INDEX feed_of_import ON feed (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX feed_removed ON feed (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX feed_notice ON feed (id) WHERE notice IS NOT NULL;

CREATE TABLE feed_seen (
  feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  key INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  entry TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  article_id INTEGER REFERENCES article ON DELETE CASCADE
) STRICT;
CREATE INDEX feed_entry_feed ON feed_entry (feed_id);
CREATE INDEX feed_entry_due ON feed_entry (next_at) WHERE article_id IS NULL;
CREATE INDEX feed_entry_saved ON feed_entry (article_id) WHERE article_id IS NOT NULL;

CREATE TABLE feed_offer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  offered_at INTEGER NOT NULL,
  offer TEXT NOT NULL
) STRICT;
CREATE INDEX feed_offer_guild ON feed_offer (guild_id)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)
