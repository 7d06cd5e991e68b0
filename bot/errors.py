"""What a person is told when they can't be given an answer; anything else raised is a defect."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.records.questions import QuotesQuestion


def printable(line: str) -> str:
    """`line` without line breaks and control characters, for a terminal or a log."""
    return "".join(char if char.isprintable() else " " for char in " ".join(line.split()))


class UserError(Exception):
    """A refusal: `message` says what is the matter, `remedy` what to do next.

    Both are our own words, with `{name}` where one of `values` belongs: what people typed and what stands in
    articles is given apart, so that whoever shows it can make it harmless first.
    """

    def __init__(self, message: str, remedy: str | None = None, **values: str) -> None:
        super().__init__(message)
        self._message, self._remedy, self._values = message, remedy, values

    def told(self, made_safe: Callable[[str], str]) -> list[str]:
        """The message and, if there is one, the remedy, every value passed through `made_safe`."""
        values = {name: made_safe(value) for name, value in self._values.items()}
        return [part.format(**values) for part in (self._message, self._remedy) if part]

    def __str__(self) -> str:
        return " ".join(self.told(str))


class NothingFound(UserError):
    """The question was understood and nothing stored answers it."""


class WhichOne(UserError):
    """Several people go by the name that was asked for: `choices` has an id and a label for each.

    `question` is what was asked, but for the person.
    """

    def __init__(self, typed: str, choices: Sequence[tuple[int, str]], question: QuotesQuestion) -> None:
        listed = ", ".join(label for _, label in choices)
        message = f"{len(choices)} people go by “{{typed}}”: {{listed}}. Which one?"
        super().__init__(message, "Choose one, or ask again with the full name.", typed=typed, listed=listed)
        self.choices, self.question = tuple(choices), question


class Defect(UserError):
    """An error of ours as a person is told of it, with the id under which the log has it."""

    def __init__(self, error_id: str, contact: str | None) -> None:
        super().__init__(
            "Something went wrong on our side (error {error_id}).",
            "Try again; if it happens again, tell {contact} the error's id.",
            error_id=error_id,
            contact=contact or "the operator of this bot",
        )


class StartError(Exception):
    """The program can't start or carry out a command line: one line for the operator, exit status 2."""


class SettingsError(StartError):
    """One or more settings are wrong; `problems` has a line for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Settings: " + "; ".join(problems))
        self.problems = tuple(problems)
