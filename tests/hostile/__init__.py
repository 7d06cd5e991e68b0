"""Hostile texts, names and files, through the whole bot."""
