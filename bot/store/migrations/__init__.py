"""The steps that made the database's schema, oldest first. A released step is never edited: add one."""
