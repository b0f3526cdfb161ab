"""Rooms and cars: kept, booked, approved, given up, blocked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from congvu.audit.actions import record
from congvu.calendar.access import has_calendar, keeps, may_give_up
from congvu.calendar.actions.asking import fault_reasons, refuse_marked
from congvu.calendar.models import (
    BlockedTime,
    Booking,
    Meeting,
    Occupation,
    Resource,
)
from congvu.calendar.queries import taken
from congvu.calendar.rules import (
    HELD,
    HORIZON,
    LONGEST_LINE,
    MOST_BOOKED,
    BookingData,
    BookingState,
    ResourceData,
    Span,
    booking_faults,
    resource_faults,
    span_faults,
    times_of,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

_MOST_NAMED = 5


def keep_resource(
    *, data: ResourceData, by: Seat, at: datetime, resource_id: UUID | None = None
) -> Resource:
    """A room, a car or a video room of one's own agency, new or written again."""
    data = data.tidied()
    refuse_marked(texts=[data.name, data.place, data.equipment], by=by, at=at)
    return _keep_resource(data, resource_id, by, at)


@transaction.atomic
def _keep_resource(
    data: ResourceData, resource_id: UUID | None, by: Seat, at: datetime
) -> Resource:
    reasons = fault_reasons(resource_faults(data)) + _keeper_reasons(by)
    others = Resource.objects.filter(
        agency=by.agency_id, name=data.name, ended_at__isnull=True
    )
    if resource_id is not None:
        others = others.exclude(pk=resource_id)
    if others.exists():
        reasons.append(Reason(_("Đã có phòng hoặc xe tên này."), "name"))
    found = _own_resource(resource_id, by) if resource_id else None
    if reasons:
        raise Refused(reasons)
    made = found or Resource(agency_id=by.agency_id)
    for name in ("kind", "name", "seats", "place", "equipment", "needs_approval"):
        setattr(made, name, getattr(data, name))
    made.kept_at, made.kept_by = at, by.person_name
    made.save()
    told = {"kind": str(data.kind), "name": data.name}
    record("calendar.resource-kept", by=by.actor, at=at, on=made, data=told)
    return made


@transaction.atomic
def end_resource(*, resource_id: UUID, by: Seat, at: datetime) -> Resource:
    """It is lent no more; what is booked for later has to be given up first."""
    found, reasons = _own_resource(resource_id, by), _keeper_reasons(by)
    later = found.occupations.filter(is_held=True, span__endswith__gt=at)
    if later.exists():
        words = _("Còn lượt đặt hoặc khóa sau lúc này; hủy hoặc chuyển trước.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    told = {"kind": found.kind, "name": found.name}
    record("calendar.resource-ended", by=by.actor, at=at, on=found, data=told)
    return found


def _keeper_reasons(by: Seat) -> list[Reason]:
    if keeps(by):
        return []
    words = _("Chỉ văn thư, lãnh đạo, chánh văn phòng quản lý phòng, xe.")
    return [Reason(words)]


def _own_resource(resource_id: UUID, by: Seat) -> Resource:
    rows = Resource.objects.select_for_update().filter(ended_at__isnull=True)
    found = rows.filter(pk=resource_id, agency=by.agency_id).first()
    if found is None or not has_calendar(by):
        raise Refused([Reason(_("Không tìm thấy phòng, xe này."), "resource")])
    return found


def book(
    *, data: BookingData, by: Seat, at: datetime, meeting_id: UUID | None = None
) -> Booking:
    """Ask for a resource; where it needs nobody's word it is had at once.

    Every time of a repeated booking is held, or none: which ones somebody else has is
    said by day. What two ask for at the same moment the database gives to one.
    """
    data = data.tidied()
    refuse_marked(texts=[data.title, data.note], by=by, at=at)
    with clash_in_words():
        return _book(data, meeting_id, by, at)


@contextmanager
def clash_in_words() -> Iterator[None]:
    """What the database refuses, because another was a moment earlier."""
    try:
        yield
    except IntegrityError as clash:
        if "occupation_one_at_a_time" not in str(clash):
            raise
        words = _("Vừa có người đặt trước trong lúc này; chọn giờ khác.")
        raise Refused([Reason(words, "starts")]) from clash


@transaction.atomic
def _book(
    data: BookingData, meeting_id: UUID | None, by: Seat, at: datetime
) -> Booking:
    found = _own_resource(data.resource_id, by)
    reasons = fault_reasons(booking_faults(data))
    if reasons:
        raise Refused(reasons)
    spans = _spans(data)
    if data.starts < at:
        reasons.append(Reason(_("Giờ bắt đầu đã qua."), "starts"))
    if len(spans) > MOST_BOOKED:
        words = _("Lặp lại quá %(most)s lần; ghi ngày cuối gần hơn.")
        reasons.append(Reason(words % {"most": MOST_BOOKED}, "rrule"))
    reasons += clash_reasons(found.pk, spans)
    if reasons:
        raise Refused(reasons)
    waits = found.needs_approval and not keeps(by)
    made = Booking.objects.create(
        resource=found,
        meeting=Meeting.objects.get(pk=meeting_id) if meeting_id else None,
        title=data.title,
        note=data.note,
        starts=data.starts,
        ends=data.ends,
        rrule=data.rrule,
        state=BookingState.WAITING if waits else BookingState.APPROVED,
        person_id=by.person_id,
        asked_by=by.person_name,
        asked_by_post=by.acts_as,
        asked_at=at,
    )
    Occupation.objects.bulk_create(
        _occupation(span, resource=found, booking=made) for span in spans
    )
    told = {"name": found.name, "state": made.state, "times": len(spans)}
    record("calendar.booked", by=by.actor, at=at, on=made, data=told)
    return made


def _spans(data: BookingData) -> list[Span]:
    length = data.ends - data.starts
    times = times_of(data.rrule, data.starts, data.starts + HORIZON)
    return [(starts, starts + length) for starts in times]


def _occupation(
    span: Span,
    *,
    resource: Resource,
    booking: Booking | None = None,
    blocked: BlockedTime | None = None,
) -> Occupation:
    starts, ends = span
    return Occupation(
        resource=resource,
        booking=booking,
        blocked=blocked,
        span=TimestamptzRange(starts, ends),
        day=local_date(starts),
        minutes=int((ends - starts).total_seconds() // 60),
    )


def move_bookings(meeting: Meeting, was: Span, by: Seat, at: datetime) -> None:
    """What is held for a meeting goes where it went, by as much, in the caller's
    transaction. What repeats is not this meeting's alone and stays.
    """
    now = (meeting.entry.starts, meeting.entry.ends)
    if now == was:
        return
    rows = meeting.bookings.select_for_update(of=("self",)).select_related("resource")
    moved = list(rows.filter(state__in=HELD, rrule="").order_by("pk"))
    held = Occupation.objects.filter(booking__in=moved, is_held=True)
    times = {one.booking_id: one for one in held}
    held.update(is_held=False)
    for one in moved:
        time = times.get(one.pk)
        if time is None:
            continue
        starts, ends = one.starts + (now[0] - was[0]), one.ends + (now[1] - was[1])
        span = (starts, ends) if starts < ends else now
        reasons = clash_reasons(one.resource_id, [span])
        if reasons:
            raise Refused(reasons)
        one.starts, one.ends = span
        if one.resource.needs_approval and not keeps(by):
            one.state = BookingState.WAITING
        one.save(update_fields=["starts", "ends", "state"])
        fresh = _occupation(span, resource=one.resource, booking=one)
        fresh.pk = time.pk
        fresh.save(force_update=True)
        told = {"name": one.resource.name, "state": one.state, "times": 1}
        record("calendar.booking-moved", by=by.actor, at=at, on=one, data=told)


def clash_reasons(resource_id: UUID, spans: Sequence[Span]) -> list[Reason]:
    """Who has it at any of these times, by day; one query by an index for all."""
    if not spans:
        return []
    first, last = min(s for s, _e in spans), max(e for _s, e in spans)
    rows = taken([resource_id], first, last).select_related("booking", "blocked")
    clashes = [
        row
        for row in rows.order_by("span")
        if any(a < row.span.upper and b > row.span.lower for a, b in spans)
    ]
    found = []
    for row in clashes[:_MOST_NAMED]:
        whose = row.booking.asked_by if row.booking else _("đang khóa")
        about = row.booking.title if row.booking else row.blocked.because  # type: ignore[union-attr]  # one of both is there
        words = _("%(when)s đã có: %(about)s (%(who)s).")
        named = {"when": _words(row), "about": about, "who": whose}
        found.append(Reason(words % named, "starts"))
    if len(clashes) > _MOST_NAMED:
        words = _("Và %(n)s lượt khác.")
        found.append(Reason(words % {"n": len(clashes) - _MOST_NAMED}, "starts"))
    return found


def _words(row: Occupation) -> str:
    starts = row.span.lower.astimezone(VIETNAM)
    ends = row.span.upper.astimezone(VIETNAM)
    return f"{starts:%H:%M}–{ends:%H:%M} {starts:%d/%m/%Y}"


def decide_booking(
    *, booking_id: UUID, approved: bool, by: Seat, at: datetime, because: str = ""
) -> Booking:
    """Who lends it says yes, or no and why; then its times are free."""
    refuse_marked(texts=[because], by=by, at=at)
    return _decide(booking_id, because, by, at, approved=approved)


@transaction.atomic
def _decide(
    booking_id: UUID, because: str, by: Seat, at: datetime, *, approved: bool
) -> Booking:
    found, reasons = _locked(booking_id, by), _keeper_reasons(by)
    if found.state != BookingState.WAITING:
        reasons.append(Reason(_("Lượt đặt này không còn chờ duyệt.")))
    if not approved and not nfc(because):
        reasons.append(Reason(_("Ghi lý do."), "because"))
    if reasons:
        raise Refused(reasons)
    found.state = BookingState.APPROVED if approved else BookingState.REFUSED
    found.because = nfc(because)[:LONGEST_LINE]
    found.decided_at, found.decided_by = at, by.person_name
    found.save()
    if not approved:
        found.occupations.update(is_held=False)
    told = {"name": found.resource.name, "state": found.state}
    record("calendar.booking-decided", by=by.actor, at=at, on=found, data=told)
    return found


@transaction.atomic
def cancel_booking(
    *, booking_id: UUID, by: Seat, at: datetime, occupation_id: UUID | None = None
) -> Booking:
    """Given up: all of it that is still to come, or one of its times alone."""
    found = _locked(booking_id, by)
    if not may_give_up(by, found):
        words = _("Chỉ người đặt hoặc nơi quản lý hủy được lượt đặt này.")
        raise Refused([words])
    left = found.occupations.filter(is_held=True, span__endswith__gt=at)
    wanted = left.filter(pk=occupation_id) if occupation_id else left
    n = wanted.update(is_held=False)
    if not n:
        raise Refused([_("Không còn lần nào sau lúc này để hủy.")])
    if not left.exists():
        found.state = BookingState.CANCELLED
        found.save(update_fields=["state"])
    told = {"name": found.resource.name, "state": found.state, "times": n}
    record("calendar.booking-cancelled", by=by.actor, at=at, on=found, data=told)
    return found


def _locked(booking_id: UUID, by: Seat) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("resource")
    found = rows.filter(pk=booking_id, resource__agency=by.agency_id).first()
    if found is None or found.state not in HELD:
        raise Refused([_("Không tìm thấy lượt đặt này.")])
    return found


def block_time(
    *,
    resource_id: UUID,
    starts: datetime,
    ends: datetime,
    because: str,
    by: Seat,
    at: datetime,
) -> BlockedTime:
    """Nobody gets it in this time; what is booked in it has to be given up first."""
    refuse_marked(texts=[because], by=by, at=at)
    with clash_in_words():
        return _block(resource_id, (starts, ends), nfc(because), by, at)


@transaction.atomic
def _block(
    resource_id: UUID, span: Span, because: str, by: Seat, at: datetime
) -> BlockedTime:
    found, reasons = _own_resource(resource_id, by), _keeper_reasons(by)
    reasons += fault_reasons(span_faults(*span))
    if not because:
        reasons.append(Reason(_("Ghi lý do."), "because"))
    if not reasons:
        reasons += clash_reasons(found.pk, [span])
    if reasons:
        raise Refused(reasons)
    made = BlockedTime.objects.create(
        resource=found,
        starts=span[0],
        ends=span[1],
        because=because[:LONGEST_LINE],
        kept_at=at,
        kept_by=by.person_name,
    )
    _occupation(span, resource=found, blocked=made).save(force_insert=True)
    told = {"name": found.name, "day": local_date(span[0]).isoformat()}
    record("calendar.blocked", by=by.actor, at=at, on=made, data=told)
    return made


@transaction.atomic
def lift_block(*, blocked_id: UUID, by: Seat, at: datetime) -> BlockedTime:
    rows = BlockedTime.objects.select_for_update(of=("self",))
    found = rows.filter(pk=blocked_id, resource__agency=by.agency_id).first()
    reasons = _keeper_reasons(by)
    if found is None or found.lifted_at is not None:
        reasons.append(Reason(_("Thời gian khóa này không còn.")))
    if reasons or found is None:
        raise Refused(reasons)
    found.lifted_at = at
    found.save(update_fields=["lifted_at"])
    found.occupations.update(is_held=False)
    told = {"name": found.resource.name}
    record("calendar.unblocked", by=by.actor, at=at, on=found, data=told)
    return found
