"""What audits found: raised, mended with proof, closed or opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.controls.access import answers_part, runs_audit
from congvu.controls.actions.audits import held_part, line
from congvu.controls.actions.filing import Filed, Shown, file_away
from congvu.controls.models import AuditFinding, FindingStep, Requirement
from congvu.controls.rules import (
    LONGEST_REASON,
    FindingState,
    Severity,
    StepKind,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked
from congvu.systems.queries.lists import desks_of


@dataclass(frozen=True)
class FindingData:
    words: str
    severity: str
    due: date | None
    requirement_id: UUID | None = None


def raise_finding(
    *, part_id: UUID, data: FindingData, by: Seat, at: datetime
) -> AuditFinding:
    """About what was handed in; who answered owes it."""
    refuse_marked(texts=[data.words], by=by, at=at)
    with transaction.atomic():
        part, words = held_part(part_id), line(data.words)
        asked = Requirement.objects.filter(
            pk__in=[data.requirement_id], catalogue=part.audit.catalogue_id
        ).first()
        reasons = _words_reasons(words) + _due_reasons(data.due, at)
        if not runs_audit(by, part.audit):
            reasons.append(Reason(_("Tồn tại do người mở đợt kiểm tra nêu.")))
        if part.handed_at is None:
            reasons.append(Reason(_("Phần này chưa nộp.")))
        if data.requirement_id is not None and asked is None:
            told = _("Bộ yêu cầu của đợt này không có yêu cầu ấy.")
            reasons.append(Reason(told, "requirement"))
        if data.severity not in set(Severity):
            reasons.append(Reason(_("Chọn mức độ."), "severity"))
        if reasons or data.due is None:
            raise Refused(reasons)
        made = AuditFinding.objects.create(
            part=part,
            requirement=asked,
            words=words,
            severity=data.severity,
            due=data.due,
            at=at,
            by=by.person_name[:80],
        )
        _step(made, StepKind.RAISED, words, by, at, due=data.due)
        _tell_owing(made, at)
        _log("controls.finding-raised", made, by, at)
        return made


def prove_mended(
    *,
    finding_id: UUID,
    words: str,
    by: Seat,
    at: datetime,
    shown: Shown | None = None,
) -> AuditFinding:
    """What was done, by which record, with a file where there is one."""
    refuse_marked(texts=[words], by=by, at=at)
    filed = file_away(shown=shown, agency_id=by.agency_id, by=by, at=at)
    with transaction.atomic():
        found, words = _held(finding_id), line(words)
        reasons = _words_reasons(words)
        if not answers_part(by, found.part):
            reasons.append(Reason(_("Khắc phục do người trả lời báo.")))
        if found.state != FindingState.OPEN:
            reasons.append(Reason(_("Tồn tại này không chờ khắc phục.")))
        if reasons:
            raise Refused(reasons)
        found.state = FindingState.PROVEN
        found.save(update_fields=["state"])
        _step(found, StepKind.PROVEN, words, by, at, filed=filed)
        runner = found.part.audit.agency_id
        desks = desks_of({runner}, local_date(at))[runner]
        notify_each(
            "controls.finding-proven",
            to=[(desk, found.pk, {}) for desk in sorted(desks)],
            at=at,
        )
        _log("controls.finding-proven", found, by, at, sha256=filed.sha256)
        return found


@transaction.atomic
def close_finding(
    *, finding_id: UUID, words: str, by: Seat, at: datetime
) -> AuditFinding:
    """Only what was shown to be mended."""
    found, words = _held(finding_id), line(words)
    reasons = _words_reasons(words) + _judges_reasons(found, by)
    if found.state != FindingState.PROVEN:
        reasons.append(Reason(_("Chưa có minh chứng khắc phục để xác nhận.")))
    if reasons:
        raise Refused(reasons)
    found.state, found.closed_on = FindingState.CLOSED, local_date(at)
    found.save(update_fields=["state", "closed_on"])
    _step(found, StepKind.CLOSED, words, by, at)
    _log("controls.finding-closed", found, by, at)
    return found


@transaction.atomic
def reopen_finding(
    *, finding_id: UUID, words: str, due: date | None, by: Seat, at: datetime
) -> AuditFinding:
    """Proof that is not enough, or what came back: with a new day."""
    found, words = _held(finding_id), line(words)
    reasons = _words_reasons(words) + _due_reasons(due, at)
    reasons += _judges_reasons(found, by)
    if found.state == FindingState.OPEN:
        reasons.append(Reason(_("Tồn tại này đang mở.")))
    if reasons or due is None:
        raise Refused(reasons)
    found.state, found.due = FindingState.OPEN, due
    found.closed_on = found.late_told_at = None
    found.save()
    _step(found, StepKind.REOPENED, words, by, at, due=due)
    _tell_owing(found, at)
    _log("controls.finding-reopened", found, by, at)
    return found


def _held(finding_id: UUID) -> AuditFinding:
    rows = AuditFinding.objects.select_for_update(of=("self",))
    rows = rows.select_related("part__audit", "part__system")
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy tồn tại này.")])
    return found


def _words_reasons(words: str) -> list[Reason]:
    if not words:
        return [Reason(_("Ghi nội dung."), "words")]
    return length_reasons(words, "words", LONGEST_REASON)


def _due_reasons(due: date | None, at: datetime) -> list[Reason]:
    if due is not None and due >= local_date(at):
        return []
    return [Reason(_("Ghi hạn khắc phục, không trước hôm nay."), "due")]


def _judges_reasons(found: AuditFinding, by: Seat) -> list[Reason]:
    if runs_audit(by, found.part.audit):
        return []
    return [Reason(_("Tồn tại do người mở đợt kiểm tra xác nhận."))]


def _step(
    found: AuditFinding,
    kind: StepKind,
    words: str,
    by: Seat,
    at: datetime,
    *,
    due: date | None = None,
    filed: Filed | None = None,
) -> None:
    filed = filed or Filed()
    FindingStep.objects.create(
        finding=found,
        kind=kind,
        words=words,
        due=due,
        file=filed.file,
        file_name=filed.name,
        at=at,
        by=by.person_name[:80],
    )


def _tell_owing(found: AuditFinding, at: datetime) -> None:
    desk = found.part.post_id
    notify_each(
        "controls.finding-raised", to=[(desk, found.pk, {})] if desk else [], at=at
    )


def _log(
    event: str, found: AuditFinding, by: Seat, at: datetime, sha256: str = ""
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.part.system.agency_id,
        data={
            "system": found.part.system.code,
            "subject": found.words,
            "due": found.due.isoformat(),
            "sha256": sha256,
        },
    )
