"""What the actions share: a row held, reasons in words, a line of the timeline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.incidents.access import keeps_incident
from congvu.incidents.models import Incident, IncidentEvent
from congvu.incidents.rules import LONGEST_REASON, IncidentState
from congvu.lib.dates import EARLIEST, LATEST, in_utc, local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.systems.queries.lists import desks_of


def tidy(text: str) -> str:
    """One line; what lies between words is one blank."""
    return " ".join(nfc(text).split())


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


def moment_reasons(moment: datetime | None, field: str, at: datetime) -> list[Reason]:
    """A moment that has come."""
    if moment is None:
        return [Reason(_("Ghi ngày, giờ. Ví dụ: 28/11/2026 14:30."), field)]
    if moment > at:
        return [Reason(_("Thời điểm này chưa tới."), field)]
    if local_date(in_utc(moment)) <= EARLIEST:
        return [Reason(_("Ngày này quá xa."), field)]
    return []


def due_reasons(due_at: datetime | None, at: datetime) -> list[Reason]:
    """A moment to come, in years that people may name."""
    if due_at is None or due_at <= at:
        return [Reason(_("Ghi hạn, sau lúc này."), "due_at")]
    if local_date(in_utc(due_at)) > LATEST:
        return [Reason(_("Hạn quá xa."), "due_at")]
    return []


def held(incident_id: UUID, by: Seat) -> tuple[Incident, list[Reason]]:
    """The row, locked, and why nothing may be done with it."""
    rows = Incident.objects.select_for_update(no_key=True)
    found = rows.filter(pk=incident_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy sự cố này.")])
    reasons = []
    if not keeps_incident(by, found):
        reasons.append(
            Reason(_("Sự cố do quản trị của cơ quan hoặc trung tâm của tỉnh ghi."))
        )
    if found.state == IncidentState.CLOSED:
        reasons.append(Reason(_("Sự cố đã đóng; mở lại trước khi ghi thêm.")))
    return found, reasons


def note(
    event: str,
    *,
    incident: Incident,
    by: Seat,
    at: datetime,
    text: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    """A line of the incident's timeline and one of the log."""
    IncidentEvent.objects.create(
        incident=incident,
        at=at,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text[:LONGEST_REASON],
    )
    record(
        event,
        by=by.actor,
        at=at,
        on=incident,
        agency_id=incident.agency_id,
        data={"incident": incident.name, **(data or {})},
    )


def tell(
    *, kind: str, on: Collection[tuple[UUID, UUID]], by: Seat | None, at: datetime
) -> None:
    """(agency, target): a notice at each desk that keeps security there, but one's own;
    two queries for any number."""
    desks = desks_of({agency for agency, _target in on}, local_date(at))
    own = frozenset(by.desks) if by else frozenset()
    notify_each(
        kind,
        to=[
            (desk, target, {})
            for agency, target in on
            for desk in sorted(desks[agency] - own)
        ],
        at=at,
        actor=by.person_name if by else "",
    )
