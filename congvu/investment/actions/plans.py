"""Plans of a period kept; needs and systems name their line; figures beside needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.indicators.rules import rounded
from congvu.investment.access import asks, keeps_need, sees_system
from congvu.investment.actions.saying import (
    Shown,
    file_away,
    line,
    note,
    past_reasons,
    runner_reasons,
)
from congvu.investment.models import (
    Need,
    NeedFigure,
    PeriodPlan,
    PeriodPlanLine,
    PlanPlace,
)
from congvu.investment.queries import known_figures
from congvu.investment.rules.plans import MOST_LINES, FigureRole
from congvu.investment.rules.words import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_MONEY,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.systems.actions import length_reasons, refuse_marked
from congvu.systems.models import InformationSystem

MOST_TARGET = Decimal(10) ** 14
LONGEST_CODE = 20


@dataclass(frozen=True)
class PlannedLine:
    code: str
    title: str
    money: int


@dataclass(frozen=True)
class PlanData:
    title: str
    number: str
    decided_on: date | None
    first_year: int | None
    last_year: int | None
    lines: Sequence[PlannedLine] = ()
    shown: Shown | None = None


def keep_plan(*, data: PlanData, by: Seat, at: datetime) -> PeriodPlan:
    """As it was decided, line by line; what changes it is another decision's plan."""
    refuse_marked(texts=[data.title, *(one.title for one in data.lines)], by=by, at=at)
    file = file_away(data.shown, by, at)
    with transaction.atomic():
        reasons = runner_reasons(by) + _plan_reasons(data, at) + _line_reasons(data)
        first, last, on = data.first_year, data.last_year, data.decided_on
        if reasons or first is None or last is None or on is None:
            raise Refused(reasons)
        made = PeriodPlan.objects.create(
            title=line(data.title),
            number=line(data.number),
            decided_on=on,
            first_year=first,
            last_year=last,
            file=file[0],
            file_name=file[1],
            at=at,
            by=by.person_name[:80],
        )
        PeriodPlanLine.objects.bulk_create(
            PeriodPlanLine(
                plan=made, code=one.code, title=line(one.title), money=one.money
            )
            for one in data.lines
        )
        note(
            "investment.plan-kept",
            on=made,
            agency_id=by.agency_id,
            by=by,
            at=at,
            number=made.number,
            money=sum(one.money for one in data.lines),
        )
        return made


def _plan_reasons(data: PlanData, at: datetime) -> list[Reason]:
    reasons = past_reasons(data.decided_on, local_date(at), "decided_on")
    if not line(data.title):
        reasons.append(Reason(_("Ghi tên kế hoạch."), "title"))
    if not line(data.number):
        reasons.append(Reason(_("Ghi số quyết định."), "number"))
    reasons += length_reasons(data.title, "title", LONGEST_NAME)
    reasons += length_reasons(data.number, "number", LONGEST_LINE)
    first, last = data.first_year, data.last_year
    if first is None or not FIRST_YEAR <= first <= LAST_YEAR:
        reasons.append(Reason(_("Ghi từ năm nào đến năm nào."), "first_year"))
    elif last is None or not first <= last <= LAST_YEAR:
        reasons.append(Reason(_("Năm cuối từ năm đầu trở đi."), "last_year"))
    on, same = data.decided_on, PeriodPlan.objects.filter(number=line(data.number))
    if on is not None and same.filter(decided_on=on).exists():
        reasons.append(Reason(_("Đã ghi kế hoạch của quyết định này."), "number"))
    return reasons


def _line_reasons(data: PlanData) -> list[Reason]:
    reasons = []
    if not 0 < len(data.lines) <= MOST_LINES:
        told = _("Ghi từ 1 đến %(most)s dòng.") % {"most": MOST_LINES}
        reasons.append(Reason(told, "lines"))
    codes = [one.code for one in data.lines]
    for one in sorted({code for code in codes if codes.count(code) > 1}):
        told = _("Dòng %(code)s ghi hai lần.") % {"code": one}
        reasons.append(Reason(told, "lines"))
    for each in data.lines:
        good = each.code and len(each.code) <= LONGEST_CODE and line(each.title)
        if not good or len(each.title) > LONGEST_NAME:
            told = _("Dòng %(code)s: ghi số thứ tự, nội dung.")
            reasons.append(Reason(told % {"code": each.code[:LONGEST_CODE]}, "lines"))
        if not 0 <= each.money <= MOST_MONEY:
            told = _("Dòng %(code)s: ghi số tiền bằng đồng, từ 0 trở lên.")
            reasons.append(Reason(told % {"code": each.code[:LONGEST_CODE]}, "lines"))
    return reasons


def name_line(
    *,
    plan_id: UUID,
    line_id: UUID | None,
    why: str,
    by: Seat,
    at: datetime,
    need_id: UUID | None = None,
    system_id: UUID | None = None,
) -> PlanPlace:
    """A need, or a system, names its line of a plan, or says why none; said anew it
    takes the place of what was said.
    """
    refuse_marked(texts=[why], by=by, at=at)
    with transaction.atomic():
        plan = PeriodPlan.objects.select_for_update(no_key=True).get(pk=plan_id)
        why = "" if line_id else line(why)
        reasons = _placing_reasons(need_id, system_id, by)
        if line_id and not plan.lines.filter(pk=line_id).exists():
            reasons.append(Reason(_("Chọn dòng của kế hoạch này."), "line"))
        if not line_id and not why:
            told = _("Chọn dòng của kế hoạch, hoặc ghi vì sao không thuộc dòng nào.")
            reasons.append(Reason(told, "why"))
        reasons += length_reasons(why, "why", LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        said = {"line_id": line_id, "why": why, "at": at, "by": by.person_name[:80]}
        made, _new = PlanPlace.objects.update_or_create(
            plan=plan, need_id=need_id, system_id=system_id, defaults=said
        )
        note(
            "investment.placed",
            on=plan,
            agency_id=by.agency_id,
            by=by,
            at=at,
            number=plan.number,
        )
        return made


def _placing_reasons(
    need_id: UUID | None, system_id: UUID | None, by: Seat
) -> list[Reason]:
    if need_id is not None:
        need = Need.objects.get(pk=need_id)
        if not keeps_need(by, need.agency_id):
            return [Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi."))]
        return []
    system = None
    if system_id is not None:
        system = InformationSystem.objects.filter(pk=system_id).first()
    if system is None or not asks(by) or not sees_system(by, system):
        return [Reason(_("Hệ thống của cơ quan nào do cơ quan ấy ghi."))]
    return []


@transaction.atomic
def set_figure(
    *,
    need_id: UUID,
    role: str,
    indicator: str,
    target: Decimal | None,
    by: Seat,
    at: datetime,
) -> NeedFigure:
    """The newest figure that the office measured of the agency, kept with its day."""
    need = Need.objects.select_for_update(no_key=True).get(pk=need_id)
    reasons = []
    if not keeps_need(by, need.agency_id):
        reasons.append(Reason(_("Nhu cầu của cơ quan nào do cơ quan ấy ghi.")))
    if role not in set(FigureRole):
        reasons.append(Reason(_("Chọn vai trò."), "role"))
    moves = role == FigureRole.MOVES
    if moves and (target is None or not -MOST_TARGET < target < MOST_TARGET):
        reasons.append(Reason(_("Ghi mức phải đạt."), "target"))
    found = known_figures([indicator], need.agency_id, local_date(at)).get(indicator)
    value = rounded(found[1].exact) if found else None
    if found is None or value is None:
        told = _("Chọn chỉ tiêu đã đo được của cơ quan.")
        reasons.append(Reason(told, "indicator"))
    named = need.figures.filter(dropped_at=None, role=role, indicator=indicator)
    if named.exists():
        reasons.append(Reason(_("Đã gắn chỉ tiêu này."), "indicator"))
    if reasons or found is None or value is None:
        raise Refused(reasons)
    counted = found[1].known_at or at
    made = NeedFigure.objects.create(
        need=need,
        role=role,
        indicator=indicator,
        body_id=need.agency_id,
        period=found[1].period.code,
        value=value,
        known_on=local_date(counted),
        target=target if moves else None,
        at=at,
        by=by.person_name[:80],
    )
    _note_figure("investment.figure-set", made, need, by, at)
    return made


@transaction.atomic
def drop_figure(*, figure_id: UUID, by: Seat, at: datetime) -> NeedFigure:
    """No more of this need; that it was is kept. Dropped twice is dropped."""
    rows = NeedFigure.objects.select_for_update(of=("self",)).select_related("need")
    found = rows.get(pk=figure_id)
    if not keeps_need(by, found.need.agency_id):
        raise Refused([_("Nhu cầu của cơ quan nào do cơ quan ấy ghi.")])
    if found.dropped_at is not None:
        return found
    found.dropped_at = at
    found.save(update_fields=["dropped_at"])
    _note_figure("investment.figure-dropped", found, found.need, by, at)
    return found


def _note_figure(
    event: str, made: NeedFigure, need: Need, by: Seat, at: datetime
) -> None:
    note(
        event,
        on=need,
        agency_id=need.agency_id,
        by=by,
        at=at,
        need=need.title,
        indicator=made.indicator,
    )
