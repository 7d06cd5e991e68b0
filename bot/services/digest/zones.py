"""Time zones as people name them: a zone, a city, a country; and each with the time there now."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

from bot.errors import UserError

MAX_CHOICES = 25
_REGIONS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A zone that was found, and the name it was found by ("Munich", "Germany")."""

    zone: str
    place: str

    def label(self, now: datetime) -> str:
        """The place, its zone, the time there and the distance from UTC."""
        local = now.astimezone(ZoneInfo(self.zone))
        named = self.zone if _folded(self.place) in _folded(self.zone) else f"{self.place} ({self.zone})"
        return f"{named}, now {local:%H:%M}, UTC{local:%z}"[:100]


@cache
def zones() -> dict[str, str]:
    """Every zone that can be chosen, by its name in lower case."""
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    chosen = [name for name in names if name.partition("/")[0] in _REGIONS or name == "UTC"]
    return {name.lower(): name for name in chosen}


def zone_named(typed: str) -> str:
    """The one zone that a person means. Raises UserError with what comes near where it is none, or several."""
    exact = zones().get(typed.strip().lower().replace(" ", "_"))
    if exact:
        return exact
    found = find_zones(typed)
    best = {choice.zone for choice in found if _folded(choice.place) == _folded(typed)} or {one.zone for one in found}
    if len(best) == 1:
        return best.pop()
    if found:
        near = ", ".join(dict.fromkeys(choice.zone for choice in found[:5]))
        raise UserError("“{typed}” may be several time zones.", "Choose one: {near}.", typed=typed, near=near)
    raise UserError(
        "There is no time zone “{typed}”.",
        "Type a large city of the zone, such as Berlin or New York, and choose what is offered.",
        typed=typed,
    )


def find_zones(typed: str) -> list[ZoneChoice]:
    """Zones whose name, city or country begins as typed, or has a word that does; each zone once, the best first."""
    wanted = _folded(typed)
    if not wanted:
        return []
    ranked = []
    for name, folded, zone, weight in _places():
        if folded == wanted:
            ranked.append((0, weight, name, zone))
        elif folded.startswith(wanted):
            ranked.append((1, weight, name, zone))
        elif f" {wanted}" in f" {folded}":
            ranked.append((2, weight, name, zone))
    best: dict[str, ZoneChoice] = {}
    for _, _, name, zone in sorted(ranked):
        best.setdefault(zone, ZoneChoice(zone, name))
    return list(best.values())[:MAX_CHOICES]


@cache
def _places() -> list[tuple[str, str, str, int]]:
    """Every name that a zone goes by: as it is shown, as it is searched, the zone, and its rank among equals."""
    named = [(zone.rpartition("/")[2].replace("_", " "), zone, 0) for zone in zones().values()]
    named += [(zone, zone, 3) for zone in zones().values()]
    named += [(city, zone, 1) for city, zone in _table(files("bot.services.digest") / "data" / "cities.tsv")]
    data = files("tzdata") / "zoneinfo"
    countries = dict(_table(data / "iso3166.tab"))
    for codes, _, zone, *_ in (line.split("\t") for line in _lines(data / "zone.tab")):
        if zone.lower() in zones():
            named.append((countries[codes], zone, 2))
    return [(name, _folded(name), zone, weight) for name, zone, weight in named]


def _table(file: Traversable) -> list[tuple[str, str]]:
    return [(first, second) for first, second in (line.split("\t") for line in _lines(file))]


def _lines(file: Traversable) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def _folded(text: str) -> str:
    """Without accents, case and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).split()
    )
