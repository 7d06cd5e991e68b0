"""Texts of other forms and languages: dialogues, headlines, missing blanks; German, French, Spanish."""

from __future__ import annotations

from tests.summaries.quotes.cases import Case

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
    (
        "an office in the headline, named below",
        "Harbour Minister: The pier stays open\n\nHarbour Minister Clara Whitcombe spoke on Monday.",
        [("The pier stays open", "indirect", "Clara Whitcombe")],
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
        "German pronoun",
        "„Die Brücke bleibt geschlossen“, sagte Anna Keller. „Das wird drei Jahre dauern“, fügte sie hinzu.",
        [
            ("Die Brücke bleibt geschlossen", "direct", "Anna Keller"),
            ("Das wird drei Jahre dauern", "direct", "Anna Keller"),
        ],
    ),
]
