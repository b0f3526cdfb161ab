"""What people decide about a finding: when it is mended, or that its risk is borne."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.vulnerabilities.models import Finding
from congvu.vulnerabilities.rules import (
    LONGEST_ACCEPTANCE,
    LONGEST_REASON,
    STILL_THERE,
    FindingState,
)


@transaction.atomic
def plan_mending(
    *, finding_id: UUID, on: date | None, note: str, by: Seat, at: datetime
) -> Finding:
    """By which day; only an inventory says that it was done."""
    found, note = _held(finding_id), nfc(note)
    reasons = _common(found, note)
    if on is None:
        reasons.append(Reason(_("Chưa có ngày dự kiến vá."), "on"))
    elif on < local_date(at):
        reasons.append(Reason(_("Ngày dự kiến vá đã qua."), "on"))
    elif on > found.due_on and not note:
        reasons.append(
            Reason(_("Ngày này sau hạn vá: ghi rõ vì sao ở ghi chú."), "note")
        )
    if reasons:
        raise Refused(reasons)
    found.state, found.planned_on, found.accepted_until = FindingState.PLANNED, on, None
    _keep(found, note, by)
    _log("vulnerabilities.planned", found, by, at, {"due_on": str(on)})
    return found


@transaction.atomic
def accept_risk(
    *, finding_id: UUID, until: date | None, reason: str, by: Seat, at: datetime
) -> Finding:
    """For a time, with a reason; then it is open again."""
    found, reason = _held(finding_id), nfc(reason)
    reasons, today = _common(found, reason), local_date(at)
    if until is None:
        reasons.append(Reason(_("Chưa có ngày hết chấp nhận."), "until"))
    elif until <= today:
        reasons.append(Reason(_("Ngày hết chấp nhận phải sau hôm nay."), "until"))
    elif until > today + timedelta(days=LONGEST_ACCEPTANCE):
        reasons.append(
            Reason(_("Chỉ chấp nhận nhiều nhất một năm; sau đó xét lại."), "until")
        )
    if not reason:
        reasons.append(Reason(_("Chưa có lý do chấp nhận rủi ro."), "reason"))
    if reasons:
        raise Refused(reasons)
    found.state, found.accepted_until, found.planned_on = (
        FindingState.ACCEPTED,
        until,
        None,
    )
    _keep(found, reason, by)
    _log(
        "vulnerabilities.accepted",
        found,
        by,
        at,
        {"until": str(until), "reason": reason},
    )
    return found


def _held(finding_id: UUID) -> Finding:
    return Finding.objects.select_for_update().get(pk=finding_id)


def _common(found: Finding, note: str) -> list[Reason]:
    reasons = []
    if found.state not in STILL_THERE:
        reasons.append(Reason(_("Lỗ hổng này không còn trên máy.")))
    if len(note) > LONGEST_REASON:
        reasons.append(Reason(_("Lời ghi dài quá 500 ký tự.")))
    return reasons


def _keep(found: Finding, note: str, by: Seat) -> None:
    found.note, found.decided_by = note, by.person_name[:80]
    found.save(
        update_fields=["state", "planned_on", "accepted_until", "note", "decided_by"]
    )


def _log(
    event: str, found: Finding, by: Seat, at: datetime, data: dict[str, str]
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"cause": found.cause, "name": found.name, **data},
    )
