"""What the README claims is so: its commands parse, its settings exist, its figures hold."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import discord
import pytest
from discord import app_commands

import bot.__main__
import summaries.__main__
from bot.ask import commands_of, parse
from bot.commands import add_commands

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SHELL = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
RUN, TEST = "pip install uv && uv run python -m bot", "pip install uv && uv run pytest"


def test_the_two_commands_are_the_ones_that_are_checked() -> None:
    """Run and test are one line each, and .ci/run runs the test command."""
    assert RUN in SHELL
    assert TEST in SHELL
    assert TEST in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [line for line in SHELL if "python -m bot" in line or "python -m summaries" in line])
def test_every_command_line_parses(line: str) -> None:
    """Each line of the README is one that the command line takes."""
    words = shlex.split(re.split(r"&&|<|>", line)[-1 if "&&" in line else 0])
    module, *arguments = words[words.index("-m") + 1 :]
    parser = bot.__main__.parser() if module == "bot" else summaries.__main__.parser()
    parser.parse_args(arguments)


@pytest.mark.parametrize(
    "example", sorted(set(re.findall(r"`(/\w+[^`]*)`", README)) | set(re.findall(r'ask "([^"]+)"', README)))
)
def test_every_slash_command_parses(example: str) -> None:
    """Each example names a command and options that exist."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents(guilds=True)))
    add_commands(tree)
    commands = commands_of(tree)
    alone = example[1:]  # named in running text, maybe a group
    if alone not in commands and alone not in {name.split()[0] for name in commands}:
        parse(example, commands)


def test_the_seeds_are_as_many_as_it_says() -> None:
    """Sixteen articles."""
    assert "sixteen example articles" in README
    assert len([file for file in (PROJECT / "seeds").iterdir() if file.suffix in {".md", ".txt"}]) == 16


def test_the_picture_is_there() -> None:
    """The screenshot that the README shows."""
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (PROJECT / picture).stat().st_size > 10_000
