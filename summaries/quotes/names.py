"""The people an article names: full names from their parts, gender, and what is no person's name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from summaries.people.lists import sections as listed_sections
from summaries.people.lists import words as listed
from summaries.quotes.identity import ARTICLED, SUFFIXES, Person, fold, merge, misspelt, shorter, variant
from summaries.quotes.lexicon import given_names, lexicon, particles, word_list
from summaries.quotes.tokens import Tokens

_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Vander|Fitz|O['’]|[A-Z][a-z]+-|[ae][a-z]-)[A-Z]")
_ARTICLES = ("der", "den", "des", "del", "du", "de", "la", "le")  # join a noun to a name as well as a name's parts
_POSSESSIVE = {"his": "m", "he": "m", "him": "m", "himself": "m", "her": "f", "she": "f", "herself": "f"}


@dataclass(slots=True)
class Name:
    """A name in the text: tokens `first` to `end`; `person` is the number of its person, or None."""

    first: int
    end: int
    person: int | None = None


@cache
def _organisations() -> frozenset[str]:
    return frozenset(word_list("organisations.txt")["organisation"])


@cache
def _places() -> frozenset[str]:
    return frozenset(word_list("organisations.txt")["place"])


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word_list("organisations.txt")["adjective"])


@cache
def roles() -> frozenset[str]:
    """Words for what a person is: "the lawyer", "her brother"."""
    table = word_list("titles.txt")
    return frozenset(table["role"] + table["m"] + table["f"] + table["title"])


@cache
def several() -> frozenset[str]:
    """Of the words for what a person is, those for more than one."""
    return frozenset(word_list("titles.txt")["several"])


@cache
def offices() -> frozenset[str]:
    """Words for an office, a rank or a calling that single out one person: "the minister", "the bishop"."""
    table = word_list("titles.txt")
    return frozenset(table["office"] + table["m"] + table["f"] + table["title"]) - frozenset(table["common"])


@cache
def name_followers() -> frozenset[str]:
    """Words that a full name may stand before as a modifier: "the Clara Whitcombe campaign"."""
    return roles() | frozenset(word_list("titles.txt")["follower"])


@cache
def title_gender() -> dict[str, str]:
    """Title or role word to the gender it tells."""
    table = word_list("titles.txt")
    return {word: gender for gender in "mf" for word in table[gender]}


def find_names(tokens: Tokens) -> tuple[list[Name], list[Person]]:
    """All personal names outside quotation marks in order, and the people they name."""
    names = _runs(tokens)
    people = _full_names(tokens, names)
    _assign(tokens, names, people)
    for person in people:
        person.gender = _gender(person)
        person.leaning = _leaning(person)
    return [name for name in names if name.person is not None], people


def _runs(tokens: Tokens) -> list[Name]:
    """Runs of capitalised words that could be personal names."""
    words, low = tokens.words, tokens.low
    starts = set(tokens.breaks)
    common = set(filter(str.islower, words))
    given, adjectives, organisations = given_names(), _adjectives(), _organisations()
    nouns = organisations | roles()
    base, joining = lexicon(), particles()
    found = []
    for match in re.finditer(r"N+", tokens.codes):
        first, end = match.span()
        opens = first in starts or tokens.codes[first - 1] in "(-:"
        while (
            end - first > 1
            and low[first] not in given
            and (
                (opens and (low[first] in common or base[low[first]] not in "nNT_gd"))
                or low[first] in adjectives
                or low[first] in nouns
                or (base[low[first]] in "bwDHIxzt" and low[first] not in joining)
                or (
                    words[first].isupper()
                    and "." not in low[first]
                    and len(words[first]) > 2
                    and not words[first + 1].isupper()
                )
            )
        ):
            first += 1
        if end - first > 3 and low[first] not in given:
            joints = [number for number in range(first + 1, end - 2) if words[number] in _ARTICLES]
            first = joints[-1] + 1 if joints else first
        if end - first > 2 and low[end - 1] not in organisations:
            for number in range(end - 2, first, -1):
                if low[number] in given and low[number - 1] not in given and low[first] not in given:
                    first = number
                    break
        if end - first > 2 and low[first] in given and low[end - 1] in name_followers() and low[end - 1] in common:
            end -= 1
        if end - first == 1 and tokens.codes[first - 1 : first] == "T" == tokens.codes[end : end + 1]:
            continue  # "Chief Financial Officer"
        if any(word[-1].isdigit() for word in words[first:end]) or low[first] == "the":
            continue
        if end - first == 1 and not words[first][1:].islower() and not _INNER_CAPITAL.match(words[first]):
            continue
        titled = tokens.codes[first - 1 : first] == "T"
        if end - first > 5 or (low[end - 1] in organisations and not titled and not _bears(low[first:end])):
            continue
        if end - first == 1 and not titled and (low[first] in adjectives or low[first] in _places()):
            if "V" not in (tokens.codes[first - 1 : first], tokens.codes[end : end + 1]):
                continue  # "West said" may be somebody whose full name stands elsewhere
        elif end - first == 1 and first in starts and low[first] in common:
            continue
        found.append(Name(first, end))
    return found


def _bears(name: list[str]) -> bool:
    """Whether a person may bear a name that ends in an organisation's word: "Doris Day", not "Clinton Foundation"."""
    return len(name) == 2 and name[0] in given_names() and name[0] not in listed("given_or_surname")


def _names_a_thing(tokens: Tokens, first: int) -> bool:
    """Whether the words before a name call it a thing, or make it a part of an organisation's name."""
    words, low = tokens.words, tokens.low
    if tokens.codes[first - 1 : first] == "n":
        return low[first - 1] in word_list("organisations.txt")["thing"]
    return first > 1 and low[first - 1] == "of" and words[first - 2][0].isupper() and low[first - 2] in _organisations()


def _evidence(tokens: Tokens, name: Name) -> float:
    """How much the place of a name says that it is a person's."""
    codes, low, words = tokens.codes, tokens.low, tokens.words
    first, end = name.first, name.end
    before = codes[first - 1] if first else "\n"
    score = 0.0
    if before == "T":
        score += 3.0
    elif before == "n" and low[first - 1] in roles():
        score += 2.0
    elif end - first > 1 and _names_a_thing(tokens, first):
        score -= 3.0  # "the journal Marine Science", "the Institute of Marine Science"
    elif before == "D" or (before == "i" and low[first - 1] in ("in", "at", "near")):
        score -= 1.0
    elif before == "V":
        score += 0.8
    after = codes[end : end + 3]
    if after[:1] == "V" or (after[:1] in "xr" and after[1:2] == "V"):
        score += 0.8
    elif after[:2] == ",0" or (after[:2] == ",w" and low[end + 1] in ("who", "whose")):
        score += 1.5
    elif after[:2] in (",D", ",n", ",V") and end - first > 1:
        score += 1.0
    elif after == "(N)" and low[end + 1][1:2] == "-":  # the party and state of a politician
        score += 2.0
    elif after == ",Np" and end - first > 1 and low[first] not in _places():  # "Keller, Okafor's deputy"
        score += 0.9
    elif after[:1] in ("v", "d", "x"):
        score += 0.6
    elif before == "\n" and after[:1] == ":":
        score += 0.8
    elif before in "it" and low[first - 1] in ("by", "to", "for") and codes[first - 2 : first - 1] in ("V", "g"):
        score += 0.6
    if any(low[number] in particles() for number in range(first + 1, end)):
        score += 1.0
    if end - first == 1 and before == "," and codes[end : end + 1] == "," and low[first - 2] in roles():
        score += 1.0 if fold(words[first]) in given_names() else 0.0  # "his mother, Maureen, said"
    if any(word.isupper() and len(word) > 2 and "." not in word for word in words[first:end]):
        score -= 1.5
    return score


def _full_names(tokens: Tokens, names: list[Name]) -> list[Person]:
    evidence: dict[tuple[str, ...], float] = defaultdict(float)
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    singles: dict[str, float] = defaultdict(float)
    for name in names:
        key = tuple(tokens.words[name.first : name.end])
        weight = _evidence(tokens, name)
        evidence[key] += weight
        told = _title_gender(tokens, name)
        if told:
            votes[key][told] += 1
        if len(key) == 1:
            singles[fold(key[0])] += weight + 0.3
    people: list[Person] = []
    given, places = given_names(), _places()
    articled = {fold(key[-1]) for key in evidence if ARTICLED.match(fold(key[-1]))}
    for key, weight in evidence.items():
        if len(key) < 2 or "-".join(map(fold, key)) in articled:  # "Al Qadri"
            continue
        known = fold(key[0]) in given
        alone = singles.get(fold(key[-1]), 0.0)
        if not known and fold(key[0]) in listed_sections("surnames")["first"]:  # "Zhang Ruolan", then "Zhang"
            alone = max(alone, singles.get(fold(key[0]), 0.0))
        total = 0.3 + weight + (2.0 if known else 0.0) + min(2.0, alone)
        if any(fold(part) in places for part in key):
            total -= 1.0 if known else 2.0
        if total > (0.85 if known else 1.15):
            people.append(Person(key, votes=votes[key], weight=weight))
    surnames = {person.surname for person in people} | {fold(person.name[0]) for person in people}
    for key, weight in evidence.items():
        if len(key) == 1 and fold(key[0]) not in surnames and weight >= 1.0 and fold(key[0]) not in places:
            people.append(Person(key, votes=votes[key]))
    return merge(people)


def _assign(tokens: Tokens, names: list[Name], people: list[Person]) -> None:
    """Give every name its person: the whole name, or else the part that fits one named before."""
    by_part: dict[str, list[int]] = defaultdict(list)  # all ends of names of several parts, and given names
    by_last: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        by_last[person.surname].append(number)
        by_part[fold(person.name[0])].append(number)
        for place in range(1, len(person.name) - 1):
            by_part[" ".join(fold(part) for part in person.name[place:])].append(number)
        for form in shorter(person.name):
            by_part[" ".join(form)].append(number)
        if ARTICLED.match(person.surname):  # "al-Qadri", "Al Qadri", "Qadri"
            for spelt in (person.surname.replace("-", " ", 1), person.surname.partition("-")[2]):
                by_part[spelt].append(number)
    seen: dict[str, int] = {}
    for name in names:
        key = tuple(tokens.words[name.first : name.end])
        last = fold(key[-1]) if fold(key[-1]) not in SUFFIXES or len(key) == 1 else fold(key[-2])
        options = by_last.get(last, [])
        if len(key) > 1:
            options = [
                number
                for number in options
                if people[number].name == key
                or variant(key, people[number].name)
                or misspelt(key, people[number].name)
                or len(people[number].name) == 1
                or (fold(people[number].name[0])[0] == fold(key[0])[0] and len(fold(key[0])) == 1)
            ] or by_part.get(" ".join(fold(part) for part in key), [])
        elif not options:
            options = by_part.get(last, [])
        if not options:
            continue
        gender = _title_gender(tokens, name)
        hint = _pronoun_gender(tokens, name)
        told = gender or (hint if len(options) > 1 else "")
        fitting = [number for number in options if not told or _gender(people[number]) in ("", told)]
        if not fitting and gender and len(key) == 1:
            continue  # "Mrs Keller" is not the only Keller whom the article names in full, her husband John
        fitting = fitting or options
        earlier = seen.get(last)
        name.person = earlier if earlier in fitting and len(key) == 1 else fitting[0]
        if len(key) > 1:
            exact = [number for number in fitting if people[number].name == key]
            name.person = exact[0] if exact else name.person
        person = people[name.person]
        person.count += 1
        if gender:
            person.votes[gender] += 1
        if hint:
            person.hints[hint] += 1
        seen[person.surname] = seen[fold(person.name[0])] = name.person


def _title_gender(tokens: Tokens, name: Name) -> str:
    """The gender that the titles before a name tell, or empty."""
    table = title_gender()
    for number in range(name.first - 1, max(-1, name.first - 4), -1):
        code = tokens.codes[number]
        if code not in "TnN":
            break
        if code == "T" or number == name.first - 1:
            gender = table.get(tokens.low[number])
            if gender:
                return gender
    return ""


def _pronoun_gender(tokens: Tokens, name: Name) -> str:
    """The gender of the first pronoun or possessive after a name, before another name and the sentence's end."""
    codes, low = tokens.codes, tokens.low
    for number in range(name.end, min(name.end + 15, len(low))):
        if codes[number] in "NTQ\n.":
            break
        if codes[number] in "HDo" and low[number] in _POSSESSIVE:
            return _POSSESSIVE[low[number]]
    return ""


def _gender(person: Person) -> str:
    """The gender that titles or the given name tell."""
    if person.votes:
        return person.votes.most_common(1)[0][0]
    given = fold(person.name[0])
    known = given_names().get(given, "") if len(person.name) > 1 or given not in listed("given_or_surname") else ""
    return known if known != "u" else ""


def _leaning(person: Person) -> str:
    """The gender of most pronouns right after the name, where no title tells it."""
    if person.votes or not person.hints:
        return ""
    (best, count), *rest = person.hints.most_common(2)
    return best if not rest or count > rest[0][1] else ""
