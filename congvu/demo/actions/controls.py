"""How the demo's systems meet what is asked: said through the real action."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import (
    AnswerData,
    CertificateData,
    YearData,
    add_administrator,
    add_certificate,
    answer_requirement,
    ask_reports,
    confirm_report,
    load_shipped,
    name_officer,
    say_other,
    say_year,
)
from congvu.controls.models import Requirement
from congvu.controls.rules import OfficerKind, yearly_window
from congvu.demo.actions.audits import audit
from congvu.demo.actions.learning import learn
from congvu.demo.actions.own import OWN, answer_for_itself
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.actions import appoint, create_post
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState

FILE = "controls.yaml"
_SET = "tcvn-14423-2026"
# Of every other system: the first ones by code, the rest have said nothing yet.
_MOST = 6


def answer_requirements(*, now: datetime) -> None:
    """What was proven too long ago stands open again by itself."""
    load_shipped(by=SYSTEM, at=now)
    asked = {one.code: one for one in Requirement.objects.filter(catalogue__code=_SET)}
    rows = InformationSystem.objects.filter(assessed_level__isnull=False)
    rows = rows.exclude(state=SystemState.RETIRED)
    answer_for_itself(now=now)
    for told in read(FILE)["answers"]:
        for system in rows.exclude(code=OWN).order_by("code")[:_MOST]:
            for line in told["lines"]:
                _say(system, asked[line["code"]], line, now)
    bodies = Bodies(local_date(now))
    ask_reports(at=now)
    centre, office = (_holder(bodies, "committee", user) for user in ("quantri", "quy"))
    _officers([centre, office], centre, now)
    for unit in read(FILE)["units"]:
        _tell_year(unit, bodies, now)
    learn(centre, now)
    audit(centre, now)


def _tell_year(unit: dict[str, Any], bodies: Bodies, now: datetime) -> None:
    """A unit names who keeps its systems, says of each what no record knows, confirms.

    Units that are not in the file were asked and have not answered.
    """
    agency = unit["agency"]
    by = _keeper(agency, bodies, now)
    _officers([_holder(bodies, agency, Role.UNIT_HEAD), by], by, now)
    year = yearly_window(by.on).year
    rows = InformationSystem.objects.filter(operator=by.agency_id)
    for system in rows.exclude(state=SystemState.RETIRED).order_by("code"):
        add_administrator(system_id=system.pk, person_id=by.person_id, by=by, at=now)
        data = YearData(obeyed=unit["obeyed"], tested="none")
        say_year(system_id=system.pk, year=year, data=data, by=by, at=now)
    if unit.get("trained"):
        _train(by, now)
    say_other(year=year, text=unit["other"], by=by, at=now)
    confirm_report(year=year, by=by, at=now)


def _keeper(agency: str, bodies: Bodies, now: datetime) -> Seat:
    """A specialist there, or a deputy head, and none of the cast, does it besides."""
    rows = Appointment.objects.valid(on=bodies.on).filter(
        post__unit__agency=bodies.agencies[agency].id,
        post__role__in=[Role.SPECIALIST, Role.LEADER],
        person__user=None,
    )
    specialists_first = rows.order_by("-post__role", "-post__position", "pk")
    chair = specialists_first.select_related("person", "post__unit")[0]
    post = create_post(
        unit=chair.post.unit,
        name="Phụ trách an toàn thông tin",
        role=Role.ADMINISTRATOR,
        valid_from=bodies.on,
        by=SYSTEM,
        at=now,
        position=chair.post.position + 1,
    )
    appoint(
        person=chair.person,
        post=post,
        valid_from=bodies.on,
        by=SYSTEM,
        at=now,
        legal_basis="Quyết định giao kiêm nhiệm phụ trách an toàn thông tin",
    )
    return seat_of_post(post.pk, bodies.on)


def _officers(people: list[Seat], by: Seat, now: datetime) -> None:
    """The main one and who stands in."""
    basis = "Quyết định phân công phụ trách an ninh mạng"
    for kind, one in zip(OfficerKind, people, strict=True):
        name_officer(kind=kind, person_id=one.person_id, basis=basis, by=by, at=now)


def _train(by: Seat, now: datetime) -> None:
    data = CertificateData(
        person_id=by.person_id,
        kind="certificate",
        name="Bồi dưỡng quản trị an ninh hệ thống thông tin",
        number="BD-027",
        issued_on=by.on - timedelta(days=300),
        valid_until=by.on + timedelta(days=800),
    )
    add_certificate(data=data, by=by, at=now)


def _holder(bodies: Bodies, agency: str, desk: str) -> Seat:
    return seat_of_post(bodies.desk(agency, desk), bodies.on)


def _say(
    system: InformationSystem, asked: Requirement, line: dict[str, Any], now: datetime
) -> None:
    if (system.level or system.assessed_level) not in asked.levels:
        return
    keeper = Bodies(local_date(now)).desk("committee", Role.ADMINISTRATOR)
    days, plan = line.get("days", 0), line.get("plan")
    at = now - timedelta(days=line.get("said", 0))
    dated = local_date(now - timedelta(days=days))
    data = AnswerData(
        standing=line["standing"],
        how=line.get("how", ""),
        reason=line.get("reason", ""),
        responsible=line.get("post", ""),
        planned_on=local_date(now) + timedelta(days=plan) if plan else None,
        evidence_kind="record" if line.get("evidence") else "",
        evidence=line.get("evidence", ""),
        evidence_on=dated if line.get("evidence") else None,
    )
    answer_requirement(
        system_id=system.pk,
        requirement_id=asked.pk,
        data=data,
        by=seat_of_post(keeper, local_date(now)),
        at=at,
    )
