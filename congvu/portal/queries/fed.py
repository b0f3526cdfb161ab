"""Sections that no page fills: papers, drafts, questions, ratings, by what counts them.

A section that nothing counts is not judged: that there is nothing was not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from congvu.portal.queries.owned import owned_types
from congvu.portal.rules import METADATA, Found

Fed = Callable[[Sequence[UUID], date], Mapping[UUID, Found]]

FED: dict[int, Fed] = {}
# What an article may be laid into: directing information, news.
_ARTICLES = (4, 14)


def counted_sections() -> frozenset[int]:
    """Those of which it is known what stands in them."""
    typed = {getattr(page, "SECTION", 0) for page in owned_types()} - {0}
    return frozenset({*typed, *_ARTICLES, *FED, METADATA})
