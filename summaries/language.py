"""What each language needs: word lists, stemmer, quotation marks; and which language a text is in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

FALLBACK = "xx"


@dataclass(frozen=True)
class Language:
    """The word lists of one language, lower-case unless a field says otherwise; empty where it has none.

    Splitting: `abbreviations` may end a sentence, `proper` too (written with a capital), `leaning` never
    do, `numeric` only come before a number; `starters` open a sentence when capitalised after an abbreviation.
    Leaning: see the comments in the language's data file.
    """

    code: str
    name: str = ""
    ordinals: bool = False
    stem_letters: int = 0
    abbreviations: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    numeric: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    stop_words: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    plural_pronouns: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    amounts: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    feminines: frozenset[str] = frozenset()
    masculines: frozenset[str] = frozenset()
    first_person: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    additions: frozenset[str] = frozenset()
    sequels: frozenset[str] = frozenset()
    demonstratives: frozenset[str] = frozenset()
    last_pointers: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    namers: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    places_after: frozenset[str] = frozenset()
    demonyms: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    neuters: frozenset[str] = frozenset()
    neuter_own: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    responses: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    presents: frozenset[str] = frozenset()
    likes: frozenset[str] = frozenset()
    afterthoughts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    sames: frozenset[str] = frozenset()
    same_things: frozenset[str] = frozenset()
    comparisons: frozenset[str] = frozenset()
    equally: frozenset[str] = frozenset()
    adjacent: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    enumerators: frozenset[str] = frozenset()
    one_more: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    dummies: frozenset[str] = frozenset()
    announced: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    introducers: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    plain_subjects: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    comparatives: frozenset[str] = frozenset()
    imperatives: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    uniques: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    pasts: frozenset[str] = frozenset()
    poses: frozenset[str] = frozenset()
    scenes: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    surroundings: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def language(code: str | None) -> Language:
    """The language of an ISO 639-1 code; one without lists for an unknown code."""
    table = _table(code or FALLBACK)
    lists = {
        f.name: frozenset(str(table.get(f.name, "")).split()) for f in fields(Language) if f.type == "frozenset[str]"
    }
    return Language(
        code=code or FALLBACK,
        name=str(table.get("name", "")),
        ordinals=bool(table.get("ordinals")),
        stem_letters=int(str(table.get("stem_letters", 0))),
        **lists,
    )


def _table(code: str) -> dict[str, object]:
    file = resources.files("summaries") / "data" / "languages" / f"{code}.toml"
    if not (code.isalpha() and file.is_file()):
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def stemmer(code: str) -> Callable[[str], str]:
    """A function from a lower-case word of a language to its stem: NLTK's Snowball, sumy's for Ukrainian.

    Where neither knows the language, words are cut to as many letters as its data file says, or left as they are.
    """
    words = language(code)
    if words.stem_letters:
        return lambda word: word[: words.stem_letters]
    if words.name == "ukrainian":
        from sumy.nlp.stemmers.ukrainian import stem_word

        return lambda word: str(stem_word(word))
    from nltk.stem import snowball

    kind = getattr(snowball, f"{words.name.capitalize()}Stemmer", None)
    return kind().stem if words.name and kind else str


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, "en" where nothing tells.

    By script; languages that share one by the share of their function words among the first words.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    candidates = _SCRIPTS.get(script, ())
    if len(candidates) == 1:
        return candidates[0]
    # A capital alone is somebody's initial more often than a word.
    words = Counter(word.casefold() for word in _WORD.findall(sample) if len(word) > 1 or word.islower())
    counts = {code: sum(map(words.__getitem__, profile & words.keys())) for code, profile in _profiles(script).items()}
    for code in counts.keys() & _LETTERS.keys():
        counts[code] += sum(times for word, times in words.items() if not _LETTERS[code].isdisjoint(word))
    best = max(counts, key=counts.__getitem__, default="en")
    if not counts.get(best):
        return next(iter(candidates), "en")
    return best


_SAMPLE = 6000
# What others say by function words these say by endings: letters of their own count as well.
_LETTERS = {"tr": frozenset("ığ"), "hu": frozenset("őű")}
_WORD = re.compile(r"[^\W\d_]+")
# The languages told apart within a script; the first is the answer where no function word is found.
_SCRIPTS: dict[str, tuple[str, ...]] = {
    "LATIN": (
        *("en", "de", "fr", "es", "pt", "it", "nl", "tr", "pl", "cs", "sk", "sl"),
        *("hr", "sv", "da", "no", "fi", "et", "hu", "ro", "id", "vi", "sq"),
    ),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be"),
    "ARABIC": ("ar", "fa", "ur"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "GREEK": ("el",),
    "HEBREW": ("he",),
    "HANGUL": ("ko",),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "CJK": ("zh",),
    "THAI": ("th",),
    "BENGALI": ("bn",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",),
    "KANNADA": ("kn",),
    "MALAYALAM": ("ml",),
    "SINHALA": ("si",),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
    "ETHIOPIC": ("am",),
    "KHMER": ("km",),
    "LAO": ("lo",),
    "MYANMAR": ("my",),
    "TIBETAN": ("bo",),
}


def _script(text: str) -> str:
    """The script of most letters; a text with kana is Japanese however many Chinese characters it has."""
    counts = Counter[str]()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            counts[unicodedata.name(letter, "?").split(" ")[0].split("-")[0]] += times
    if counts["HIRAGANA"] + counts["KATAKANA"] > 0.1 * counts["CJK"] > 0:
        return "HIRAGANA"
    return counts.most_common(1)[0][0] if counts else ""


@lru_cache(maxsize=8)
def _profiles(script: str) -> dict[str, frozenset[str]]:
    file = resources.files("summaries") / "data" / "detect.toml"
    others = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        code: frozenset(str(others[code]).split()) if code in others else language(code).stop_words
        for code in _SCRIPTS.get(script, ())
    }
