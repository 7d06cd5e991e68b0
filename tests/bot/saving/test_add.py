"""`/add`, as people use it."""

from __future__ import annotations

from tests.bot.conftest import Room, text_of
from tests.bot.saving.site import FERRY, HARBOUR, Site


async def test_a_link_is_saved_and_told_of(room: Room, site: Site) -> None:
    """Title, source, words, the first two sentences as they stand, who speaks how often, and two buttons."""
    url = site.put("/harbour", "Harbour shuts for ten weeks", HARBOUR)
    reply = await room.ask("add", url=url)
    assert "✅ Saved" in reply
    assert "Harbour shuts for ten weeks" in reply
    assert "Example Courier" in reply
    assert "2026-11-20" in reply
    for sentence in HARBOUR[:2]:
        assert sentence in reply
    assert "Tilda Brandt (1)" in reply
    assert "[Open] [Remove]" in reply
