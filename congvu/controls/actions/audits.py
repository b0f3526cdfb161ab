"""Audits: opened for many systems at once, answered by who is named, handed in or
given back, closed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.controls.access import (
    answers_part,
    names_respondent,
    runs_audit,
    starts_audits,
    systems_audited,
)
from congvu.controls.models import AuditFinding, AuditPart, Catalogue, SecurityAudit
from congvu.controls.queries import evidence_by_answer, sections_of
from congvu.controls.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    FindingState,
    Now,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_on
from congvu.systems.actions import length_reasons, refuse_marked, said_reasons
from congvu.systems.queries.lists import desks_of

_UNANSWERED = {Now.SILENT, Now.REOPENED}


def line(text: str) -> str:
    return " ".join(nfc(text).split())


@dataclass(frozen=True)
class AuditData:
    title: str
    catalogue_id: UUID | None
    due: date | None
    system_ids: Collection[UUID]


def start_audit(*, data: AuditData, by: Seat, at: datetime) -> SecurityAudit:
    """Each system is asked through the desk that keeps its agency's security, until
    another is named.
    """
    refuse_marked(texts=[data.title], by=by, at=at)
    with transaction.atomic():
        return _start(data, by, at)


def _start(data: AuditData, by: Seat, at: datetime) -> SecurityAudit:
    today, title, asked = local_date(at), line(data.title), set(data.system_ids)
    systems = list(systems_audited(by).filter(pk__in=asked).order_by("name", "pk"))
    catalogue = Catalogue.objects.filter(pk__in=[data.catalogue_id]).first()
    reasons = []
    if not starts_audits(by):
        reasons.append(Reason(_("Đợt kiểm tra do quản trị của cơ quan mở.")))
    if not title:
        reasons.append(Reason(_("Ghi tên đợt kiểm tra."), "title"))
    reasons += length_reasons(title, "title", LONGEST_NAME)
    if catalogue is None:
        reasons.append(Reason(_("Chọn bộ yêu cầu."), "catalogue"))
    if data.due is None or data.due < today:
        reasons.append(Reason(_("Ghi hạn trả lời, không trước hôm nay."), "due"))
    if not systems or len(systems) != len(asked):
        told = _("Chọn ít nhất một hệ thống đang dùng mà cơ quan giữ.")
        reasons.append(Reason(told, "systems"))
    unknown = [o.name for o in systems if (o.level or o.assessed_level) is None]
    if unknown:
        told = _("Chưa xác định cấp độ: %(names)s.") % {"names": ", ".join(unknown)}
        reasons.append(Reason(told, "systems"))
    if reasons or catalogue is None or data.due is None:
        raise Refused(reasons)
    made = SecurityAudit.objects.create(
        agency_id=by.agency_id,
        title=title,
        catalogue=catalogue,
        due=data.due,
        at=at,
        by=by.person_name[:80],
    )
    desks = desks_of({one.agency_id for one in systems}, today)
    parts = AuditPart.objects.bulk_create(
        [
            AuditPart(
                audit=made,
                system=one,
                post_id=min(desks[one.agency_id], default=None),
            )
            for one in systems
        ]
    )
    _ask(parts, at)
    log_audit("controls.audit-started", made, by, at, {"total": len(parts)})
    return made


def _ask(parts: Collection[AuditPart], at: datetime) -> None:
    notify_each(
        "controls.audit-asked",
        to=[(one.post_id, one.pk, {}) for one in parts if one.post_id],
        at=at,
    )


def held_part(part_id: UUID) -> AuditPart:
    rows = AuditPart.objects.select_for_update(of=("self",))
    found = rows.select_related("audit", "system").filter(pk=part_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy phần trả lời này.")])
    return found


def _open_reasons(part: AuditPart) -> list[Reason]:
    if part.audit.closed_at is None:
        return []
    return [Reason(_("Đợt kiểm tra đã kết thúc."))]


@transaction.atomic
def name_respondent(
    *, part_id: UUID, post_id: UUID | None, by: Seat, at: datetime
) -> AuditPart:
    """A post of the system's agency that somebody holds; they are told."""
    part, today = held_part(part_id), local_date(at)
    reasons = _open_reasons(part)
    if not names_respondent(by, part):
        reasons.append(Reason(_("Người trả lời do quản trị của cơ quan chọn.")))
    held = {
        one.id
        for one in posts_on(today, agency_id=part.system.agency_id)
        if one.person_id
    }
    if post_id not in held:
        told = _("Chọn chức vụ đang có người giữ ở cơ quan chủ quản.")
        reasons.append(Reason(told, "post"))
    if part.handed_at is not None:
        reasons.append(Reason(_("Phần này đã nộp.")))
    if reasons:
        raise Refused(reasons)
    if part.post_id != post_id:
        part.post_id = post_id
        part.save(update_fields=["post"])
        _ask([part], at)
        log_audit("controls.respondent-named", part.audit, by, at, _named(part))
    return part


@transaction.atomic
def hand_in(*, part_id: UUID, by: Seat, at: datetime) -> AuditPart:
    """What the system says of each requirement is kept as it stands now; what was not
    answered, or stands open again, has to be answered first.
    """
    part, today = held_part(part_id), local_date(at)
    reasons = _open_reasons(part)
    if not answers_part(by, part):
        reasons.append(Reason(_("Phần này do người được chọn trả lời nộp.")))
    if part.handed_at is not None:
        reasons.append(Reason(_("Phần này đã nộp.")))
    sections = sections_of(part.system, today, part.audit.catalogue)
    lines = [one for section in sections for one in section.lines]
    open_ = [one.requirement.code for one in lines if one.now in _UNANSWERED]
    if open_ or not lines:
        told = _("Còn yêu cầu chưa trả lời hoặc hết hạn bằng chứng: %(codes)s.")
        reasons.append(Reason(told % {"codes": ", ".join(open_) or "–"}))
    if reasons:
        raise Refused(reasons)
    proofs = evidence_by_answer([one.answer.pk for one in lines if one.answer])
    part.told = [
        {
            "requirement": str(one.requirement.pk),
            "code": one.requirement.code,
            "name": one.requirement.name,
            "now": one.now.value,
            "how": (one.answer.how or one.answer.reason) if one.answer else "",
            "until": f"{one.answer.valid_until or ''}" if one.answer else "",
            "evidence": proofs.get(one.answer.pk, "") if one.answer else "",
        }
        for one in lines
    ]
    part.handed_at, part.handed_on, part.handed_by = at, today, by.person_name[:80]
    part.returned = ""
    part.save()
    _tell_runner(part, at)
    log_audit("controls.audit-handed-in", part.audit, by, at, _named(part))
    return part


def _tell_runner(part: AuditPart, at: datetime) -> None:
    runner = part.audit.agency_id
    desks = desks_of({runner}, local_date(at))[runner]
    notify_each(
        "controls.audit-handed-in",
        to=[(desk, part.pk, {}) for desk in sorted(desks)],
        at=at,
    )


@transaction.atomic
def hand_back(*, part_id: UUID, reason: str, by: Seat, at: datetime) -> AuditPart:
    """Who runs the audit wants it answered again, and says why."""
    part, reason = held_part(part_id), line(reason)
    reasons = _open_reasons(part) + said_reasons(reason, "reason", LONGEST_REASON)
    if not runs_audit(by, part.audit):
        reasons.append(Reason(_("Phần này do người mở đợt kiểm tra trả lại.")))
    if part.handed_at is None:
        reasons.append(Reason(_("Phần này chưa nộp.")))
    if reasons:
        raise Refused(reasons)
    part.handed_at = part.handed_on = part.late_told_at = None
    part.returned = reason
    part.save()
    _ask([part], at)
    log_audit("controls.audit-handed-back", part.audit, by, at, _named(part))
    return part


@transaction.atomic
def close_audit(*, audit_id: UUID, by: Seat, at: datetime) -> SecurityAudit:
    """Once everybody answered; what was found goes on until it is mended."""
    audit = SecurityAudit.objects.select_for_update().get(pk=audit_id)
    reasons = []
    if not runs_audit(by, audit):
        reasons.append(Reason(_("Đợt kiểm tra do người mở kết thúc.")))
    if audit.closed_at is not None:
        reasons.append(Reason(_("Đợt kiểm tra đã kết thúc.")))
    missing = list(
        audit.parts.filter(handed_at=None)
        .order_by("system__name")
        .values_list("system__name", flat=True)
    )
    if missing:
        told = _("Còn thiếu trả lời của: %(names)s.")
        reasons.append(Reason(told % {"names": ", ".join(missing)}))
    if reasons:
        raise Refused(reasons)
    audit.closed_at, audit.closed_by = at, by.person_name[:80]
    audit.save(update_fields=["closed_at", "closed_by"])
    left = AuditFinding.objects.filter(part__audit=audit)
    left = left.exclude(state=FindingState.CLOSED)
    log_audit("controls.audit-closed", audit, by, at, {"missing": left.count()})
    return audit


def _named(part: AuditPart) -> dict[str, object]:
    return {"system": part.system.code}


def log_audit(
    event: str,
    audit: SecurityAudit,
    by: Seat,
    at: datetime,
    data: dict[str, object],
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=audit,
        agency_id=audit.agency_id,
        data={"audit": audit.title, **data},
    )
