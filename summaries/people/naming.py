"""Reading a name: titles, given names, particles, surname, suffix, in the order its language writes them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from summaries.people.folding import fold, fold_digraphs
from summaries.people.lists import is_given, joined, sections, words

Gender = Literal["female", "male"]
MAX_CHARACTERS = 200
"""No name is longer: what follows is not read."""

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,40})[\"“”«»]|(?<=\s)[‘']([^‘’']{1,40})[’'](?=\s)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{0,60})[)\]]")
_POSSESSIVE = re.compile(r"(?:[’'`´]s?|[’'´]S)$")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|kh|ng|nh|ph|th|tr|gi|[bcdfghjklmnpqrstvwxyz])?"
    r"(?:iang|iong|uang|ieng|uong|yeong|yeon|yung|ang|eng|ong|ing|ung|eok|eon|oon|ian|iao|uan|uai|iew|uye|uoc|uyen|oan|ien|inh|"
    r"anh|ach|yen|iet|uat|oai|oon|oo|ae|eo|ai|ei|ui|ao|ou|iu|ie|ia|ua|uo|ue|un|an|en|in|on|am|em|im|om|um|uk|ok|ek|ak|ik|at|et|it|"
    r"ot|ut|ap|op|up|ee|eu|yu|yo|oi|uy|ew|ow|ay|ah|eh|oh|el|il|ol|ul|a|e|i|o|u|y)){1,3}"
)
_ARTICLES = frozenset({"the", "and", "der", "die", "le", "la", "el", "il"})
_DESCRIBED = frozenset({"of", "from", "who", "with", "at", "in", "for", "on"})


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
    tokens, titles = _titled(_undescribed(tokens))
    if tokens:
        tokens[-1] = _POSSESSIVE.sub("", tokens[-1]) or tokens[-1]
    tokens, titles = _honorific_after(tokens, titles)
    tokens, found = _suffixed(tokens, titles)
    parts = _Parts(tokens, titles)
    return Name(
        text=name,
        titles=tuple(titles),
        given=tuple(parts.given),
        nicknames=tuple(nicknames),
        particles=tuple(parts.particles),
        surname=parts.surname,
        suffix=suffix or found,
        gender=_title_gender(titles),
        surname_first=parts.surname_first,
        folded_given=tuple(fold(part) for part in parts.given),
        folded_particles=tuple(joined(part) for part in parts.particles),
        folded_surname=fold(parts.surname),
        digraph_surname=fold_digraphs(parts.surname),
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
    if after and (suffix := _suffix(after[0])):
        return head, suffix
    if 1 <= len(after) <= 3 and len(head.split()) <= 2 and all(w[0].isupper() for w in after):
        first = fold(after[0])
        if (is_given(first) and not _is_title(first)) or len(first) == 1:
            return f"{' '.join(after)} {head}", ""
    return head, ""


def _split_article(token: str, raw: str) -> list[str]:
    """The Arabic article parted from its noun, initials from each other; an initial keeps its full stop."""
    listed = sections("particles")
    head, hyphen, tail = token.partition("-") if "-" in token else token.partition("‑")
    if hyphen and len(tail) > 1 and joined(head) in listed["arabic"] | listed["sun"]:
        return [head + "-", tail]
    if hyphen and len(tail) > 1 and joined(head) in listed["nasab"]:
        return [head + "-", tail]
    if "." in token:
        pieces = [piece for piece in token.split(".") if piece]
        if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces[:-1]):
            return [piece + "." if len(piece) == 1 else piece for piece in pieces]
    if len(token) == 1 and raw.endswith("."):
        return [token + "."]
    return [token]


def _undescribed(tokens: list[str]) -> list[str]:
    """Without the descriptions that go before in small letters or follow after "of"."""
    if any(token[:1].isupper() for token in tokens):
        capitals = [i for i, token in enumerate(tokens) if not token[:1].islower() or _is_particle(token)]
        first = next((i for i in capitals if not _is_particle(tokens[i])), 0)
        while first and _is_particle(tokens[first - 1]) and tokens[first - 1] != "the":
            first -= 1
        tokens = tokens[first:]
    for i, token in enumerate(tokens):
        if i and token in _DESCRIBED and not (token == "of" and _is_title(joined(tokens[i - 1]))):
            return tokens[:i]
    return tokens


def _is_particle(token: str) -> bool:
    listed = sections("particles")
    key = joined(token)
    if len(key) == 1:
        return token.islower() and key in listed["surname"]
    return any(key in listed[section] for section in ("surname", "arabic", "binding"))


@lru_cache(maxsize=4096)
def _is_title(word: str) -> bool:
    listed = sections("titles")
    return any(word in listed[key] for key in ("female", "male", "office", "front", "royal", "address"))


def _is_office(key: str) -> bool:
    """Whether a word is a title wherever it stands before a name, and never a name."""
    listed = sections("titles")
    titled = key in listed["office"] or key in listed["female"] or key in listed["male"]
    return titled and key not in listed["front"] and key not in listed["name"]


def _titled(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The tokens of the name itself, and the titles before it with whatever stands between them."""
    listed = sections("titles")
    keys = [joined(token) for token in tokens]
    last = len(tokens) - 1
    if "of" in keys[1:last]:
        office = keys.index("of") + 1
        person = next((i for i in range(office, last) if is_given(keys[i])), max(office, last - 1))
        return tokens[person:], tokens[:person]
    if tokens and all(key in _ARTICLES or key in listed["before"] or _is_office(key) for key in keys):
        return [], tokens
    begin = 0
    for i, key in enumerate(keys[:last]):
        rest = last - i
        if key in listed["name"] and rest < 2 and is_given(key) and tokens[i][-1:] != ".":
            break
        if len(key) == 1 and rest < 2:
            break
        if _is_office(key) or (begin == i and (_is_title(key) or key in listed["before"])):
            begin = i + 1
        elif i > begin + 3:
            break
    while begin <= last and begin and keys[begin] in _ARTICLES:
        begin += 1
    if begin > last or (
        begin and all(key in listed["before"] for key in keys[:begin]) and keys[0] not in {"former", "ex", "late"}
    ):
        begin = begin if begin > last or _is_title(keys[begin - 1]) else 0
    return tokens[begin:], tokens[:begin]


def _honorific_after(tokens: list[str], titles: list[str]) -> tuple[list[str], list[str]]:
    """ "Tanaka-san" and "Aydin Bey" without what honours them."""
    if not tokens:
        return tokens, titles
    listed = sections("titles")["after"]
    head, hyphen, tail = tokens[-1].rpartition("-")
    if hyphen and tail.islower() and joined(tail) in listed:
        return [*tokens[:-1], head], [*titles, tail]
    if (
        len(tokens) > 1
        and joined(tokens[-1]) in listed
        and len(joined(tokens[-1])) > 2
        and joined(tokens[-1]) not in {"san", "chan", "kun"}
    ):
        return tokens[:-1], [*titles, tokens[-1]]
    return tokens, titles


def _suffix(token: str) -> str:
    key = joined(token)
    return next((name for name, forms in sections("suffixes").items() if key in forms and key), "")


def _suffixed(tokens: list[str], titles: list[str]) -> tuple[list[str], str]:
    """Without credentials and the suffix at the end, and that suffix in its common form."""
    credentials = sections("titles")["credential"]
    while len(tokens) > 2 and joined(tokens[-1]) in credentials and tokens[-1].upper() == tokens[-1]:
        tokens = tokens[:-1]
    enough = len(tokens) > 1
    if enough and (suffix := _suffix(tokens[-1])) and (not tokens[-1].islower() or len(tokens) > 2):
        return tokens[:-1], suffix
    if enough and len(tokens[-1]) <= 5 and _ROMAN.fullmatch(tokens[-1]) and (len(tokens[-1]) > 1 or titles):
        return tokens[:-1], tokens[-1].lower()
    return tokens, ""


def _title_gender(titles: list[str]) -> Gender | None:
    listed = sections("titles")
    keys = [joined(title) for title in titles]
    female, male = any(k in listed["female"] for k in keys), any(k in listed["male"] for k in keys)
    return None if female == male else "female" if female else "male"


class _Parts:
    """Tokens shared out between given names, particles and surname."""

    def __init__(self, tokens: list[str], titles: list[str]) -> None:
        self.given: list[str] = []
        self.particles: list[str] = []
        self.surname = ""
        self.surname_first = False
        keys = [joined(token) for token in tokens]
        if not tokens:
            return
        if _written_surname_first(tokens, keys):
            self.surname, self.given, self.surname_first = tokens[0], tokens[1:], True
            return
        if (
            len(tokens) == 1
            and titles
            and joined(titles[-1]) in sections("titles")["royal"] | sections("titles")["address"]
        ):
            self.given = tokens
            return
        begin = _surname_begin(tokens, keys)
        self._share(tokens, keys, begin)

    def _share(self, tokens: list[str], keys: list[str], begin: int) -> None:
        listed = sections("particles")
        core = begin
        while core < len(tokens) - 1 and (
            keys[core] in listed["surname"] or keys[core] in listed["arabic"] | listed["sun"]
        ):
            core += 1
        self.particles = tokens[begin:core]
        self.surname = " ".join(tokens[core:]).replace("- ", "-")
        self.given = _bound(tokens[:begin], keys[:begin])


def _bound(tokens: list[str], keys: list[str]) -> list[str]:
    """Given names, those of several words ("Abdel Fattah", "Abu Bakr") as one, particles joined to what they precede."""
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
    listed = sections("particles")
    begin = len(tokens) - 1
    if begin >= 2 and keys[begin - 1] in sections("surnames")["double"] and not is_given(keys[begin - 1]):
        begin -= 1
    while begin:
        key, token = keys[begin - 1], tokens[begin - 1]
        first = begin == 1 and token[:1].isupper()
        if (
            (key in listed["binding"]
            and not (first and (key in listed["servant"] or key == "ben")))
            or ((key in listed["arabic"] or (key in listed["sun"] and token.islower()))
            and not (first and token == "Al" and len(tokens) == 2))
            or (key in listed["surname"]
            and not (first and len(key) == 1))
        ):
            begin -= 1
        else:
            break
    return begin


def _written_surname_first(tokens: list[str], keys: list[str]) -> bool:
    surnames = sections("surnames")
    if len(tokens) < 2:
        return False
    if keys[0] in surnames["hungarian"] and len(tokens) == 2 and not is_given(keys[0]):
        return is_given(keys[1]) and keys[1] not in surnames["hungarian"]
    if keys[0] not in surnames["first"] or len(tokens) > 4:
        return False
    if is_given(keys[0]) and keys[-1] in surnames["first"] and len(tokens) == 2:
        return False
    syllabic = all(_SYLLABLES.fullmatch(key) and len(key) <= 13 for key in keys[1:])
    western = (
        len(tokens) == 2 and keys[-1] in words("given_or_surname") and keys[0] not in {"xi", "nguyen", "tran", "pham"}
    )
    return syllabic and not western
