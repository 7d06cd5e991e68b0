"""Feeds: subscribing to them, polling them, saving what is new in them."""
