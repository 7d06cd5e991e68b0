"""Reporting verbs in their place, in other languages than English: verb group, and whether it reports what was said."""

from __future__ import annotations

from dataclasses import dataclass

from summaries.quotes.languages.reading import Reading

_AUXILIARY = 4  # tokens between an auxiliary and its participle; in verb-final clauses as many as the clause has
_CLAUSE = 25


@dataclass(slots=True)
class Cue:
    """A reporting verb: its finite part is tokens `first` to `finite`, all of it ends at `end`.

    `token` is the word that says what was done; `excluded` where nothing was said: denied, planned, asked, imagined.
    """

    first: int
    finite: int
    end: int
    token: int
    quotes_only: bool = False
    gender: str = ""
    excluded: bool = False


def find_cues(reading: Reading) -> list[Cue]:
    """All reporting verbs outside quotation marks, in order."""
    cues: list[Cue] = []
    codes, low, lists = reading.codes, reading.low, reading.lists
    for at, code in enumerate(codes):
        if code not in "VAd":
            continue
        auxiliary = _auxiliary(reading, at) if low[at] in lists.participles else None
        if auxiliary is not None:
            cue = Cue(auxiliary, auxiliary + 1, at + 1, at, low[at] in lists.asks)
        elif code != "d":
            woman = low[at] in lists.says_f or low[at][1:] in lists.says_f
            man = lists.says_f and low[at] not in lists.says_now and low[at] not in lists.says_many
            cue = Cue(at, at + 1, at + 1, at, code == "A", "f" if woman else "m" if man else "")
        else:
            continue
        cue.excluded = _is_excluded(reading, cue)
        cues.append(cue)
    return cues


def _auxiliary(reading: Reading, at: int) -> int | None:
    """The auxiliary of a participle: close before it, or anywhere in a clause that it ends."""
    codes = reading.codes
    start = reading.sentence(at)[0]
    final = "nouns" in reading.lists.traits or reading.lists.code == "nl"
    reach = _CLAUSE if final and codes[at + 1 : at + 2] in (",", ".", ":", "Q", "", "h") else _AUXILIARY
    for before in range(at - 1, max(start, at - reach) - 1, -1):
        if codes[before] == "x":
            return before
        if codes[before] in ",;:Q?" or (reach == _AUXILIARY and codes[before] not in "orzPIM_"):
            return None
    return None


def _is_excluded(reading: Reading, cue: Cue) -> bool:
    codes, lists = reading.codes, reading.lists
    start, stop = reading.sentence(cue.token)
    begin = cue.first
    while begin > start and codes[begin - 1] not in ",;:Qw-h" and cue.first - begin < 12:
        begin -= 1
    clause = codes[begin : cue.first]
    inside = codes[cue.first : cue.end]
    following = ""
    for at in range(cue.end, min(stop, cue.end + 8)):
        if codes[at] in ",:;Qh.?":
            break
        following += codes[at]
    denied = "z" in codes[max(begin, cue.first - 3) : cue.end] or ("z" in following and lists.code in ("de", "nl"))
    unreal = "u" in clause + inside or "b" in clause or ("u" in following and lists.code in ("de", "nl"))
    asked = codes[start:stop].rstrip("\n")[-1:] == "?" and codes[stop - 1 : stop] != "Q"
    return denied or unreal or asked
