"""What administrators correct, kept through every new analysis; and whom an article names, with what they are."""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  act INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  origin TEXT NOT NULL,
  letters INTEGER NOT NULL,
  found TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('person', 'unnamed', 'none')),
  speaker TEXT CHECK ((speaker IS NOT NULL) = (verdict = 'person')),
  corrected_by INTEGER NOT NULL,
  corrected_at INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_act ON correction (guild_id, act);
CREATE INDEX correction_article ON correction (owner, origin);

CREATE TABLE correction_key (
  key INTEGER NOT NULL,
  correction_id INTEGER NOT NULL REFERENCES correction ON DELETE CASCADE,
  PRIMARY KEY (key, correction_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_key_correction ON correction_key (correction_id);

CREATE TABLE hidden_quote (
  quote_id INTEGER NOT NULL REFERENCES quote ON DELETE CASCADE,
  guild_id INTEGER NOT NULL REFERENCES guild ON DELETE CASCADE,
  correction_id INTEGER NOT NULL REFERENCES correction ON DELETE CASCADE,
  PRIMARY KEY (quote_id, guild_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hidden_quote_guild ON hidden_quote (guild_id);
CREATE INDEX hidden_quote_correction ON hidden_quote (correction_id);

ALTER TABLE quote ADD COLUMN correction_id INTEGER REFERENCES correction ON DELETE CASCADE;
CREATE INDEX quote_correction ON quote (correction_id) WHERE correction_id IS NOT NULL;

DROP INDEX statement_newest;
CREATE INDEX statement_newest ON statement (person_id, newest DESC, id);
DROP INDEX statement_newest_direct;
CREATE INDEX statement_newest_direct ON statement (person_id, newest_direct DESC, id)
  WHERE newest_direct IS NOT NULL;

CREATE TABLE article_people (
  article_id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  people TEXT NOT NULL
) STRICT;
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
