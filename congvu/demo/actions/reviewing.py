"""The chief of office has the report of this quarter composed, up to today."""

from __future__ import annotations

from datetime import datetime

from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import seat_of_post
from congvu.reviews.actions import Wish, compose
from congvu.reviews.models import Review
from congvu.reviews.rules import SpanKind, spans_to_offer


def review(*, now: datetime) -> Review:
    """A draft to write on. The quarter goes on: what the demo orders lies in it, and in
    the one before only on its first days.
    """
    day = local_date(now)
    bodies = Bodies(day)
    by = seat_of_post(bodies.desk("committee", "chanhvp"), day)
    span = next(
        one
        for one in spans_to_offer(day)
        if one.kind == SpanKind.QUARTER and one.first <= day <= one.last
    )
    signer = bodies.desk("committee", "dung")
    return compose(wish=Wish(span.code, day, signer), by=by, at=now)
