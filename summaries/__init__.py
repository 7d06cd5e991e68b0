"""The text engine: text in, spans of that text out. Pure: no network, no clock, no files but its own data."""
