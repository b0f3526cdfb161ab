"""An audit of the demo half way: who answered, who is late, what was found; risks."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import (
    AnswerData,
    AuditData,
    FindingData,
    RiskData,
    Shown,
    answer_requirement,
    close_finding,
    hand_in,
    keep_risk,
    prove_mended,
    raise_finding,
    start_audit,
    tend_audits,
)
from congvu.controls.models import AuditFinding, AuditPart, Catalogue, Requirement
from congvu.controls.queries import sections_of
from congvu.controls.rules import Now
from congvu.organisations.access import Seat
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState

_SET = "nd-331-2026"
_PROOF = "Biên bản khóa tài khoản: 3 tài khoản của người đã nghỉ việc.\n"


def audit(by: Seat, now: datetime) -> None:
    """The centre asked five systems: its own three answered, two others are late."""
    rows = InformationSystem.objects.filter(assessed_level__isnull=False)
    rows = rows.exclude(state=SystemState.RETIRED).order_by("code")
    own = list(rows.filter(agency=by.agency_id)[:3])
    asked = [*own, *rows.exclude(agency=by.agency_id)[:2]]
    made = start_audit(
        data=AuditData(
            title="Kiểm tra nhóm yêu cầu theo Nghị định 331/2026, quý IV",
            catalogue_id=Catalogue.objects.get(code=_SET).pk,
            due=by.on - timedelta(days=3),
            system_ids=[one.pk for one in asked],
        ),
        by=by,
        at=now - timedelta(days=20),
    )
    parts = list(made.parts.filter(system__in=own).order_by("system__code"))
    for part in parts:
        _answer(part, by, now - timedelta(days=6))
    _find(parts, by, now)
    _risks(own, by, now)
    tend_audits(by=SYSTEM, at=now)


def _answer(part: AuditPart, by: Seat, at: datetime) -> None:
    """What the system had not said yet: not met, with a day."""
    for section in sections_of(part.system, by.on, part.audit.catalogue):
        for line in section.lines:
            if line.now in {Now.SILENT, Now.REOPENED}:
                answer_requirement(
                    system_id=part.system_id,
                    requirement_id=line.requirement.pk,
                    data=AnswerData("unmet", planned_on=by.on + timedelta(days=120)),
                    by=by,
                    at=at,
                )
    hand_in(part_id=part.pk, by=by, at=at)


def _find(parts: list[AuditPart], by: Seat, now: datetime) -> None:
    """One overdue, one that waits to be looked at, one mended."""
    told = (
        ("Chưa có người thay khi người quản trị vắng mặt", "medium", -1, "QL2"),
        ("Ba tài khoản của người đã nghỉ việc còn mở", "high", 10, "QL3"),
        ("Sổ sao lưu thiếu chữ ký hai tuần", "low", 40, "QL5"),
    )
    found: list[AuditFinding] = []
    for part, (words, severity, days, code) in zip(parts, told, strict=False):
        asked = Requirement.objects.get(catalogue__code=_SET, code=code)
        due = by.on + timedelta(days=days)
        data = FindingData(words, severity, due, asked.pk)
        at = now - timedelta(days=4)
        found.append(raise_finding(part_id=part.pk, data=data, by=by, at=at))
    for number, one in enumerate(found[1:]):
        shown = Shown("bien-ban-khoa-tai-khoan.txt", BytesIO(_PROOF.encode()))
        prove_mended(
            finding_id=one.pk,
            words="Đã làm, có biên bản trong hồ sơ 14/CNTT",
            shown=None if number else shown,
            by=by,
            at=now - timedelta(days=2),
        )
    for one in found[2:]:
        close_finding(finding_id=one.pk, words="Đã xem biên bản", by=by, at=now)


def _risks(systems: list[InformationSystem], by: Seat, now: datetime) -> None:
    """One reduced, one due for review, one accepted for some weeks."""
    told = (
        ("Máy chủ dữ liệu chỉ có một, hỏng thì dừng", 2, 4, "reduce", 30, None),
        ("Bản sao lưu để cùng tòa nhà với máy chủ", 2, 5, "reduce", -5, None),
        ("Phần mềm kế toán cũ không còn bản vá", 4, 3, "accept", 14, 25),
    )
    for number, line in enumerate(told):
        title, likelihood, effect, treatment, review, accepted = line
        data = RiskData(
            title=title,
            likelihood=likelihood,
            effect=effect,
            treatment=treatment,
            plan="Đã nêu trong kế hoạch mua sắm năm sau; theo dõi hằng tháng",
            owner_id=by.post_id,
            review_on=by.on + timedelta(days=review),
            accepted_until=by.on + timedelta(days=accepted) if accepted else None,
        )
        system = systems[number % len(systems)]
        keep_risk(system_id=system.pk, data=data, by=by, at=now - timedelta(days=40))
