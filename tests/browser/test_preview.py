"""The local Discord as a newcomer meets it: `python -m bot`, the page in Chromium, commands typed, buttons pressed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 30_000

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium, which .ci/run installs")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page's address, as the run command prints it on a fresh machine: no token, no database, the seeds."""
    folder = tmp_path_factory.mktemp("preview")
    environment = {key: value for key, value in os.environ.items() if key != "DISCORD_TOKEN"}
    environment |= {"DATABASE_URL": f"sqlite+aiosqlite:///{folder}/data/verbatim.db", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "bot"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/#\S+", said)):
            line = process.stdout.readline()
            assert line, f"the bot ended before it had an address: {said}"
            said += line
        yield found[0]
        process.terminate()
        assert process.wait(30) == 0, "SIGTERM ends it in good order"


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """The page, opened once: the simulated Discord goes on where the last test left it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_page(viewport={"width": 1100, "height": 1200})
        opened.set_default_timeout(PATIENCE_MS)
        opened.goto(address)
        yield opened
        browser.close()


def run_command(page: Page, command: str, value: str | None = None) -> None:
    """Type a command as a person does: its name, Enter, the first option's value, the send button."""
    box = page.locator("#channel-composer-input")
    box.click()
    box.press_sequentially(f"/{command}", delay=20)
    expect(page.locator("#command-picker-listbox [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send").last).to_be_visible()
    if value is not None:
        page.keyboard.type(value, delay=40)
        page.locator("#command-suggestion-listbox [role=option]").first.click()
    page.get_by_role("button", name="Send").last.click()


def test_summary_is_typed_and_a_button_pressed(page: Page) -> None:
    """`/summary` answers with headlines and sources; "Shorter" makes the same message shorter."""
    run_command(page, "summary")
    expect(page.get_by_role("button", name="Shorter")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("articles read").last).to_be_visible()
    before = page.locator("#channel-message-list").inner_text()
    assert "Reported by" in before
    page.get_by_role("button", name="Shorter").click()
    shorter = "length => document.querySelector('#channel-message-list').innerText.length < length"
    page.wait_for_function(shorter, arg=len(before), timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Shorter")).to_be_disabled()


def test_quotes_are_completed_and_paged(page: Page) -> None:
    """Three letters of a name complete it; the pager turns to the second page and back."""
    run_command(page, "quotes", "qas")
    expect(page.get_by_text("Murhaf Abu Qasra").last).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name=re.compile(r"^1 . \d+"))).to_be_visible()
    page.get_by_role("button", name="Next").last.click()
    expect(page.get_by_role("button", name=re.compile(r"^2 . \d+"))).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Previous").last.click()
    expect(page.get_by_role("button", name=re.compile(r"^1 . \d+"))).to_be_visible(timeout=PATIENCE_MS)


def test_a_quotation_is_shown_in_its_context(page: Page) -> None:
    """The button beside a statement opens the sentences around it."""
    page.get_by_role("button", name="In context").first.click()
    expect(page.get_by_role("button", name="Read the whole article")).to_be_visible(timeout=PATIENCE_MS)
