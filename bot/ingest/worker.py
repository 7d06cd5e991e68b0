"""The child process of the sandbox: takes a job, answers, waits for the next; ends with its parent.

Started as `python -m bot.ingest.worker MEMORY SPENT CPU_SECONDS`.
A message is a pickle behind its length in eight bytes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import sys
import traceback
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from bot.ingest.errors import DoorError, TooHard
from bot.ingest.sandbox import HEADER, MAX_RESULT, Answer

MAX_TRACEBACK = 4_000
# Reading a page needs none of these; refusing them leaves a hostile one less to reach for.
_REFUSED_EVENTS = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.fork", "os.posix_spawn"),
        *("os.system", "os.exec", "os.spawn", "os.remove", "os.rename", "os.mkdir", "os.rmdir"),
    }
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Answer jobs from standard input on standard output until it is closed."""
    memory, spent, cpu_seconds = map(int, sys.argv[1:4])
    inbound, outbound = _own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    _preload()
    _limit(memory)
    sys.addaudithook(_refuse)
    _send(outbound, pickle.dumps(Answer()))
    while head := inbound.read(HEADER.size):
        job = inbound.read(HEADER.unpack(head)[0])
        _limit_cpu(cpu_seconds)
        _send(outbound, _answer(job, spent))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, out of the reach of whatever prints."""
    inbound, outbound = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return inbound, outbound


def _preload() -> None:
    """What nearly every job needs, so that a job's time is its own."""
    for library in ("feedparser", "lxml.html", "trafilatura", "bot.ingest.documents"):
        import_module(library)


def _limit(memory: int) -> None:
    """Bounds on memory, written files, open files and core dumps, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows: the parent's wall clock is what is left
        return
    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_NOFILE: 64, resource.RLIMIT_CORE: 0}
    for limit, value in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            resource.setrlimit(limit, (value, value))


def _limit_cpu(seconds: int) -> None:
    """End this process when the job takes more processor time, even where no parent is left to do it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + seconds, hard))


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in _REFUSED_EVENTS or (event == "open" and args[2] & _WRITING):
        raise PermissionError(f"{event} is not for this process")


def _answer(job: bytes, spent: int) -> bytes:
    try:
        function, args = pickle.loads(job)  # noqa: S301 - from our parent
        message = pickle.dumps(Answer(function(*args), spent=_grown(spent)), protocol=5)
        if len(message) <= MAX_RESULT:
            return message
        answer = Answer(refusal=TooHard("there is too much in it"))
    except DoorError as error:
        answer = Answer(refusal=error)
    except MemoryError:
        answer = Answer(refusal=TooHard("it needs more memory than is given to one page"))
    except RecursionError:
        answer = Answer(refusal=TooHard("it is nested too deeply"))
    except Exception:  # the outer edge of a job: the parent logs it
        answer = Answer(defect=traceback.format_exc()[-MAX_TRACEBACK:])
    return pickle.dumps(replace(answer, spent=_grown(spent)), protocol=5)


def _grown(spent: int) -> bool:
    """Whether this process has ever been larger than `spent` bytes.

    Linux counts what the parent had before exec into `ru_maxrss`: under a large bot every child would look grown.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        status = ""
    if found := re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE):
        return int(found[1]) * 1024 > spent
    try:
        import resource
    except ImportError:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > spent


def _send(outbound: BinaryIO, data: bytes) -> None:
    outbound.write(HEADER.pack(len(data)) + data)
    outbound.flush()


if __name__ == "__main__":
    main()
