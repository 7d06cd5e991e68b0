"""The address policy: everything but the public internet is refused, in every way of writing it."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.guard import AddressRefused, guarded_socket, is_loopback, refused
from tests.quality.marks import SHARED

REFUSED = (
    # this machine, private networks, carrier-grade NAT, link-local and the clouds' metadata services
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("100.64.0.1", "100.127.255.255", "169.254.169.254", "169.254.0.1", "100.100.100.200", "192.0.0.192"),
    # nobody, everybody, groups, reserved, documentation, benchmarks, assignments, relays
    *("0.0.0.0", "0.1.2.3", "255.255.255.255", "224.0.0.1", "239.255.255.250", "240.0.0.1", "192.0.2.1"),
    *("198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.0.0.8", "192.88.99.1"),
    # IPv6: this machine, local, site-local, unique local, groups, documentation, discard
    *("::1", "::", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1"),
    *("2001:db8::1", "3fff::1", "100::1", "5f00::1", "0:0:0:0:0:0:0:1", "2606:4700::1%2"),
    # IPv4 in IPv6: mapped, compatible, translated, NAT64, local NAT64, 6to4, Teredo, ISATAP's prefix
    *("::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001::1"),
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    # forms that resolvers read: one number, octal, hexadecimal, fewer parts, mixed, other digits and stops
    *("2130706433", "0x7f000001", "017700000001", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1", "0"),
    *(
        "127。0。0。1",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
        "127．0．0．1",
        "[::1]",
        "127.0.0.1.",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
    ),
    # no addresses at all
    *("", " ", "localhost", "example.org", "127.0.0.1 x", "127.0.0.1\n8.8.8.8", "1.2.3.4.5", "256.1.1.1", "::g", "-1"),
)
ALLOWED = (
    *("93.184.215.14", "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "11.0.0.1"),
    *(
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "2620:fe::fe",
        "134744072",
        "[2620:fe::fe]",
    ),
)


@pytest.mark.parametrize("address", REFUSED, ids=ascii)
def test_refused(address: str) -> None:
    """With a reason in words."""
    assert refused(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_allowed(address: str) -> None:
    """The public internet."""
    assert refused(address) is None


@given(st.ip_addresses(v=4))
def test_mapped_addresses_are_what_they_map(address: object) -> None:
    """An IPv4 address in IPv6 clothes is refused just where it is itself; every other wrapping always is."""
    assert refused(f"::ffff:{address}") == refused(str(address))
    assert refused(f"64:ff9b::{address}")
    assert refused(f"::{address}")


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    """Whatever is asked about."""
    assert refused(text) is None or isinstance(refused(text), str)


def test_the_shared_list_is_judged_right() -> None:
    """Addresses that others have gathered, where the list is at hand."""
    listed = SHARED / "data" / "addresses.txt"
    if not listed.is_file():
        pytest.skip("the list lies beside the project only where it is developed")
    verdicts: dict[str, list[str]] = {"refuse": [], "allow": []}
    section = "refuse"
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line[1:].split()[0].lower() if line[1:].split()[0].lower() in verdicts else section
        elif line.strip():
            verdicts[section].append(line.strip())
    assert [address for address in verdicts["refuse"] if refused(address) is None] == []
    assert [address for address in verdicts["allow"] if refused(address) is not None] == []
    assert len(verdicts["refuse"]) >= 30


def info(host: str, port: int = 443) -> tuple[int, int, int, str, tuple[object, ...]]:
    """What a connector asks a socket for."""
    if ":" in host:
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (host, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)


def test_no_socket_is_made_for_them() -> None:
    """Nor for other ports, nor by the number of a network card."""
    make = guarded_socket(loopback=False)
    for host in ("127.0.0.1", "::1", "10.0.0.1", "::ffff:10.0.0.1"):
        with pytest.raises(AddressRefused):
            make(info(host))
    with pytest.raises(AddressRefused, match="port 25"):
        make(info("8.8.8.8", 25))
    with pytest.raises(AddressRefused, match="network card"):
        make((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2620:fe::fe", 443, 0, 2)))
    make(info("8.8.8.8")).close()


def test_loopback_opens_this_machine_alone() -> None:
    """In its two plain forms, on any port."""
    make = guarded_socket(loopback=True)
    make(info("127.0.0.1", 8080)).close()
    for host in ("127.0.0.2", "10.0.0.1", "169.254.169.254", "0.0.0.0"):
        with pytest.raises(AddressRefused):
            make(info(host))
    with pytest.raises(AddressRefused):
        make(info("8.8.8.8", 8080))
    assert is_loopback("::1")
    assert not is_loopback("127.1")
