"""Whose words a reporting word reports: its candidates, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left

from summaries.quotes.cues import Cue
from summaries.quotes.mentions import Mention, People
from summaries.quotes.tokens import Tokens

Said = tuple[Cue, Mention | None]  # a reporting word and whose words it reports
_REACH = 110  # tokens after a participle in which the subject of its sentence is looked for


def count_verbs(codes: str) -> int:
    """How many finite verbs stand in a stretch, two for more."""
    return min(2, codes.count("x") + codes.count("v") + codes.count("V") + codes.count("d"))


def last_said(said: list[Said], cue: Cue, earlier: Said | None) -> Said | None:
    """The later of `earlier` and the last of the attributed quotations' reporting words before `cue`."""
    number = bisect_left(said, cue.token, key=lambda pair: pair[0].token) - 1
    if number >= 0 and (earlier is None or said[number][0].token > earlier[0].token):
        return said[number]
    return earlier


def _main_subject(tokens: Tokens, people: People, cue: Cue) -> Mention | None:
    """The subject that follows a participle's clause: "Asked about rain, Keller said"."""
    start, stop = tokens.sentence_range(cue.token)
    if cue.form != "G" or cue.first > start + 1:
        return None
    for mention in people.within(cue.end, min(stop, cue.end + _REACH))[:30]:
        before, after = tokens.codes[mention.first - 1], tokens.codes[mention.end : mention.end + 1]
        if before in ",Q" and after in ("V", "v", "x", "r", "d") and not mention.inner:
            return mention
    return None


def subject_candidates(
    tokens: Tokens, people: People, cue: Cue, earlier: Said | None
) -> list[tuple[Mention | None, list[str]]]:
    """Whose words a reporting word reports: its subjects, that of the reporting word before it, or nobody."""
    codes = tokens.codes
    passive = cue.passive
    shape = f"{cue.form} {passive}"
    near = cue.subjects[0][1] if cue.subjects else "none"
    before = codes[cue.first - 1] if cue.first else "^"
    found: list[tuple[Mention | None, list[str]]] = [
        (None, ["nobody", f"nobody {shape} {near}", f"nobody {cue.base} {shape}", f"nobody {before} {cue.form}"])
    ]
    for order, (mention, relation) in enumerate(cue.subjects):
        after = codes[mention.end : mention.end + 1]
        gap = min(abs(cue.first - mention.end), 12)
        between = codes[mention.end : cue.first] if mention.end <= cue.first else ""
        found.append(
            (
                mention,
                [
                    f"{relation}",
                    f"{relation} {shape}",
                    f"{relation} {mention.kind} {cue.form}",
                    f"{relation} {mention.kind} person {mention.person is not None}",
                    f"{relation} order {min(order, 5)} {near}",
                    f"{relation} after {after} {mention.kind}",
                    f"{relation} gap {gap}",
                    f"{relation} {cue.base}",
                    f"{relation} before {before} {cue.form}",
                    f"verbs between {count_verbs(between)} commas {min(3, between.count(','))}",
                ],
            )
        )
    main = _main_subject(tokens, people, cue)
    if main is not None:
        found.append((main, ["main", f"main {main.kind}", f"main {near}"]))
    if earlier is not None and earlier[1] is not None:
        last, mention = earlier[0], earlier[1]
        same = tokens.sentence(last.token) == tokens.sentence(cue.token)
        between = codes[last.end : cue.first]
        found.append(
            (
                mention,
                [
                    f"earlier {same} {cue.form}",
                    f"earlier {same} {near} {cue.form}",
                    f"earlier {same} {near} {before}",
                    f"earlier {same} {shape} {last.kind}",
                    f"earlier {same} {last.base in ('say', 'tell')} {cue.base}",
                    f"earlier {same} quote {'Q' in between} {cue.form} {before}",
                    f"earlier {same} {bool(near == 'none')} {count_verbs(between)} {cue.form} {before}",
                    f"earlier {same} {cue.base} {cue.form}",
                ],
            )
        )
    return found
