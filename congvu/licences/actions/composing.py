"""An open-source plan becomes a draft, to be signed and issued as any other paper."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.licences.access import may_compose_plan
from congvu.licences.formats.plan import PLAN, PlanFacts, PlanLineFacts, plan_fields
from congvu.licences.models import PlanPaper, ReplacementLine, ReplacementPlan
from congvu.licences.queries import added_up, covered_by_agency
from congvu.licences.queries.listed import preferred, usual_minutes
from congvu.licences.queries.plans import lines_of, tallies_of
from congvu.licences.queries.rollouts import plan_progress
from congvu.licences.rules import BLOCK_NAMES, Standing
from congvu.licences.rules.formats import FormatTally, change_of
from congvu.organisations.access import Seat
from congvu.organisations.queries import unit_names_on
from congvu.outgoing.actions import DraftWish, start_draft


def compose_plan(
    *,
    plan: ReplacementPlan,
    signer_post_id: UUID | None,
    signing_basis: str = "",
    by: Seat,
    at: datetime,
) -> PlanPaper:
    """With how far it is on that day; composed again it is another paper."""
    if not may_compose_plan(by, plan):
        raise Refused([Reason(_("Chức vụ đang chọn không soạn kế hoạch này."))])
    lines, reasons = lines_of(plan), []
    if not lines:
        words = _("Kế hoạch chưa có dòng thay thế nào để soạn.")
        reasons.append(Reason(words))
    if signer_post_id is None:
        reasons.append(Reason(_("Chọn người ký đang giữ chức vụ."), "signer"))
    if reasons:
        raise Refused(reasons)
    with override("vi"):
        facts = gather_plan(plan, lines, agency=by.agency_name, at=at)
    fields = plan_fields(facts)
    asked = DraftWish(
        type_code=PLAN,
        subject=fields["summary"],
        signer_post_id=signer_post_id,
        signing_basis=signing_basis,
    )
    given = {name: value for name, value in fields.items() if value}
    with transaction.atomic():
        draft = start_draft(wish=asked, fields=given, by=by, at=at)
        made = PlanPaper.objects.create(
            plan=plan,
            draft=draft,
            digest=facts.digest,
            made_at=at,
            made_by=by.person_name,
        )
        record(
            "licences.plan-composed",
            by=by.actor,
            at=at,
            on=plan,
            agency_id=plan.agency_id,
            data={"title": plan.title, "digest": facts.digest},
        )
    return made


def gather_plan(
    plan: ReplacementPlan, lines: list[ReplacementLine], *, agency: str, at: datetime
) -> PlanFacts:
    on = local_date(at)
    told = plan_progress(plan, at)
    scans = [one.scan for one in lines if one.scan is not None]
    tallies = tallies_of(scans)
    units = unit_names_on([plan.agency_id], on)
    covered = added_up(covered_by_agency(on, [plan.agency_id]))
    return PlanFacts(
        agency=agency,
        title=plan.title,
        basis=plan.basis,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        day=on,
        owned=covered.owned,
        seen=covered.seen,
        lines=[
            _line(
                one,
                told.get(one.pk, Standing({})),
                tallies.get(one.scan_id) if one.scan_id else None,
                units.get(one.pilot_unit_id, "") if one.pilot_unit_id else "",
                on,
            )
            for one in lines
        ],
        listed=[(one.name, one.source, one.is_sure) for one in preferred(on)],
    )


def _line(
    one: ReplacementLine,
    standing: Standing,
    tallies: list[FormatTally] | None,
    pilot: str,
    on: date,
) -> PlanLineFacts:
    change = None
    if tallies is not None:
        change = change_of(tallies, usual_minutes(on))
    kind = f"{_(BLOCK_NAMES[one.block])}: " if one.block else ""
    return PlanLineFacts(
        instead_of=one.instead_of.full_name,
        product=one.product.full_name,
        reason=one.reason,
        due_on=one.due_on,
        pilot=pilot,
        to_train=one.to_train,
        trained=one.trained,
        files=sum(t.files for t in tallies) if tallies is not None else None,
        hours=change.hours if change is not None else None,
        saved=one.saved,
        planned=standing.planned,
        done=standing.done,
        block=f"{kind}{one.block_note}",
    )
