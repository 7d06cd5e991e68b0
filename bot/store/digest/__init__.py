"""Schedules, their slots, and what each digest held."""
