"""Whose site a page stands on."""

from __future__ import annotations

from uuid import UUID

from congvu.portal.models import BodyPage, ProvincePage

_STEP = 4
"""Letters of a path for each page above."""


def agency_of_page(path: str) -> UUID | None:
    """The nearest site above it, or itself; one query."""
    above = [path[:n] for n in range(_STEP, len(path) + 1, _STEP)]
    sites = [
        model.objects.filter(path__in=above).order_by().values_list("path", "agency_id")
        for model in (BodyPage, ProvincePage)
    ]
    found = sorted(sites[0].union(sites[1]))
    return found[-1][1] if found else None
