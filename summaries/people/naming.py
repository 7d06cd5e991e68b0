"""Reading a name: titles, given names, particles, surname, suffix, in the order its language writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from summaries.people.folding import fold, fold_digraphs
from summaries.people.lists import is_given, joined, sections, words
from summaries.people.titles import (
    Gender,
    honorific_after,
    is_particle,
    is_title,
    suffix_form,
    suffixed,
    title_gender,
    titled,
    undescribed,
)

MAX_CHARACTERS = 200
"""No name is longer: what follows is not read."""

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,40})[\"“”«»]|(?<=\s)[‘']([^‘’']{1,40})[’'](?=\s)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{0,60})[)\]]")
_POSSESSIVE = re.compile(r"(?:[’'`´]s?|[’'´]S)$")
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|kh|ng|nh|ph|th|tr|gi|[bcdfghjklmnpqrstvwxyz])?"
    r"(?:iang|iong|uang|ieng|uong|yeong|yeon|yung|ang|eng|ong|ing|ung|eok|eon|oon|ian|iao|uan|uai|iew|uye|uoc|uyen|oan|ien|inh|"
    r"anh|ach|yen|iet|uat|oai|oon|oo|ae|eo|ai|ei|ui|ao|ou|iu|ie|ia|ua|uo|ue|un|an|en|in|on|am|em|im|om|um|uk|ok|ek|ak|ik|at|et|it|"
    r"ot|ut|ap|op|up|ee|eu|yu|yo|oi|uy|ew|ow|ay|ah|eh|oh|el|il|ol|ul|a|e|i|o|u|y)){1,3}"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its parts, as written; `folded_...` are the same parts as `fold` gives them.

    A single name ("Keller", "Anna") is a surname, unless its title says that it is a given name
    ("Queen Anna"). A compound surname is one part: "Abu Qasra", "bin Salman", "Nash-Hahn",
    "López Obrador". `particles` stand before the surname ("van der", "al"). `suffix` is "jr", "sr",
    "ii" ..., or "". `gender` is what the title tells. `surname_first`: Chinese, Korean, Vietnamese and
    Hungarian order, recognised by the surname.
    """

    text: str
    titles: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    surname: str = ""
    suffix: str = ""
    gender: Gender | None = None
    surname_first: bool = False
    folded_given: tuple[str, ...] = ()
    folded_particles: tuple[str, ...] = ()
    folded_surname: str = ""
    digraph_surname: str = ""

    @property
    def full(self) -> str:
        """Given names, particles and surname in the order in which they are written, without titles and nicknames."""
        family = " ".join((*self.particles, self.surname)).strip()
        parts = (family, *self.given) if self.surname_first else (*self.given, family)
        return " ".join(part for part in parts if part).replace("- ", "-")

    @property
    def arabic(self) -> bool:
        """Whether the surname has the Arabic article."""
        listed = sections("particles")
        return any(particle in listed["arabic"] or particle in listed["sun"] for particle in self.folded_particles)

    @property
    def is_lone(self) -> bool:
        """Whether there is one part only, be it surname or given name."""
        return not self.folded_given or not self.folded_surname


def parse_name(name: str) -> Name:
    """The parts of a name as written, titles and possessive included; any text is read as well as may be.

    At most the first 200 characters are read. Results are cached.
    """
    return _parse(name[:MAX_CHARACTERS])


@lru_cache(maxsize=65536)
def _parse(name: str) -> Name:
    text, nicknames = _without_asides(unicodedata.normalize("NFC", name))
    text, suffix = _before_comma(text)
    tokens = [
        token for raw in text.split() for token in _split_article(raw.strip('.,;:!?"“”«»„…*_/\\|<>'), raw) if token
    ]
    tokens, titles = titled(undescribed([token for token in tokens if fold(token)]))
    if tokens:
        tokens[-1] = _POSSESSIVE.sub("", tokens[-1]) or tokens[-1]
    tokens, titles = honorific_after(tokens, titles)
    tokens, found = suffixed(tokens, titles)
    given, particles, surname, surname_first = _shared_out(tokens, titles) if tokens else ([], [], "", False)
    return Name(
        text=name,
        titles=tuple(titles),
        given=tuple(given),
        nicknames=tuple(nicknames),
        particles=tuple(particles),
        surname=surname,
        suffix=suffix or found,
        gender=title_gender(titles),
        surname_first=surname_first,
        folded_given=tuple(fold(part) for part in given),
        folded_particles=tuple(joined(part) for part in particles),
        folded_surname=fold(surname),
        digraph_surname=fold_digraphs(surname),
    )


def _without_asides(text: str) -> tuple[str, list[str]]:
    """Nicknames in quotation marks or brackets taken out; other brackets dropped."""
    nicknames: list[str] = []

    def aside(match: re.Match[str]) -> str:
        content = next((group for group in match.groups() if group), "").strip(" ,.")
        before, after = text[: match.start()].strip(), text[match.end() :].strip()
        if before and after and content and all(part.isalpha() for part in re.split(r"[ -]", content)):
            nicknames.append(content)
            return " "
        return " " if before or after else content

    text = _QUOTED.sub(aside, text)
    return _BRACKETED.sub(aside, text), nicknames


def _before_comma(text: str) -> tuple[str, str]:
    """What stands before the first comma, with a suffix that follows it; "Keller, Anna" is turned round."""
    head, comma, rest = text.partition(",")
    if not comma or not head.strip():
        return text.lstrip(" ,"), ""
    after = rest.split(",")[0].split()
    if after and (suffix := suffix_form(after[0])):
        return head, suffix
    words = head.split()
    if not after or not all(word[0].isupper() for word in after):
        return head, ""
    if words[-1].islower() and not is_particle(words[-1]) and len(after) > 1:
        return " ".join(after), ""  # "the chief, Anna Keller"
    if len(after) <= 2 and len(words) <= 3 and all(map(_is_first_name, after)) and not is_title(joined(words[0])):
        return f"{' '.join(after)} {head}", ""
    return head, ""


def _is_first_name(word: str) -> bool:
    key = fold(word)
    return len(key) == 1 or (is_given(key) and not is_title(key))


def _split_article(token: str, raw: str) -> list[str]:
    """The Arabic article parted from its noun, initials from each other; an initial keeps its full stop."""
    listed = sections("particles")
    head, hyphen, tail = token.partition("-") if "-" in token else token.partition("‑")
    if hyphen and len(tail) > 1 and joined(head) in listed["arabic"] | listed["sun"]:
        return [head + "-", tail]
    if hyphen and len(tail) > 1 and joined(head) in listed["nasab"]:
        return [head + "-", tail]
    if "." in token:
        pieces = [piece for piece in re.split(r"[.-]", token) if piece]
        if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces[:-1]):
            return [piece + "." if len(piece) == 1 else piece for piece in pieces]
    if len(token) == 1 and raw.endswith("."):
        return [token + "."]
    return [token]


def _shared_out(tokens: list[str], titles: list[str]) -> tuple[list[str], list[str], str, bool]:
    """Given names, particles, the surname, and whether it is written first."""
    keys = [joined(token) for token in tokens]
    if _written_surname_first(tokens, keys):
        return tokens[1:], [], tokens[0], True
    listed = sections("titles")
    if len(tokens) == 1 and titles:
        # "King Olaf"; "Sir Rupert" and "Sheikh Hasina", but "Sheikh Nazari".
        royal, address = joined(titles[-1]) in listed["royal"], joined(titles[-1]) in listed["address"]
        if royal or (address and is_given(keys[0])):
            return tokens, [], "", False
    begin = core = _surname_begin(tokens, keys)
    particles = sections("particles")
    before = particles["surname"] | particles["arabic"] | particles["sun"]
    while core < len(tokens) - 1 and keys[core] in before:
        core += 1
    return _bound(tokens[:begin], keys[:begin]), tokens[begin:core], " ".join(tokens[core:]).replace("- ", "-"), False


def _bound(tokens: list[str], keys: list[str]) -> list[str]:
    """Given names, those of several words ("Abdel Fattah", "Abu Bakr") as one, particles with what they precede."""
    listed = sections("particles")
    given: list[str] = []
    binding = False
    for i, token in enumerate(tokens):
        if binding:
            given[-1] += " " + token
        else:
            given.append(token)
        article = keys[i] in listed["arabic"] and bool(i)
        binding = i < len(tokens) - 1 and (
            keys[i] in listed["binding"] or article or (keys[i] in listed["surname"] and token.islower())
        )
    return given


def _surname_begin(tokens: list[str], keys: list[str]) -> int:
    """The index at which the surname begins, its particles included."""
    double = sections("surnames")["double"]
    begin = len(tokens) - 1
    if begin and keys[begin - 1] in double and not is_given(keys[begin - 1]) and (begin > 1 or keys[begin] in double):
        begin -= 1
    while begin and _belongs_to_surname(tokens[begin - 1], keys[begin - 1], len(tokens) if begin == 1 else 0):
        begin -= 1
    return begin


def _belongs_to_surname(word: str, key: str, name_length: int) -> bool:
    """Whether a word before the surname is a part of it; `name_length` counts the words of the name if it is the first.

    As the first word some are given names: "Al Gore", "Ben Keller", "Abdul Rahman", "E. Keller".
    """
    listed = sections("particles")
    first = bool(name_length) and word[:1].isupper()
    if key in listed["binding"]:
        return not (first and (key in listed["servant"] or key == "ben")) or word.endswith("-")
    if key in listed["arabic"]:
        return not (first and word == "Al" and name_length == 2)
    if key in listed["sun"] and (word.islower() or word.endswith("-")):
        return True
    return key in listed["surname"] and not (first and len(key) == 1)


def _written_surname_first(tokens: list[str], keys: list[str]) -> bool:
    """Whether a name stands in Chinese, Korean, Vietnamese or Hungarian order.

    That takes a frequent surname in front, and behind it what can be a given name of that language.
    """
    surnames = sections("surnames")
    if len(tokens) < 2:
        return False
    if keys[0] in surnames["hungarian"] and len(tokens) == 2 and not is_given(keys[0]):
        return is_given(keys[1])
    if keys[0] not in surnames["first"] or len(tokens) > 4:
        return False
    if is_given(keys[0]) and keys[-1] in surnames["first"] and len(tokens) == 2:
        return False
    if len(tokens) == 2 and is_particle(tokens[0]):
        return False  # "Le Pen"
    syllabic = all(len(key) <= 13 and _SYLLABLES.fullmatch(key) for key in keys[1:])
    western = (
        len(tokens) == 2 and keys[-1] in words("given_or_surname") and keys[0] not in {"xi", "nguyen", "tran", "pham"}
    )
    return syllabic and not western
