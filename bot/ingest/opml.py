"""OPML (opml.org, version 2): the list of feeds that feed readers exchange, in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.parsers import expat

from bot.errors import UserError
from bot.ingest.normalise import one_line
from bot.records.feeds import Feed, FeedLink

MAX_BYTES = 2_000_000
MAX_FEEDS = 500
MAX_DEPTH = 20
MAX_OUTLINES = 20_000
MAX_TITLE = 300
MAX_URL = 2_000


class BadOpml(UserError):
    """A file that is no list of feeds; `why` completes "This file ..."."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "This file {why}.", "Export the list again from your feed reader, as OPML, and give that file.", why=why
        )


def read_opml(data: bytes) -> list[FeedLink] | str:
    """The feeds in an OPML file, each address once, in order; or why there are none, completing "This file ...".

    Outlines may be nested. For the child process, which takes results back and not exceptions of every kind.
    """
    try:
        return _Outlines().read(data)
    except _Refused as error:
        return str(error)
    except expat.ExpatError as error:
        return f"is no OPML that can be read: line {error.lineno}: {expat.ErrorString(error.code)}"
    except (ValueError, LookupError):  # an encoding that nobody knows
        return "is no OPML that can be read: its encoding is unknown"


class _Refused(Exception):
    """Why the file is refused."""


class _Outlines:
    """Walks the file once, keeping only addresses; what could make it grow or nest without end is refused."""

    def __init__(self) -> None:
        self._feeds: dict[str, FeedLink] = {}
        self._depth = self._outlines = 0
        self._is_opml = False

    def read(self, data: bytes) -> list[FeedLink]:
        if len(data) > MAX_BYTES:
            raise _Refused(f"is larger than {MAX_BYTES // 1_000_000} MB")
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(data, True)
        if not self._is_opml:
            raise _Refused("is no OPML")
        if not self._feeds:
            raise _Refused("names no feeds")
        return list(self._feeds.values())

    def _entity(self, *_: object) -> None:
        raise _Refused("declares entities, which no list of feeds needs")

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._is_opml = name.lower() == "opml"
        if self._depth > MAX_DEPTH:
            raise _Refused(f"is nested more than {MAX_DEPTH} levels deep")
        if name.lower() != "outline":
            return
        self._outlines += 1
        attributes = {key.lower(): value for key, value in given.items()}
        url = attributes.get("xmlurl", "").strip()
        if url and len(url) <= MAX_URL:
            title = one_line(attributes.get("title") or attributes.get("text") or "")[:MAX_TITLE]
            self._feeds.setdefault(url, FeedLink(url, title))
        if len(self._feeds) > MAX_FEEDS or self._outlines > MAX_OUTLINES:
            raise _Refused(f"has more than {MAX_FEEDS} feeds; split it")

    def _end(self, name: str) -> None:
        self._depth -= 1


def write_opml(title: str, groups: Sequence[tuple[str, Sequence[Feed]]]) -> bytes:
    """An OPML file of feeds in named groups, a group an outline; a group without a name stands at the top."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = _in_xml(title)
    body = ElementTree.SubElement(root, "body")
    for name, feeds in groups:
        parent = ElementTree.SubElement(body, "outline", text=_in_xml(name)) if name else body
        for feed in feeds:
            given = {
                "type": "rss",
                "text": _in_xml(feed.name),
                "title": _in_xml(feed.name),
                "xmlUrl": _in_xml(feed.url),
            }
            ElementTree.SubElement(parent, "outline", given | ({"htmlUrl": _in_xml(feed.site)} if feed.site else {}))
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def _in_xml(text: str) -> str:
    """One line without the two characters that no XML document may have and `normalise` leaves."""
    return one_line(text).replace("\ufffe", "").replace("\uffff", "")
