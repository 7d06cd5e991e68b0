"""The command line: run the bot, ask one question, import articles, back up. The only place that exits."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StartError, UserError, printable
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.store import Store

ANSWERED, REFUSED, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

EXAMPLES = """examples:
  python -m bot                                  run: live with DISCORD_TOKEN, else a local Discord in the browser
  python -m bot ask "/summary topic:ferry"       one command, its reply as text
  python -m bot ask "/quotes Abu Qasra"
  python -m bot import articles/ more/one.pdf    add files and folders to the library
  python -m bot import https://example.com/a     add the article behind an address
  python -m bot import feeds.opml                follow the feeds of a feed reader's list, for the library
  python -m bot feeds add example.com            follow the feed of a site; also feeds list, feeds remove NAME
  python -m bot feeds poll                       look at the feeds that are due, once, and report
  python -m bot backup backups/monday.db         a copy of the database, also while the bot runs
"""


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="python -m bot",
        description="Verbatim: a Discord bot that remembers news articles and answers from them word for word.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = top.add_subparsers(dest="action", metavar="{ask,import,feeds,backup}")
    ask = actions.add_parser("ask", help="run one command on a simulated Discord and print the reply")
    ask.add_argument("command", nargs="+", help='such as "/quotes Abu Qasra" or "/summary topic:ferry period:week"')
    imports = actions.add_parser("import", help="add articles to the library: files, folders, web addresses")
    imports.add_argument(
        "given", nargs="+", metavar="PATH|URL", help="text, Markdown, HTML, PDF or OPML, a folder, or an address"
    )
    feeds = actions.add_parser("feeds", help="the library's feeds: poll, list, add, remove")
    steps = feeds.add_subparsers(dest="step", required=True)
    steps.add_parser("poll", help="look at the feeds that are due, of servers too, and save what is new")
    steps.add_parser("list", help="the library's feeds, and what is wrong with them")
    adding = steps.add_parser("add", help="follow feeds for the library")
    adding.add_argument("addresses", nargs="+", metavar="ADDRESS", help="of a feed, or of a site that has one")
    removing = steps.add_parser("remove", help="follow a feed of the library no more; its articles stay")
    removing.add_argument("name", help="its title or address, or a part that no other has")
    backup = actions.add_parser("backup", help="copy the database to a new file")
    backup.add_argument("file", type=Path, metavar="FILE", help="the copy; must not exist yet")
    return top


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 for an answer, 1 for a refusal, 2 when it could not start."""
    from bot.store.errors import StoreError

    arguments = parser().parse_args(argv)
    try:
        settings = load_settings(os.environ, Path(".env"))
        logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps are told by the store's own errors
        logging.basicConfig(level=_level(settings, arguments.action), format=LOG_FORMAT)
        stopped = ANSWERED if arguments.action is None else TERMINATED
        return asyncio.run(_until_stopped(_ACTIONS[arguments.action](settings, arguments), stopped))
    except (StartError, StoreError) as error:
        _complain(str(error))
        return FAILED
    except UserError as error:
        _complain(str(error))
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED


async def _until_stopped(work: Coroutine[None, None, int], stopped: int) -> int:
    """A service manager's SIGTERM ends the work as Ctrl+C does: connections and files are closed.

    Then the status is `stopped`: a bot that was told to stop, and did, has not failed; an import has not ended.
    """
    task = asyncio.ensure_future(work)
    with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return stopped


def _level(settings: Settings, action: str | None) -> int:
    """A shell that asks one question wants the answer, not the log of how it came."""
    return settings.log_level if action is None else max(settings.log_level, logging.WARNING)


def _complain(line: str) -> None:
    """One line on standard error, in which a file's name can't move the cursor or colour the screen."""
    print(printable(line), file=sys.stderr)


async def _run_bot(settings: Settings, _: argparse.Namespace) -> int:
    from bot import preview
    from bot.store import open_store

    async with await open_store(settings.database_url) as store:
        await _sync_seeds(store, settings)
        if settings.token is not None:
            from bot.live import run_live

            await run_live(store, settings)
        else:
            await preview.run_preview(store, settings, _announce)
    return ANSWERED


def _announce(url: str) -> None:
    print(
        "\nNo DISCORD_TOKEN is set, so this is a local Discord in your browser:\n\n"
        f"    {url}\n\n"
        "Open it and type  /summary   or  /quotes person:Abu Qasra   or  /help  into the message box.\n"
        "To go live, copy .env.example to .env and put your bot's token into it. Ctrl+C ends the preview.\n",
        flush=True,
    )


async def _sync_seeds(store: Store, settings: Settings) -> None:
    from bot.services.library import sync_seeds

    report = await sync_seeds(store, settings.seeds_dir)
    for name, problem in report.problems:
        _complain(f"warning: {name} {problem}; the other articles are loaded")


async def _ask(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.ask import ask
    from bot.store import open_store

    async with await open_store(settings.database_url) as store:
        await _sync_seeds(store, settings)
        reply, refusal = await ask(store, settings, " ".join(arguments.command))
    if refusal is not None:
        raise refusal
    print(reply, flush=True)
    return ANSWERED


async def _import(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.progress import import_with_progress
    from bot.store import open_store

    lists = [Path(one) for one in arguments.given if one.lower().endswith(".opml") and "://" not in one]
    others = [one for one in arguments.given if Path(one) not in lists]
    status = ANSWERED
    async with await open_store(settings.database_url) as store:
        if lists:
            from bot.feeding import import_lists

            status = await import_lists(store, settings, lists)
        return max(status, await import_with_progress(store, settings, others)) if others else status


async def _feeds(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot import feeding
    from bot.store import open_store

    async with await open_store(settings.database_url) as store:
        if arguments.step == "poll":
            return await feeding.poll(store, settings)
        if arguments.step == "add":
            return await feeding.add(store, settings, arguments.addresses)
        if arguments.step == "remove":
            return await feeding.remove(store, arguments.name)
        return await feeding.list_feeds(store)


async def _backup(settings: Settings, arguments: argparse.Namespace) -> int:
    from bot.store.backup import backup

    await backup(settings.database_url, arguments.file)
    size = arguments.file.stat().st_size
    print(f"{arguments.file}: {size:,} bytes. To restore, stop the bot and put this file in the database's place.")
    return ANSWERED


_ACTIONS: dict[str | None, Callable[[Settings, argparse.Namespace], Coroutine[None, None, int]]] = {
    None: _run_bot,
    "ask": _ask,
    "import": _import,
    "feeds": _feeds,
    "backup": _backup,
}

if __name__ == "__main__":
    main()
