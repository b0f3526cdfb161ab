"""What is counted of requirements equals what a person counts on this page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.controls.models import (
    Answer,
    AuditFinding,
    AuditPart,
    LearningDuty,
    SecurityAudit,
    SecurityCertificate,
    SystemAdministrator,
    YearlyReport,
)
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import PeriodKind, one_body, period_of
from tests.controls.stories import answered, asked, requirement
from tests.people import Province
from tests.systems.stories import system

pytestmark = pytest.mark.usefixtures("law")


def count(people: Province, code: str, kind: PeriodKind) -> tuple[Any, Any, set[Any]]:
    period = period_of(kind, people.today)
    span = (period.start, period.last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    who = people.committee.pk
    (figure,) = figures([one_body(who)], [code], [period], on=people.today)
    listed = lineage(code, [who], period, counting=True)
    return figure.numerator, figure.records, {o.record_id for o in listed.lines}


def test_requirements_that_are_met_with_evidence(province: Province) -> None:
    """13 met; 6 met, its evidence over; 7 not met; 9 does not apply: one of three."""
    found = asked(province)
    for code in ("13", "6"):
        answered(province, found, code)
    bare = {"evidence_kind": "", "evidence": "", "evidence_on": ""}
    answered(province, found, "7", standing="unmet", **bare)
    answered(province, found, "9", standing="none", reason="Không có", **bare)
    over = Answer.objects.filter(requirement__code="6")
    over.update(valid_until=province.today - timedelta(days=1))
    kept = Answer.objects.get(requirement__code="13")

    assert count(province, "controls.met", PeriodKind.MONTH) == (1, 3, {kept.pk})


def test_reports_confirmed_in_time(province: Province) -> None:
    """Due this year: one before its day, one on it, one never."""
    day = period_of(PeriodKind.YEAR, province.today).start + timedelta(days=1)
    kept = {}
    for year, on in ((1, day - timedelta(days=1)), (2, day), (3, None)):
        kept[year] = YearlyReport.objects.create(
            agency=province.committee,
            year=2000 + year,
            due_before=day,
            confirmed_on=on,
            confirmed_at=province.at if on else None,
            confirmed_by="Quân" if on else "",
        ).pk

    code = "controls.reports_in_time"
    assert count(province, code, PeriodKind.YEAR) == (1, 3, {kept[1]})


def test_administrators_without_a_certificate(province: Province) -> None:
    """Level 3: Minh none, Hoa one that holds, Lan's is over; level 2: Hà none."""
    systems = {level: system(province, f"C{level}") for level in (2, 3)}
    made = {}
    for who, level in (("minh", 3), ("hoa", 3), ("lan", 3), ("ha", 2)):
        systems[level].assessed_level = level
        systems[level].save()
        made[who] = SystemAdministrator.objects.create(
            system=systems[level],
            person=province.cast[who].person,
            since=province.today,
            at=province.at,
            by="Quân",
        ).pk
    began = province.today - timedelta(days=300)
    for who, until in (("hoa", None), ("lan", province.today - timedelta(days=1))):
        SecurityCertificate.objects.create(
            person=province.cast[who].person,
            kind="certificate",
            name="Chứng chỉ",
            number="1",
            issued_on=began,
            valid_until=until,
            at=province.at,
            by="Quân",
        )

    found = count(province, "controls.without_certificate", PeriodKind.MONTH)
    assert found == (2, 2, {made["minh"], made["lan"]})


def test_learning_that_was_done_in_time(province: Province) -> None:
    """Minh on his last day; Hoa a day late; Lan late, not yet; Hà not yet, today."""
    today = province.today
    before = today - timedelta(days=1)
    made = {}
    for who, due, done_on in (
        ("minh", today, today),
        ("hoa", before, today),
        ("lan", before, None),
        ("ha", today, None),
    ):
        made[who] = LearningDuty.objects.create(
            agency=province.committee,
            person=province.cast[who].person,
            subject="Thư lừa đảo",
            because="drill",
            basis="Diễn tập",
            due=due,
            done_on=done_on,
            proof="Lớp 3" if done_on else "",
            at=province.at,
            by="Quân",
        ).pk

    found = count(province, "controls.learned_in_time", PeriodKind.MONTH)
    listed = {made["minh"]}
    total = 3 if before.month == today.month else 1
    assert found == (1, total, listed)


def _asked_of(people: Province, found: Any, days: int, handed: int | None) -> AuditPart:
    """Due so many days from today; handed in so many days after that, or never."""
    due = people.today + timedelta(days=days)
    audit = SecurityAudit.objects.create(
        agency=people.committee,
        title=f"Kiểm tra {days}",
        catalogue=requirement("13").catalogue,
        due=due,
        at=people.at,
        by="Quân",
    )
    given: dict[str, Any] = {}
    if handed is not None:
        on = due + timedelta(days=handed)
        given = {"handed_at": people.at, "handed_on": on, "handed_by": "Minh"}
    return AuditPart.objects.create(audit=audit, system=found, **given)


def test_audits_answered_in_time(province: Province) -> None:
    """In time, late, never; one that is not due counts once it is handed in."""
    found = asked(province)
    first = period_of(PeriodKind.MONTH, province.today).start
    ago = (first - province.today).days
    kept = _asked_of(province, found, ago, 0)
    _asked_of(province, found, ago, 1)
    _asked_of(province, found, 0, None)
    early = _asked_of(province, found, 0, -1)
    told = count(province, "controls.audits_in_time", PeriodKind.MONTH)
    assert told == (2, 3, {kept.pk, early.pk})


def test_findings_that_are_overdue(province: Province) -> None:
    """Late, late though proof was given; in time, closed: two."""
    part = _asked_of(province, asked(province), 0, 0)
    late = {}
    for name, days, state in (
        ("open", -1, "open"),
        ("proven", -1, "proven"),
        ("today", 0, "open"),
        ("closed", -1, "closed"),
    ):
        late[name] = AuditFinding.objects.create(
            part=part,
            words=name,
            severity="low",
            due=province.today + timedelta(days=days),
            state=state,
            closed_on=province.today if state == "closed" else None,
            at=province.at,
            by="Quân",
        )
    told = count(province, "controls.findings_overdue", PeriodKind.MONTH)
    assert told == (2, 2, {late["open"].pk, late["proven"].pk})
