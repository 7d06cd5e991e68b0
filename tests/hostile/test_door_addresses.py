"""Redirects, names and forms of addresses that lead inside: none of them is connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.ingest import fetch
from bot.ingest.door import Door, Kind
from bot.ingest.errors import BadAddress, HttpStatus, RefusedAddress, TooManyRedirects, Unreachable
from bot.ingest.guard import AddressInfo, guarded_socket
from tests.bot.ingest.site import Site, response
from tests.hostile.fetching import door as door
from tests.hostile.fetching import refusal


def moved(to: str) -> bytes:
    """An answer that sends on."""
    return response(status="302 Found", Location=to)


async def test_five_redirects_are_followed_and_no_sixth(door: Door) -> None:
    """The final address is told."""
    steps = {f"r{n}": moved(f"/r{n + 1}") for n in range(6)}
    async with Site(**steps, r6=response("end")) as site:
        assert (await door.fetch(site.url("r1"), kind=Kind.PAGE)).url == site.url("r6")
        assert isinstance(await refusal(door, site.url("r0")), TooManyRedirects)
        site.answers["/r3"] = moved("/r1")
        assert isinstance(await refusal(door, site.url("r0")), TooManyRedirects)
        site.answers["/r3"] = moved("/r3#again")
        assert isinstance(await refusal(door, site.url("r3")), TooManyRedirects)


@pytest.mark.parametrize(
    "target",
    [
        *("http://10.1.2.3/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[fd00:ec2::254]/"),
        *("http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/", "http://127。0。0。1/", "http://localhost/"),
        *("file:///etc/passwd", "data:text/html,x", "ftp://example.org/", "gopher://example.org/", "javascript:x"),
        *("http://user:pass@example.org/", "http://example.org:22/", "http://example.org:8080/", "http://", "//[", ""),
    ],
)  # fmt: skip
async def test_no_redirect_leads_inside(target: str) -> None:
    """Nor to other schemes, ports and credentials: loopback is closed but for the site's own address."""
    async with Site() as site:
        door = Door(contact=None, loopback=True)
        site.answers["/a"] = moved(target)
        site.answers["/"] = response("secret")
        try:
            if target in {"http://localhost/", "http://127。0。0。1/", "http://[::1]/"}:
                assert isinstance(await refusal(door, site.url("a")), Unreachable)  # open for tests, and nobody there
            else:
                error = await refusal(door, site.url("a"))
                assert isinstance(error, RefusedAddress | BadAddress | HttpStatus | Unreachable | TooManyRedirects)
        finally:
            await door.aclose()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://127.1/", "http://[::ffff:127.0.0.1]/"]
)
async def test_this_machine_is_closed_outside_tests(url: str) -> None:
    """Without `loopback` no form of it is connected to."""
    async with Door(contact=None) as door:
        assert isinstance(await refusal(door, url), RefusedAddress | BadAddress)


class FakeNames(AbstractResolver):
    """Answers with one list of addresses after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next list; the last one again and again."""
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
async def test_a_name_that_resolves_inside_is_refused(address: str) -> None:
    """The guard looks at the address that is connected to, whatever the resolver said before."""
    async with Door(contact=None, resolver=FakeNames([address])) as door:
        assert isinstance(await refusal(door, "http://inside.example/"), RefusedAddress)


async def test_rebinding_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public at the first look-up and this machine at the second: every connection is looked at."""
    asked: list[str] = []

    def watched(**options: Any) -> Callable[[AddressInfo], socket.socket]:
        make = guarded_socket(**options)

        def no_network(info: AddressInfo) -> socket.socket:
            asked.append(info[4][0])
            make(info).close()
            raise OSError("tests connect to nobody")

        return no_network

    monkeypatch.setattr(fetch, "guarded_socket", watched)
    fetcher = fetch.Fetcher(contact=None, resolver=FakeNames(["1.1.1.1"], ["127.0.0.1"]))
    try:
        with pytest.raises(Unreachable):
            await fetcher.fetch("http://rebind.example/", Kind.PAGE)
        with pytest.raises(RefusedAddress):
            await fetcher.fetch("http://rebind.example/", Kind.PAGE)
    finally:
        await fetcher.aclose()
    assert asked == ["1.1.1.1", "127.0.0.1"]


async def test_no_proxy_of_the_environment_is_used(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would open the connection for us, unguarded."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    async with Site(a=response("x")) as site:
        assert (await door.fetch(site.url("a"), kind=Kind.PAGE)).body == b"x"
