"""Person names: how they are read, folded and found, and which of them are one person's."""

from summaries.people.context import NO_SETTING, ONE, Setting, confidence, name_prior, one_person_confidence, setting
from summaries.people.described import Described, described_people
from summaries.people.folding import fold
from summaries.people.gender import gender
from summaries.people.naming import Name, parse_name
from summaries.people.same import SAME, same_person, same_person_confidence
from summaries.people.search import NEAR, match_score, search_keys
from summaries.people.spelling import skeleton

__all__ = [
    "NEAR",
    "NO_SETTING",
    "ONE",
    "SAME",
    "Described",
    "Name",
    "Setting",
    "confidence",
    "described_people",
    "fold",
    "gender",
    "match_score",
    "name_prior",
    "one_person_confidence",
    "parse_name",
    "same_person",
    "same_person_confidence",
    "search_keys",
    "setting",
    "skeleton",
]
