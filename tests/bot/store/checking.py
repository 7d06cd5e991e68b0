"""Whether a database is in order: nothing orphaned, every derived column and index what it is derived from."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# What a guild corrected is no report of the guild's rows.
_SHOWN = "id NOT IN (SELECT quote_id FROM hidden_quote WHERE guild_id = s.guild_id)"
# Each finds rows that must not be.
_FAULTS = {
    "statements that no article tells": "SELECT id FROM statement WHERE id NOT IN (SELECT statement_id FROM quote)",
    "people who said nothing": "SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM statement "
    "WHERE person_id IS NOT NULL)",
    "names that no quotation gives, or miscounted": "SELECT id FROM person_name n WHERE uses <> "
    "(SELECT count(*) FROM quote WHERE name_id = n.id) OR uses < 1",
    "quotes of a lost name": "SELECT id FROM quote WHERE (name_id IS NULL) <> (person_id IS NULL) "
    "OR (name_id IS NOT NULL AND name_id NOT IN (SELECT id FROM person_name WHERE person_id = quote.person_id))",
    "people miscounted": "SELECT id FROM person p WHERE statements <> "
    "(SELECT count(*) FROM statement WHERE person_id = p.id)",
    "keys out of step": "SELECT key FROM person_key k JOIN person p ON p.id = k.person_id "
    "WHERE k.statements <> p.statements OR k.owner <> p.owner",
    "sounds out of step": "SELECT skeleton FROM person_sound s JOIN person p ON p.id = s.person_id "
    "WHERE s.owner <> p.owner",
    "people without keys": "SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM person_key) "
    "OR id NOT IN (SELECT person_id FROM person_sound)",
    "displayed names that nobody gave": "SELECT id FROM person p WHERE name NOT IN "
    "(SELECT name FROM person_name WHERE person_id = p.id)",
    "articles miscounted": "SELECT id FROM article a WHERE statements <> "
    "(SELECT count(DISTINCT statement_id) FROM quote WHERE article_id = a.id AND correction_id IS NULL)",
    "quotes filed apart from their statement": "SELECT q.id FROM quote q JOIN statement s ON s.id = q.statement_id "
    "JOIN article a ON a.id = q.article_id WHERE q.person_id IS NOT s.person_id OR q.dated <> a.dated "
    "OR (q.correction_id IS NULL AND a.guild_id IS NOT s.guild_id)",
    "copies in another guild than their correction's, or of nothing hidden": "SELECT q.id FROM quote q "
    "JOIN statement s ON s.id = q.statement_id JOIN correction c ON c.id = q.correction_id "
    "WHERE s.guild_id IS NOT c.guild_id OR c.verdict = 'none' OR NOT EXISTS (SELECT 1 FROM hidden_quote h "
    "JOIN quote o ON o.id = h.quote_id WHERE h.correction_id = c.id AND o.start = q.start "
    "AND o.article_id = q.article_id)",
    "hidden quotes that nothing stands for": "SELECT h.quote_id FROM hidden_quote h JOIN quote o ON o.id = h.quote_id "
    "JOIN correction c ON c.id = h.correction_id WHERE c.guild_id <> h.guild_id OR o.correction_id IS NOT NULL "
    "OR (c.verdict <> 'none' AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.correction_id = c.id "
    "AND q.start = o.start AND q.article_id = o.article_id))",
    "corrections that nothing finds": "SELECT id FROM correction WHERE id NOT IN "
    "(SELECT correction_id FROM correction_key)",
    "statements filed apart from their person": "SELECT s.id FROM statement s JOIN person p ON p.id = s.person_id "
    "WHERE p.guild_id IS NOT s.guild_id",
    "links to what is not the library's": "SELECT s.id FROM statement s JOIN statement l ON l.id = s.library_id "
    "WHERE l.guild_id IS NOT NULL OR s.guild_id IS NULL",
    "statements misdated": f"SELECT id FROM statement s WHERE newest <> (SELECT coalesce(max(dated) "
    f"FILTER (WHERE {_SHOWN}), max(dated)) FROM quote WHERE statement_id IN (s.id, s.library_id)) "
    f"OR newest_direct IS NOT (SELECT max(dated) FILTER (WHERE {_SHOWN}) FROM quote "
    "WHERE statement_id IN (s.id, s.library_id) AND kind = 'direct')",
    "channels misdated": "SELECT article_id FROM article_channel c JOIN article a ON a.id = c.article_id "
    "WHERE a.dated <> c.dated",
    "statements without keys": "SELECT id FROM statement WHERE person_id IS NOT NULL "
    "AND id NOT IN (SELECT statement_id FROM statement_key)",
}

_TOKENS = "tokenize='porter unicode61 remove_diacritics 2'"
_AS_IT_SHOULD_BE = f"""
CREATE VIRTUAL TABLE temp.right_text USING fts5 (person, words, content='', {_TOKENS});
INSERT INTO right_text (rowid, person, words) SELECT q.id, q.person_id,
  a.title || char(10) || substr(a.text, q.context_start + 1, q.context_end - q.context_start)
  FROM quote q JOIN article a ON a.id = q.article_id WHERE q.person_id IS NOT NULL;
CREATE VIRTUAL TABLE temp.right_terms USING fts5vocab (temp, right_text, row);
CREATE VIRTUAL TABLE temp.found_terms USING fts5vocab (main, quote_text, row);
"""


def check(path: Path) -> None:
    """Fail for anything in the database that is not in order."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        faults = {name: rows for name, sql in _FAULTS.items() if (rows := connection.execute(sql).fetchall())}
        assert faults == {}
        connection.execute("INSERT INTO article_text (article_text, rank) VALUES ('integrity-check', 1)")
        connection.execute("INSERT INTO quote_text (quote_text) VALUES ('integrity-check')")
        connection.executescript(_AS_IT_SHOULD_BE)
        right, found = (
            connection.execute(f"SELECT term, doc, cnt FROM {table} ORDER BY term").fetchall()
            for table in ("right_terms", "found_terms")
        )
        assert found == right


def count_rows(path: Path) -> dict[str, int]:
    """How many rows each table has, the full-text indexes' own included; what the bot notes of itself left out."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE '%_text_%' AND name NOT IN ('alembic_version', 'meta')"
        )
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in names.fetchall()}
