"""The demo's information systems: found, brought, judged through the real actions.

The office itself is one of them: its programs are those of its bill of materials
(congvu/machine/parts.py), with the versions of the locks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.inventory.models import WipingRecord
from congvu.lib.dates import local_date
from congvu.machine.parts import chosen
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.rules import OutgoingState
from congvu.systems import actions
from congvu.systems.models import InformationSystem

FILE = "systems.yaml"
REGULATION = "Ban hành Quy chế bảo đảm an ninh mạng của tỉnh"
DECISION = "Phê duyệt cấp độ 3 đối với hệ thống văn phòng số của tỉnh"
_PLAIN: dict[str, Any] = {
    "exposure": "internal",
    "data": "private",
    "basic_subjects": 0,
    "sensitive_subjects": 0,
    "procedures": False,
    "online_level": "none",
    "business": False,
    "infrastructure": "none",
    "always_on": False,
    "national_security": False,
}
# How far a dossier has come: the steps up to there.
_STEPS = {
    "draft": 0,
    "submitted": 1,
    "returned": 2,
    "appraised": 3,
    "approved": 4,
}


def classify(*, now: datetime) -> None:
    """Each system by the centre's hand, in the order of the file."""
    bodies = Bodies(local_date(now))
    keeper = seat_of_post(bodies.desk("committee", Role.ADMINISTRATOR), bodies.on)
    for line in read(FILE)["systems"]:
        _bring(line, bodies, keeper, now)


def _bring(line: dict[str, Any], bodies: Bodies, keeper: Seat, now: datetime) -> None:
    state, answers = line["state"], {**_PLAIN, **line.get("answers", {})}
    at = now - timedelta(days=line.get("back", 2))
    found = actions.register_system(
        data=actions.SystemData(
            agency_id=bodies.agencies[line.get("owner", "committee")].id,
            operator_id=bodies.agencies[line.get("operator", "committee")].id,
            code=line["code"],
            name=line["name"],
            exposure=answers["exposure"],
            purpose=line["purpose"],
            scope=line.get("scope", "Các cơ quan trong tỉnh"),
            model_text=line.get(
                "model", "Máy chủ ứng dụng và máy chủ dữ liệu tách nhau"
            ),
            contact=line.get("contact", ""),
            users=line.get("users", 200),
            state="planned" if state == "planned" else "running",
        ),
        by=keeper,
        at=at,
    )
    given: dict[str, Any] = {"system_id": found.pk, "by": keeper, "at": at}
    if state == "old":
        day = local_date(now - timedelta(days=400))
        basis = f"Quyết định {line['level'] + 11}/QĐ-UBND"
        actions.record_level(level=line["level"], on=day, basis=basis, **given)
    if state == "ended":
        actions.end_system(data=_end(at, found), **given)
    if state in _STEPS or state == "judged":
        _furnish(line, given)
        actions.classify_system(
            data=actions.AssessmentData(
                answers=answers,
                on=None,
                reason="first",
                risk=line.get("risk", "Lộ dữ liệu, ngừng phục vụ, sửa trái phép"),
            ),
            **given,
        )
    if state in _STEPS:
        _dossier(found, _STEPS[state], keeper, at)


def _furnish(line: dict[str, Any], given: dict[str, Any]) -> None:
    for name, purpose in line.get("equipment", [["MC-CONGVU-2", "Máy chủ"]]):
        actions.add_equipment(name=name, purpose=purpose, **given)
    for package, version in chosen() if line.get("parts") else ():
        name = f"{package} {version}"
        data = actions.ApplicationData(name, "MC-CONGVU-1", "Debian", "Thư viện")
        actions.add_application(data=data, **given)
    others = [["PostgreSQL", "MC-CONGVU-2", "Cơ sở dữ liệu"]]
    for name, place, purpose in line.get("applications", others):
        data = actions.ApplicationData(name, place, "Debian", purpose)
        actions.add_application(data=data, **given)
    for kind, private, public in line.get("zones", [["servers", "10.19.2.0/24", ""]]):
        actions.add_zone(kind=kind, private_ip=private, public_ip=public, **given)
    for name, port, is_public in line.get("services", ()):
        actions.add_service(
            name=name, port=port, protocol="tcp", is_public=is_public, **given
        )
    for joined in line.get("connections", ()):
        actions.add_connection(data=actions.ConnectionData(*joined), **given)


def _dossier(found: InformationSystem, steps: int, keeper: Seat, at: datetime) -> None:
    """Brought three days after it was classified, judged a week after that."""
    by: dict[str, Any] = {"by": keeper}
    made = actions.begin_dossier(system_id=found.pk, at=at, **by)
    by["dossier_id"] = made.pk
    if rule := _issued(found, REGULATION):
        actions.change_dossier(regulation=rule, expert_opinion="", at=at, **by)
    if steps:
        actions.submit_dossier(at=at + timedelta(days=3), **by)
    if steps == _STEPS["returned"]:
        words = "Chưa có sơ đồ vùng quản trị; bổ sung rồi trình lại."
        actions.return_dossier(reason=words, at=at + timedelta(days=6), **by)
    if steps >= _STEPS["appraised"]:
        actions.appraise_dossier(opinion="Đủ", at=at + timedelta(days=10), **by)
    decision = _issued(found, DECISION)
    if steps >= _STEPS["approved"] and rule and decision:
        actions.approve_dossier(decision=decision, at=at + timedelta(days=16), **by)


def _issued(system: InformationSystem, subject: str) -> str:
    """Under which symbol the owner issued that paper; nothing where it did not."""
    rows = OutgoingEntry.objects.filter(
        agency=system.agency_id, subject=subject, state=OutgoingState.ISSUED
    )
    return rows.values_list("symbol", flat=True).first() or ""


def _end(at: datetime, found: InformationSystem) -> actions.EndData:
    """By the record that bring_machines() closed."""
    day = local_date(at)
    return actions.EndData(
        ended_on=day,
        reason="Đã chuyển dữ liệu sang hệ thống văn phòng số",
        decision="Công văn cho dừng phần mềm văn bản cũ",
        wiped=WipingRecord.objects.get(
            agency=found.agency_id, closed_at__isnull=False
        ).pk,
    )
