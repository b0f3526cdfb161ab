"""A share and what was given further of it, as far as it is open."""

from __future__ import annotations

from congvu.duties.models import Share, Standing
from congvu.duties.queries import now_standing
from congvu.duties.rules import OPEN_COURSES


def going_with(share: Share) -> list[tuple[Share, Standing]]:
    """The share itself, then open parts below it, level by level."""
    found: list[tuple[Share, Standing]] = []
    rows = list(now_standing().filter(share=share).select_related("share"))
    while rows:
        found += [(row.share, row) for row in rows]
        rows = list(
            now_standing()
            .filter(
                share__parent__in=[row.share_id for row in rows],
                course__in=OPEN_COURSES,
            )
            .select_related("share")
        )
    return found
