"""Person names: reading, folding, comparing, finding. To add a case, add a line to a table."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries.people import (
    NEAR,
    SAME,
    fold,
    gender,
    match_score,
    parse_name,
    same_person,
    same_person_confidence,
    search_keys,
    skeleton,
)

# One pair of names a line: two spellings of one person's name, most of them invented. "#" begins a comment.
ONE_PERSON = """
# a part left out, or an initial
Anna Keller | Keller
Anna Keller | A. Keller
A. Keller | Keller
Anna Keller | Anna
John F. Dubbins | John Dubbins
John F. Dubbins | John Francis Dubbins
J. F. Dubbins | John Francis Dubbins
J.F. Dubbins | J. F. Dubbins
JF Dubbins | J.F. Dubbins
J. Edgar Marlow | Edgar Marlow
Willard Otto Marlow | Otto Marlow
Ruth Bader Okafor | Ruth Okafor
George W. Tallow | George Tallow
Harry S Tallow | Harry S. Tallow
Marie-Claude Petit | M.-C. Petit
Marie-Claude Petit | Marie Claude Petit
Mary Ann Petit | Maryann Petit
# titles, ranks, descriptions, possessives
Dr. Anna Keller | Anna Keller
Professor Anna Keller | Keller
Prime Minister Anna Keller | Anna Keller
French President Luc Garnier | Luc Garnier
former Vermont senator Anna Keller | Anna Keller
the harbour master Anna Keller | Keller
US Secretary of State Paul Dorsey | Paul Dorsey
Maj. Gen. Tariq Hassan | Tariq Hassan
Lt. Col. Piet Bakker | Piet Bakker
Anna Keller, the harbour master | Anna Keller
Anna Keller (D-Vt.) | Sen. Anna Keller
Anna Keller's | Anna Keller
Keller's | Anna Keller
Keller, Anna | Anna Keller
ANNA KELLER | Anna Keller
anna keller | Anna Keller
Sir Rupert Vane | Rupert Vane
Sir Rupert | Rupert Vane
Frau Keller | Anna Keller
Herr Brandt | Uwe Brandt
Mme Garnier | Claire Garnier
Señora Robles | Carmen Robles
Mrs. Keller | Anna Keller
Chairman Anna Keller | Anna Keller
Tanaka-san | Kenji Tanaka
Emre Bey | Emre
King Olaf | King Olaf V
Pope Clement | Clement
Queen Ingrid of Norway | Queen Ingrid
Prof. Dr. Uwe Brandt, PhD | Uwe Brandt
# suffixes
John Dubbins Jr. | John Dubbins
John Dubbins, Jr. | John Dubbins Jr
John Dubbins III | John Dubbins 3rd
# nicknames
Bill Dubbins | William Dubbins
Bob Dubbins | Robert Dubbins
Bob Dubbins | Rob Dubbins
Robert "Bob" Dubbins | Bob Dubbins
Juan “Chico” Robles | Juan Robles
Juan 'Chico' Robles | Chico Robles
William (Bill) Dubbins | Bill Dubbins
Liz Dubbins | Elizabeth Dubbins
Jim Dubbins | James T. Dubbins
Dick Dubbins | Richard Dubbins
Ted Dubbins | Edward Dubbins
Kate Dubbins | Katherine Dubbins
Sasha Orlov | Alexander Orlov
Sasha Orlova | Alexandra Orlova
Misha Orlov | Mikhail Orlov
Pepe Robles | José Robles
Gosia Nowak | Małgorzata Nowak
Heinz Brandt | Heinrich Brandt
# accents, marks, digraphs
Björn Åkesson | Bjorn Akesson
Łukasz Wójcik | Lukasz Wojcik
Jürgen Müller | Jürgen Mueller
Müller | Anna Mueller
Jens Sørensen | Jens Soerensen
José Núñez | Jose Nunez
Martin O'Hara | Martin O’Hara
Gülşen Çelik | Gulsen Celik
Ståle Håkonsen | Staale Haakonsen
İsmail Yıldız | Ismail Yildiz
Nguyễn Thị Hoa | Nguyen Thi Hoa
Dvořák | Jan Dvorak
Ayatollah Nazari | Ali Nazari
Robert Dubbins Jr. | Dubbins
# particles and compound surnames
Marc Le Pin | Le Pin
Pedro Sánchez | Pedro Sánchez Pérez-Robles
Anna van der Berg | van der Berg
Anna Van der Berg | Anna van der Berg
Bill de Marco | De Marco
Ludwig van Hoven | Hoven
Otto von Lindau | Lindau
Ursula von der Aue | von der Aue
Carlos de la Vega | de la Vega
Luís da Costa | da Costa
Jean d'Orville | d’Orville
Marc Le Goff | Le Goff
Enrique Peña Robles | Peña Robles
Enrique Peña Robles | Peña
Ana López García | Ana López
Andrés Manuel Ortega Salas | Ortega Salas
Anna Nash-Hahn | Anna Nash Hahn
Anna Keller-Berg | Anna Keller
Anna Keller-Berg | Anna Berg
Hillary Rodman | Hillary Rodman Tallow
# Arabic names
Murhaf Abu Qasra | Abu Qasra
Murhaf Abu Qasra | Muhraf Abu Qasra
Murhaf Abu Qasra | Murhaf Abu Kasra
Ahmad al-Sharaa | al-Shara
Ahmad al-Sharaa | Ahmed al-Shara
Ahmad al-Sharaa | Ahmed Al Sharaa
al Sharaa | Al-Shara
al-Sharaa | Sharaa
Ahmed el-Sissi | Ahmed al-Sisi
Ahmad ash-Sharaa | Ahmad al-Sharaa
Mohammed Haddad | Mohamed Haddad
Muhammad Haddad | Mohammad Haddad
Hussein Nazari | Husayn Nazari
Yousef Nazari | Yusuf Nazari
Mohammed bin Rashid | bin Rashid
Mohammed bin Rashid | Muhammad bin Rashid Al Saud
Abdel Fattah Nasri | Abdul Fattah Nasri
Abdul Rahman Nasri | Abdulrahman Nasri
Qadhafi | Gaddafi
Muammar Qaddafi | Moammar Gadhafi
Khaled Qassem | Khalid Qasem
Saddam | Saddam Nazari
Sheikh Hasina | Hasina
Ayesha Qureshi | Aisha Qureshi
# Slavic, Greek and Hebrew names
Zelensky | Zelenskyy
Volodymyr Zelenskiy | Vladimir Zelensky
Dmitry Orlovsky | Dmitri Orlovskiy
Tchaikin | Chaykin
Sergei Chernov | Sergey Tschernow
Viktor Yushchenko | Viktor Juschtschenko
Yevgeny Malkov | Evgeny Malkov
Anna Kowalska | Anna Kowalski
Maria Kuznetsova | Maria Kuznetsov
Olena Shevchuk | Elena Shevchuk
Milos Petrovic | Miloš Petrović
Petrovich | Petrovic
Giorgos Pappas | Georgios Pappas
Yitzhak Barel | Itzhak Barel
Benjamin Netanyahou | Netanyahu
Boris Yeltsin | Boris Jelzin
Alexei Malkovnyy | Aleksey Malkovny
Alyaksandr Rudchenka | Alexander Rudchenko
Volodymyr Zelensky | Wolodymyr Selenskyj
# other scripts
Владимир Орлов | Vladimir Orlov
Зеленский | Zelensky
Сергей Чернов | Sergei Chernov
Αλέξης Τσίπρας | Alexis Tsipras
Παπαδόπουλος | Papadopoulos
مرهف أبو قصرة | Murhaf Abu Qasra
أحمد الشرع | Ahmad al-Sharaa
محمد حداد | Mohammed Haddad
# the surname first
Kim Jong-min | Kim Jong Min
Kim Jong-min | Kim
Kim Jongmin | Kim Jong-min
Xu Jianguo | Xu
Jianguo Xu | Xu Jianguo
Kovács Péter | Péter Kovács
Nguyen Van Hung | Hung Van Nguyen
President Park Soo-jin | Park Soo-jin
Nguyen Van Hung | Hung
# typing errors where everything else agrees
Murhaf Nazari | Muhraf Nazari
Anna Kowalczyk | Anna Kowalcyzk
Anna Brandenburg | Anna Brandenbrug
Anna Castellanos | Anna Castelanos
Konstantin Papadopoulos | Konstantin Papadopolous
Anna Hofmann | Anna Hoffmann
Aleksandr Rozhkov | Aleksadnr Rozhkov
"""

# One pair of names a line that may not be taken for one person's.
TWO_PEOPLE = """
# other given names, initials, middle names
Anna Keller | John Keller
Anna Keller | Hanna Keller
Anna Keller | Anne Keller
Anna Keller | J. Keller
Maria Keller | Mario Keller
Jan Keller | Jon Keller
Jon Keller | John Keller
Christian Keller | Christine Keller
Christian Keller | Christiane Keller
Christina Keller | Christine Keller
Alexander Keller | Alexandra Keller
Gabriel Keller | Gabriela Keller
Daniel Keller | Daniela Keller
Brian Keller | Briana Keller
Paul Keller | Paula Keller
Erik Keller | Erika Keller
Marian Keller | Marina Keller
Martin Keller | Martina Keller
Karin Keller | Karen Keller
Ana Robles | Ada Robles
Bill Keller | Bob Keller
Liz Keller | Betty Keller
Jean Petit | Jean-Claude Petit
Jean-Luc Petit | Jean-Claude Petit
Jean-Luc Petit | Luc Petit
Anna Maria Keller | Anna Louise Keller
John F. Dubbins | John P. Dubbins
John F. Dubbins | John Paul Dubbins
George W. Tallow | George H.W. Tallow
A. Keller | B. Keller
A. B. Keller | A. C. Keller
A. Keller | John A. Keller
Freddy Tallow | Donald Tallow
Michelle Okafor | Mr. Okafor
Ivan Petrov | Ivana Petrova
Luca Rossi | Lucia Rossi
Luca Rossi | Luigi Rossi
Andrea Rossi | Andreas Rossi
Francesco Rossi | Francesca Rossi
Giovanni Rossi | Gianna Rossi
# generations, genders, rank
John Dubbins Sr. | John Dubbins Jr.
John Dubbins, Jr. | John Dubbins III
John Dubbins II | John Dubbins III
King Olaf V | King Olaf IV
Pope Clement X | Pope Clement XI
Mr. Keller | Anna Keller
Mr. Keller | Mrs. Keller
Ms. Dubbins | William Dubbins
Herr Keller | Frau Keller
Monsieur Garnier | Claire Garnier
Pope Clement | Clement Dubbins
King Olaf | Olaf Brandt
Mr. Martin | Martin Keller
Senator Anna | Anna Keller
Mr. and Mrs. Keller | Mr. Keller
Anna and John Keller | Anna Keller
Anna and John Keller | John Keller
# other surnames
Anna Keller | Anna Kehler
Anna Keller | Anna Kellner
Anna Keller | Anna Heller
Anna Martin | Anna Marlin
Anna Martin | Anna Martins
Anna Hansen | Anna Hanson
Anna Andersen | Anna Anderson
Anna Petersen | Anna Peterson
Anna Johnson | Anna Johnston
Anna Robertson | Anna Robinson
Anna Schmidt | Anna Schmitz
Anna Meyer | Anna Meier
Anna Bauer | Anna Brauer
Anna Braun | Anna Brown
Anna Klein | Anna Kline
Anna Kaufmann | Anna Hoffmann
Anna Richter | Anna Ritter
Anna Lang | Anna Lange
Anna Winter | Anna Winters
Anna Stewart | Anna Stuart
Keller | Kehler
Keller | Heller
Hofmann | Hoffmann
Kelly | Kelley
Martin | Marlin
Orlov | Orlova
Ivan Kuznetsov | Kuznetsova
Rossi | Russo
García | Garza
Fernández | Hernández
Silva | Silveira
Dupont | Dumont
Nowak | Nowacki
Okafor | Okoro
Adebayo | Adeyemi
Haddad | Hamdan
Hassan | Hamdan
al-Sharaa | al-Sharif
Ahmad al-Sharaa | Ahmad al-Sharif
Ahmad al-Masri | Ahmad al-Basri
Abu Qasra | Abu Mazra
Abu Qasra | Abu Bakr
Murhaf Abu Qasra | Murhaf Abu Bakr
Murhaf Abu Qasra | Hassan Abu Qasra
Umm Qasra | Abu Qasra
Mohammed bin Rashid | Ahmed bin Rashid
Mohammed bin Rashid | Mohammed bin Salman
Mohammed Haddad | Mahmoud Haddad
Ahmed Haddad | Hamad Haddad
Hassan Nazari | Hussein Nazari
Hamid Nazari | Hamed Karimi
Khalid Nazari | Khalil Nazari
Said Nazari | Saad Nazari
Omar Nazari | Amr Nazari
Abdul Rahman Nasri | Abdul Rahim Nasri
Fatima Nazari | Fadi Nazari
Anna Baker | Anna Backer
Anna Schultz | Anna Shultz
Anna Moore | Anna More
Anna Bailey | Anna Bayley
Anna Ginsberg | Anna Ginsburg
Samir Haddad | Samer Haddad
Baker | Backer
Chin | China
Ana Batista | Ana Bautista
# particles and compounds
Van Jones | Anna Jones
Anna Berg | Anna van den Berg
Anna van den Berg | Anna van der Berg
Anna de Jong | Anna van Jong
von Lindau | Otto Lindau
Al Gorman | Anna Gorman
A. Keller | Anna Keller-Berg
Anna Keller-Berg | Anna Keller-Stein
Keller-Berg | John Berg
Enrique Peña Robles | Enrique Salas Robles
George Walker Tallow | Walker
Hillary Rodman Tallow | Rodman
Anna Maria | Anna Maria Keller
John Paul | John Paul Dubbins
# the surname first
Kim Jong-min | Kim Yo-min
Kim Jong-min | Kim Jong-ho
Kim Jong-min | Park Jong-min
Kim Jong-il | Kim Jong-un
Li Wei | Li Wen
Li Wei | Lin Wei
Wang Jianguo | Wang Jianhua
Wang Jianguo | Zhang Jianguo
Nguyen Van Hung | Nguyen Van Hien
Tran Thi Hoa | Tran Thi Lan
Kim Kardell | Kim Jong-min
Kovács Péter | Kovács Pál
Nagy Anna | Nagy Hanna
Xi Jinping | Xi Zhongxun
Lee Harvey Marlow | Lee Min-ho
# two errors, or an error in a lone or short name
Muhraf Abu Kasar | Murhaf Abu Qasra
Zelenko | Zelensky
Anna Brnadt | Ana Brandt
Brandenbrug | Brandenburg
Elias Noor | Elisa Noor
Amira Nazari | Amir Nazari
Lena Brandt | Lean Brandt
# no person at all
the president | the minister
the president | Anna President
Anna Keller | the senator
police | Anna Keller
Clinton Foundation | Anna Clinton
"""


def _pairs(table: str) -> list[tuple[str, str]]:
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return [(left.strip(), right.strip()) for left, right in (line.split("|") for line in lines)]


@pytest.mark.parametrize(("a", "b"), _pairs(ONE_PERSON))
def test_one_person(a: str, b: str) -> None:
    assert same_person(a, b), same_person_confidence(a, b)


@pytest.mark.parametrize(("a", "b"), _pairs(TWO_PEOPLE))
def test_two_people(a: str, b: str) -> None:
    assert not same_person(a, b), same_person_confidence(a, b)


def test_the_confidence_falls_with_what_agrees() -> None:
    full = "Anna Louise Keller"
    spellings = ["Anna Louise Keller", "Anna Keller", "A. Keller", "Keller"]
    steps = [same_person_confidence(full, spelling) for spelling in spellings]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(steps)
    assert steps[-1] >= SAME
    assert same_person_confidence("Anna Keller", "John Keller") == 0


# Name as written | titles | given names | particles | surname | suffix
READINGS = """
Anna Keller | | Anna | | Keller |
Keller | | | | Keller |
Dr. Anna van der Berg | Dr | Anna | van, der | Berg |
Murhaf Abu Qasra | | Murhaf | | Abu Qasra |
Ahmad al-Sharaa | | Ahmad | al- | Sharaa |
al Sharaa | | | al | Sharaa |
Al Gorman | | Al | | Gorman |
J.K. Marlow | | J., K. | | Marlow |
John Dubbins, Jr. | | John | | Dubbins | jr
King Olaf III | King | Olaf | | | iii
French President Luc Garnier | French, President | Luc | | Garnier |
US Secretary of State Paul Dorsey | US, Secretary, of, State | Paul | | Dorsey |
Enrique Peña Robles | | Enrique | | Peña Robles |
Mohammed bin Rashid | | Mohammed | | bin Rashid |
Abdel Fattah el-Sisi | | Abdel Fattah | el- | Sisi |
Abu Bakr al-Haddad | | Abu Bakr | al- | Haddad |
David Ben-Zvi | | David | | Ben-Zvi |
Kim Jong-min | | Jong-min | | Kim |
Kim Kardell | | Kim | | Kardell |
Kovács Péter | | Péter | | Kovács |
Nguyen Van Hung | | Van, Hung | | Nguyen |
Dean Phillips | | Dean | | Phillips |
Judge Garland | Judge | | | Garland |
Robert "Bob" Dubbins | | Robert | | Dubbins |
Keller, Anna | | Anna | | Keller |
Anna Keller's | | Anna | | Keller |
Jean d'Orville | | Jean | | d'Orville |
José Ortega y Gasset | | José, Ortega | y | Gasset |
the president | the, president | | | |
Mrs. | Mrs | | | |
"""


@pytest.mark.parametrize("line", [line for line in READINGS.splitlines() if line])
def test_a_name_is_read_into_its_parts(line: str) -> None:
    written, titles, given_names, particles, surname, suffix = (cell.strip() for cell in line.split("|"))
    name = parse_name(written)
    read = (", ".join(name.titles), ", ".join(name.given), ", ".join(name.particles), name.surname, name.suffix)
    assert read == (titles, given_names, particles, surname, suffix)


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("Defence Minister Murhaf Abu Qasra", "Murhaf Abu Qasra"),
        ("Syria’s president Ahmad al-Sharaa", "Ahmad al-Sharaa"),
        ("Kim Jong-min", "Kim Jong-min"),
        ("retired surgeon Anna Keller", "Anna Keller"),
        ("Anna Keller herself", "Anna Keller"),
        ("Sen. Anna Keller (D-Vt.)", "Anna Keller"),
        ("the president", ""),
    ],
)
def test_the_full_name_is_the_name_without_what_stands_around_it(written: str, full: str) -> None:
    assert parse_name(written).full == full


def test_the_nickname_is_kept_apart() -> None:
    assert parse_name("Robert “Bob” Dubbins").nicknames == ("Bob",)
    assert parse_name("Anna Keller (D-Vt.)").nicknames == ()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("O’Hara", "ohara"),
        ("al-Sharaa", "al sharaa"),
        ("Jean‑Claude  Œuvré", "jean claude oeuvre"),
        ("ʿAbd al-Raḥmān", "abd al rahman"),
        ("Łódź Straße", "lodz strasse"),
        ("Зеленський", "zelenskiy"),
        ("Τσίπρας", "tsipras"),
        ("J.K.", "j k"),
        (" , ", ""),
    ],
)
def test_folding_unifies_case_accents_apostrophes_hyphens_and_scripts(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Keller", "female"),
        ("John Keller", "male"),
        ("Anna", "female"),
        ("Mr. Keller", "male"),
        ("Mrs. Martin Keller", "female"),
        ("Congresswoman Keller", "female"),
        ("Queen Olaf", "female"),
        ("Park Soo-jin", "female"),
        ("Nguyen Thi Hoa", "female"),
        ("Владимир Орлов", "male"),
        ("Fatima Haddad", "female"),
        ("Jean-Claude Petit", "male"),
        ("Marie-Claude Petit", "female"),
        ("J. Robert Marlow", "male"),
        ("Priya Sharma", "female"),
        ("Oluwaseun Adebayo", "male"),
        ("Clinton", None),
        ("Martin", None),
        ("Dr. Keller", None),
        ("Andrea Rossi", None),
        ("A. Keller", None),
        ("Xqzt Keller", None),
        ("", None),
    ],
)
def test_gender_comes_from_the_title_then_from_the_given_name(name: str, expected: str | None) -> None:
    assert gender(name) == expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("qas", "Murhaf Abu Qasra"),
        ("abu q", "Murhaf Abu Qasra"),
        ("murhaf q", "Murhaf Abu Qasra"),
        ("sharaa", "Ahmad al-Sharaa"),
        ("al-sh", "Ahmad al-Sharaa"),
        ("alsh", "Ahmad al-Sharaa"),
        ("ahmad sh", "Ahmad al-Sharaa"),
        ("berg", "Dr. Anna van der Berg"),
        ("van der b", "Anna van der Berg"),
        ("muell", "Jürgen Müller"),
        ("MÜLL", "Jürgen Müller"),
        ("george t", "George W. Tallow"),
        ("o'h", "Martin O’Hara"),
        ("o h", "Martin O’Hara"),
        ("jongm", "Kim Jong-min"),
        ("jong min k", "Kim Jong-min"),
        ("keller a", "Anna Keller"),
        ("bob d", 'Robert "Bob" Dubbins'),
    ],
)
def test_a_prefix_of_some_key_finds_the_name(typed: str, name: str) -> None:
    assert any(key.startswith(fold(typed)) for key in search_keys(name))
    assert match_score(typed, name) >= 90


@pytest.mark.parametrize("typed", ["minister", "jr", "mr", "keller", "sen"])
def test_titles_and_strangers_are_no_keys(typed: str) -> None:
    name = "Defence Minister Murhaf Abu Qasra Jr."
    assert not any(key.startswith(typed) for key in search_keys(name))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("muhraf", "murhaf"),
        ("sharaa", "shara"),
        ("zelenskyy", "zelensky"),
        ("zelenskiy", "zelenski"),
        ("qasra", "kasra"),
        ("gaddafi", "qadhafi"),
        ("mohammed", "muhamad"),
        ("tchaikovsky", "chaykovskiy"),
        ("hofmann", "hoffmann"),
    ],
)
def test_misspelt_and_transliterated_parts_share_a_skeleton(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


PEOPLE = (
    "Murhaf Abu Qasra", "Ahmad al-Sharaa", "Anna Keller", "John Dubbins", "Abu Bakr al-Haddad", "Volodymyr Zelenskyy",
    "Muammar Gaddafi", "Tom Barrow", "Kim Jong-min", "Jürgen Müller", "Enrique Peña Robles", "Oluwaseun Adebayo",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Muhraf Abu Qasra", "Murhaf Abu Qasra"),
        ("Murhaf Abu Kasra", "Murhaf Abu Qasra"),
        ("Abu Qasar", "Murhaf Abu Qasra"),
        ("minister qasra", "Murhaf Abu Qasra"),
        ("al-Shara", "Ahmad al-Sharaa"),
        ("ash-Shara", "Ahmad al-Sharaa"),
        ("Achmed al Shara", "Ahmad al-Sharaa"),
        ("Zelenski", "Volodymyr Zelenskyy"),
        ("Vladimir Zelenskij", "Volodymyr Zelenskyy"),
        ("Selensky", "Volodymyr Zelenskyy"),
        ("Kadhafi", "Muammar Gaddafi"),
        ("Johnny Dubins", "John Dubbins"),
        ("Ana Keler", "Anna Keller"),
        ("Keller, Anna", "Anna Keller"),
        ("Jong Min Kim", "Kim Jong-min"),
        ("Mueller", "Jürgen Müller"),
        ("Penya Robles", "Enrique Peña Robles"),
        ("مرهف أبو قصرة", "Murhaf Abu Qasra"),
    ],
)
def test_a_misspelt_name_finds_its_person_before_all_others(typed: str, name: str) -> None:
    scores = {person: match_score(typed, person) for person in PEOPLE}
    assert max(scores, key=scores.__getitem__) == name, scores
    assert scores[name] >= NEAR


@pytest.mark.parametrize(
    "typed", ["", "?!", "xyzzy", "asdf jkl", "hello world", "the president", "Greta Lindqvist", "7"]
)
def test_what_names_nobody_stays_below_the_threshold(typed: str) -> None:
    assert max(match_score(typed, person) for person in PEOPLE) < NEAR


def test_the_name_itself_and_each_part_score_100() -> None:
    for typed in ("Murhaf Abu Qasra", "murhaf", "Abu Qasra", "qasra", "Minister Murhaf Abu Qasra"):
        assert match_score(typed, "Murhaf Abu Qasra") == 100


names = st.text(alphabet=st.sampled_from("abAKéßж阿أ '\"-.,()’xvI\u0301\u200f\n"), max_size=40) | st.text(max_size=60)


@given(names, names)
@settings(max_examples=300)
def test_any_text_is_compared_alike_in_both_directions(a: str, b: str) -> None:
    assert same_person(a, a)
    assert same_person_confidence(a, b) == same_person_confidence(b, a)
    assert 0 <= same_person_confidence(a, b) <= 1


@given(names, names)
@settings(max_examples=300)
def test_any_text_is_folded_once_and_searched(a: str, b: str) -> None:
    assert fold(fold(a)) == fold(a)
    assert all(key == fold(key) or not key.isascii() for key in search_keys(a))
    assert len(set(search_keys(a))) == len(search_keys(a))
    assert 0 <= match_score(a, b) <= 100
    assert gender(a) in ("female", "male", None)
    assert fold(parse_name(parse_name(a).full).full) is not None


@given(st.sampled_from(_pairs(ONE_PERSON) + _pairs(TWO_PEOPLE)))
def test_the_tables_hold_in_both_directions(pair: tuple[str, str]) -> None:
    a, b = pair
    assert same_person_confidence(a, b) == same_person_confidence(b, a)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 100_000,
        "a " * 50_000,
        "\u0301\u0323" * 50_000,
        "-" * 100_000,
        '"' * 100_000,
        "(" * 100_000,
        "al-" * 33_000,
        "abu " * 25_000,
        "A." * 50_000,
        "Mr. " * 25_000,
        "'a' " * 25_000,
        "van der " * 12_000,
        "ﷺ" * 100_000,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_hostile_names_cost_no_more_than_their_length(hostile: str) -> None:
    begin = time.perf_counter()
    assert same_person(hostile, hostile)
    same_person(hostile, hostile[1:] + "b")
    search_keys(hostile)
    match_score(hostile, "Murhaf Abu Qasra")
    match_score("Murhaf Abu Qasra", hostile)
    skeleton(hostile)
    gender(hostile)
    fold(hostile)
    assert time.perf_counter() - begin < 1.0


def test_obviously_different_names_are_told_apart_quickly() -> None:
    crowd = [f"{first} {last}" for first in ("Anna", "John", "Luc", "Tariq") for last in ("Keller", "Marlow", "Haddad")]
    for name in crowd:
        same_person("Petra Okafor", name)
    begin = time.perf_counter()
    for _ in range(100):
        for name in crowd:
            same_person("Petra Okafor", name)
    assert (time.perf_counter() - begin) / (
        100 * len(crowd)
    ) < 100e-6  # 1 µs measured; the margin is for a busy machine
