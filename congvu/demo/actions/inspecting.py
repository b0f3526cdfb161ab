"""Inspections: the year's plan, one carried out to its follow-up, one to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from congvu.audit.actions import ensure_months
from congvu.demo.actions.outgoing import Work
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.duties.actions import accept_done, report_done
from congvu.duties.models import Share
from congvu.inspections import actions
from congvu.inspections.models import Inspection, Recommendation
from congvu.inspections.rules import (
    About,
    DecisionData,
    FindingData,
    InspectionData,
    RecommendationData,
    Step,
    TeamRole,
    Verdict,
)
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry

FILE = "inspections.yaml"
_MORNING, _AFTERNOON = time(8, 40), time(15, 20)


def inspection_lines() -> list[dict[str, Any]]:
    """Its papers as lines of what goes out."""
    return list(read(FILE)["papers"].values())


@dataclass(frozen=True)
class _Stage:
    """Who acts on a day, and when; never later than now."""

    now: datetime
    asked: dict[str, Any]

    def at(self, day: date, clock: time) -> datetime:
        return min(datetime.combine(day, clock, VIETNAM), self.now)

    def by(self, who: str, day: date, agency: str = "committee") -> Seat:
        return seat_of_post(Bodies(day).desk(agency, who), day)

    def did(
        self, who: str, day: date, clock: time = _MORNING, agency: str = "committee"
    ) -> dict[str, Any]:
        return {"by": self.by(who, day, agency), "at": self.at(day, clock)}


def inspect(works: Sequence[Work], *, now: datetime) -> None:
    """After ``send_out``; nothing where its papers could not be issued."""
    asked = read(FILE)
    found = {}
    for name, line in asked["papers"].items():
        work = next(w for w in works if w.line["subject"] == line["subject"])
        if work.entry is None or work.entry.document_id is None:
            return
        found[name] = work.entry
    stage, decided = _Stage(now, asked), found["decision"].issued_on
    days = calendar()
    ensure_months(
        "audit_event",
        [
            datetime.combine(days.add_working_days(decided, n), _MORNING, VIETNAM)
            for n in range(-14, 30, 4)
        ],
    )
    one = _planned(stage, found["plan"], decided)
    _decided(stage, one, found["decision"])
    _carried_out(stage, one, decided)
    _concluded(stage, one, found["conclusion"])


def _planned(stage: _Stage, plan: OutgoingEntry, decided: date) -> Inspection:
    """Both inspections, then the plan as it was signed."""
    day, asked = plan.issued_on, stage.asked
    bodies = Bodies(day).agencies
    made = actions.make_plan(year=decided.year, **stage.did("chanhvp", day))
    late = min(decided + timedelta(days=75), date(decided.year, 12, 10))
    lines = [
        (asked["body"], asked["subject"], decided, decided),
        (asked["later"]["body"], asked["later"]["subject"], late, late),
    ]
    found = [
        actions.add_inspection(
            data=InspectionData(bodies[body].id, About.THEME, subject, first, last),
            plan_id=made.id,
            **stage.did("chanhvp", day, time(9)),
        )
        for body, subject, first, last in lines
    ]
    ended = stage.did("dung", day, _AFTERNOON)
    actions.approve_plan(plan_id=made.id, line_id=plan.pk, **ended)
    return found[0]


def _decided(stage: _Stage, one: Inspection, line: OutgoingEntry) -> None:
    asked, day, days = stage.asked, line.issued_on, calendar()
    listed = actions.keep_checklist(
        title=asked["checklist"]["title"],
        questions=asked["checklist"]["questions"],
        **stage.did("hoa", day),
    )
    desks: dict[UUID, TeamRole] = {
        Bodies(day).desk("committee", who): TeamRole(role)
        for who, role in asked["team"].items()
    }
    given = stage.did("dung", day, time(13, 40))
    actions.name_team(inspection_id=one.id, team=desks, **given)
    data = DecisionData(
        period_from=date(day.year - 1, 1, 1),
        period_until=date(day.year - 1, 12, 31),
        starts_on=days.add_working_days(day, 1),
        ends_on=days.add_working_days(day, 12),
        visit_days=(days.add_working_days(day, 2),),
        report_wanted=asked["wanted"],
        report_due_on=days.add_working_days(day, 3),
    )
    actions.decide(
        inspection_id=one.id,
        line_id=line.pk,
        data=data,
        checklist_id=listed.id,
        **stage.did("dung", day, _AFTERNOON),
    )


def _carried_out(stage: _Stage, one: Inspection, decided: date) -> None:
    """The visit, what was found, what the commune says of it, what is recommended."""
    asked, days = stage.asked, calendar()

    def day(n: int) -> date:
        return days.add_working_days(decided, n)

    first: dict[str, Any] = {"inspection_id": one.id}
    actions.take_step(step=Step.BEGIN, **first, **stage.did("hoa", day(1)))
    actions.answer_papers(
        paper_request_id=one.requests.get().id,
        text=asked["answer"],
        **stage.did(Role.LEADER, day(2), agency=asked["body"]),
    )
    for line in asked["findings"]:
        did = stage.did("minh", day(2), time(14, 10))
        actions.record_finding(data=FindingData(**line), **first, **did)
    until = day(9)
    actions.take_step(
        step=Step.ASK_EXPLANATION, until=until, **first, **stage.did("hoa", day(4))
    )
    for row in one.findings.filter(is_asked=True).exclude(verdict=Verdict.MET):
        did = stage.did(Role.LEADER, day(7), agency=asked["body"])
        actions.explain(finding_id=row.id, text=asked["explanation"], **did)
    actions.take_step(step=Step.GO_ON, **first, **stage.did("hoa", day(8)))


def _concluded(stage: _Stage, one: Inspection, line: OutgoingEntry) -> None:
    asked, days, day = stage.asked, calendar(), line.issued_on
    numbers = {row.number: row.id for row in one.findings.all()}
    for said in asked["recommendations"]:
        data = RecommendationData(
            said["text"], one.body_id, days.add_working_days(day, said["due"])
        )
        actions.recommend(
            inspection_id=one.id,
            data=data,
            finding_id=numbers[said["finding"]],
            **stage.did("hoa", day),
        )
    given = stage.did("dung", day, _AFTERNOON)
    actions.conclude(inspection_id=one.id, line_id=line.pk, **given)
    actions.take_step(inspection_id=one.id, step=Step.FOLLOW, **given)
    rows = one.recommendations.order_by("number")
    for row, said in zip(rows, asked["recommendations"], strict=True):
        if "done" in said:
            _done(stage, row, days.add_working_days(day, said["done"]))


def _done(stage: _Stage, row: Recommendation, day: date) -> None:
    share = Share.objects.get(duty=row.duty_id)
    did = stage.did(Role.LEADER, day, agency=stage.asked["body"])
    report_done(share_id=share.id, done_on=day, text="Đã làm xong.", **did)
    accept_done(share_id=share.id, **stage.did("hoa", day, _AFTERNOON))
