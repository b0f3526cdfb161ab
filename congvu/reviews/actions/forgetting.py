"""A paper was a state secret: reports on duties forget what they said of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from congvu.duties.rules import Forgotten
from congvu.outgoing.actions import forget_in_drafts
from congvu.reviews.models import Review


def forget_in_reports(*, of: Forgotten, at: datetime) -> int:
    """Of a report about the paper itself nothing stays; from the others of agencies
    that had to do with its duties goes what these said. The caller's transaction.

    What was composed is kept as prints, so composing again finds those parts changed.
    """
    about = Review.objects.filter(paper__in=of.papers)
    others = Review.objects.filter(
        Q(draft__agency__in=of.agencies) | Q(draft__came_from__in=of.agencies)
    )
    return forget_in_drafts(
        drafts=set(others.values_list("draft", flat=True)),
        whole=set(about.values_list("draft", flat=True)),
        phrases=of.phrases,
        kept=of.kept,
        at=at,
    )
