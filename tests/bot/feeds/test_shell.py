"""`python -m bot feeds` and `python -m bot import x.opml`: the library's feeds without a Discord."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.__main__ import ANSWERED, REFUSED, run
from bot.ingest.opml import write_opml
from tests.bot.feeds.making import a_feed
from tests.bot.feeds.site import Item, page, rss20


class News:
    """A site in a thread of its own: the command line has its own event loop."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = bodies.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/html" if b"<html" in (body or b"") else "application/xml")
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: Any) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[News]:
    """The site, and a fresh installation that may open loopback and has no seeds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.setenv("SEEDS_DIR", "")
    monkeypatch.setenv("ALLOW_LOOPBACK", "on")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/verbatim.db")
    monkeypatch.setattr("bot.services.feeds.hosts.SPACING_S", 0.0)
    site = News()
    thread = Thread(target=site.server.serve_forever, args=(0.05,))
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def test_the_librarys_feeds_from_a_shell(
    news: News, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list is imported, a site added, what is due polled, articles saved; each with a report and a status."""
    monkeypatch.setattr("bot.feeding._now", lambda: Item(50).when)
    assert run(["feeds", "list"]) == ANSWERED
    assert "has no feeds" in capsys.readouterr().out
    news.bodies["/a"] = rss20(news.base, [Item(1)])
    news.bodies["/b"] = rss20(news.base, [Item(1)])
    feeds = [a_feed(title=name, url=f"{news.base}/{name}") for name in ("a", "missing")]
    (tmp_path / "mine.opml").write_bytes(write_opml("Mine", [("", feeds)]))
    assert run(["import", "mine.opml"]) == REFUSED
    report = capsys.readouterr().out
    assert "1 feed followed, 0 known, 1 could not be read" in report
    assert "status 404" in report
    news.bodies["/"] = b'<html><link rel="alternate" type="application/rss+xml" href="/b"></html>'
    assert run(["feeds", "add", f"{news.base}/"]) == ANSWERED
    assert "Followed: Quay Courier" in capsys.readouterr().out

    assert run(["feeds", "poll"]) == ANSWERED
    assert "0 feeds polled" in capsys.readouterr().out
    news.bodies["/a"] = rss20(news.base, [Item(1), Item(60)])
    news.bodies["/news/60"] = page("Ferry sails again", Item(60).shown_text)
    monkeypatch.setattr("bot.feeding._now", lambda: Item(72).when)
    assert run(["feeds", "poll"]) == ANSWERED
    report = capsys.readouterr().out
    assert "2 feeds polled" in report
    assert "1 article saved" in report
    assert run(["ask", "/articles list"]) == ANSWERED
    assert "Ferry sails again" in capsys.readouterr().out

    assert run(["feeds", "list"]) == ANSWERED
    assert "(1 article, next" in capsys.readouterr().out
    assert run(["feeds", "remove", "missing"]) == ANSWERED
    assert run(["feeds", "remove", "missing"]) == REFUSED
    assert "No feed here goes by" in capsys.readouterr().err


def test_what_can_not_be_added_is_told(news: News, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1, the reason on the report."""
    assert run(["feeds", "add", f"{news.base}/nothing"]) == REFUSED
    assert "status 404" in capsys.readouterr().out
    (tmp_path / "bad.opml").write_bytes(b"words")
    assert run(["import", "bad.opml"]) == REFUSED
    assert "no OPML" in capsys.readouterr().out
    assert run(["import", "missing.opml"]) == REFUSED
    assert "missing.opml" in capsys.readouterr().out
