"""Where articles came from: several sources of one article, its versions, who saved it where, and what was removed."""

from alembic import op

revision = "0003"
down_revision = "0002"

# An earlier version of an article is a row of its own, with its quotations; the current one keeps the article's id.
ARTICLE = """
CREATE TABLE article_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  owner INTEGER NOT NULL CHECK (owner = coalesce(guild_id, 0)),
  version_of INTEGER REFERENCES article ON DELETE CASCADE,
  superseded_at INTEGER CHECK ((superseded_at IS NULL) = (version_of IS NULL)),
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  url TEXT,
  source TEXT,
  author TEXT,
  published INTEGER,
  saved_at INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  language TEXT,
  words INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  title TEXT NOT NULL,
  sentences TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
INSERT INTO article_new
  (id, guild_id, owner, origin, digest, url, source, author, published, saved_at, dated, language, words, statements,
   title, sentences, text)
  SELECT id, guild_id, owner, origin, digest, url, source, author, published, saved_at, dated, language, words,
    statements, title, sentences, text FROM article;
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'article')
  WHERE name = 'article_new' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'article');
INSERT INTO sqlite_sequence (name, seq) SELECT 'article_new', seq FROM sqlite_sequence
  WHERE name = 'article' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'article_new');
DROP TABLE article;
ALTER TABLE article_new RENAME TO article;
CREATE UNIQUE INDEX article_origin ON article (owner, origin) WHERE version_of IS NULL;
CREATE INDEX article_newest ON article (owner, dated DESC, id DESC) WHERE version_of IS NULL;
CREATE INDEX article_guild ON article (guild_id);
CREATE INDEX article_versions ON article (version_of) WHERE version_of IS NOT NULL;
"""

TABLES = """
CREATE TABLE article_source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  owner INTEGER NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  url TEXT,
  name TEXT,
  title TEXT NOT NULL,
  author TEXT,
  published INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_source_origin ON article_source (owner, origin);
CREATE INDEX article_source_article ON article_source (article_id);
CREATE INDEX article_source_url ON article_source (owner, url) WHERE url IS NOT NULL;
INSERT INTO article_source
  (article_id, owner, origin, digest, url, name, title, author, published, first_seen, last_seen)
  SELECT id, owner, origin, digest, url, source, title, author, published, saved_at, saved_at FROM article;

CREATE TABLE article_key (
  owner INTEGER NOT NULL,
  key INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (owner, key, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_key_article ON article_key (article_id);

CREATE TABLE saving (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  owner INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  message_id INTEGER,
  user_id INTEGER,
  from_message INTEGER NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saving_once ON saving (article_id, channel_id, coalesce(message_id, 0), coalesce(user_id, 0));
CREATE INDEX saving_message ON saving (message_id) WHERE from_message = 1;
INSERT INTO saving (article_id, owner, channel_id, message_id, user_id, from_message, saved_at)
  SELECT article_id, owner, channel_id, message_id, added_by, 0, added_at FROM article_channel;
ALTER TABLE article_channel DROP COLUMN message_id;
ALTER TABLE article_channel DROP COLUMN added_by;

CREATE TABLE removed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  removed_at INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  kept TEXT NOT NULL
) STRICT;
CREATE INDEX removed_guild ON removed (guild_id);

CREATE TABLE quota_use (
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  user_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (guild_id, user_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_channel (
  channel_id INTEGER PRIMARY KEY,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  user_id INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX watched_channel_guild ON watched_channel (guild_id);

CREATE TABLE backfill (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  channel_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  report_channel_id INTEGER NOT NULL,
  report_message_id INTEGER,
  since INTEGER,
  last_message_id INTEGER NOT NULL DEFAULT 0,
  messages INTEGER NOT NULL DEFAULT 0,
  saved INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'running',
  reason TEXT
) STRICT;
CREATE INDEX backfill_guild ON backfill (guild_id);
CREATE UNIQUE INDEX backfill_running ON backfill (channel_id) WHERE state = 'running';
"""


def upgrade() -> None:
    """Article is built anew: a column added at its end would lie behind the text's overflow pages."""
    run = op.get_bind().exec_driver_sql
    kept = [sql for (sql,) in run("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'article'")]
    run("PRAGMA legacy_alter_table = ON")  # other tables' references and triggers mean the new table by its old name
    for statement in ARTICLE.split(";\n"):
        if statement.strip():
            run(statement)
    run("PRAGMA legacy_alter_table = OFF")
    for statement in (*kept, *TABLES.split(";\n")):
        if statement.strip():
            run(statement)
