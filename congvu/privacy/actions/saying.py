"""What the actions share: reasons in words, rows held, a line of the log, notices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.dates import in_utc, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.privacy.access import keeps_of
from congvu.privacy.models import Processing, SubjectRequest
from congvu.privacy.rules import WISH_NAMES, RequestState, Wish
from congvu.systems.queries.lists import desks_of


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def needed_reasons(text: str, field: str, words: str, most: int) -> list[Reason]:
    """It has to be said, and within the length."""
    if not text:
        return [Reason(words, field)]
    return length_reasons(text, field, most)


def length_reasons(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def past_reasons(day: date | None, field: str, on: date) -> list[Reason]:
    """A day that has come."""
    if day is None:
        return [Reason(_("Chưa có ngày."), field)]
    if day > on:
        return [Reason(_("Ngày này chưa tới."), field)]
    return []


def told_reasons(
    told_at: datetime | None, asked_on: date, field: str, at: datetime
) -> list[Reason]:
    """A moment that has come, not before it was asked."""
    if told_at is None:
        return [Reason(_("Ghi ngày, giờ. Ví dụ: 28/11/2026 14:30."), field)]
    if told_at > at:
        return [Reason(_("Thời điểm này chưa tới."), field)]
    if local_date(in_utc(told_at)) < asked_on:
        return [Reason(_("Không thể trả lời trước khi nhận yêu cầu."), field)]
    return []


def keeper_reasons(by: Seat, agency_id: UUID) -> list[Reason]:
    if keeps_of(by, agency_id):
        return []
    return [Reason(_("Hồ sơ dữ liệu cá nhân do quản trị của cơ quan ấy ghi."))]


def held_processing(processing_id: UUID, by: Seat) -> tuple[Processing, list[Reason]]:
    """The row, locked, and why nothing may be done with it."""
    rows = Processing.objects.select_for_update(no_key=True)
    found = rows.filter(pk=processing_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy hoạt động xử lý này.")])
    reasons = keeper_reasons(by, found.agency_id)
    if found.ended_on is not None:
        reasons.append(Reason(_("Hoạt động xử lý này đã chấm dứt.")))
    return found, reasons


def held_request(request_id: UUID, by: Seat) -> tuple[SubjectRequest, list[Reason]]:
    rows = SubjectRequest.objects.select_for_update(no_key=True)
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy yêu cầu này.")])
    reasons = keeper_reasons(by, found.agency_id)
    if found.state != RequestState.OPEN:
        reasons.append(Reason(_("Yêu cầu này đã giải quyết xong.")))
    return found, reasons


def note(
    event: str,
    *,
    on: Processing | SubjectRequest,
    by: Seat,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    """Of a request what was wished; who wished it stays in its row."""
    told: dict[str, object] = (
        {"processing": on.name}
        if isinstance(on, Processing)
        else {"wish": WISH_NAMES[Wish(on.wish)]}
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=on,
        agency_id=on.agency_id,
        data={**told, **(data or {})},
    )


def tell(*, kind: str, on: Collection[tuple[UUID, UUID]], at: datetime) -> None:
    """(agency, target): a notice at each desk that keeps security there."""
    desks = desks_of({agency for agency, _target in on}, local_date(at))
    notify_each(
        kind,
        to=[
            (desk, target, {})
            for agency, target in on
            for desk in sorted(desks[agency])
        ],
        at=at,
        actor="",
    )
