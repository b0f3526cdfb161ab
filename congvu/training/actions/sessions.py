"""Sessions of a class: added, moved, dropped; calendars and learners follow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.controls.queries.learning import desks_of_people
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.training.actions.calendars import keep_in_calendars
from congvu.training.actions.classes import locked
from congvu.training.actions.saying import line, missing, note, refuse_marked, too_long
from congvu.training.models import ClassSession, TrainingClass
from congvu.training.queries.people import is_at_work
from congvu.training.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    PlaceState,
)

_COMING = (PlaceState.HELD, PlaceState.INVITED, PlaceState.ASKED)


@dataclass(frozen=True)
class SessionData:
    subject: str
    starts_at: datetime | None
    ends_at: datetime | None
    trainer_name: str
    room: str = ""
    trainer_id: UUID | None = None


def add_session(
    *, class_id: UUID, data: SessionData, by: Seat, at: datetime
) -> ClassSession:
    refuse_marked(texts=[data.subject, data.trainer_name, data.room], by=by, at=at)
    with transaction.atomic():
        found = locked(class_id, by)
        reasons = _reasons(found, data, None)
        if reasons:
            raise Refused(reasons)
        made = ClassSession(training_class=found)
        _fill(made, data)
        note("training.session-added", found, by=by, at=at)
        keep_in_calendars(training_class=found, by=by, at=at)
        return made


def change_session(
    *, session_id: UUID, data: SessionData, by: Seat, at: datetime
) -> ClassSession:
    """To another time, room or trainer; who comes is told, also who taught before."""
    refuse_marked(texts=[data.subject, data.trainer_name, data.room], by=by, at=at)
    with transaction.atomic():
        found, session = _to_change(session_id, by)
        reasons = _reasons(found, data, session)
        if reasons:
            raise Refused(reasons)
        before = ClassSession.objects.get(pk=session.pk)
        _fill(session, data)
        note("training.session-changed", found, by=by, at=at)
        if (before.starts_at, before.ends_at, before.room) != (
            session.starts_at,
            session.ends_at,
            session.room,
        ):
            _tell(found, [before.trainer_id, session.trainer_id], by, at)
        keep_in_calendars(training_class=found, by=by, at=at, gone=[before])
        return session


def drop_session(
    *, session_id: UUID, reason: str, by: Seat, at: datetime
) -> TrainingClass:
    """It is not held. Who comes is told; the log keeps what it was, and why."""
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, session = _to_change(session_id, by)
        reason = line(reason)
        reasons = missing({"reason": (reason, _("Ghi lý do bỏ buổi học."))})
        reasons += too_long({"reason": (reason, LONGEST_REASON)})
        if reasons:
            raise Refused(reasons)
        gone = ClassSession.objects.get(pk=session.pk)
        session.delete()
        note(
            "training.session-dropped",
            found,
            by=by,
            at=at,
            subject=gone.subject,
            day=local_date(gone.starts_at).isoformat(),
            reason=reason,
        )
        _tell(found, [gone.trainer_id], by, at)
        keep_in_calendars(training_class=found, by=by, at=at, gone=[gone])
        return found


def _to_change(session_id: UUID, by: Seat) -> tuple[TrainingClass, ClassSession]:
    """The class is locked first, then the session, which attendance locks as well."""
    asked = ClassSession.objects.filter(pk=session_id).first()
    if asked is None:
        raise Refused([Reason(_("Không còn buổi học này."))])
    found = locked(asked.training_class_id, by)
    rows = ClassSession.objects.select_for_update(of=("self",))
    session = rows.filter(pk=session_id).first()
    if session is None:
        raise Refused([Reason(_("Không còn buổi học này."))])
    if session.attendances.exists():
        raise Refused([Reason(_("Đã điểm danh: buổi học này không sửa, bỏ được nữa."))])
    return found, session


def _fill(made: ClassSession, data: SessionData) -> None:
    made.subject, made.room = line(data.subject), line(data.room)
    made.trainer_name, made.trainer_id = line(data.trainer_name), data.trainer_id
    if data.starts_at is not None and data.ends_at is not None:
        made.starts_at, made.ends_at = data.starts_at, data.ends_at
    made.save()


def _tell(
    found: TrainingClass, trainers: Collection[UUID | None], by: Seat, at: datetime
) -> None:
    rows = found.places.filter(state__in=_COMING)
    desks = set(rows.exclude(person=by.person_id).values_list("post", flat=True))
    teaching = {one for one in trainers if one and one != by.person_id}
    for own in desks_of_people(teaching, local_date(at)).values():
        desks |= own
    notify("training.moved", to=desks, target_id=found.pk, at=at, actor=by.person_name)


def _reasons(
    found: TrainingClass, data: SessionData, known: ClassSession | None
) -> list[Reason]:
    reasons = missing(
        {
            "subject": (line(data.subject), _("Ghi nội dung buổi học.")),
            "trainer_name": (line(data.trainer_name), _("Ghi tên giảng viên.")),
        }
    )
    start, end = data.starts_at, data.ends_at
    others = found.sessions.exclude(pk=known.pk) if known else found.sessions.all()
    if start is None or not found.begins_on <= local_date(start) <= found.ends_on:
        told = _("Ghi giờ bắt đầu, trong những ngày của lớp.")
        reasons.append(Reason(told, "starts_at"))
    elif others.filter(starts_at=start).exists():
        reasons.append(Reason(_("Lớp đã có buổi vào giờ này."), "starts_at"))
    if end is None or (start and not 0 < (end - start).total_seconds() <= 86400):
        told = _("Ghi giờ kết thúc, sau giờ bắt đầu, trong một ngày.")
        reasons.append(Reason(told, "ends_at"))
    if data.trainer_id is not None and not is_at_work(
        data.trainer_id, found.agency_id, found.begins_on
    ):
        told = _("Chọn người của cơ quan, hoặc chỉ ghi tên.")
        reasons.append(Reason(told, "trainer_id"))
    return reasons + too_long(
        {
            "subject": (data.subject, LONGEST_NAME),
            "trainer_name": (data.trainer_name, LONGEST_LINE),
            "room": (data.room, LONGEST_NAME),
        }
    )
