"""Feeds, when they are polled, and what became of their entries."""
