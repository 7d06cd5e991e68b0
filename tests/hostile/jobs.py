"""What a page's parser might do when it is taken over; runs in the door's child process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path


def spin() -> None:
    """Never end."""
    while True:
        pass


def devour() -> int:
    """Ask for more memory than there is to have."""
    return len(bytearray(4 << 30))


def devour_slowly() -> int:
    """The same, in small pieces."""
    kept = []
    while True:
        kept.append(bytes(1 << 20))


def grow() -> int:
    """Need much memory, yet no more than there is, and give it back."""
    return len(b"x" * (300 << 20))


def kill_itself() -> None:
    """What the system's out-of-memory killer does."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def crash() -> None:
    """A fault in a library written in C."""
    os.kill(os.getpid(), signal.SIGSEGV)


def recurse(depth: int = 0) -> int:
    """No end of calls."""
    return recurse(depth + 1) + 1


def print_much() -> str:
    """Write to standard output, which is not the pipe of answers."""
    print("x" * 100_000, flush=True)  # noqa: T201 - what a hostile reader might print
    os.write(1, b"y" * 100_000)
    return "done"


def answer_too_much() -> bytes:
    """A result that nobody wants on the event loop."""
    return bytes(50_000_000)


class Trap:
    """A result that would make a folder where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.path,)


def trap(path: str) -> Trap:
    """Send it."""
    return Trap(path)


def environment() -> dict[str, str]:
    """What is known of the parent's environment."""
    return dict(os.environ)


def process() -> int:
    """The child's own number."""
    return os.getpid()


def reach_out(path: str) -> list[str]:
    """The doors that are open from here."""
    opened = []
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=0.1)
    except PermissionError:
        pass
    except OSError:
        opened.append("network")
    try:
        subprocess.run(["true"], check=False)
        opened.append("processes")
    except PermissionError:
        pass
    try:
        Path(path).write_bytes(b"x")
        opened.append("files")
    except OSError:
        pass
    return opened


def fail() -> None:
    """A defect."""
    raise LookupError("no such thing")


def echo(value: object) -> object:
    """What was given."""
    return value
