"""The supervised ticks, one module each: every item in its own try, every item safe to do twice."""

from bot.jobs.upkeep import Upkeep

__all__ = ["Upkeep"]
