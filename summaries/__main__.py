"""The public API from a shell: files, or JSON lines in and out.

Exit status: 0 when it answered, 1 when the texts hold no answer, 2 when the input can't be used.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from summaries import Document, Quote, find_quotes, group_stories, summarize
from summaries.select import METHODS, reading_order

ANSWERED, NOTHING, UNUSABLE = 0, 1, 2

EXAMPLES = """examples:
  python -m summaries summary --sentences 3 article.txt
  python -m summaries quotes --person "Abu Qasra" a.txt b.txt
  python -m summaries stories articles/*.txt
  python -m summaries quotes --jsonl < articles.jsonl > quotes.jsonl
"""


class UnusableInput(Exception):
    """A file or a line that can't be read; the message names it."""


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="python -m summaries",
        description="Extractive summaries, quotations with their speakers, stories: each a span of the text.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = top.add_subparsers(dest="action", required=True, metavar="{summary,quotes,stories}")
    summary = actions.add_parser("summary", help="the sentences that tell the articles best")
    length = summary.add_mutually_exclusive_group()
    length.add_argument("--sentences", type=_positive, metavar="N", help="how many sentences (default: 5)")
    length.add_argument("--words", type=_positive, metavar="N", help="at most this many words, no sentence cut")
    summary.add_argument("--query", metavar="Q", help="prefer what is about this")
    summary.add_argument("--method", choices=METHODS, default=METHODS[0], help="the ranking (default: %(default)s)")
    quotes = actions.add_parser("quotes", help="what was said, and who said it")
    quotes.add_argument("--person", metavar="NAME", help="only what this person said")
    quotes.add_argument("--explain", action="store_true", help="print why each speaker was chosen")
    stories = actions.add_parser("stories", help="which articles tell the same story")
    for action in (summary, quotes, stories):
        action.add_argument("--jsonl", action="store_true", help="JSON lines in and out, in order, same id")
        action.add_argument(
            "files", nargs="*", metavar="FILE", help="plain text, title on the first line; - for standard input"
        )
    return top


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):  # whatever the locale says, articles are UTF-8
            stream.reconfigure(encoding="utf-8")
    try:
        return _ACTIONS[arguments.action, arguments.jsonl](arguments)
    except UnusableInput as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _summary_jsonl(arguments: argparse.Namespace) -> int:
    for row in _rows(arguments.files, "documents"):
        documents = [_document(str(n), part) for n, part in enumerate(row["documents"])]
        sentences = [
            {"document": int(s.document.id), "start": s.start, "end": s.end, "text": s.text}
            for s in _summarize(documents, arguments)
        ]
        _put({"id": row.get("id"), "sentences": sentences})
    return ANSWERED


def _summary(arguments: argparse.Namespace) -> int:
    documents = list(_documents(arguments.files))
    chosen = reading_order(_summarize(documents, arguments))
    for sentence in chosen:
        print(f"{sentence.text}\n    [{sentence.document.id}]")
    return ANSWERED if chosen else _nothing("No sentence fit to summarise.")


def _summarize(documents: Sequence[Document], arguments: argparse.Namespace) -> list[Any]:
    return summarize(
        documents,
        sentences=arguments.sentences or 5,
        words=arguments.words,
        query=arguments.query,
        method=arguments.method,
    )


def _quotes_jsonl(arguments: argparse.Namespace) -> int:
    for row in _rows(arguments.files, "text"):
        found = _of_person(find_quotes(_document(str(row.get("id")), row)), arguments.person)
        _put({"id": row.get("id"), "quotes": [quote_row(quote) for quote in found]})
    return ANSWERED


def quote_row(quote: Quote) -> dict[str, Any]:
    """A quotation as a JSON line holds it."""
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind,
        "speaker_name": quote.speaker,
        "speaker_text": quote.mention,
        "cue": quote.cue,
    }


def _quotes(arguments: argparse.Namespace) -> int:
    some = False
    for document in _documents(arguments.files):
        if arguments.explain:
            from summaries.quotes import explain

            for explanation in explain(document):
                print(explanation)
                some = True
            continue
        for quote in _of_person(find_quotes(document), arguments.person):
            who = quote.speaker or f"({quote.mention or 'speaker not named'})"
            print(f"{who} [{quote.kind}{f', {quote.cue}' if quote.cue else ''}] {quote.text}\n    [{document.id}]")
            some = True
    return ANSWERED if some else _nothing("No quotation found.")


def _of_person(quotes: Iterable[Quote], person: str | None) -> list[Quote]:
    if person is None:
        return list(quotes)
    from summaries import same_person

    return [quote for quote in quotes if quote.speaker is not None and same_person(quote.speaker, person)]


def _stories_jsonl(arguments: argparse.Namespace) -> int:
    rows = list(_rows(arguments.files, "text"))
    documents = [_document(str(row.get("id")), row) for row in rows]
    first = {id(member): group[0] for group in group_stories(documents) for member in group}
    ids = {id(document): row.get("id") for document, row in zip(documents, rows, strict=True)}
    for document in documents:
        _put({"id": ids[id(document)], "story": ids[id(first[id(document)])]})
    return ANSWERED


def _stories(arguments: argparse.Namespace) -> int:
    from summaries.stories import why

    groups = group_stories(list(_documents(arguments.files)))
    for number, group in enumerate(groups, 1):
        print(f"Story {number}: {group[0].title}")
        for document in group:
            print(f"    [{document.id}] {document.title}")
        for document in group[1:]:
            print(f"    why {document.id}: {why(group[0], document).sentence()}")
    return ANSWERED


def _documents(files: Sequence[str]) -> Iterator[Document]:
    """The articles in plain text files, in order; standard input where none is named."""
    for name in files or ["-"]:
        with _open(name) as file:
            title, _, text = _read(file, name).partition("\n")
            yield Document(id=name, title=title.strip(), text=text)


def _rows(files: Sequence[str], needs: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of the input, one a line, each with the key it needs."""
    for name in files or ["-"]:
        with _open(name) as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise UnusableInput(f"{name}, line {number}: no JSON: {error}") from error
                if not isinstance(row, dict) or needs not in row:
                    raise UnusableInput(f'{name}, line {number}: an object with "{needs}" is expected')
                yield row


def _document(identity: str, row: dict[str, Any]) -> Document:
    text, title = row.get("text"), row.get("title") or ""
    if not isinstance(text, str) or not isinstance(title, str):
        raise UnusableInput(f'{identity}: "title" and "text" are expected to be strings')
    return Document(id=identity, title=title, text=text, published=_date(row.get("date")))


def _date(value: object) -> datetime | None:
    """An ISO 8601 date where there is one; anything else is no date."""
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _open(name: str) -> TextIO:
    try:
        return sys.stdin if name == "-" else Path(name).open(encoding="utf-8", newline="")
    except OSError as error:
        raise UnusableInput(f"{name}: {error.strerror}") from error


def _read(file: TextIO, name: str) -> str:
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{name}: not UTF-8 text") from error


def _put(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _nothing(message: str) -> int:
    print(message, file=sys.stderr)
    return NOTHING


_ACTIONS = {
    ("summary", False): _summary,
    ("summary", True): _summary_jsonl,
    ("quotes", False): _quotes,
    ("quotes", True): _quotes_jsonl,
    ("stories", False): _stories,
    ("stories", True): _stories_jsonl,
}

if __name__ == "__main__":
    # A reader that has enough, such as head, ends us quietly. Only here: whoever calls `main` keeps its own signals.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
