"""Articles made up for the tests of summaries."""

from __future__ import annotations

from typing import Any

from summaries.document import Document

HARBOUR = """\
The city council of Port Alder voted on Monday to close its old swing bridge for two years of repairs.
Mayor Teresa Okafor said the bridge, built in 1931, carries 9,000 vehicles a day and can no longer be patched.
She told reporters that the state will pay 11 million euros of the cost.
However, shop owners near the harbour fear that customers will stay away.
What happens to the ferries?
Two ferries will cross the Alder every ten minutes from April, the harbour authority announced.
"We expect queues in the first weeks," said Jonas Lind, who runs the harbour authority.
He asked drivers to use the motorway bridge at Stenby instead.
The minister said the decision was right.
Opposition leader Karin Vega voted against the closure because the council has no plan for ambulances.
Ambulances now need four minutes to reach the island, and with the ferry they would need twelve.
Read more: How the bridge was built
A second vote on the budget of the repairs is due in June.
"It is a bad joke."
Engineers found cracks in three of the eight steel beams of the swing bridge in November."""

FERRY = """\
Port Alder will close its swing bridge for two years after the city council voted for repairs on Monday.
The harbour authority will run two ferries across the Alder every ten minutes from April.
Fishermen asked for a berth of their own at the north quay, which the harbour authority refused.
Karin Vega, who leads the opposition, voted against the closure because of the ambulances."""


def document(text: str, name: str = "a", **more: Any) -> Document:
    """An English article."""
    return Document(name, "", text, language="en", **more)


def harbour() -> Document:
    """A local story with a subheading, a link, quotations and sentences that lean on others."""
    return document(HARBOUR, "harbour")


def ferry() -> Document:
    """The same story told by another paper, with one fact of its own."""
    return document(FERRY, "ferry")
