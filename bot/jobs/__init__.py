"""The supervised ticks, one module each: every item in its own try, every item safe to do twice."""

from bot.jobs.backfills import Backfills
from bot.jobs.digests import Digests
from bot.jobs.feeds import FeedsJob
from bot.jobs.renewal import Renewal
from bot.jobs.upkeep import Upkeep

__all__ = ["Backfills", "Digests", "FeedsJob", "Renewal", "Upkeep"]
