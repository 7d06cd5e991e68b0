"""Which network addresses may be connected to: the public internet, and nothing that pretends to be it."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable
from typing import Any

AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]

# Global by `ipaddress.is_global` of some Python version, and yet a way to other machines than the address says:
# IPv4 inside IPv6 (RFC 6052 and 8215, 6to4, Teredo, IPv4-compatible), deprecated site-local, IETF protocol
# assignments, 6to4 relays, benchmarking, documentation, discard-only, and segment routing (RFC 9602).
_TUNNELS = {
    "::1/128": "loopback",
    "::/128": "unspecified",
    "::/96": "IPv4 in IPv6",
    "64:ff9b::/96": "IPv4 behind NAT64",
    "64:ff9b:1::/48": "IPv4 behind NAT64",
    "2002::/16": "IPv4 behind 6to4",
    "2001::/23": "Teredo and protocol assignments",
    "::ffff:0:0:0/96": "IPv4 in IPv6",
    "fec0::/10": "site-local",
    "5f00::/16": "segment routing",
    "100::/64": "discard-only",
    "3fff::/20": "documentation",
    "192.0.0.0/24": "protocol assignments",
    "192.88.99.0/24": "6to4 relays",
    "198.18.0.0/15": "benchmarking",
}
_REFUSED = [(ipaddress.ip_network(net), why) for net, why in _TUNNELS.items()]
_NUMERIC = re.compile(r"[0-9a-fx.]+", re.IGNORECASE | re.ASCII)
_GROUND_RULES = ("loopback", "link_local", "multicast", "unspecified", "reserved", "private")


def refused(address: str) -> str | None:
    """Why nothing may connect to `address`, in a word or two; None where it is public.

    Reads what a resolver reads: also 127.1, 2130706433, 0177.0.0.1, 0x7f.1 and digits of other scripts.
    What is no address at all is refused.
    """
    ip = _parsed(address)
    if ip is None:
        return "no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return "local to one network card"
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
    for network, why in _REFUSED:
        if ip in network:
            return why
    for rule in _GROUND_RULES:
        if getattr(ip, f"is_{rule}"):
            return rule.replace("_", "-")
    return None if ip.is_global else "not public"


def is_loopback(address: str) -> bool:
    """Whether `address` is this machine itself: 127.0.0.1 or ::1, and no other form."""
    return address in {"127.0.0.1", "::1"}


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    text = unicodedata.normalize("NFKC", address).strip().strip("[]").replace("。", ".")
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(text):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(text.rstrip(".")))
    except OSError:
        return None


class AddressRefused(OSError):
    """Raised in place of a connection; an OSError, so that a host's other addresses are still tried."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"refused: {why}")
        self.address, self.why = address, why


def guarded_socket(
    *, loopback: bool, ports: frozenset[int] = frozenset({80, 443})
) -> Callable[[AddressInfo], socket.socket]:
    """A `socket_factory` that makes no socket to an address that `refused` names, nor to another port.

    It is asked for every connection, with the very address that is connected to: of a redirect, of an address
    in place of a name, and of a name that resolves anew. `loopback` lets this machine's own address pass, any port.
    """

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, (host, port, *zone) = info
        if not (loopback and is_loopback(host)):
            why = refused(host) or ("local to one network card" if len(zone) > 1 and zone[1] else None)
            if why is None and port not in ports:
                why = f"port {port}"
            if why is not None:
                raise AddressRefused(host, why)
        return socket.socket(family, kind, protocol)

    return make
