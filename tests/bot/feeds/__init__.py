"""Feeds: read, polled, saved and told of."""
