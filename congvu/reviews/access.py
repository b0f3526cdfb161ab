"""One policy: who composes a report on duties, and who sees of which figures it is.

Its numbers are of everything the agency follows up, so only who sees all of that and
drafts papers composes one. Whoever may read its draft sees how it was composed; the
scorecard behind a number keeps its own rights. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.documents.access import scope_of
from congvu.documents.models import Document
from congvu.duties.access import papers_read, reach_of
from congvu.duties.queries import DutyTab, papers_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.access import may_write
from congvu.reviews.models import Review
from congvu.reviews.queries import visible_reviews


def may_compose(seat: Seat) -> bool:
    if not seat.can(Permission.RECORD_DUTIES) or not seat.can(Permission.DRAFT):
        return False
    return bool(reach_of(seat).agencies)


def reads_reviews(seat: Seat) -> bool:
    """An administrator's seat runs the office and reads no paper."""
    return seat.role != Role.ADMINISTRATOR


def get_review_for(seat: Seat, review_id: UUID) -> Review:
    """One whose draft the seat may read."""
    if not reads_reviews(seat):
        raise Http404
    found: Review | None = (
        visible_reviews(scope_of(seat))
        .select_related("draft", "paper")
        .filter(pk=review_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_compose_again(seat: Seat, review: Review) -> bool:
    """Who may write on its draft and sees all its numbers."""
    return may_compose(seat) and may_write(seat, review.draft)


def papers_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """The papers whose duties the agency follows up, of those the seat may read."""
    offered = papers_of(reach_of(seat), DutyTab.GIVEN)
    read = papers_read(seat, [pk for pk, _name in offered])
    return [(pk, name) for pk, name in offered if pk in read]


def paper_for(seat: Seat, paper_id: UUID | None) -> Document | None:
    """One of those; None where it is none, or none was asked for."""
    offered = {pk for pk, _name in papers_offered(seat)} if paper_id else set()
    if paper_id not in offered:
        return None
    return Document.objects.filter(pk=paper_id).first()
