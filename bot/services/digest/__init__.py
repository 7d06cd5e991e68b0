"""Digests: when they are due, what they hold, and how each is posted once."""
