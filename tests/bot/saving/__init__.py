"""Saving: links, files, texts and messages."""
