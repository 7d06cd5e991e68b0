"""Tables of quotation cases: a text, and the statements a careful reader finds in it.

A case is (name, text, statements); a statement is (words, kind, speaker). "words" may leave out the quotation
marks; "speaker" is the full name within the text, or None for anybody who is not named. To add a case, append a
line to the table of its kind; the people and places are invented.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]
Statement = tuple[str, Kind, str | None]
Case = tuple[str, str, list[Statement]]

INTRO = "Amara Okafor, the harbour master, and Jonas Keller, a fisherman, met in Sandhaven on Monday.\n\n"
