"""What was found to be said, before it is known by whom."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.document import Kind
from summaries.quotes.languages.reading import Reading
from summaries.quotes.languages.subjects import Subject


@dataclass(slots=True)
class Claim:
    """A statement: `parts` are (start, end) of the text, `subject` its speaker as the text calls it.

    `token` is where in the text it is attributed, `cue` the token of the reporting word, if it has one. A claim that
    `follows` has the speaker of the one before it.
    """

    parts: list[tuple[int, int]]
    kind: Kind
    token: int
    subject: Subject | None
    cue: int | None
    why: str
    gender: str = ""
    follows: bool = False
    confidence: float = 0.9
    speakers: tuple[int, ...] = ()
    cue_end: int = 0  # where the reporting words end, if they are more than one

    def words(self, reading: Reading) -> tuple[str | None, str | None]:
        """The speaker and the reporting word as the text has them: "-t-elle" without what joins it to the verb."""
        mention = None
        if self.subject is not None:
            mention = reading.words(self.subject.first, self.subject.end)
            mention = mention.rpartition("-")[2] if mention[0] == "-" else mention
        return mention, None if self.cue is None else reading.words(self.cue, max(self.cue_end, self.cue + 1))
