"""Why something did not come through the door, in words that a stranger understands."""

from __future__ import annotations

import copyreg
from typing import Any, ClassVar, SupportsIndex

from bot.errors import UserError


class DoorError(UserError):
    """Nothing came through; `reason` is a stable slug for tables and receipts, `temporary` whether to try again."""

    reason: ClassVar[str] = "refused"
    temporary: bool = False

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Pickled as it is, not made anew by its constructor: it comes out of a child process."""
        # What pickle itself names; typeshed leaves it out.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class BadAddress(DoorError):
    """The text is no web address that can be opened: its form, scheme, port or user-info."""

    reason = "bad-address"

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            "{url} can't be opened: {why}.",
            "Give the address as the browser shows it, from https:// on.",
            url=url[:200],
            why=why,
        )


class RefusedAddress(DoorError):
    """The host is, or resolves to, an address that is not on the public internet."""

    reason = "refused-address"

    def __init__(self, host: str, why: str = "") -> None:
        super().__init__(
            "{host} is not a site on the public internet{why}.",
            "Only public pages can be saved; for an internal one, save it as a file and use `/add file:`.",
            host=host[:200],
            why=f" ({why})" if why else "",
        )


class Unreachable(DoorError):
    """No connection: unknown name, refused, broken off, or no trusted certificate."""

    reason = "unreachable"
    temporary = True

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            "{host} can't be reached: {why}.",
            "Check the address, or try again in some minutes.",
            host=host[:200],
            why=why,
        )


class TookTooLong(DoorError):
    """The whole answer was not there within the time allowed."""

    reason = "timeout"
    temporary = True

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            "{host} did not send the page within {seconds} seconds.",
            "Try again later, or save the page as a file and use `/add file:`.",
            host=host[:200],
            seconds=f"{seconds:g}",
        )


class TooLarge(DoorError):
    """More than the cap for its kind, counted decompressed. `what` is our own words: "This page"."""

    reason = "too-large"

    def __init__(self, what: str, limit: str, remedy: str = "Copy the part you need and use `/add text:True`.") -> None:
        super().__init__("{what} is larger than {limit}.", remedy, what=what, limit=limit)


class TooManyRedirects(DoorError):
    """More redirects than are followed, or a circle of them."""

    reason = "too-many-redirects"

    def __init__(self, host: str) -> None:
        super().__init__(
            "{host} sends readers on from address to address without end.",
            "Open the page in a browser and give the address it ends at.",
            host=host[:200],
        )


_MEANINGS = {
    400: "it did not understand the request",
    401: "it asks for a login",
    402: "it asks for payment",
    403: "it refuses programs like this one",
    404: "it has no such page",
    410: "the page was removed",
    418: "it refuses programs like this one",
    429: "it asks to come less often",
    451: "the page is blocked for legal reasons",
    503: "it is overloaded or under repair",
}


class HttpStatus(DoorError):
    """The site answered with an error: `status`, and the seconds it asks to wait, where it says."""

    reason = "http-status"

    def __init__(self, host: str, status: int, retry_after: float | None = None) -> None:
        self.status, self.retry_after = status, retry_after
        self.temporary = status in {408, 425, 429} or status >= 500
        meaning = _MEANINGS.get(status, "it has an error of its own" if status >= 500 else "it does not give the page")
        remedy = (
            "Try again later."
            if self.temporary
            else "Check the address in a browser; if the page opens there, save it as a file and use `/add file:`."
        )
        super().__init__(
            "{host} answered with status {status}: {meaning}.",
            remedy,
            host=host[:200],
            status=str(status),
            meaning=meaning,
        )


class BadAnswer(DoorError):
    """What was sent is no valid HTTP: broken off, wrong length, broken compression, header floods."""

    reason = "bad-answer"
    temporary = True

    def __init__(self, host: str, why: str) -> None:
        super().__init__(
            "{host} sent an answer that can't be read: {why}.", "Try again later.", host=host[:200], why=why
        )


class NotAnArticle(DoorError):
    """A readable page without one article in it: a home page, a list, a video, an error page."""

    reason = "not-an-article"

    def __init__(self, why: str) -> None:
        super().__init__("There is no article on this page: {why}.", "Give the address of a single article.", why=why)


class SendsOn(NotAnArticle):
    """A page that only sends a browser on by meta refresh; such refreshes are not followed."""

    reason = "sends-on"

    def __init__(self, target: str) -> None:
        super().__init__(f"it only sends readers on to {target[:300]}")


class TooShort(DoorError):
    """An article of so few words that it is a teaser or a caption."""

    reason = "too-short"

    def __init__(self, words: int, least: int) -> None:
        super().__init__(
            "Only {words} words of an article were found; {least} are the least.",
            "If the page shows more in a browser, copy the text and use `/add text:True`.",
            words=str(words),
            least=str(least),
        )


class Paywalled(DoorError):
    """The page says that its text is for subscribers, and shows only the beginning."""

    reason = "paywalled"

    def __init__(self) -> None:
        super().__init__(
            "This article is for subscribers: the page holds only its beginning.",
            "If you may read and share it, copy the text and use `/add text:True`.",
        )


class WrongType(DoorError):
    """Neither a page nor a document that can be read; `kind` is what it is, in our own words ("a picture")."""

    reason = "wrong-type"

    def __init__(self, kind: str) -> None:
        super().__init__(
            "This is {kind}, which has no article text.", "HTML, PDF, Markdown and plain text can be saved.", kind=kind
        )


class Unreadable(DoorError):
    """A document of a known type that can't be read; `why` completes "This file ..."."""

    reason = "unreadable"

    def __init__(self, why: str, what: str = "This file") -> None:
        super().__init__("{what} {why}.", "Copy the text and use `/add text:True`.", what=what, why=why)


class TooHard(DoorError):
    """Reading it took more time or memory than is given to any page; the process that tried was ended."""

    reason = "too-hard"

    def __init__(self, why: str) -> None:
        super().__init__("This could not be read: {why}.", "Copy the text and use `/add text:True`.", why=why)
