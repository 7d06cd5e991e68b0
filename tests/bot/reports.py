"""Articles made up for the tests of commands, as (title, text, fields)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.conftest import NOW

HARBOUR = (
    "Harbour of Ostmark shuts for a month",
    "The harbour of Ostmark will shut for a month from Monday, the port authority said.\n"
    "Divers found cracks in the western quay on Friday, and engineers want to pour new concrete before winter.\n"
    "“We would rather lose a month than a quay,” said Tilda Brandt, the harbour master.\n"
    "Eleven fishing boats will move to Lund, which has room for fourteen.\n"
    "The repair is to cost 2.3 million crowns, half of it paid by the province.\n"
    "Ostmark's fish hall stays open and will be supplied by road.\n",
    {"source": "Example Courier", "url": "https://example.org/harbour"},
)
HARBOUR_2 = (
    "Fishermen of Ostmark face a month without a harbour",
    "Fishermen in Ostmark must land their catch in Lund after the port authority shut the harbour for a month.\n"
    "Cracks in the western quay, found by divers on Friday, left no choice, harbour master Tilda Brandt said.\n"
    "Eleven boats are to move to Lund from Monday.\n"
    "“Every morning costs me forty minutes of fuel,” said Jorun Hale, who has fished there for 30 years.\n",
    {"source": "Example Gazette", "url": "https://example.org/fishermen", "published": NOW - timedelta(hours=5)},
)
LIBRARY = (
    "Kalmet opens a library in its old brewery",
    "Kalmet opened a public library in the former brewery on Saturday, eight years after the building was shut.\n"
    "The reading room holds 60 seats under the copper kettles, which were left in place.\n"
    "“Children come for the kettles and leave with a book,” said Odile Marchetti, who runs the library.\n"
    "The conversion cost 4 million crowns, and the town council expects 300 visitors a day.\n"
    "A café will follow in spring, when the courtyard is paved.\n",
    {"source": "Example Herald", "published": NOW - timedelta(days=20)},
)
QUAY = (
    "Quay of Ostmark to be repaired",
    "Harbour master Tilda Brandt said on Monday that the western quay of Ostmark had become unsafe.\n"
    "“We would rather lose a month than a quay,” Brandt said.\n"
    "Jorun Hale, a fisherman, disagreed. “Every morning costs me forty minutes of fuel,” he said.\n",
    {"source": "Example Courier", "url": "https://example.org/quay"},
)
QUAY_AGAIN = (
    "Repair of the quay begins",
    "Workers began to pour concrete in Ostmark on Tuesday.\n"
    "“We would rather lose a month than a quay,” said Tilda Brandt, the harbour master.\n",
    {"source": "Example Gazette", "published": NOW - timedelta(days=2)},
)


def long_winded(count: int) -> tuple[str, str, dict[str, Any]]:
    """An article in which Tilda Brandt says `count` different things."""
    things = [f"“Statement number {n} is about quay {n * 7},” Tilda Brandt said.\n" for n in range(count)]
    return "Brandt speaks", "".join(things), {"source": "Example Courier", "published": NOW - timedelta(days=3)}
