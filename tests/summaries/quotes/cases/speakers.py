"""Who speaks, by what the text calls them: a description, a pronoun, several at once, nobody named."""

from __future__ import annotations

from tests.summaries.quotes.cases import INTRO, Case

SPEAKERS: list[Case] = [
    (
        "no cue, continued in the next paragraph",
        INTRO + "“The ferry leaves at noon,” Okafor said.\n\n“Nobody waits for late passengers any more.”",
        [
            ("The ferry leaves at noon", "direct", "Amara Okafor"),
            ("Nobody waits for late passengers any more.", "direct", "Amara Okafor"),
        ],
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
        "a named spokesman",
        INTRO + "“The ferry leaves at noon,” said Okafor spokesman Peter Lindqvist.",
        [("The ferry leaves at noon", "direct", "Peter Lindqvist")],
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

PRONOUNS: list[Case] = [
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
        "named one paragraph before",
        "Amara Okafor stood on the pier and looked at the planks.\n\n“This will cost us a year,” she said.",
        [("This will cost us a year", "direct", "Amara Okafor")],
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

CALLINGS: list[Case] = [
    (
        "office",
        INTRO + "“The ferry leaves at noon,” the fisherman said.",
        [("The ferry leaves at noon", "direct", "Jonas Keller")],
    ),
    (
        "the minister",
        "Defence Minister Samir Abu Nasra visited the border.\n\nThe minister said that the border would stay shut.",
        [("that the border would stay shut", "indirect", "Samir Abu Nasra")],
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
]

UNNAMED: list[Case] = [
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
        "the company is filed under nobody",
        "Clara Whitcombe leads Sandhaven Mills. “We regret the delay,” Sandhaven Mills said.",
        [("We regret the delay", "direct", None)],
    ),
    (
        "the Whitcombe campaign",
        "Clara Whitcombe runs for mayor. “We are ahead,” the Whitcombe campaign said.",
        [("We are ahead", "direct", None)],
    ),
]
