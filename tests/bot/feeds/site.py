"""A news site on loopback that answers as the tests say, and feeds of invented news in every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
WORDS = (
    "The harbour office said on Monday that the ferry would sail again from the north quay, after three weeks in"
    " which only one boat had crossed. Tilda Brandt, who runs the office, told reporters that the crane had been"
    " mended twice. “We would rather lose a month than a quay,” she said. The council will meet on Thursday to hear"
    " what the repairs have cost, and whether the island's school can open its second house before the winter."
)


@dataclass(frozen=True)
class Item:
    """One piece of invented news."""

    number: int
    title: str = ""
    text: str = ""
    link: str = ""
    guid: str = ""
    at: datetime | None = None

    @property
    def shown_title(self) -> str:
        return self.title or f"Ferry report number {self.number}"

    @property
    def shown_text(self) -> str:
        return self.text or f"{WORDS} This is report number {self.number}."

    @property
    def shown_guid(self) -> str:
        return self.guid or f"tag:news.example,2026:{self.number}"

    @property
    def when(self) -> datetime:
        return self.at or START + timedelta(hours=self.number)


Maker = Callable[[str, list[Item]], bytes]


def rss20(base: str, items: list[Item]) -> bytes:
    """RSS 2.0 with full contents and relative links."""
    shown = "".join(
        f"<item><title>{escape(item.shown_title)}</title><link>{escape(item.link or f'/news/{item.number}')}</link>"
        f'<guid isPermaLink="false">{item.shown_guid}</guid><pubDate>{format_datetime(item.when)}</pubDate>'
        f"<description>{escape(item.shown_text[:120])}</description>"
        f"<content:encoded><![CDATA[<p>{escape(item.shown_text, quote=False)}</p>]]></content:encoded></item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Quay Courier</title><link>{base}/</link><ttl>60</ttl>{shown}</channel></rss>"
    ).encode()


def rss091(base: str, items: list[Item]) -> bytes:
    """RSS 0.91 as Netscape had it: a document type, no ids and no dates."""
    shown = "".join(
        f"<item><title>{escape(item.shown_title)}</title><link>{base}/news/{item.number}</link>"
        f"<description>{escape(item.shown_text)}</description></item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        f'<rss version="0.91"><channel><title>Quay Courier</title><link>{base}/</link>{shown}</channel></rss>'
    ).encode("iso-8859-1", "xmlcharrefreplace")


def rss10(base: str, items: list[Item]) -> bytes:
    """RSS 1.0: RDF, its items beside the channel."""
    shown = "".join(
        f'<item rdf:about="{base}/news/{item.number}"><title>{escape(item.shown_title)}</title>'
        f"<link>{base}/news/{item.number}</link><description>{escape(item.shown_text)}</description>"
        f"<dc:date>{item.when.isoformat()}</dc:date><dc:creator>R. Field</dc:creator></item>"
        for item in items
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>Quay Courier</title><link>{base}/</link></channel>{shown}</rdf:RDF>'
    ).encode()


def atom(base: str, items: list[Item]) -> bytes:
    """Atom 1.0 with HTML contents and an author."""
    shown = "".join(
        f"<entry><title type='html'>{escape(escape(item.shown_title))}</title><id>{item.shown_guid}</id>"
        f"<link href='{item.link or f'/news/{item.number}'}'/><updated>{item.when.isoformat()}</updated>"
        f"<author><name>R. Field</name></author>"
        f"<content type='html'>{escape(f'<p>{escape(item.shown_text)}</p>')}</content></entry>"
        for item in items
    )
    return (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}/'><title>Quay Courier</title>"
        f"<id>{base}/</id><link href='{base}/'/><updated>{START.isoformat()}</updated>{shown}</feed>"
    ).encode()


def json_feed(base: str, items: list[Item]) -> bytes:
    """JSON Feed 1.1."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Quay Courier",
            "home_page_url": f"{base}/",
            "items": [
                {
                    "id": item.shown_guid,
                    "url": item.link or f"/news/{item.number}",
                    "title": item.shown_title,
                    "content_html": f"<p>{escape(item.shown_text)}</p>",
                    "date_published": item.when.isoformat(),
                    "authors": [{"name": "R. Field"}],
                }
                for item in items
            ],
        }
    ).encode()


FORMATS: dict[str, Maker] = {
    "RSS 0.91": rss091,
    "RSS 1.0": rss10,
    "RSS 2.0": rss20,
    "Atom": atom,
    "JSON Feed": json_feed,
}


def page(title: str, text: str) -> bytes:
    """An article's page."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{escape(title)} - Quay Courier</title>"
        f"<meta property='og:site_name' content='Quay Courier'></head><body><article><h1>{escape(title)}</h1>"
        f"{paragraphs}</article></body></html>"
    ).encode()


@dataclass
class Answer:
    """What the site sends; a request that names its `etag` or `modified` gets 304."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None


class Site:
    """The site: `answers` by path, and every request as it came."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, Mapping[str, str]]] = []
        self.under_way = self.most_under_way = 0
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(app)

    async def __aenter__(self) -> Site:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self._server.close()

    @property
    def base(self) -> str:
        """The site's address."""
        return str(self._server.make_url("")).rstrip("/")

    def paths(self) -> list[str]:
        """The paths asked for, in order, robots.txt left out."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def publish(self, path: str, maker: Maker, items: list[Item], **fields: Any) -> None:
        """Show these items in a feed at `path`."""
        self.answers[path] = Answer(maker(self.base, items), **fields)

    async def _answer(self, request: web.Request) -> web.Response:
        response = self._response(request)
        response.force_close()  # simcord would wait until the client lets go of an idle connection
        return response

    def _response(self, request: web.Request) -> web.Response:
        self.requests.append((request.path, dict(request.headers)))
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        headers = dict(answer.headers)
        if answer.etag:
            headers["ETag"] = answer.etag
        if answer.modified:
            headers["Last-Modified"] = answer.modified
        asked = request.headers
        if (answer.etag and asked.get("If-None-Match") == answer.etag) or (
            not answer.etag and answer.modified and asked.get("If-Modified-Since") == answer.modified
        ):
            return web.Response(status=304, headers=headers)
        return web.Response(body=answer.body, status=answer.status, headers=headers)
