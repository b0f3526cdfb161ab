"""Suspended, resumed, revoked: by who gave the share, with a reason and a basis."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.duties.access import decides_on
from congvu.duties.actions.asking import (
    course_reasons,
    length_reasons,
    locked_share,
    not_yours,
    reason_reasons,
    refuse_marked,
)
from congvu.duties.actions.below import going_with
from congvu.duties.actions.closing import REVOKED, close_requests
from congvu.duties.actions.history import note
from congvu.duties.actions.standing import stand, standing_now
from congvu.duties.actions.telling import tell_holder
from congvu.duties.models import Share
from congvu.duties.rules import OPEN_COURSES, Course, ShareRole
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def suspend(
    *, share_id: UUID, reason: str, by: Seat, at: datetime, basis: str = ""
) -> Share:
    """Tạm dừng: nothing is late meanwhile, until it is resumed."""
    refuse_marked(texts=[reason, basis], by=by, at=at)
    return _halt("duties.suspended", share_id, reason, basis, by, at)


def resume(
    *, share_id: UUID, reason: str, by: Seat, at: datetime, basis: str = ""
) -> Share:
    """Cho làm tiếp: its deadline is what it was; more time is asked for as usual."""
    refuse_marked(texts=[reason, basis], by=by, at=at)
    return _halt("duties.resumed", share_id, reason, basis, by, at)


def revoke(
    *, share_id: UUID, reason: str, by: Seat, at: datetime, basis: str = ""
) -> Share:
    """Thu hồi: it need not be done any more, and what was given further with it."""
    refuse_marked(texts=[reason, basis], by=by, at=at)
    return _halt("duties.revoked", share_id, reason, basis, by, at)


_FROM = {
    "duties.suspended": {Course.UNDER_WAY},
    "duties.resumed": {Course.SUSPENDED},
    "duties.revoked": OPEN_COURSES,
}
_TO = {
    "duties.suspended": Course.SUSPENDED,
    "duties.resumed": Course.UNDER_WAY,
    "duties.revoked": Course.REVOKED,
}


@transaction.atomic
def _halt(
    event: str, share_id: UUID, reason: str, basis: str, by: Seat, at: datetime
) -> Share:
    share = locked_share(share_id, by)
    reasons = [] if decides_on(by, share) else [not_yours()]
    if share.role != ShareRole.LEAD:
        words = _("Chỉ phần chủ trì có tình trạng để đổi.")
        raise Refused([*reasons, Reason(words)])
    reasons += course_reasons(standing_now(share).facts, *sorted(_FROM[event]))
    reasons += reason_reasons(reason) + length_reasons(basis, "basis", 300)
    if reasons:
        raise Refused(reasons)
    halt_all(share=share, course=_TO[event], by=by, at=at)
    words = f"{nfc(reason)} ({nfc(basis)})" if nfc(basis) else nfc(reason)
    note(event, share=share, by=by, at=at, text=words)
    tell_holder("duties.halted", share, by, at, way=event.partition(".")[2])
    return share


def halt_all(*, share: Share, course: Course, by: Seat, at: datetime) -> None:
    """From today, for the share and what is open below it in the same course; of what
    is taken back nothing waits for an answer any more.
    """
    on, old = local_date(at), standing_now(share).course
    for one, standing in going_with(share):
        if standing.course == old or course == Course.REVOKED:
            facts = replace(standing.facts, course=course)
            stand(share=one, facts=facts, on=max(on, one.given_on), at=at)
        if course == Course.REVOKED:
            close_requests(share=one, words=REVOKED, by=by, at=at)
