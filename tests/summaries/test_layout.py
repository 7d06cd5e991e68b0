"""What a page puts around an article, in several styles and languages, is none of its sentences."""

from __future__ import annotations

import pytest

from summaries.document import Document

BODY = {
    "en": "The council voted on Monday evening to close the old bridge over the Lind for two years, the mayor said.",
    "de": "Der Rat hat am Montagabend beschlossen, die alte Brücke über die Lind für zwei Jahre zu sperren, sagte sie.",
    "fr": "Le conseil a décidé lundi soir de fermer pendant deux ans le vieux pont sur la Lind, a annoncé le maire.",
    "es": "El consejo decidió el lunes por la noche cerrar durante dos años el viejo puente sobre el río, dijo ella.",
    "pt": "O conselho decidiu na noite de segunda-feira fechar por dois anos a velha ponte sobre o rio, disse ela.",
    "it": "Il consiglio ha deciso lunedì sera di chiudere per due anni il vecchio ponte sul fiume, ha detto.",
    "nl": "De raad heeft maandagavond besloten om de oude brug over de rivier twee jaar te sluiten, zei hij.",
    "ru": "Совет решил в понедельник вечером закрыть старый мост через реку на два года, сообщила глава города Лунина.",
    "uk": "Рада вирішила в понеділок увечері закрити старий міст через річку на два роки, повідомила рада.",
    "tr": "Meclis pazartesi akşamı nehrin üzerindeki eski köprünün iki yıl kapatılmasına karar verdi, dedi Kaya.",
    "ar": "قرر المجلس مساء الاثنين إغلاق الجسر القديم فوق النهر لمدة عامين من أجل إصلاحه كما قالت رئيسة البلدية.",
}
AROUND = {
    "en": [
        "By Ana Lindqvist and Jon Ek",
        "Ana Lindqvist, Harbour Press",
        "March 5, 2024",
        "Updated 4:15 PM ET, Tue March 5, 2024",
        "Photo: The old bridge in May. Jon Ek/Getty Images",
        "The old bridge in May. (AP Photo/Jon Ek)",
        "In this May 7, 2019 photo, a man crosses the old bridge over the Lind, which carries ten thousand cars a day.",
        "Boats lie in the harbour of Stenby, Norway, Saturday, Jan. 3, 2015.",
        "Anyone with information is asked to call the police of Port Alder at 555-1234.",
        "The views expressed in this commentary are solely those of the author.",
        "Hide Caption 3 of 15 Photos: The old bridge A man crosses the old bridge in May.",
        "Image caption The bridge has been closed before",
        "Read more: How the bridge was built",
        "READ ALSO: How the bridge was built.",
        "Sign up for our newsletter and never miss a story.",
        "Follow us on Facebook and Twitter.",
        "10:45 a.m. ET",
        "Posted at 10:45",
        "What we know so far",
        "Ferries",
        "Bridge\tCars\tYear",
        "Lind bridge | 10,000 | 1954",
        "• Ferries run every ten minutes.",
        "▪ Pedestrians may use the railway bridge from Monday on, except at night, when it is closed to all.",
        "(Reporting by Ana Lindqvist; Editing by Jon Ek)",
        "© 2024 Harbour Press. All rights reserved.",
        "Advertisement",
        "https://harbour.example.org/bridge",
        "A previous version of this story misstated the year in which the bridge was built.",
        "ana@harbour.example.org",
    ],
    "de": [
        "Von Anna Lind",
        "Foto: Jon Ek/dpa",
        "Stand: 05.03.2024, 10:30 Uhr",
        "Aktualisiert am 5. März 2024",
        "Lesen Sie auch: Wie die Brücke gebaut wurde.",
        "Was bisher bekannt ist",
        "Anzeige",
    ],
    "fr": [
        "Par Anne Roux",
        "Publié le 5 mars 2024 à 10h30",
        "Lire aussi : Comment le pont a été construit.",
        "Publicité",
        "Ce que l'on sait",
    ],
    "es": [
        "Por Ana Ruiz",
        "Actualizado el 5 de marzo de 2024.",
        "Foto: Juan Vega",
        "Lea también: Cómo se construyó el puente.",
        "Lo que se sabe",
    ],
    "pt": ["Por Ana Lima", "Publicado em 05/03/2024 às 10h30", "Foto: Rui Vaz", "Leia também: Como a ponte foi feita."],
    "it": ["di Anna Neri", "Pubblicato il 5 marzo 2024", "Foto: Ugo Verdi", "Leggi anche: Come fu costruito il ponte."],
    "nl": ["Door Anna Bos", "Bijgewerkt om 10.30 uur.", "Foto: Jan Smit", "Lees ook: Hoe de brug werd gebouwd."],
    "ru": ["Обновлено 5 марта в 10:30.", "Фото: ТАСС", "Читайте также: Как строили мост.", "Реклама"],
    "uk": ["Оновлено 5 березня о 10:30.", "Фото: Укрінформ", "Читайте також: Як будували міст.", "Реклама"],
    "tr": ["Güncelleme: 5 Mart 2024 10:30.", "Fotoğraf: AA", "İlgili haber: Köprü nasıl yapıldı.", "Neler biliniyor"],
    "ar": ["آخر تحديث: 5 مارس 2024.", "الصورة: رويترز.", "اقرأ أيضا: كيف بني الجسر.", "إعلان"],
}


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, lines in AROUND.items() for line in lines])
def test_a_line_around_an_article_is_none_of_its_sentences(code: str, line: str) -> None:
    """Before, between and after its paragraphs."""
    text = f"{line}\n\n{BODY[code]}\n\n{line}\n\n{BODY[code]}\n\n{line}"
    found = [s.text for s in Document("a", "", text, language=code).sentences if s.role == "body"]
    assert found == [BODY[code]] * 2


@pytest.mark.parametrize(
    "dateline",
    [
        "KORVO (Reuters) - ",
        "KORVO, May 7 (Reuters) - ",
        "(CNN) -- ",
        "(HLN)",
        "Korvo (AP) — ",
        "KORVO — ",
        "Korvo (dpa) - ",
        "KORVO/LINDAU ",
        "KORVO/PORT LINDAU, Oland ",
    ],
)
def test_a_dateline_is_not_part_of_the_first_sentence(dateline: str) -> None:
    found = [s.text for s in Document("a", "", dateline + BODY["en"], language="en").sentences if s.role == "body"]
    assert found == [BODY["en"]]


@pytest.mark.parametrize("name", ["HIV/AIDS", "KORVO/Lindau", "KORVO/LINDAU trains and"])
def test_what_only_looks_like_two_places_of_a_dateline(name: str) -> None:
    """A short name, a pair not in capitals, a name that the sentence goes on from."""
    text = f"{name} Activists of the old bridge met the mayor on Monday."
    assert next(s.text for s in Document("a", "", f"{text} {BODY['en']}", language="en").sentences) == text


@pytest.mark.parametrize(
    "sentence",
    [
        "The photo shows the mayor on the bridge, police said.",
        "She updated the council on the bridge on Tuesday.",
        "Sharing the cost was never an option, the mayor said.",
        "He posted a video of the bridge on Monday.",
        "More than 40 people were hurt.",
        "Fares rise by 5 percent in May.",
        "Subscribers to the paper paid more, he said.",
        "Advertising on the bridge will be banned next year.",
        "Copyright law protects the design of the bridge.",
    ],
)
def test_a_sentence_that_looks_like_a_page_is_a_sentence(sentence: str) -> None:
    text = f"{BODY['en']}\n\n{sentence}\n\n{BODY['en']}"
    assert sentence in [s.text for s in Document("a", "", text, language="en").sentences if s.role == "body"]


def test_an_article_that_is_a_list_keeps_its_sentences() -> None:
    text = "\n\n".join(f"• {BODY['en']}" for _ in range(3))
    assert sum(s.role == "body" for s in Document("a", "", text, language="en").sentences) == 3


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Thank you for reading the newsletter of the old bridge!", "boilerplate"),
        ("Please note that the transcript may come later than the film of the old bridge.", "boilerplate"),
        ("On this page you will find the timetable of the ferries to Lindau.", "boilerplate"),
        ("The mayor wrote a letter to thank the divers for reading the old map.", "body"),
        ("On this bridge you can see the ferries to Lindau.", "body"),
    ],
)
def test_what_a_page_says_to_its_reader(sentence: str, role: str) -> None:
    """Thanks and notes of a page are no news."""
    document = Document("1", "", f"{BODY['en']} {sentence} {BODY['en']}")
    assert [s.role for s in document.sentences][1] == role


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Ana Lindqvist (right) waves to Jon Ek (2nd L) at the old bridge over the Lind on Monday.", "boilerplate"),
        ("Ana Lindqvist (pictured) fought for ten years to have the old bridge over the Lind closed.", "boilerplate"),
        ("The new bridge over the Lind (above) will be ready in May, with two lanes for cars.", "boilerplate"),
        ("Picture taken on March 5 in the town of Lindau, where the old bridge is.", "boilerplate"),
        ("Ana Lindqvist (Left Party) fought for ten years to have the old bridge over the Lind closed.", "body"),
        ("Ana Lindqvist (R) and Jon Ek (D) voted together to have the old bridge over the Lind closed.", "body"),
        ("The picture taken of the old bridge over the Lind hangs in the town hall of Lindau.", "body"),
        ("Cars keep right (left on Sundays, when there are fewer) on the old bridge over the Lind.", "body"),
    ],
)
def test_where_somebody_stands_in_a_picture(sentence: str, role: str) -> None:
    """A summary has no pictures; parties and sides of a road are none."""
    document = Document("1", "", f"{BODY['en']} {sentence} {BODY['en']}")
    assert [s.role for s in document.sentences][1] == role
