"""The year's plan, and inspections in it or outside it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.directives.queries import visible_directives
from congvu.documents.access import scope_of
from congvu.duties.queries import unknown_words
from congvu.inspections.access import inspectable, orders, reach_of
from congvu.inspections.actions.asking import (
    fault_reasons,
    issued_line,
    refuse_marked,
)
from congvu.inspections.actions.history import note
from congvu.inspections.formats.papers import PlanLine, plan_fields
from congvu.inspections.models import Inspection, InspectionPlan
from congvu.inspections.queries import visible_inspections
from congvu.inspections.rules import (
    AFTER_CONCLUSION,
    About,
    InspectionData,
    InspectionState,
    inspection_faults,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft

PLAN = "KH"


@transaction.atomic
def make_plan(*, year: int, by: Seat, at: datetime) -> InspectionPlan:
    """One a year and agency; a year that is over, or far ahead, is a slip."""
    today, reasons = local_date(at), _ordering(by)
    if not today.year - 1 <= year <= today.year + 1:
        words = _("Lập kế hoạch cho năm trước, năm nay hoặc năm sau.")
        reasons.append(Reason(words, "year"))
    if InspectionPlan.objects.filter(agency=by.agency_id, year=year).exists():
        words = _("Năm %(year)s đã có kế hoạch kiểm tra.") % {"year": year}
        reasons.append(Reason(words, "year"))
    if reasons:
        raise Refused(reasons)
    made = InspectionPlan.objects.create(
        agency_id=by.agency_id,
        year=year,
        made_at=at,
        made_by=by.person_name,
        made_by_post=by.acts_as,
    )
    record("inspections.plan-made", by=by.actor, at=at, on=made, data={"year": year})
    return made


@transaction.atomic
def draft_plan(
    *,
    plan_id: UUID,
    signer_post_id: UUID | None,
    by: Seat,
    at: datetime,
    signing_basis: str = "",
) -> Draft:
    """Begin the paper of the plan, with its inspections in a table."""
    plan = _locked_plan(plan_id, by)
    lines = [
        PlanLine(one.body_name, one.subject, one.planned_from, one.planned_until)
        for one in plan.inspections.exclude(state=InspectionState.CANCELLED).order_by(
            "planned_from", "id"
        )
    ]
    reasons = _ordering(by)
    if not lines:
        reasons.append(Reason(_("Kế hoạch chưa có cuộc kiểm tra nào.")))
    if plan.approved_id:
        reasons.append(Reason(_("Kế hoạch này đã được phê duyệt.")))
    if reasons:
        raise Refused(reasons)
    wish = DraftWish(
        type_code=PLAN,
        # Kept as the office writes it, whatever language the drafter reads in.
        subject=gettext_noop("Kiểm tra năm %(year)s") % {"year": plan.year},
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    fields = plan_fields(lines, year=plan.year)
    draft = start_draft(wish=wish, fields=fields, by=by, at=at)
    plan.draft = draft
    plan.save(update_fields=["draft"])
    record("inspections.plan-drafted", by=by.actor, at=at, on=plan, data={})
    return draft


@transaction.atomic
def approve_plan(
    *, plan_id: UUID, line_id: UUID | None, by: Seat, at: datetime
) -> InspectionPlan:
    """The plan is approved as the chairman signed it: an issued paper."""
    plan = _locked_plan(plan_id, by)
    line, reasons = issued_line(line_id, by, "line")
    reasons = _ordering(by) + reasons
    if plan.approved_id:
        reasons.append(Reason(_("Kế hoạch này đã được phê duyệt.")))
    if not plan.inspections.exists():
        reasons.append(Reason(_("Kế hoạch chưa có cuộc kiểm tra nào.")))
    if reasons or line is None:
        raise Refused(reasons)
    plan.approved = line
    plan.save(update_fields=["approved"])
    data = {"symbol": line.symbol, "year": plan.year}
    record("inspections.plan-approved", by=by.actor, at=at, on=plan, data=data)
    return plan


def _locked_plan(plan_id: UUID, by: Seat) -> InspectionPlan:
    rows = InspectionPlan.objects.select_for_update()
    found = rows.filter(pk=plan_id, agency=by.agency_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy kế hoạch này.")])
    return found


def _ordering(by: Seat) -> list[Reason]:
    if orders(by):
        return []
    words = _("Chỉ lãnh đạo, chánh văn phòng lập kế hoạch và quyết định kiểm tra.")
    return [Reason(words)]


def add_inspection(
    *,
    data: InspectionData,
    by: Seat,
    at: datetime,
    plan_id: UUID | None = None,
    directive_id: UUID | None = None,
    earlier_id: UUID | None = None,
) -> Inspection:
    """A line of the plan; or, with a reason, one outside every plan (đột xuất)."""
    data = data.tidied()
    refuse_marked(texts=[data.subject, data.unplanned_because], by=by, at=at)
    return _add(data, plan_id, directive_id, earlier_id, by, at)


@transaction.atomic
def _add(
    data: InspectionData,
    plan_id: UUID | None,
    directive_id: UUID | None,
    earlier_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Inspection:
    on, reasons = local_date(at), _ordering(by)
    plan = _locked_plan(plan_id, by) if plan_id else None
    reasons += fault_reasons(inspection_faults(data, year=plan.year if plan else None))
    if plan is not None and plan.approved_id:
        words = _("Kế hoạch đã phê duyệt; cuộc mới là kiểm tra đột xuất.")
        reasons.append(Reason(words, "plan"))
    body = next((b for b in inspectable(by, on) if b.id == data.body_id), None)
    if body is None:
        reasons += _body_reasons(data.body_id, by, at)
    directive, wrong = _directive(data.about, directive_id, by)
    earlier, missing = _earlier(earlier_id, data.body_id, by)
    reasons += wrong + missing
    if reasons or body is None:
        raise Refused(reasons)
    made = Inspection.objects.create(
        agency_id=by.agency_id,
        plan=plan,
        unplanned_because=data.unplanned_because,
        earlier=earlier,
        body_id=body.id,
        body_name=body.name,
        about=data.about,
        directive_id=directive,
        subject=data.subject,
        planned_from=data.planned_from,
        planned_until=data.planned_until,
        added_at=at,
        added_by=by.person_name,
    )
    told = {"body": body.name, "planned": plan is not None}
    note("inspections.added", on=made, by=by, at=at, data=told)
    return made


def _body_reasons(body_id: UUID, by: Seat, at: datetime) -> list[Reason]:
    if body_id == by.agency_id:
        return [Reason(_("Cơ quan không kiểm tra chính mình."), "body")]
    return [Reason(w, "body") for w in unknown_words([body_id], local_date(at))]


def _directive(
    about: About, directive_id: UUID | None, by: Seat
) -> tuple[UUID | None, list[Reason]]:
    if about != About.DIRECTIVE:
        if directive_id is None:
            return None, []
        words = _("Chỉ kiểm tra một văn bản chỉ đạo thì mới chọn văn bản.")
        return None, [Reason(words, "directive")]
    rows = visible_directives(scope_of(by))
    if directive_id is None or not rows.filter(pk=directive_id).exists():
        return None, [Reason(_("Chọn văn bản chỉ đạo được kiểm tra."), "directive")]
    return directive_id, []


def _earlier(
    earlier_id: UUID | None, body_id: UUID, by: Seat
) -> tuple[Inspection | None, list[Reason]]:
    """Looked into again: the same body, and concluded by then."""
    if earlier_id is None:
        return None, []
    found = visible_inspections(reach_of(by)).filter(pk=earlier_id).first()
    if found is None or found.agency_id != by.agency_id:
        return None, [Reason(_("Không tìm thấy cuộc kiểm tra trước."), "earlier")]
    reasons = []
    if found.body_id != body_id:
        words = _("Kiểm tra lại thì phải cùng cơ quan với cuộc trước.")
        reasons.append(Reason(words, "earlier"))
    if found.state not in AFTER_CONCLUSION:
        words = _("Cuộc trước chưa kết luận nên chưa kiểm tra lại.")
        reasons.append(Reason(words, "earlier"))
    return found, reasons
