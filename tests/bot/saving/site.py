"""A site on loopback with articles that can be changed, broken and counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

HARBOUR = (
    "The northern harbour will be shut for ten weeks from Monday while divers repair the oldest of its three quays.",
    "“We would rather lose a month than a quay,” said Tilda Brandt, the harbour master, at a meeting on Thursday.",
    "Fishing boats are to use the southern basin, where forty berths have been kept free for them since the spring.",
    "“Nobody has told us who will pay for the longer way,” Ivo Lindqvist, who owns two trawlers, said afterwards.",
    "The town council is to vote on help for the crews next week, a spokeswoman said in a statement on Friday.",
    "Since a storm tore two mooring posts loose in the spring, the quay has had cracks all along its foundations.",
)
FERRY = (
    "The ferry between the islands will leave three times a day from next summer, the company said on Wednesday.",
    "“Every harbour on the line keeps its place in the timetable,” said Mara Okafor, who heads the company.",
    "Passengers had collected nine thousand names against an earlier plan that would have left two islands out.",
    "The new boat carries sixty cars and runs on batteries that are charged at night in the port of Skarrow.",
    "A trial in the winter showed that the crossing takes eleven minutes longer against a strong westerly wind.",
)


def page(title: str, paragraphs: tuple[str, ...], head: str = "") -> str:
    """An article as a site shows it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="og:site_name" content="Example Courier">'
        f'<meta property="article:published_time" content="2026-11-20T08:00:00+00:00">{head}</head>'
        f"<body><nav><a href=/>Home</a></nav><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


@dataclass
class Site:
    """Pages by path; `asked` has every path that was asked for. Start it before `url`."""

    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: int = 200

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._server = TestServer(app)

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path not in self.pages or self.status != 200:
            return web.Response(status=404 if self.status == 200 else self.status)
        return web.Response(text=self.pages[request.path], content_type="text/html")

    async def __aenter__(self) -> Site:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def url(self, path: str) -> str:
        """The address of a path of it."""
        return str(self._server.make_url(path))

    def put(self, path: str, title: str, paragraphs: tuple[str, ...], head: str = "") -> str:
        """Show an article at a path; its address."""
        self.pages[path] = page(title, paragraphs, head)
        return self.url(path)
