"""The table of quotation cases: a text, and the statements a careful reader finds in it.

A case is (name, text, statements); a statement is (words, kind, speaker). "words" may leave out the quotation
marks; "speaker" is the full name within the text, or None for anybody who is not named. To add a case, append a
line; the people and places are invented.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["direct", "mixed", "indirect"]
Statement = tuple[str, Kind, str | None]
Case = tuple[str, str, list[Statement]]

INTRO = "Amara Okafor, the harbour master, and Jonas Keller, a fisherman, met in Sandhaven on Monday.\n\n"

MARKS: list[Case] = [
    (
        "straight",
        'Amara Okafor opened the pier. "The pier is safe for everybody now," Okafor said.',
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "curly",
        "Amara Okafor opened the pier. “The pier is safe for everybody now,” Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "mixed pair",
        'Amara Okafor opened the pier. “The pier is safe for everybody now," Okafor said.',
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "doubled apostrophes",
        "Amara Okafor opened the pier. ''The pier is safe for everybody now,'' Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "opening mark used to close",
        "Amara Okafor opened the pier. “The pier is safe for everybody now,“ Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "British single",
        "Amara Okafor opened the pier. ‘The pier is safe for everybody now,’ Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "British single with apostrophes inside",
        "Amara Okafor opened the pier. ‘It’s the workers’ pier and we don’t charge,’ Okafor said.",
        [("It’s the workers’ pier and we don’t charge", "direct", "Amara Okafor")],
    ),
    (
        "straight single with apostrophes inside",
        "Amara Okafor opened the pier. 'It's safe and we don't charge anybody,' Okafor said.",
        [("It's safe and we don't charge anybody", "direct", "Amara Okafor")],
    ),
    (
        "apostrophes alone are no marks",
        "The workers’ union met at the mayor’s house. It wasn’t long before the band’s drummer left.",
        [],
    ),
    (
        "German low marks",
        "Amara Okafor opened the pier. „The pier is safe for everybody now“, Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "French marks",
        "Amara Okafor opened the pier. « The pier is safe for everybody now », Okafor said.",
        [("The pier is safe for everybody now", "direct", "Amara Okafor")],
    ),
    (
        "nested single in double",
        "Jonas Keller was there. “She told me, ‘Stay away from the pier,’ and then she left,” Keller said.",
        [("She told me, ‘Stay away from the pier,’ and then she left", "direct", "Jonas Keller")],
    ),
    (
        "nested double in single",
        "Jonas Keller was there. ‘She told me, “Stay away from the pier,” and then she left,’ Keller said.",
        [("She told me, “Stay away from the pier,” and then she left", "direct", "Jonas Keller")],
    ),
    (
        "several paragraphs, closed in the last",
        "Amara Okafor spoke.\n\n“The pier is old and it needs new planks,” Okafor said. “We start in May.\n\n"
        "“Then we paint the rails and open the gates.”\n\nThe crowd left.",
        [
            ("The pier is old and it needs new planks", "direct", "Amara Okafor"),
            ("We start in May.", "direct", "Amara Okafor"),
            ("Then we paint the rails and open the gates.", "direct", "Amara Okafor"),
        ],
    ),
    (
        "a stray mark does not flip the next paragraph",
        'The sign was 12" high.\n\nAmara Okafor spoke to the crew. “We open the gates in May,” Okafor said.',
        [("We open the gates in May", "direct", "Amara Okafor")],
    ),
    (
        "a missing closing mark does not flip the next paragraph",
        "Amara Okafor said: “We open the gates in May and keep them open.\n\nThe crowd left early. “It was cold,” "
        "Okafor said.",
        [
            ("We open the gates in May and keep them open.", "direct", "Amara Okafor"),
            ("It was cold", "direct", "Amara Okafor"),
        ],
    ),
    (
        "question mark inside",
        "Amara Okafor looked at the planks. “Who painted this pier green?” Okafor asked.",
        [("Who painted this pier green?", "direct", "Amara Okafor")],
    ),
    (
        "exclamation mark inside, pronoun after",
        "Amara Okafor looked at the planks. “Nobody walks on my pier!” she shouted.",
        [("Nobody walks on my pier!", "direct", "Amara Okafor")],
    ),
]

SCARE: list[Case] = [
    ("title of a film", "The cinema in Sandhaven showed “The Long Winter” twice on Friday evening.", []),
    ("title of a book", "He is the author of the book “Salt and Rope” and three others.", []),
    ("nickname", "Tomas “Tiny” Brandt retired from the team after nine seasons.", []),
    ("scare quotes", "The town sells its “luxury” huts for less than a used car.", []),
    ("name of a ship", "The ferry “Morning Star” leaves the harbour at noon.", []),
]

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
]

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
]

SPEAKERS: list[Case] = [
    (
        "surname",
        INTRO + "“The ferry leaves at noon,” Okafor said.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "honorific and surname",
        INTRO + "“The ferry leaves at noon,” Ms. Okafor said.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "she",
        INTRO + "“The ferry leaves at noon,” she said.",
        [("The ferry leaves at noon", "direct", "Amara Okafor")],
    ),
    (
        "he",
        INTRO + "“The ferry leaves at noon,” he said.",
        [("The ferry leaves at noon", "direct", "Jonas Keller")],
    ),
    (
        "office",
        INTRO + "“The ferry leaves at noon,” the fisherman said.",
        [("The ferry leaves at noon", "direct", "Jonas Keller")],
    ),
    (
        "no cue, continued in the next paragraph",
        INTRO + "“The ferry leaves at noon,” Okafor said.\n\n“Nobody waits for late passengers any more.”",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("Nobody waits for late passengers any more.", "direct", "Amara Okafor"),
        ],
    ),
    (
        "named one paragraph before",
        "Amara Okafor stood on the pier and looked at the planks.\n\n“This will cost us a year,” she said.",
        [("This will cost us a year", "direct", "Amara Okafor")],
    ),
    (
        "conversation",
        INTRO + "“The ferry leaves at noon,” Okafor said.\n\n“That is too late for us,” Keller replied.",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("That is too late for us", "direct", "Jonas Keller"),
        ],
    ),
    (
        "an unnamed spokesman",
        INTRO + "“The ferry leaves at noon,” said a spokesman for Okafor.",
        [("The ferry leaves at noon", "direct", None)],
    ),
    (
        "her spokesman",
        INTRO + "“The ferry leaves at noon,” her spokesman said.",
        [("The ferry leaves at noon", "direct", None)],
    ),
    (
        "a named spokesman",
        INTRO + "“The ferry leaves at noon,” said Okafor spokesman Peter Lindqvist.",
        [("The ferry leaves at noon", "direct", "Peter Lindqvist")],
    ),
    (
        "the campaign of a person",
        INTRO + "The Okafor campaign said that the ferry would leave at noon.",
        [("that the ferry would leave at noon", "indirect", None)],
    ),
    (
        "police",
        INTRO + "Police said the ferry had left without its captain.",
        [("the ferry had left without its captain", "indirect", None)],
    ),
    (
        "an agency",
        "The ferry had left without its captain, the Coastal Agency said.",
        [("The ferry had left without its captain", "indirect", None)],
    ),
    (
        "a witness",
        INTRO + "“The ferry was already burning,” a witness said.",
        [("The ferry was already burning", "direct", None)],
    ),
    (
        "who",
        "“The ferry leaves at noon,” said Amara Okafor, who added that nobody would wait.",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("that nobody would wait", "indirect", "Amara Okafor"),
        ],
    ),
    (
        "joint statement",
        INTRO + "Okafor and Keller said that the ferry would leave at noon.",
        [
            ("that the ferry would leave at noon", "indirect", "Amara Okafor"),
            ("that the ferry would leave at noon", "indirect", "Jonas Keller"),
        ],
    ),
    (
        "joint quotation",
        INTRO + "“The ferry leaves at noon,” Okafor and Keller said.",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("The ferry leaves at noon", "direct", "Jonas Keller"),
        ],
    ),
    (
        "two people of one surname",
        "Anna Keller and her brother John Keller spoke.\n\n“The ferry leaves at noon,” Anna Keller said.\n\n"
        "“It never leaves at noon,” John Keller said.",
        [
            ("The ferry leaves at noon", "direct", "Anna Keller"),
            ("It never leaves at noon", "direct", "John Keller"),
        ],
    ),
    (
        "one surname, told apart by the honorific",
        "Anna Keller and her brother John Keller spoke.\n\n“The ferry leaves at noon,” Ms. Keller said.\n\n"
        "“It never leaves at noon,” Mr. Keller said.",
        [
            ("The ferry leaves at noon", "direct", "Anna Keller"),
            ("It never leaves at noon", "direct", "John Keller"),
        ],
    ),
    (
        "title and name",
        "Defence Minister Major General Samir Abu Nasra said that the border would stay shut.",
        [("that the border would stay shut", "indirect", "Samir Abu Nasra")],
    ),
    (
        "the minister",
        "Defence Minister Samir Abu Nasra visited the border.\n\nThe minister said that the border would stay shut.",
        [("that the border would stay shut", "indirect", "Samir Abu Nasra")],
    ),
    (
        "name with a particle",
        "Pieter van der Meer runs the mill. “Flour is dear this year,” Van der Meer said.",
        [("Flour is dear this year", "direct", "Pieter van der Meer")],
    ),
    (
        "name with an initial",
        "Sarah J. Whitcombe runs the mill. “Flour is dear this year,” Whitcombe said.",
        [("Flour is dear this year", "direct", "Sarah J. Whitcombe")],
    ),
    (
        "name with a hyphen",
        "Marie Dupont-Lang runs the mill. “Flour is dear this year,” Dupont-Lang said.",
        [("Flour is dear this year", "direct", "Marie Dupont-Lang")],
    ),
    (
        "possessive before a named person",
        "“The mill will not be sold,” said Whitcombe’s lawyer, Daniel Ruiz.",
        [("The mill will not be sold", "direct", "Daniel Ruiz")],
    ),
    (
        "a name inside the quotation is not the speaker",
        INTRO + "“Keller has never paid for his berth,” she said.",
        [("Keller has never paid for his berth", "direct", "Amara Okafor")],
    ),
]

FORMS: list[Case] = [
    (
        "dialogue",
        "Amara Okafor and Jonas Keller met at noon.\n\nOkafor: The ferry leaves at noon.\n\n"
        "Keller: That is too late for us.",
        [
            ("The ferry leaves at noon", "indirect", "Amara Okafor"),
            ("That is too late for us", "indirect", "Jonas Keller"),
        ],
    ),
    (
        "questions and answers",
        "Amara Okafor runs the harbour.\n\nQ: When does the ferry leave?\n\nA: It leaves at noon every day.",
        [("It leaves at noon every day", "indirect", "Amara Okafor")],
    ),
    (
        "headline, speaker first",
        "Okafor: Ferry will leave at noon\n\nAmara Okafor spoke to passengers on the pier.",
        [("Ferry will leave at noon", "indirect", "Amara Okafor")],
    ),
    (
        "headline, speaker last",
        "Ferry will leave at noon: Okafor\n\nAmara Okafor spoke to passengers on the pier.",
        [("Ferry will leave at noon", "indirect", "Amara Okafor")],
    ),
    (
        "a missing blank after the full stop",
        "Amara Okafor said the pier would open in May.The huts have been closed since the storm.",
        [("the pier would open in May", "indirect", "Amara Okafor")],
    ),
    (
        "subheading without a full stop",
        "Amara Okafor said the pier would open in May.\nWhat comes next?\nThe huts have been closed since the storm.",
        [("the pier would open in May", "indirect", "Amara Okafor")],
    ),
]

LANGUAGES: list[Case] = [
    (
        "German",
        "„Die Brücke bleibt geschlossen“, sagte Anna Keller am Montag.",
        [("Die Brücke bleibt geschlossen", "direct", "Anna Keller")],
    ),
    (
        "German, subject first",
        "Anna Keller sagte: „Die Brücke bleibt geschlossen.“",
        [("Die Brücke bleibt geschlossen.", "direct", "Anna Keller")],
    ),
    (
        "German, marks pointing inwards",
        "»Die Brücke bleibt geschlossen«, sagte Anna Keller am Montag.",
        [("Die Brücke bleibt geschlossen", "direct", "Anna Keller")],
    ),
    (
        "French",
        "« Le pont reste fermé », a déclaré Claire Moreau lundi.",
        [("Le pont reste fermé", "direct", "Claire Moreau")],
    ),
    (
        "French, subject first",
        "Claire Moreau a déclaré : « Le pont reste fermé. »",
        [("Le pont reste fermé.", "direct", "Claire Moreau")],
    ),
    (
        "Spanish",
        "“El puente sigue cerrado”, dijo Lucia Ortega el lunes.",
        [("El puente sigue cerrado", "direct", "Lucia Ortega")],
    ),
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

MORE_SPEAKERS: list[Case] = [
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

KINDS: list[Case] = [
    (
        "capitals: verb after the name",
        "Clara Whitcombe Praised Bread In May.\n\n“Bread is dear for everybody,” Whitcombe said.",
        [("Bread is dear for everybody", "direct", "Clara Whitcombe")],
    ),
    (
        "foreign office",
        "Die Bürgermeisterin von Oberwalsen sagte: „Wir bleiben in der Stadt.“",
        [("Wir bleiben in der Stadt", "direct", None)],
    ),
    (
        "foreign office and name",
        "„Wir bleiben in der Stadt“, sagte Bürgermeisterin Greta Lindqvist.",
        [("Wir bleiben in der Stadt", "direct", "Greta Lindqvist")],
    ),
    (
        "first word of a sentence is no part of the name",
        "While Whitcombe waited, the mill burned. Clara Whitcombe owns the mill. “It is a disaster for "
        "us all,” Whitcombe said.",
        [("It is a disaster for us all", "direct", "Clara Whitcombe")],
    ),
    (
        "inverted at the start",
        "Clara Whitcombe owns the mill. Said Whitcombe, “It is a disaster for us all.”",
        [("It is a disaster for us all", "direct", "Clara Whitcombe")],
    ),
    (
        "surname that is a title",
        "Dana Bishop runs the school. “The roof leaks again,” Bishop said. Ms. Bishop added that rain came in.",
        [("The roof leaks again", "direct", "Dana Bishop"), ("that rain came in", "indirect", "Dana Bishop")],
    ),
    (
        "initials",
        "“The roof leaks again,” said council leader R.J. Hollis of Sandhaven.",
        [("The roof leaks again", "direct", "R.J. Hollis")],
    ),
    (
        "party and place in brackets",
        "“The roof leaks again,” said Sen. Orla Venn (D-Ohio).",
        [("The roof leaks again", "direct", "Orla Venn")],
    ),
    (
        "Arabic article",
        "The cleric Anwar al-Hadidi spoke on Friday. “The roof leaks again,” al-Hadidi said.",
        [("The roof leaks again", "direct", "Anwar al-Hadidi")],
    ),
    (
        "relative clause names another",
        "Clara Whitcombe, who beat Peter Lindqvist last year, spoke on Monday. “The mill will open,” she said.",
        [("The mill will open", "direct", "Clara Whitcombe")],
    ),
    (
        "he goes on after he is quoted",
        "Peter Lindqvist runs the mill. Jonas Keller, a fisherman, was not there.\n\n“Flour is dear "
        "this year,” Lindqvist said. “Bread will be dear too,” he added.",
        [
            ("Flour is dear this year", "direct", "Peter Lindqvist"),
            ("Bread will be dear too", "direct", "Peter Lindqvist"),
        ],
    ),
    (
        "he was wise, he said",
        "Peter Lindqvist met Jonas Keller in May, Lindqvist said.\n\n“He was clever and patient,” he said.",
        [
            ("Peter Lindqvist met Jonas Keller in May", "indirect", "Peter Lindqvist"),
            ("He was clever and patient", "direct", "Peter Lindqvist"),
        ],
    ),
    (
        "relative clause, then she",
        "Judge Loretta Vance, who heads the court, met Clara Whitcombe.\n\nShe added, “We will read every page.”",
        [("We will read every page", "direct", "Loretta Vance")],
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
        "dateline is nobody",
        "SANDHAVEN (AP) — Mayor Clara Whitcombe on Tuesday called the plan “a gift to nobody.”",
        [("the plan “a gift to nobody", "mixed", "Clara Whitcombe")],
    ),
    (
        "hours after",
        "Clara Whitcombe spoke on Tuesday, hours after Peter Lindqvist said he was “encouraged” by the plan.",
        [("he was “encouraged” by the plan", "mixed", "Peter Lindqvist")],
    ),
    (
        "his deputy",
        "Peter Lindqvist runs the mill. “The wheel is broken,” his deputy said.",
        [("The wheel is broken", "direct", None)],
    ),
    (
        "spokesman for a person",
        "Clara Whitcombe stayed at home. “The mayor is ill,” said a spokesman for Whitcombe.",
        [("The mayor is ill", "direct", None)],
    ),
    (
        "inner quotation belongs to the outer speaker",
        "Clara Whitcombe recalled her mother Edith Whitcombe. “My mother told me, ‘Never close the "
        "mill,’ and I never did,” Clara Whitcombe said.",
        [("My mother told me, ‘Never close the mill,’ and I never did", "direct", "Clara Whitcombe")],
    ),
    (
        "several paragraphs, cue at the end",
        "Clara Whitcombe owns the mill.\n\n“The wheel broke in May and nobody came to look at "
        "it.\n\n“We waited for a year,” Whitcombe said.",
        [
            ("The wheel broke in May and nobody came to look at it", "direct", "Clara Whitcombe"),
            ("We waited for a year", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "several paragraphs, cue at the start",
        "Clara Whitcombe said: “The wheel broke in May and nobody came to look at it.\n\n“We waited for "
        "a year.”\n\nThe mill opened again on Monday.",
        [
            ("The wheel broke in May and nobody came to look at it", "direct", "Clara Whitcombe"),
            ("We waited for a year", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "opening curly mark closes a straight one",
        'Clara Whitcombe owns the mill. "The wheel broke in May," Whitcombe said. "Nobody came to look '
        "at it.“\n\nThe mill opened again.",
        [
            ("The wheel broke in May", "direct", "Clara Whitcombe"),
            ("Nobody came to look at it", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "blank before the closing mark",
        "Clara Whitcombe owns the mill. “The wheel broke in May,” Whitcombe said. “Nobody came to look "
        "at it. “\n\nThe mill opened again.",
        [
            ("The wheel broke in May", "direct", "Clara Whitcombe"),
            ("Nobody came to look at it", "direct", "Clara Whitcombe"),
        ],
    ),
    (
        "closing mark opens a line",
        "Peter Lindqvist reviewed the play.\n\n” … she gave the role warmth that nobody had expected of "
        "her,” Lindqvist wrote.",
        [("she gave the role warmth that nobody had expected of her", "direct", "Peter Lindqvist")],
    ),
    (
        "two of one surname, full names",
        "Anna Keller and John Keller own the mill. “It is ours,” Anna Keller said. “It is mine,” John Keller said.",
        [("It is ours", "direct", "Anna Keller"), ("It is mine", "direct", "John Keller")],
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
        "the prosecutor",
        "Prosecutor Nora Quell spoke on Monday. Captain Clara Whitcombe reported that a clerk had led "
        "the police to the cellar.\n\nWhether there was a buyer is not yet known, according to the "
        "prosecutor. Investigators found no sign of one on the telephones, she said.",
        [
            ("that a clerk had led the police to the cellar", "indirect", "Clara Whitcombe"),
            ("Whether there was a buyer is not yet known", "indirect", "Nora Quell"),
            ("Investigators found no sign of one on the telephones", "indirect", "Nora Quell"),
        ],
    ),
    (
        "a state before an office",
        "Orla Venn, the junior senator from Vermont, spoke on Monday. “The roof leaks again,” the "
        "Vermont senator said.",
        [("The roof leaks again", "direct", "Orla Venn")],
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
        "the email read",
        "Clara Whitcombe ran for mayor. “Our mill has changed this town,” read the email.",
        [("Our mill has changed this town", "direct", None)],
    ),
    (
        "crowd chanted",
        "As Clara Whitcombe spoke, the crowd chanted, “Open the mill!”",
        [("Open the mill", "direct", None)],
    ),
    (
        "asked about, the minister said",
        "Asked about the storm, Clara Whitcombe said the harbour would stay open.",
        [("the harbour would stay open", "indirect", "Clara Whitcombe")],
    ),
    (
        "an office in the headline, named below",
        "Harbour Minister: The pier stays open\n\nHarbour Minister Clara Whitcombe spoke on Monday.",
        [("The pier stays open", "indirect", "Clara Whitcombe")],
    ),
    (
        "she praised, and said",
        "Clara Whitcombe praised the crew. “They worked all night,” she said.",
        [("They worked all night", "direct", "Clara Whitcombe")],
    ),
    (
        "two people, two pronouns",
        "Clara Whitcombe met Peter Lindqvist on Monday. “The mill is mine,” she said. “It was mine,” he replied.",
        [("The mill is mine", "direct", "Clara Whitcombe"), ("It was mine", "direct", "Peter Lindqvist")],
    ),
    (
        "the company is filed under nobody",
        "Clara Whitcombe leads Sandhaven Mills. “We regret the delay,” Sandhaven Mills said.",
        [("We regret the delay", "direct", None)],
    ),
    (
        "the Whitcombe campaign",
        "Clara Whitcombe runs for mayor. “We are ahead,” the Whitcombe campaign said.",
        [("We are ahead", "direct", None)],
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
        "ranking member",
        "“They spend their days here,” said Oversight ranking member Orla Venn (D-Ohio).",
        [("They spend their days here", "direct", "Orla Venn")],
    ),
    (
        "German pronoun",
        "„Die Brücke bleibt geschlossen“, sagte Anna Keller. „Das wird drei Jahre dauern“, fügte sie hinzu.",
        [
            ("Die Brücke bleibt geschlossen", "direct", "Anna Keller"),
            ("Das wird drei Jahre dauern", "direct", "Anna Keller"),
        ],
    ),
    (
        "a day is nobody",
        "Clara Whitcombe on Tuesday said the mill would open in May.",
        [("the mill would open in May", "indirect", "Clara Whitcombe")],
    ),
    (
        "surname that is a place",
        "Dana York teaches in Sandhaven. “The roof leaks again,” York said.",
        [("The roof leaks again", "direct", "Dana York")],
    ),
    (
        "title and a surname that is an organisation's word",
        "Gov. Nathan Club said the mill would open in May.",
        [("the mill would open in May", "indirect", "Nathan Club")],
    ),
    (
        "a sentence that begins after an abbreviation",
        "Clara Whitcombe came home from the U.S. While Whitcombe slept, the mill burned. “It is a disaster for us "
        "all,” she said.",
        [("It is a disaster for us all", "direct", "Clara Whitcombe")],
    ),
    (
        "namesakes told apart by the pronoun that follows",
        "Clara Whitcombe married Jonas Whitcombe in May. Whitcombe sold her mill last year. “I miss the river and the "
        "noise,” she said.",
        [("I miss the river and the noise", "direct", "Clara Whitcombe")],
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
        "name after a possessive",
        "“The mill opens in May,” said Clara Whitcombe's introducer, Jonas Keller.",
        [("The mill opens in May", "direct", "Jonas Keller")],
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
    (
        "who is told something does not speak",
        "“The roof leaks,” Peter Lindqvist told the mayor's brother, Jonas Keller. The mill stood empty for a year.\n\n"
        "“It must be mended,” he said.",
        [("The roof leaks", "direct", "Peter Lindqvist"), ("It must be mended", "direct", "Peter Lindqvist")],
    ),
    (
        "what follows said is no subject",
        "The council met Jonas Keller in May. Mill spokesman Peter Lindqvist said Keller was not to blame.\n\n"
        "“The flood took the bridge,” he said.",
        [
            ("Keller was not to blame", "indirect", "Peter Lindqvist"),
            ("The flood took the bridge", "direct", "Peter Lindqvist"),
        ],
    ),
    (
        "a name inside the subject does not speak",
        "Jonas Keller runs for mayor. Keller campaign chairman Peter Lindqvist said the harbour comes first. “We shall "
        "dredge it,” he said.",
        [
            ("the harbour comes first", "indirect", "Peter Lindqvist"),
            ("We shall dredge it", "direct", "Peter Lindqvist"),
        ],
    ),
    (
        "the pronoun tells that a given name misleads",
        "The town elected Fran Whitcombe in May. “The count was fair,” Whitcombe said. “We were many,” she added.",
        [("The count was fair", "direct", "Fran Whitcombe"), ("We were many", "direct", "Fran Whitcombe")],
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
    (
        "who asked is not who answers",
        "Clara Whitcombe spoke for an hour. She smiled when Maria Lindqvist asked whether the mill would close.\n\n"
        "“It will run for years,” she said.",
        [("It will run for years", "direct", "Clara Whitcombe")],
    ),
    (
        "no woman answers to he",
        "Clara Whitcombe opened the fair. Nobody else came. “It rained,” he said.",
        [("It rained", "direct", None)],
    ),
]
