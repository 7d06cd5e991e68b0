"""What a person is told when nothing came through the door."""

from __future__ import annotations

import pickle

from bot.ingest import errors
from bot.ingest.errors import DoorError

EVERY: tuple[DoorError, ...] = (
    errors.BadAddress("https://{a}/", "it is odd"),
    errors.RefusedAddress("{host}", "private"),
    errors.RefusedAddress("{host}"),
    errors.Unreachable("h", "w"),
    errors.TookTooLong("h", 20.0),
    errors.TooLarge("The page", "3 MB"),
    errors.TooManyRedirects("h"),
    *(errors.HttpStatus("h", status, 3.0) for status in (400, 403, 404, 418, 429, 500, 503, 599)),
    errors.BadAnswer("h", "w"),
    errors.NotAnArticle("w"),
    errors.SendsOn("https://x/{y}"),
    errors.TooShort(3, 60),
    errors.Paywalled(),
    errors.WrongType("a picture"),
    errors.Unreadable("is a broken PDF"),
    errors.TooHard("it is odd"),
)


def kinds(kind: type[DoorError]) -> set[type[DoorError]]:
    """All below it."""
    return set(kind.__subclasses__()).union(*map(kinds, kind.__subclasses__()))


def test_each_says_what_and_what_next() -> None:
    """Whole sentences, our own words around values that are made safe by whoever shows them."""
    for error in EVERY:
        message, remedy = error.told(lambda value: f"<{value}>")
        assert message[0] in "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        assert message.endswith(".")
        assert remedy.endswith(".")
        assert "{" not in error._message.format(**dict.fromkeys(error._values, ""))


def test_each_kind_has_a_slug_of_its_own() -> None:
    """Tables and receipts rely on it."""
    here = {kind for kind in kinds(DoorError) if kind.__module__ == errors.__name__}
    assert {type(error) for error in EVERY} == here
    assert len({kind.reason for kind in here}) == len(here)


def test_each_survives_the_way_out_of_a_child() -> None:
    """With every word and field."""
    for error in EVERY:
        back = pickle.loads(pickle.dumps(error))
        assert type(back) is type(error)
        assert vars(back) == vars(error)
        assert str(back) == str(error)


def test_only_what_passes_is_worth_another_try() -> None:
    """A page that is no article stays none."""
    assert {error.reason for error in EVERY if error.temporary} == {
        "unreachable",
        "timeout",
        "bad-answer",
        "http-status",
    }
