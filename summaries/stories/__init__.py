"""Which articles tell the same story."""

from __future__ import annotations

from collections.abc import Sequence

from summaries.document import Document
from summaries.stories.index import StoryIndex

__all__ = ["StoryIndex", "group_stories"]


def group_stories(documents: Sequence[Document]) -> list[list[Document]]:
    """Put articles about one event together; every document is in exactly one story.

    Stories are in order of their first article, articles in the order given. Ids are not looked at.
    """
    index = StoryIndex()
    for document in documents:
        index.add(document)
    return [[documents[article] for article in story] for story in index.stories()]
