"""What who keeps a system says of a standard; the last word holds, the log has all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.standards.models import Claim
from congvu.standards.queries import find_standard
from congvu.standards.rules import (
    CLAIM_NAMES,
    CONNECTION,
    LONGEST_LINE,
    LONGEST_REASON,
    ClaimKind,
)
from congvu.systems.access import keeps_system
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState


def claim_standard(
    *, system_id: UUID, standard: str, kind: str, reason: str, by: Seat, at: datetime
) -> Claim:
    """Met, or not yet; a waiver that stood before falls away."""
    reason = nfc(reason).strip()
    refuse_secret(level=first_mark([reason]), by=by, at=at)
    with transaction.atomic():
        system, reasons = held_system(system_id, by)
        reasons += standard_reasons(standard, at)
        if kind not in {ClaimKind.DECLARED, ClaimKind.ABSENT}:
            reasons.append(Reason(_("Chọn đáp ứng hay chưa."), "kind"))
        if kind == ClaimKind.ABSENT and not reason:
            reasons.append(Reason(_("Ghi vì sao chưa đáp ứng."), "reason"))
        reasons += _length(reason, "reason", LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        given = {"kind": kind, "reason": reason, "until": None, "agreed": ""}
        data = {"claim": CLAIM_NAMES[ClaimKind(kind)], "reason": reason}
        return _keep(system, standard, given, "standards.claimed", data, by, at)


def waive_standard(
    *,
    system_id: UUID,
    standard: str,
    reason: str,
    until: date | None,
    agreed: str,
    by: Seat,
    at: datetime,
) -> Claim:
    """Let be until a day, by somebody named; also the duty to be connected."""
    reason, agreed = nfc(reason).strip(), nfc(agreed).strip()
    refuse_secret(level=first_mark([reason, agreed]), by=by, at=at)
    with transaction.atomic():
        system, reasons = held_system(system_id, by)
        if standard != CONNECTION:
            reasons += standard_reasons(standard, at)
        if not reason:
            reasons.append(Reason(_("Ghi lý do miễn."), "reason"))
        if not agreed:
            reasons.append(Reason(_("Ghi ai đồng ý miễn."), "agreed"))
        if until is None:
            reasons.append(Reason(_("Ghi ngày hết miễn."), "until"))
        elif until < local_date(at):
            reasons.append(Reason(_("Ngày hết miễn đã qua."), "until"))
        reasons += _length(reason, "reason", LONGEST_REASON)
        reasons += _length(agreed, "agreed", LONGEST_LINE)
        if reasons:
            raise Refused(reasons)
        given = {
            "kind": ClaimKind.WAIVED,
            "reason": reason,
            "until": until,
            "agreed": agreed,
        }
        data = {"until": until, "agreed": agreed, "reason": reason}
        return _keep(system, standard, given, "standards.waived", data, by, at)


def held_system(system_id: UUID, by: Seat) -> tuple[InformationSystem, list[Reason]]:
    """The row, locked against two at once, and why nothing may be said of it."""
    rows = InformationSystem.objects.select_for_update(no_key=True)
    found = rows.filter(pk=system_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy hệ thống này.")])
    reasons = []
    if not keeps_system(by, found):
        reasons.append(Reason(_("Chỉ chủ quản của hệ thống được khai.")))
    if found.state == SystemState.RETIRED:
        reasons.append(Reason(_("Hệ thống này đã hủy bỏ.")))
    return found, reasons


def standard_reasons(standard: str, at: datetime) -> list[Reason]:
    if find_standard(standard, local_date(at)) is None:
        return [Reason(_("Tiêu chuẩn này không có hiệu lực hôm nay."))]
    return []


def _length(text: str, field: str, most: int) -> list[Reason]:
    if len(text) <= most:
        return []
    return [Reason(_("Dài quá %(most)s chữ.") % {"most": most}, field)]


def _keep(
    system: InformationSystem,
    standard: str,
    given: Mapping[str, object],
    event: str,
    data: Mapping[str, object],
    by: Seat,
    at: datetime,
) -> Claim:
    made, _is_new = Claim.objects.update_or_create(
        system=system,
        standard=standard,
        defaults={**given, "told_at": None, "at": at, "by": by.person_name[:80]},
    )
    told = {"system": system.name, "standard": standard, **data}
    record(event, by=by.actor, at=at, on=system, agency_id=system.agency_id, data=told)
    return made
