"""A door that may fetch from this machine, and the error that fetching ends with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.ingest.door import Door, Kind
from bot.ingest.errors import DoorError
from tests.bot.ingest.site import LOOP_S, LoopProbe


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """A door that may fetch from this machine."""
    async with Door(contact="mail@example.org", loopback=True) as door:
        yield door


async def refusal(door: Door, url: str, kind: Kind = Kind.PAGE) -> DoorError:
    """The error that fetching `url` ends with; its message and remedy are whole sentences."""
    async with LoopProbe.watching() as probe:
        with pytest.raises(DoorError) as caught:
            await door.fetch(url, kind=kind)
    assert probe.longest_s < LOOP_S
    message, remedy = caught.value.told(str)
    assert message.endswith(".")
    assert remedy.endswith(".")
    return caught.value
