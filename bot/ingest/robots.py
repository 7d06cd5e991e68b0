"""What a site's robots.txt lets us fetch unasked (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.ingest import urls
from bot.ingest.errors import DoorError, HttpStatus
from bot.ingest.fetch import Fetcher, Kind

AGENT = "verbatim"
HOSTS = 1_000
KEPT_S, RETRY_S = 86_400.0, 600.0
MAX_RULES = 2_000
MAX_PATTERN = 500
_LINE = re.compile(r"^[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for us: patterns with whether they allow, the longest first, allowing ones before equals."""

    patterns: tuple[tuple[str, bool], ...] = ()

    def allow(self, path: str) -> bool:
        """Whether `path` (with its query) may be fetched: the longest pattern that matches decides."""
        return next((allowed for pattern, allowed in self.patterns if _matches(pattern, path)), True)


EVERYTHING, NOTHING = Rules(), Rules((("/", False),))


def parse_rules(text: str, agent: str = AGENT) -> Rules:
    """The rules in a robots.txt: of the groups that name `agent`, else of those for everyone."""
    groups: dict[str, list[tuple[str, bool]]] = {agent: [], "*": []}
    named: set[str] = set()
    current: set[str] = set()
    in_rules = False
    for name, value in _LINE.findall(text.removeprefix("\ufeff")):
        name, value = name.lower(), value.strip()
        if name == "user-agent":
            if in_rules:
                current, in_rules = set(), False
            current.add(value.lower())
            named.add(value.lower())
        elif name in {"allow", "disallow"}:
            in_rules = True
            if value:
                for group in current & groups.keys():
                    groups[group].append((value[:MAX_PATTERN], name == "allow"))
    rules = groups[agent if agent in named else "*"][:MAX_RULES]
    return Rules(tuple(sorted(rules, key=lambda rule: (-len(rule[0]), not rule[1]))))


def _matches(pattern: str, path: str) -> bool:
    """Whether `path` begins with `pattern`, in which * is anything and a final $ the end; in linear time."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if others and ends else None
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not ends or at == len(path)


class RobotsCache:
    """The rules of the hosts asked last, for a day; those of a host that does not answer for ten minutes."""

    def __init__(self, fetcher: Callable[[], Fetcher], clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher, self._clock = fetcher, clock
        self._known: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    async def allowed(self, url: str) -> bool:
        """Whether `url` may be fetched; False where it is no web address or its host's rules can't be had."""
        parsed = urls.parse(url)
        if parsed is None:
            return False
        host = str(parsed.origin())
        until, rules = self._known.get(host, (0.0, EVERYTHING))
        if until <= self._clock():
            rules, seconds = await self._rules(host)
            self._known[host] = self._clock() + seconds, rules
            while len(self._known) > HOSTS:
                self._known.popitem(last=False)
        self._known.move_to_end(host)
        return rules.allow(parsed.raw_path_qs)

    async def _rules(self, host: str) -> tuple[Rules, float]:
        try:
            got = await self._fetcher().fetch(f"{host}/robots.txt", Kind.ROBOTS)
        except HttpStatus as error:
            if 400 <= error.status < 500 and error.status != 429:
                return EVERYTHING, KEPT_S
            return NOTHING, RETRY_S
        except DoorError:
            return NOTHING, RETRY_S
        return await asyncio.to_thread(parse_rules, got.body.decode("utf-8", "replace")), KEPT_S
