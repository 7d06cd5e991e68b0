"""Schedules, their slots, what each digest held, and the order in which articles arrived."""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE arrival (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  owner INTEGER NOT NULL,
  channel_id INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX arrival_order ON arrival (owner, channel_id, id);
CREATE INDEX arrival_article ON arrival (article_id);
CREATE INDEX arrival_at ON arrival (at);

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  channel_id INTEGER NOT NULL,
  minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 127),
  zone TEXT NOT NULL,
  topic TEXT,
  length TEXT NOT NULL,
  whole_guild INTEGER NOT NULL,
  role_id INTEGER,
  when_empty TEXT NOT NULL,
  grace_minutes INTEGER NOT NULL CHECK (grace_minutes BETWEEN 1 AND 720),
  created_by INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  start INTEGER NOT NULL,
  next_day TEXT,
  next_at INTEGER,
  skip_day TEXT,
  paused_at INTEGER,
  pause_reason TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  told_at INTEGER,
  removed_at INTEGER
) STRICT;
CREATE INDEX schedule_guild ON schedule (guild_id, id);
CREATE INDEX schedule_due ON schedule (next_at, id) WHERE next_at IS NOT NULL;

CREATE TABLE slot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  schedule_id INTEGER NOT NULL REFERENCES schedule ON DELETE CASCADE,
  day TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'sending', 'posted', 'empty', 'missed', 'failed', 'skipped')),
  nonce TEXT NOT NULL CHECK (length(nonce) <= 25),
  after INTEGER NOT NULL DEFAULT 0,
  until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  held_until INTEGER,
  claimed_at INTEGER,
  sent_at INTEGER,
  settled_at INTEGER,
  message_id INTEGER,
  late INTEGER NOT NULL DEFAULT 0,
  outcome TEXT,
  UNIQUE (schedule_id, day)
) STRICT;
CREATE INDEX slot_newest ON slot (schedule_id, due_at DESC, id DESC);
CREATE INDEX slot_open ON slot (held_until, schedule_id) WHERE state IN ('claimed', 'sending');
CREATE INDEX slot_cut ON slot (schedule_id, until) WHERE state IN ('posted', 'empty');

CREATE TABLE digest_item (
  slot_id INTEGER NOT NULL REFERENCES slot ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  place INTEGER NOT NULL,
  fate TEXT NOT NULL,
  story INTEGER,
  lines TEXT NOT NULL,
  filter TEXT,
  PRIMARY KEY (slot_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_item_article ON digest_item (article_id);
"""

# Order of arrival is order of saving, whatever the clock says: one writer at a time takes the next id. An article
# arrives once in its guild or the library, and once in every channel that it is linked to.
ARRIVALS = (
    "INSERT INTO arrival (article_id, owner, at) SELECT id, owner, saved_at FROM article ORDER BY id",
    """INSERT INTO arrival (article_id, owner, channel_id, at)
      SELECT article_id, owner, channel_id, added_at FROM article_channel ORDER BY added_at, article_id""",
    """CREATE TRIGGER article_arrived AFTER INSERT ON article WHEN new.version_of IS NULL BEGIN
      INSERT INTO arrival (article_id, owner, at) VALUES (new.id, new.owner, new.saved_at);
    END""",
    """CREATE TRIGGER article_arrived_in_channel AFTER INSERT ON article_channel BEGIN
      INSERT INTO arrival (article_id, owner, channel_id, at)
        VALUES (new.article_id, new.owner, new.channel_id, new.added_at);
    END""",
)


def upgrade() -> None:
    for statement in (*TABLES.split(";\n"), *ARRIVALS):
        if statement.strip():
            op.execute(statement)
