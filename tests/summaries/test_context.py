"""Who is who across articles. To add a case, add a line to a table; all people are invented.

A line holds what two articles say, with the name in question between asterisks.
"""

from __future__ import annotations

import re
import time

import pytest

from summaries.people import NO_SETTING, ONE, Setting, described_people, one_person_confidence, setting

ONE_PERSON = """
# the same full name, with nothing else or with what goes together in one life
*Tilda Brandt* said so. || *Tilda Brandt* denied it.
Mayor *Anna Keller* spoke. || *Anna Keller*, the mayor of Lund, resigned.
*Anna Keller*, a lawyer, ran for office. || Senator *Anna Keller* voted against it.
General *Omar Haddad* took power. || President *Omar Haddad* met him.
*Mara Lindqvist*, professor of law at Ostmark, wrote. || *Mara Lindqvist*, the minister of justice, signed it.
*Jorun Hale*, a striker for Ostmark United, scored. || *Jorun Hale*, coach of Lund City, resigned.
*Luc Garnier*, the economist, warned. || *Luc Garnier*, chief executive of Banque du Port, warned.
Actress *Rosa Lind* sang. || *Rosa Lind*, a singer, cancelled.
*Peter Brandt*, former mayor of Lund, died. || *Peter Brandt*, mayor of Lund, opened it.
*Ada Merrow*, president of Ostmark, left. || Former president *Ada Merrow* returned.
*Ada Merrow*, a resident of Lund, complained. || *Ada Merrow*, a teacher, complained.
# another spelling of the whole name, with nothing against it or with the same office
*Ahmad al-Sharaa* said so. || *Ahmed al-Shara* said so.
President *Ahmad al-Sharaa* said so. || President *Ahmed al Sharaa* said so.
Defence Minister *Murhaf Abu Qasra* said so. || *Muhraf Abu Qasra*, the defence minister, said so.
Defence Minister *Murhaf Abu Qasra* said so. || *Murhaf Abu Kasra*, defence minister of Syria, said so.
*Volodymyr Zelensky* spoke. || *Wolodymyr Selenskyj* sprach.
President *Volodymyr Orlovsky* spoke. || Präsident *Wolodymyr Orlowskyj* sprach.
*Владимир Орлов* сказал. || *Vladimir Orlov*, a minister, said so.
*Αλέξης Παππάς* said. || *Alexis Pappas* said so.
*Mohammed Haddad*, the mayor of Aleppo, spoke. || *Muhammad Haddad*, mayor of Aleppo, spoke.
*Yusuf Nazari*, a surgeon, spoke. || *Yousef Nazari*, a doctor at Ostmark, spoke.
*Bill Dubbins*, the senator, spoke. || Senator *William Dubbins* spoke.
*José Núñez*, alcalde de Lund, habló. || *Jose Nunez*, the mayor of Lund, spoke.
*Jürgen Müller*, Bürgermeister von Lund, sprach. || *Jürgen Mueller*, the mayor of Lund, spoke.
*Kim Jong-min*, the envoy, spoke. || *Kim Jong Min*, the ambassador, spoke.
*Kovács Péter* polgármester. || *Péter Kovács* spoke.
*Nguyen Van Hung*, a minister, spoke. || *Nguyễn Văn Hùng* spoke.
*Jean-Claude Petit*, maire de Lund, parlait. || *Jean Claude Petit*, the mayor of Lund, spoke.
Vice President *Joe Dubbins* of Ostmark. || *Joseph R. Dubbins Jr.*, vice president of Ostmark, spoke.
*Mike Flint* met Anna Berg. || *Michael Flint* met Anna Berg.
# a slip, an initial or a part less, with the same office or the same people beside
*A. Keller*, mayor of Lund, spoke. || *Anna Keller*, the mayor of Lund, spoke.
*Tilda Brnadt*, the harbourmaster, spoke to Jorun Hale. || *Tilda Brandt*, the harbourmaster of Ostmark, spoke.
*J. F. Dubbins*, the judge, spoke. || Judge *John Francis Dubbins* spoke.
*Anna Brandenburg*, the minister, spoke. || *Anna Brandenbrug*, minister of health, spoke.
*J. Marlow* met Anna Berg and Peter Lund. || *Jonah Marlow* met Anna Berg and Peter Lund again.
*Anna Keller-Berg*, mayor of Lund, spoke. || *Anna Keller*, mayor of Lund, spoke.
# a surname alone, with the same office and place
*Keller*, the mayor of Lund, left. || *Anna Keller*, the mayor of Lund, spoke.
*Abu Qasra*, premier of Ostmark, spoke. || *Murhaf Abu Qasra*, premier of Ostmark, spoke.
*Zelensky*, president of Ostmark, spoke. || *Volodymyr Zelenskyy*, president of Ostmark, spoke.
*Orlovsky*, Präsident von Ostmark, sprach mit Anna Berg. || *Ivan Orlovsky*, president of Ostmark, spoke.
"""

TWO_PEOPLE = """
# the same full name, in lives that do not go together
*John Smith*, a farmer in Ostmark, spoke. || *John Smith*, an actor, spoke.
*John Smith*, the bishop of Lund, prayed. || *John Smith*, a striker, scored.
*John Smith*, a detective, spoke. || *John Smith*, a singer, cancelled.
Judge *John Smith* ruled. || *John Smith*, a goalkeeper, saved it.
*John Smith*, a senator, spoke. || *John Smith*, a goalkeeper, saved it.
*Anna Keller*, a surgeon at Lund, spoke. || *Anna Keller*, a cyclist, won.
*Anna Keller*, Staatsanwältin, sprach. || *Anna Keller*, Torhüter und Spielerin, gewann.
*Li Wei*, a professor at Ostmark, spoke. || *Li Wei*, a swimmer, won.
*Kim Min-ho*, a general, spoke. || *Kim Min-ho*, a singer, sang.
*Mohammed Haddad*, a priest, prayed. || *Mohamed Haddad*, a striker, scored.
*Jean Petit*, évêque de Lund, priait. || *Jean Petit*, joueur de tennis, gagnait.
*Ana López*, abogada, habló. || *Ana López*, ciclista, ganó.
# another spelling, in an office of another place
*Mohammed Haddad*, the mayor of Aleppo, spoke. || *Muhammad Haddad*, mayor of Tripoli, spoke.
*Yusuf Nazari*, governor of Lund, spoke. || *Yousef Nazari*, governor of Ostmark, spoke.
*Dmitri Orlovsky*, minister of Ostmark, spoke. || *Dmitry Orlovskiy*, minister of Lund, spoke.
# given names, generations and genders contradict, whatever the office
*Anna Keller*, the mayor of Lund, spoke. || *John Keller*, the mayor of Lund, spoke.
*John Dubbins Sr.*, a farmer, spoke. || *John Dubbins Jr.*, a farmer, spoke.
*John Dubbins II*, a banker, spoke. || *John Dubbins III*, a banker, spoke.
*Ivan Petrov*, minister of Ostmark, spoke. || *Ivana Petrova*, minister of Ostmark, spoke.
*Kim Jong-min*, president of Ostmark, spoke. || *Kim Jong-ho*, president of Ostmark, spoke.
*Ahmad al-Sharaa*, president of Ostmark, spoke. || *Ahmad al-Sharif*, president of Ostmark, spoke.
*Wang Jianguo*, mayor of Lund, spoke. || *Wang Jianhua*, mayor of Lund, spoke.
*George W. Tallow*, president of Ostmark, spoke. || *George H. W. Tallow*, president of Ostmark, spoke.
*Hassan Nazari*, minister of Lund, spoke. || *Hussein Nazari*, minister of Lund, spoke.
# a father and his son, as far as nothing tells that they are one
*John Dubbins*, a farmer, spoke. || *John Dubbins Jr.*, a senator, spoke.
*John Dubbins* spoke. || *John Dubbins Jr.* spoke.
*John Paul Dubbins* met Peter Lund. || *John Dubbins Jr.* met Peter Lund.
# a pet form, an initial, a slip or a part less, and nothing that speaks for it
*Joe Sullivan* spoke. || *Joseph Sullivan* spoke.
*Chris Jones*, a police officer, spoke. || *Christopher Jones*, a student, spoke.
*Rob Shapiro*, an economist, spoke. || *Robert Shapiro*, a professor, spoke.
*A. Keller* spoke. || *Anna Keller* spoke.
*A. Keller*, a teacher, spoke. || *Anna Keller*, the mayor of Lund, spoke.
*Anna Brandenburg* spoke. || *Anna Brandenbrug* spoke.
*Anna Keller-Berg* spoke. || *Anna Keller* spoke.
*Willard Otto Marlow* spoke. || *Otto Marlow* spoke.
# a surname alone, with nothing, with the office alone, or with people beside whom everybody meets
*Keller* spoke. || *Anna Keller* spoke.
*Stone* spoke. || *Sam Stone*, a farmer, spoke.
*Keller*, the mayor, spoke. || *Anna Keller*, a minister, spoke.
*Keller*, the mayor of Ostmark, spoke. || *Anna Keller*, the mayor of Lund, spoke.
*Keller* met Peter Lund and Anna Berg. || *John Keller* met Peter Lund and Anna Berg.
*Zelensky* spoke. || *Volodymyr Zelenskyy*, president of Ostmark, spoke.
*Abu Qasra* spoke. || *Murhaf Abu Qasra*, the defence minister, spoke.
*Kim* spoke. || *Kim Jong-min* spoke.
"""


def _mention(text: str) -> tuple[str, Setting]:
    name = re.findall(r"\*([^*]+)\*", text)[0]
    plain = text.replace("*", "")
    return name, setting([name], described_people(plain, [name]))


def _pairs(table: str) -> list[tuple[str, str]]:
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return [(left.strip(), right.strip()) for left, right in (line.split("||") for line in lines)]


def _confidence(left: str, right: str) -> float:
    (name_a, a), (name_b, b) = _mention(left), _mention(right)
    return one_person_confidence(name_a, name_b, a, b)


@pytest.mark.parametrize(("left", "right"), _pairs(ONE_PERSON))
def test_one_person(left: str, right: str) -> None:
    assert _confidence(left, right) >= ONE, (_mention(left), _mention(right), _confidence(left, right))


@pytest.mark.parametrize(("left", "right"), _pairs(TWO_PEOPLE))
def test_two_people(left: str, right: str) -> None:
    assert _confidence(left, right) < ONE, (_mention(left), _mention(right), _confidence(left, right))


@pytest.mark.parametrize(("left", "right"), _pairs(ONE_PERSON) + _pairs(TWO_PEOPLE))
def test_it_is_the_same_both_ways(left: str, right: str) -> None:
    assert _confidence(left, right) == _confidence(right, left)


def test_what_articles_say_counts_for_and_against() -> None:
    """The same two names: surer with the same office, less sure with another life, sure in one article."""
    names = ("A. Keller", "Anna Keller")
    mayor, striker = Setting(frozenset({"mayor of Lund"})), Setting(frozenset({"a striker"}))
    alone = one_person_confidence(*names)
    assert one_person_confidence(*names, mayor, mayor) > ONE > alone > one_person_confidence(*names, mayor, striker)
    here = Setting(articles=frozenset({1}))
    assert one_person_confidence(*names, here, here) > alone == one_person_confidence(*names, NO_SETTING, here)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Former harbour master Anna Brandt said so.", [("Anna Brandt", "harbour master")]),
        ("Mayor Anna Brandt said so.", [("Anna Brandt", "Mayor")]),
        ("Anna Brandt, the mayor of Lund, said so.", [("Anna Brandt", "the mayor of Lund")]),
        ("Anna Brandt (mayor of Lund) said so.", [("Anna Brandt", "mayor of Lund")]),
        ("The mayor of Lund, Anna Brandt, said so.", [("Anna Brandt", "mayor of Lund")]),
        ("Die Bürgermeisterin von Lund, Anna Brandt, sprach.", [("Anna Brandt", "Bürgermeisterin von Lund")]),
        ("Anna Brandt, speaking to the mayor of Lund, said so.", [("Anna Brandt", "")]),
        ("Anna Brandt, who told the mayor, said so.", [("Anna Brandt", "")]),
        ("Anna Brandt’s brother spoke. Senator Anna Brandt did not.", [("Anna Brandt", "Senator")]),
        ("President Luc Garnier met Anna van der Berg.", [("Luc Garnier", "President"), ("Anna van der Berg", "")]),
        ("Northern Lights shone over East Harbour.", []),
        ("", []),
    ],
)
def test_whom_a_text_names_and_what_it_says_they_are(text: str, people: list[tuple[str, str]]) -> None:
    assert [(one.name, one.role) for one in described_people(text)] == people


def test_a_name_known_from_elsewhere_needs_no_known_given_name() -> None:
    text = "Tilda Xorvath, the mayor of Lund, spoke."
    assert described_people("Xanthra Xorvath, the mayor of Lund, spoke.") == []
    assert [one.role for one in described_people(text, ["Tilda Xorvath"])] == ["the mayor of Lund"]


@pytest.mark.parametrize("hostile", ["A " * 60_000, "Anna " * 40_000, "Anna-" * 40_000, "A." * 100_000, "De " * 60_000])
def test_any_text_is_read_in_time_linear_in_its_length(hostile: str) -> None:
    """No exception, and no more people than are kept of one article."""
    began = time.process_time()
    assert len(described_people(hostile, ["Anna Keller"])) <= 60
    assert time.process_time() - began < 5
