"""How the words that report lead to who speaks."""

from __future__ import annotations

from tests.summaries.quotes.cases import Case, Statement

CUES: list[Case] = [
    (
        "subject before",
        "Amara Okafor said, “The ferry leaves at noon and not a minute later.”",
        [("The ferry leaves at noon and not a minute later.", "direct", "Amara Okafor")],
    ),
    (
        "subject before, colon",
        "Amara Okafor said: “The ferry leaves at noon and not a minute later.”",
        [("The ferry leaves at noon and not a minute later.", "direct", "Amara Okafor")],
    ),
    (
        "subject after",
        "“The ferry leaves at noon,” Amara Okafor said.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "inverted",
        "“The ferry leaves at noon,” said Amara Okafor.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "inverted with apposition",
        "“The ferry leaves at noon,” said Amara Okafor, the harbour master of Sandhaven.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "long apposition",
        "Amara Okafor, a former captain who has run the harbour since 1998, said: “The ferry leaves at noon.”",
        [("The ferry leaves at noon.", "direct", "Amara Okafor")],
    ),
    (
        "relative clause with another person",
        "Amara Okafor, who replaced Jonas Keller last year, said: “The ferry leaves at noon.”",
        [("The ferry leaves at noon.", "direct", "Amara Okafor")],
    ),
    (
        "addressee is not the speaker",
        "Amara Okafor told Jonas Keller: “Your boat has to leave the harbour by noon.”",
        [("Your boat has to leave the harbour by noon.", "direct", "Amara Okafor")],
    ),
    (
        "told by",
        "Jonas Keller was told by Amara Okafor that the ferry leaves at noon.",
        [("that the ferry leaves at noon", "indirect", "Amara Okafor")],
    ),
    (
        "interrupted sentence is one statement",
        "“The ferry,” said Amara Okafor, “leaves at noon and not a minute later.”",
        [
            ("The ferry", "direct", "Amara Okafor"),
            ("leaves at noon and not a minute later.", "direct", "Amara Okafor"),
        ],
    ),
    (
        "second sentence after the cue",
        "“The ferry leaves at noon,” Amara Okafor said. “Nobody waits for late passengers any more.”",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("Nobody waits for late passengers any more.", "direct", "Amara Okafor"),
        ],
    ),
    (
        "according to",
        "According to Amara Okafor, the ferry leaves at noon.",
        [("the ferry leaves at noon", "indirect", "Amara Okafor")],
    ),
    (
        "according to at the end",
        "The ferry leaves at noon, according to Amara Okafor.",
        [("The ferry leaves at noon", "indirect", "Amara Okafor")],
    ),
    (
        "adding",
        "“The ferry leaves at noon,” Amara Okafor said, adding: “We do not wait for anybody.”",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("We do not wait for anybody.", "direct", "Amara Okafor"),
        ],
    ),
    (
        "wrote on",
        "Amara Okafor wrote on her page: “The ferry leaves at noon, so hurry.”",
        [("The ferry leaves at noon, so hurry.", "direct", "Amara Okafor")],
    ),
    (
        "said of another",
        "“He is the best skipper we have,” Amara Okafor said of Jonas Keller.",
        [("He is the best skipper we have", "direct", "Amara Okafor")],
    ),
    (
        "inverted at the start",
        "Clara Whitcombe owns the mill. Said Whitcombe, “It is a disaster for us all.”",
        [("It is a disaster for us all", "direct", "Clara Whitcombe")],
    ),
    (
        "party and place in brackets",
        "“The roof leaks again,” said Sen. Orla Venn (D-Ohio).",
        [("The roof leaks again", "direct", "Orla Venn")],
    ),
    (
        "relative clause names another",
        "Clara Whitcombe, who beat Peter Lindqvist last year, spoke on Monday. “The mill will open,” she said.",
        [("The mill will open", "direct", "Clara Whitcombe")],
    ),
    (
        "apposition before the verb",
        "Peter Lindqvist, 49, a baker who once worked for Jonas Keller, said flour was dear. “It ruins us,” he said.",
        [("flour was dear", "indirect", "Peter Lindqvist"), ("It ruins us", "direct", "Peter Lindqvist")],
    ),
    (
        "no comma after the description",
        "Sam Lowe, the director for the Whitcombe Bridge said in a statement, “There is no paper to count.”",
        [("There is no paper to count", "direct", "Sam Lowe")],
    ),
    (
        "hours after",
        "Clara Whitcombe spoke on Tuesday, hours after Peter Lindqvist said he was “encouraged” by the plan.",
        [("he was “encouraged” by the plan", "mixed", "Peter Lindqvist")],
    ),
    (
        "wrote in an email, noting",
        "“The roof leaks again,” Clara Whitcombe said, noting that donors feel “left in the rain.”",
        [
            ("The roof leaks again", "direct", "Clara Whitcombe"),
            ("that donors feel “left in the rain", "mixed", "Clara Whitcombe"),
        ],
    ),
    (
        "ranking member",
        "“They spend their days here,” said Oversight ranking member Orla Venn (D-Ohio).",
        [("They spend their days here", "direct", "Orla Venn")],
    ),
    (
        "name after a possessive",
        "“The mill opens in May,” said Clara Whitcombe's introducer, Jonas Keller.",
        [("The mill opens in May", "direct", "Jonas Keller")],
    ),
    (
        "a clerk from a town, its country",
        "Peter Lindqvist, a 55-year-old clerk from Oakham, Vermont, said the bridge would “never open.”",
        [("the bridge would “never open", "mixed", "Peter Lindqvist")],
    ),
    (
        "somebody of a town, its country said",
        "Clara Whitcombe of Oakham, Vermont said the bridge would “never open.”",
        [("the bridge would “never open", "mixed", "Clara Whitcombe")],
    ),
]

INVERTED: list[Case] = [
    (
        f"inverted: {who}",
        f"“The bridge stays shut,” said {who}.",
        [("The bridge stays shut", "direct", name)],
    )
    for who, name in [
        ("Mayor Clara Whitcombe", "Clara Whitcombe"),
        ("Dr. Clara Whitcombe", "Clara Whitcombe"),
        ("Clara Whitcombe, 54, who lives nearby", "Clara Whitcombe"),
        ("Clara Whitcombe of the bridge office", "Clara Whitcombe"),
        ("bridge keeper Clara Whitcombe", "Clara Whitcombe"),
        ("Whitcombe Bridge Company", None),
        ("the bridge keeper", None),
        ("one of the engineers", None),
        ("a senior official", None),
        ("the ministry", None),
        ("police", None),
        ("officials", None),
        ("a statement from the council", None),
    ]
]


def _each(template: str, verbs: str, statement: Statement) -> list[Case]:
    """One case for every verb, put into the template."""
    return [(verb, template.format(verb), [statement]) for verb in verbs.split(", ")]


VERBS: list[Case] = (
    _each(
        "Clara Whitcombe runs the mill. “Flour is dear this year,” Whitcombe {}.",
        "added, insisted, warned, explained, argued, noted, replied, recalled, joked, complained, wrote, tweeted, "
        "told reporters, has said, said on Monday, said in an interview, later said, told the council in March",
        ("Flour is dear this year", "direct", "Clara Whitcombe"),
    )
    + _each(
        "“Flour is dear this year,” {} Clara Whitcombe, the miller.",
        "says, said, wrote, added, explained, warned, recalled",
        ("Flour is dear this year", "direct", "Clara Whitcombe"),
    )
    + _each(
        "Clara Whitcombe {} that flour had become dear.",
        "said, says, claimed, noted, argued, explained, warned, acknowledged, conceded, insisted, announced, "
        "confirmed, revealed, stressed, has said, also said, later told the council",
        ("that flour had become dear", "indirect", "Clara Whitcombe"),
    )
    + [
        (f"not: {verb}", f"Clara Whitcombe {verb} that flour had become dear.", [])
        for verb in (
            "didn’t say",
            "has not said",
            "never claimed",
            "would not confirm",
            "declined to say",
            "could say",
            "might argue",
            "is expected to announce",
            "plans to announce",
            "hopes to say",
        )
    ]
)
