"""What the bot remembers: the only SQL. One module a subject; `open_store` first."""

from bot.store.engine import Store, open_store

__all__ = ["Store", "open_store"]
