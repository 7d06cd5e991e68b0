"""The first schema: guilds, articles, people, what they said, and the full-text indexes kept in step by triggers."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE guild (
  id INTEGER PRIMARY KEY,
  joined_at INTEGER NOT NULL,
  left_at INTEGER
) STRICT;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  owner INTEGER NOT NULL CHECK (owner = coalesce(guild_id, 0)),
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
CREATE UNIQUE INDEX article_origin ON article (owner, origin);
CREATE INDEX article_newest ON article (owner, dated DESC, id DESC);
CREATE INDEX article_guild ON article (guild_id);

CREATE TABLE article_channel (
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  channel_id INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  message_id INTEGER,
  added_by INTEGER,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (article_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_channel_newest ON article_channel (owner, channel_id, dated DESC, article_id DESC);

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  owner INTEGER NOT NULL CHECK (owner = coalesce(guild_id, 0)),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  statements INTEGER NOT NULL
) STRICT;
CREATE INDEX person_folded ON person (folded, owner);
CREATE INDEX person_most_quoted ON person (owner, statements DESC);
CREATE INDEX person_guild ON person (guild_id);

CREATE TABLE person_name (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  name TEXT NOT NULL,
  uses INTEGER NOT NULL,
  UNIQUE (person_id, name)
) STRICT;

CREATE TABLE person_key (
  owner INTEGER NOT NULL,
  key TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  statements INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (owner, key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_person ON person_key (person_id);
CREATE INDEX person_key_letter ON person_key (owner, substr(key, 1, 1), statements DESC);
CREATE INDEX person_key_letters ON person_key (owner, substr(key, 1, 2), statements DESC);

CREATE TABLE person_sound (
  owner INTEGER NOT NULL,
  skeleton TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  PRIMARY KEY (owner, skeleton, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_sound_person ON person_sound (person_id);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER REFERENCES guild ON DELETE CASCADE,
  person_id INTEGER REFERENCES person ON DELETE CASCADE,
  library_id INTEGER REFERENCES statement ON DELETE SET NULL,
  newest INTEGER NOT NULL,
  newest_direct INTEGER
) STRICT;
CREATE INDEX statement_guild ON statement (guild_id);
CREATE INDEX statement_newest ON statement (person_id, newest DESC, id DESC);
CREATE INDEX statement_newest_direct ON statement (person_id, newest_direct DESC, id DESC)
  WHERE newest_direct IS NOT NULL;
CREATE INDEX statement_library ON statement (library_id, guild_id, person_id) WHERE library_id IS NOT NULL;
CREATE INDEX statement_told_twice ON statement (person_id) WHERE library_id IS NOT NULL;

CREATE TABLE statement_key (
  key INTEGER NOT NULL,
  statement_id INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
  PRIMARY KEY (key, statement_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_key_statement ON statement_key (statement_id);

CREATE TABLE quote (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  statement_id INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  person_id INTEGER,
  name_id INTEGER,
  kind TEXT NOT NULL,
  cue TEXT,
  mention TEXT,
  dated INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  spans TEXT NOT NULL,
  context_start INTEGER NOT NULL,
  context_end INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_statement ON quote (statement_id);
CREATE INDEX quote_article ON quote (article_id, start);
"""

SEARCH = (
    """CREATE VIRTUAL TABLE article_text USING fts5 (
      owner, title, text, content='article', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
      INSERT INTO article_text (rowid, owner, title, text) VALUES (new.id, new.owner, new.title, new.text);
    END""",
    """CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
      INSERT INTO article_text (article_text, rowid, owner, title, text)
        VALUES ('delete', old.id, old.owner, old.title, old.text);
    END""",
    """CREATE TRIGGER article_changed AFTER UPDATE OF title, text ON article BEGIN
      INSERT INTO article_text (article_text, rowid, owner, title, text)
        VALUES ('delete', old.id, old.owner, old.title, old.text);
      INSERT INTO article_text (rowid, owner, title, text) VALUES (new.id, new.owner, new.title, new.text);
    END""",
    # The words around a quotation are a stretch of its article, so they are indexed without being kept. Taking
    # them out again needs the very same words: an article's quotations leave the index before the article goes,
    # a quotation that goes alone finds its article still there.
    """CREATE VIRTUAL TABLE quote_text USING fts5 (
      person, words, content='', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER quote_added AFTER INSERT ON quote WHEN new.person_id IS NOT NULL BEGIN
      INSERT INTO quote_text (rowid, person, words)
        SELECT new.id, new.person_id,
          title || char(10) || substr(text, new.context_start + 1, new.context_end - new.context_start)
        FROM article WHERE id = new.article_id;
    END""",
    """CREATE TRIGGER quote_removed BEFORE DELETE ON quote WHEN old.person_id IS NOT NULL BEGIN
      INSERT INTO quote_text (quote_text, rowid, person, words)
        SELECT 'delete', old.id, old.person_id,
          title || char(10) || substr(text, old.context_start + 1, old.context_end - old.context_start)
        FROM article WHERE id = old.article_id;
    END""",
    """CREATE TRIGGER article_quotes_removed BEFORE DELETE ON article BEGIN
      INSERT INTO quote_text (quote_text, rowid, person, words)
        SELECT 'delete', id, person_id,
          old.title || char(10) || substr(old.text, context_start + 1, context_end - context_start)
        FROM quote WHERE article_id = old.id AND person_id IS NOT NULL;
    END""",
)


def upgrade() -> None:
    for statement in (*TABLES.split(";\n"), *SEARCH):
        if statement.strip():
            op.execute(statement)
