"""Which articles tell the same story."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.document import Document
from summaries.stories.index import StoryIndex
from summaries.stories.why import Why, why

__all__ = ["StoryIndex", "Why", "group_stories", "why"]


def group_stories(documents: Sequence[Document]) -> list[list[Document]]:
    """Put articles about one event together; every document is in exactly one story.

    Stories are in order of their first article, articles in the order given. Ids are not looked at.
    """
    index = StoryIndex(capacity=len(documents))
    for document in documents:
        index.add(document)
    return [[documents[article] for article in story] for story in index.stories()]
