"""Where a quotation begins and ends: marks of every kind, and marks around what nobody says."""

from __future__ import annotations

from tests.summaries.quotes.cases import Case

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
]

SCARE: list[Case] = [
    ("title of a film", "The cinema in Sandhaven showed “The Long Winter” twice on Friday evening.", []),
    ("title of a book", "He is the author of the book “Salt and Rope” and three others.", []),
    ("nickname", "Tomas “Tiny” Brandt retired from the team after nine seasons.", []),
    ("scare quotes", "The town sells its “luxury” huts for less than a used car.", []),
    ("name of a ship", "The ferry “Morning Star” leaves the harbour at noon.", []),
]
