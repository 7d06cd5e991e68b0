"""What a person is told when they can't be given an answer; anything else raised is a defect."""

from __future__ import annotations

from collections.abc import Sequence


class UserError(Exception):
    """A refusal: `message` says what is the matter, `remedy` what to do next."""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}" if self.remedy else self.message


class NothingFound(UserError):
    """The question was understood and nothing stored answers it."""


class WhichOne(UserError):
    """Several people go by the name that was asked for: `choices` has an id and a label for each."""

    def __init__(self, message: str, choices: Sequence[tuple[int, str]], remedy: str | None = None) -> None:
        super().__init__(message, remedy)
        self.choices = tuple(choices)


class Defect(UserError):
    """An error of ours as a person is told of it, with the id under which the log has it."""

    def __init__(self, error_id: str, contact: str | None) -> None:
        whom = f"tell {contact}" if contact else "tell the operator of this bot"
        super().__init__(
            f"Something went wrong on our side (error `{error_id}`). Nothing that is stored was changed.",
            f"Try again; if it happens again, {whom} the error's id.",
        )


class StartError(Exception):
    """The program can't start or carry out a command line: one line for the operator, exit status 2."""


class SettingsError(StartError):
    """One or more settings are wrong; `problems` has a line for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Settings: " + "; ".join(problems))
        self.problems = tuple(problems)
