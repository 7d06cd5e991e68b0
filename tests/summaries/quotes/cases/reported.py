"""Statements without marks of their own: where they begin and end, and what only looks like one."""

from __future__ import annotations

from tests.summaries.quotes.cases import Case

REPORTED: list[Case] = [
    (
        "that-clause",
        "Amara Okafor said that the pier would open in May.",
        [("that the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "clause without that",
        "Amara Okafor said the pier would open in May.",
        [("the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "addressee before the clause",
        "Amara Okafor told reporters that the pier would open in May.",
        [("that the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "clause before the cue",
        "The pier will open in May, Amara Okafor said.",
        [("The pier will open in May", "indirect", "Amara Okafor")],
    ),
    (
        "clause before an inverted cue",
        "The pier will open in May, said Amara Okafor.",
        [("The pier will open in May", "indirect", "Amara Okafor")],
    ),
    (
        "a new sentence is narration",
        "Amara Okafor said that the pier would open in May. It has been closed since the storm.",
        [("that the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "participle of speech begins another content",
        "Amara Okafor said that the pier would open in May, adding that the huts would follow in June.",
        [
            ("that the pier would open in May", "indirect", "Amara Okafor"),
            ("that the huts would follow in June", "indirect", "Amara Okafor"),
        ],
    ),
    (
        "two verbs of one subject",
        "Amara Okafor announced that the pier would open in May and promised that the huts would follow.",
        [
            ("that the pier would open in May", "indirect", "Amara Okafor"),
            ("that the huts would follow", "indirect", "Amara Okafor"),
        ],
    ),
    (
        "mixed",
        "Amara Okafor said the plan was “a disaster for every family on the coast.”",
        [("the plan was “a disaster for every family on the coast.”", "mixed", "Amara Okafor")],
    ),
    (
        "mixed after that",
        "Amara Okafor said that the pier was “safe for everybody” after the repairs.",
        [("that the pier was “safe for everybody” after the repairs", "mixed", "Amara Okafor")],
    ),
    ("did not say", "Amara Okafor did not say that the pier would open in May.", []),
    ("never said", "Amara Okafor never said that the pier would open in May.", []),
    ("declined to comment", "Amara Okafor declined to comment on whether the pier would open in May.", []),
    ("refused to say", "Amara Okafor refused to say whether the pier would open in May.", []),
    ("would say", "Amara Okafor would say that the pier should open in May.", []),
    ("asked whether", "Amara Okafor asked whether the pier would open in May.", []),
    ("wants to announce", "Amara Okafor wants to announce that the pier will open in May.", []),
    ("if she says", "If Amara Okafor says that the pier will open, the town will celebrate.", []),
    ("without saying", "Amara Okafor left the hall without saying that the pier would open.", []),
    ("stopped short", "Amara Okafor stopped short of confirming that the pier would open in May.", []),
    ("could not confirm", "Amara Okafor could not confirm that the pier would open in May.", []),
    (
        "went on to say",
        "Amara Okafor went on to say that the pier would open in May.",
        [("that the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "dateline is nobody",
        "SANDHAVEN (AP) — Mayor Clara Whitcombe on Tuesday called the plan “a gift to nobody.”",
        [("the plan “a gift to nobody", "mixed", "Clara Whitcombe")],
    ),
    (
        "a fact is no report",
        "Investigators found no sign of fire, Captain Clara Whitcombe said.",
        [("Investigators found no sign of fire", "indirect", "Clara Whitcombe")],
    ),
    (
        "a noun phrase repeated is no statement",
        "Captain Clara Whitcombe repeated her view of the matter. “They came for the flour,” she said.",
        [("They came for the flour", "direct", "Clara Whitcombe")],
    ),
    (
        "asked about, the minister said",
        "Asked about the storm, Clara Whitcombe said the harbour would stay open.",
        [("the harbour would stay open", "indirect", "Clara Whitcombe")],
    ),
    (
        "a judge told her",
        "Clara Whitcombe was told by Judge Peter Lindqvist that the mill must close.",
        [("that the mill must close", "indirect", "Peter Lindqvist")],
    ),
    (
        "she did not deny",
        "Clara Whitcombe did not deny that the mill was closed.",
        [],
    ),
    (
        "asked for a date",
        "Clara Whitcombe was asked whether the mill would close.",
        [],
    ),
    (
        "a day is nobody",
        "Clara Whitcombe on Tuesday said the mill would open in May.",
        [("the mill would open in May", "indirect", "Clara Whitcombe")],
    ),
    (
        "reported speech ends before a quotation with its own reporting word",
        "Clara Whitcombe said that the mill was lost: “Nobody will ever buy this old mill,” she added.",
        [
            ("that the mill was lost", "indirect", "Clara Whitcombe"),
            ("Nobody will ever buy this old mill", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "reported speech ends before a participle that leads to a quotation",
        "Clara Whitcombe said the mill would open in May, adding: “We have waited long enough for this day.”",
        [
            ("the mill would open in May", "indirect", "Clara Whitcombe"),
            ("We have waited long enough for this day", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "according to somebody, a clause with commas of its own",
        "According to Clara Whitcombe, the baker had sold 22 loaves to Jonas Keller, the Sandhaven fisherman, on the "
        "night before the fair.",
        [
            (
                "the baker had sold 22 loaves to Jonas Keller, the Sandhaven fisherman, on the night before the fair",
                "indirect",
                "Clara Whitcombe",
            )
        ],
    ),
]
