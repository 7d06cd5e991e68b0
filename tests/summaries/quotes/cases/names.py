"""Who speaks, by a name: its parts, its spellings, and namesakes."""

from __future__ import annotations

from tests.summaries.quotes.cases import INTRO, Case

NAMES: list[Case] = [
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
        "capitals: verb after the name",
        "Clara Whitcombe Praised Bread In May.\n\n“Bread is dear for everybody,” Whitcombe said.",
        [("Bread is dear for everybody", "direct", "Clara Whitcombe")],
    ),
    (
        "first word of a sentence is no part of the name",
        "While Whitcombe waited, the mill burned. Clara Whitcombe owns the mill. “It is a disaster for "
        "us all,” Whitcombe said.",
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
        "Arabic article",
        "The cleric Anwar al-Hadidi spoke on Friday. “The roof leaks again,” al-Hadidi said.",
        [("The roof leaks again", "direct", "Anwar al-Hadidi")],
    ),
    (
        "two of one surname, full names",
        "Anna Keller and John Keller own the mill. “It is ours,” Anna Keller said. “It is mine,” John Keller said.",
        [("It is ours", "direct", "Anna Keller"), ("It is mine", "direct", "John Keller")],
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
]
