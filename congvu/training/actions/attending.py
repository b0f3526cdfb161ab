"""Who was there: by the code on the screen, or by the trainer's hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import in_utc
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.training.access import trains
from congvu.training.actions.saying import note
from congvu.training.models import ClassSession, Place, SessionAttendance
from congvu.training.rules.places import (
    code_step,
    is_late,
    step_holds,
    takes_attendance,
)
from congvu.training.rules.words import ClassState, How, PlaceState

_SIGNER = Signer(salt="congvu.training.attendance")


def code_shown(session_id: UUID, at: datetime) -> str:
    """Of this session and these seconds alone; signed, so that nobody makes one."""
    step = code_step(at)
    return f"{step}-{_SIGNER.signature(f'{session_id}:{step}')}"


def _holds(code: str, session_id: UUID, at: datetime) -> bool:
    step, _dash, signature = code.partition("-")
    if not step.isascii() or not step.isdigit() or len(step) > 12:
        return False
    try:
        _SIGNER.unsign(f"{session_id}:{step}:{signature}")
    except BadSignature:
        return False
    return step_holds(int(step), at)


@transaction.atomic
def attend(*, session_id: UUID, code: str, by: Seat, at: datetime) -> SessionAttendance:
    """The signed-in person, where the code is of this moment. Twice is once."""
    session = _running(session_id)
    reasons = []
    if not _holds(code, session_id, at):
        told = _("Mã đã đổi hoặc không đúng. Quét lại mã đang hiện trên màn hình.")
        reasons.append(Reason(told))
    if not takes_attendance(session.starts_at, session.ends_at, at):
        told = _("Điểm danh từ 30 phút trước buổi học đến khi buổi học kết thúc.")
        reasons.append(Reason(told))
    rows = Place.objects.filter(training_class=session.training_class_id)
    place = rows.filter(person=by.person_id, state=PlaceState.HELD).first()
    if place is None:
        reasons.append(Reason(_("Bạn không có chỗ trong lớp này.")))
    if reasons or place is None:
        raise Refused(reasons)
    made, is_new = SessionAttendance.objects.get_or_create(
        session=session,
        place=place,
        defaults={
            "at": at,
            "is_late": is_late(session.starts_at, at),
            "how": How.CODE,
            "by": by.person_name,
        },
    )
    if is_new:
        note("training.attended", session.training_class, by=by, at=at)
    return made


@transaction.atomic
def mark(
    *,
    session_id: UUID,
    present: Collection[UUID],
    late: Collection[UUID],
    by: Seat,
    at: datetime,
    seen_at: datetime | None = None,
) -> int:
    """The whole list as the trainer sees it; who is not named was not there. Who came
    by the code after the list was shown (``seen_at``) stays.
    """
    session = _running(session_id)
    reasons = []
    if not trains(by, session):
        reasons.append(Reason(_("Buổi học này do giảng viên điểm danh.")))
    if at < session.starts_at:
        reasons.append(Reason(_("Buổi học chưa bắt đầu.")))
    rows = Place.objects.filter(
        training_class=session.training_class_id, state=PlaceState.HELD
    )
    held = set(rows.values_list("pk", flat=True))
    came = set(present) | set(late)
    if not came <= held:
        reasons.append(Reason(_("Có người không có chỗ trong lớp này.")))
    if reasons:
        raise Refused(reasons)
    gone = session.attendances.exclude(place__in=came)
    if seen_at is not None:
        gone = gone.exclude(how=How.CODE, at__gt=in_utc(seen_at))
    gone.delete()
    session.attendances.filter(place__in=set(late)).update(is_late=True)
    session.attendances.filter(place__in=came - set(late)).update(is_late=False)
    SessionAttendance.objects.bulk_create(
        [
            SessionAttendance(
                session=session,
                place_id=one,
                at=at,
                is_late=one in set(late),
                how=How.HAND,
                by=by.person_name,
            )
            for one in sorted(came)
        ],
        ignore_conflicts=True,
    )
    note("training.marked", session.training_class, by=by, at=at, people=len(came))
    return len(came)


def _running(session_id: UUID) -> ClassSession:
    """Locked, of a class that is open: what a closed one gave stays."""
    rows = ClassSession.objects.select_for_update(of=("self",))
    found = rows.select_related("training_class").filter(pk=session_id).first()
    if found is None or found.training_class.state != ClassState.OPEN:
        raise Refused([Reason(_("Lớp này không còn mở."))])
    return found
