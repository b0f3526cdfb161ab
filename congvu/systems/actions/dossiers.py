"""A dossier on its way: begun, submitted, sent back, appraised, approved, withdrawn."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry
from congvu.systems.actions.classifying import take_level
from congvu.systems.actions.saying import (
    alive_reasons,
    keeps_reasons,
    length_reasons,
    locked_dossier,
    locked_system,
    note,
    reasons_of,
    refuse_marked,
    said_reasons,
    tell,
)
from congvu.systems.formats.dossier import council_words
from congvu.systems.models import LevelDossier, SystemLevel
from congvu.systems.queries import (
    approval_on,
    clock_end,
    issued_called,
    last_assessment,
    overview_of,
)
from congvu.systems.rules import (
    LONGEST_REASON,
    OPEN_DOSSIERS,
    WRITABLE,
    DossierState,
    Operator,
    appraise_faults,
    approve_faults,
    cost_faults,
    is_late,
    is_operator,
    paper_faults,
    submit_faults,
)


@transaction.atomic
def begin_dossier(*, system_id: UUID, by: Seat, at: datetime) -> LevelDossier:
    """From the last look at the level; of one system one dossier is open."""
    found = locked_system(system_id)
    last = last_assessment(found)
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if last is None or found.review_since is not None:
        words = _("Xác định cấp độ trước, rồi lập hồ sơ.")
        reasons.append(Reason(words))
    if reasons or last is None:
        raise Refused(reasons)
    try:
        with transaction.atomic():
            made = LevelDossier.objects.create(
                system=found,
                assessment=last,
                level=last.proposed,
                begun_at=at,
                begun_by=by.person_name,
            )
    except IntegrityError:
        raise Refused([_("Hệ thống đang có hồ sơ chưa xong.")]) from None
    note("systems.dossier-begun", system=found, dossier=made, by=by, at=at)
    return made


def change_dossier(
    *,
    dossier_id: UUID,
    regulation: str,
    expert_opinion: str,
    by: Seat,
    at: datetime,
    cost: int | None = None,
    security_cost: int | None = None,
) -> LevelDossier:
    """The regulation by the symbol it was issued under; the opinion of experts; what
    the project costs and its security, in whole đồng.
    """
    refuse_marked(texts=[expert_opinion], by=by, at=at)
    costs = {"cost": cost, "security_cost": security_cost}
    return _change(dossier_id, nfc(regulation).strip(), expert_opinion, costs, by, at)


@transaction.atomic
def _change(
    dossier_id: UUID,
    regulation: str,
    expert_opinion: str,
    costs: dict[str, int | None],
    by: Seat,
    at: datetime,
) -> LevelDossier:
    found = locked_dossier(dossier_id)
    opinion = " ".join(nfc(expert_opinion).split())
    reasons = keeps_reasons(by, found.system) + _state_reasons(found, OPEN_DOSSIERS)
    reasons += length_reasons(opinion, "expert_opinion", LONGEST_REASON)
    reasons += reasons_of(cost_faults(**costs))
    entry = _issued(found, regulation, "regulation", reasons)
    if reasons:
        raise Refused(reasons)
    found.regulation, found.expert_opinion = entry, opinion
    found.cost, found.security_cost = costs["cost"], costs["security_cost"]
    found.save(update_fields=["regulation", "expert_opinion", *costs])
    note(
        "systems.dossier-changed",
        system=found.system,
        dossier=found,
        by=by,
        at=at,
        data={"fields": regulation, **costs},
    )
    return found


@transaction.atomic
def submit_dossier(*, dossier_id: UUID, by: Seat, at: datetime) -> LevelDossier:
    """Everything that is missing is told at once; then the clocks run."""
    found, on = locked_dossier(dossier_id), local_date(at)
    reasons = keeps_reasons(by, found.system) + alive_reasons(found.system)
    reasons += _state_reasons(found, WRITABLE)
    reasons += reasons_of(submit_faults(overview_of(found)))
    if found.system.review_since is not None:
        words = _("Cấp độ cần xem lại; xác định lại rồi lập hồ sơ mới.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    found.state, found.submitted_on = DossierState.SUBMITTED, on
    found.return_due_on, found.returned_on = clock_end("return", on), None
    found.appraise_due_on = clock_end(f"appraise-{found.level}", on)
    found.save()
    _told("submitted", found, by, at)
    return found


@transaction.atomic
def return_dossier(
    *, dossier_id: UUID, reason: str, by: Seat, at: datetime
) -> LevelDossier:
    """What is not in order goes back, with what has to be put right; after its last day
    (Đ23) as well, and that is said. What was appraised is in order.
    """
    found, on = locked_dossier(dossier_id), local_date(at)
    reason = nfc(reason).strip()
    reasons = keeps_reasons(by, found.system)
    reasons += _state_reasons(found, {DossierState.SUBMITTED})
    reasons += said_reasons(reason, "reason")
    if reasons:
        raise Refused(reasons)
    found.state, found.submitted_on = DossierState.RETURNED, None
    found.returned_on, found.appraise_due_on = on, None
    found.save()
    if is_late(found.return_due_on, on):
        with override("vi"):
            late = _("trả lại muộn, hạn %(day)s") % {
                "day": f"{found.return_due_on:%d/%m/%Y}"
            }
        reason = f"{reason[: LONGEST_REASON - len(late) - 3]} ({late})"
    _told("returned", found, by, at, reason)
    return found


@transaction.atomic
def appraise_dossier(
    *,
    dossier_id: UUID,
    by: Seat,
    at: datetime,
    council: str = "",
    answer: str = "",
    opinion: str = "",
) -> LevelDossier:
    """Not by who runs the system (Đ18.4), but by a council where the owner set one up:
    ``council`` is the symbol of that decision. Of levels 4 and 5 the ministry's answer
    is recorded.
    """
    found, on = locked_dossier(dossier_id), local_date(at)
    council, answer = " ".join(nfc(council).split()), " ".join(nfc(answer).split())
    system, opinion = found.system, nfc(opinion).strip()
    rule = approval_on(found.level, found.assessment.on)
    reasons = keeps_reasons(by, system)
    reasons += _state_reasons(found, {DossierState.SUBMITTED})
    for field, text in (("answer", answer), ("opinion", opinion)):
        reasons += length_reasons(text, field, LONGEST_REASON)
    entry = _issued(found, council, "council", reasons)
    reasons += reasons_of(
        appraise_faults(
            Operator(system.operator_id, system.operator_unit_id),
            agency=by.agency_id,
            unit=by.unit_id,
            appraiser=rule.text("appraiser") if rule else "unit",
            has_council=bool(council),
            answer=answer,
        )
    )
    if reasons:
        raise Refused(reasons)
    found.state, found.appraised_on = DossierState.APPRAISED, on
    judged = council_words(entry.type_name, entry.symbol) if entry else ""
    judged = answer or judged or f"{by.unit_name}, {by.agency_name}"
    found.council, found.appraised_by = entry, judged[:LONGEST_REASON]
    found.approve_due_on = clock_end("approve", on)
    found.save()
    _told("appraised", found, by, at, opinion)
    return found


@transaction.atomic
def approve_dossier(
    *,
    dossier_id: UUID,
    by: Seat,
    at: datetime,
    decision: str = "",
    answer: str = "",
) -> LevelDossier:
    """By who has to, with the paper that says so; never before a regulation is there
    (Đ30.7).
    """
    found, on = locked_dossier(dossier_id), local_date(at)
    decision, answer = nfc(decision).strip(), " ".join(nfc(answer).split())
    rule = approval_on(found.level, found.assessment.on)
    approver = rule.text("approver") if rule else "owner"
    by_owner = approver in {"unit", "owner"}
    reasons = _approver_reasons(found, by, approver)
    reasons += _state_reasons(found, {DossierState.APPRAISED})
    entry = _issued(found, decision, "decision", reasons) if by_owner else None
    reasons += length_reasons(answer, "answer", LONGEST_REASON)
    rule_paper = found.regulation
    if rule_paper is not None:
        code = rule_paper.type_code
        reasons += reasons_of(paper_faults("regulation", code, is_other=False))
    reasons += reasons_of(
        approve_faults(
            has_regulation=rule_paper is not None and rule_paper.recalled_at is None,
            approver=approver,
            has_decision=bool(decision),
            answer=answer,
        )
    )
    if reasons:
        raise Refused(reasons)
    words = answer if entry is None else f"{entry.type_name} {entry.symbol}"
    found.state, found.approved_on = DossierState.APPROVED, on
    found.decision = entry
    found.decision_words = words[:LONGEST_REASON]
    found.save()
    made = SystemLevel.objects.create(
        system=found.system,
        level=found.level,
        on=on,
        basis=found.decision_words,
        dossier=found,
        at=at,
        by=by.person_name,
    )
    take_level(found.system, made)
    _told("approved", found, by, at, found.decision_words)
    return found


@transaction.atomic
def withdraw_dossier(
    *, dossier_id: UUID, reason: str, by: Seat, at: datetime
) -> LevelDossier:
    found, reason = locked_dossier(dossier_id), nfc(reason).strip()
    reasons = keeps_reasons(by, found.system)
    reasons += _state_reasons(found, OPEN_DOSSIERS) + said_reasons(reason, "reason")
    if reasons:
        raise Refused(reasons)
    found.state = DossierState.WITHDRAWN
    found.save(update_fields=["state"])
    _told("withdrawn", found, by, at, reason)
    return found


def _approver_reasons(found: LevelDossier, by: Seat, approver: str) -> list[Reason]:
    """The owner approves from its own seat; the unit that runs a system never does."""
    system = found.system
    reasons = keeps_reasons(by, system)
    operator = Operator(system.operator_id, system.operator_unit_id)
    runs = is_operator(operator, agency=by.agency_id, unit=by.unit_id)
    if approver == "unit" and runs:
        words = _("Đơn vị vận hành không tự phê duyệt cấp độ hệ thống của mình.")
        reasons.append(Reason(words))
    if approver == "owner" and by.agency_id != system.agency_id:
        words = _("Cấp độ này do cơ quan chủ quản phê duyệt.")
        reasons.append(Reason(words))
    return reasons


def _state_reasons(
    found: LevelDossier, allowed: frozenset[str] | set[str]
) -> list[Reason]:
    if found.state in allowed:
        return []
    return [Reason(_("Hồ sơ đã sang bước khác; xem lại trạng thái."))]


def _issued(
    found: LevelDossier, symbol: str, field: str, reasons: list[Reason]
) -> OutgoingEntry | None:
    """The paper that the owner issued under that symbol; a reason where none was, or it
    is not what is asked for.
    """
    if not symbol:
        return None
    entry = issued_called(found.system.agency_id, symbol)
    if entry is None:
        words = _("Cơ quan chủ quản chưa phát hành văn bản mang số, ký hiệu này.")
        reasons.append(Reason(words, field))
        return None
    named = {"regulation": found.regulation_id, "council": found.council_id}
    others = {paper for name, paper in named.items() if name != field}
    faults = paper_faults(field, entry.type_code, is_other=entry.pk in others)
    reasons += reasons_of(faults)
    return entry


def _told(
    step: str, found: LevelDossier, by: Seat, at: datetime, text: str = ""
) -> None:
    """A line of the course, one of the log; to the owner and who runs the system."""
    if not text:
        with override("vi"):
            text = _("Cấp độ %(level)s") % {"level": found.level}
    system = found.system
    note(
        f"systems.{step}",
        system=system,
        dossier=found,
        by=by,
        at=at,
        text=text,
        data={"level": found.level},
    )
    if step != "withdrawn":
        agencies = {system.agency_id, system.operator_id}
        on = [(agency, found.pk) for agency in sorted(agencies)]
        tell(kind=f"systems.{step}", on=on, by=by, at=at)
