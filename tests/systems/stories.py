"""The committee's system for papers, kept by Quân; Sáng keeps the commune's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from congvu.inventory.models import Machine
from congvu.organisations.models import Unit
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.systems.actions import (
    ApplicationData,
    AssessmentData,
    SystemData,
    add_application,
    add_equipment,
    add_zone,
    begin_dossier,
    classify_system,
    register_system,
)
from congvu.systems.models import InformationSystem, LevelDossier
from tests.calendar.stories import issued
from tests.inventory.wiping import closed
from tests.people import Province, seated
from tests.surveys.stories import machine

# A system inside, of private data, that carries nothing.
PLAIN: dict[str, Any] = {
    "exposure": "internal",
    "data": "private",
    "basic_subjects": 0,
    "sensitive_subjects": 0,
    "procedures": False,
    "business": False,
    "infrastructure": "none",
    "always_on": False,
    "national_security": False,
}


def typed(**changed: Any) -> dict[str, str]:
    """The answers as a browser sends them."""
    given = {**PLAIN, **changed}
    words = {True: "yes", False: "no"}
    found = {
        name: words[value] if isinstance(value, bool) else str(value)
        for name, value in given.items()
    }
    return {**found, "reason": "first", "do": "save"}


def sang(people: Province) -> Province:
    """The commune's administrator beside the cast."""
    people.cast["sang"] = seated(
        "sang",
        "Lường Văn Sáng",
        people.commune_office,
        Role.ADMINISTRATOR,
        "Quản trị",
        people.at,
        None,
    )
    return people


def system(
    people: Province, code: str = "QLVB", who: str = "quan", **changed: Any
) -> InformationSystem:
    by = people.seat(who)
    given: dict[str, Any] = {
        "agency_id": by.agency_id,
        "operator_id": by.agency_id,
        "code": code,
        "name": f"Hệ thống {code}",
        "exposure": "internal",
        "purpose": "Gửi nhận, xử lý văn bản của tỉnh",
        "scope": "Các cơ quan của tỉnh",
        "model_text": "Một máy chủ ứng dụng, một máy chủ dữ liệu",
        "users": 3000,
        **changed,
    }
    return register_system(data=SystemData(**given), by=by, at=people.at)


def judged(
    people: Province,
    found: InformationSystem,
    *,
    who: str = "quan",
    on: date | None = None,
    at: datetime | None = None,
    **changed: Any,
) -> None:
    data = AssessmentData(
        answers={**PLAIN, **changed},
        on=on,
        reason="first",
        risk="Lộ văn bản chưa công bố",
    )
    at = at or people.at
    classify_system(system_id=found.pk, data=data, by=people.seat(who), at=at)


def furnished(
    people: Province, found: InformationSystem, who: str = "quan"
) -> InformationSystem:
    """With one machine, one program, one zone."""
    by = people.seat(who)
    given: dict[str, Any] = {"system_id": found.pk, "by": by, "at": people.at}
    name = f"MAY-{found.code}"
    machine(people.committee if who == "quan" else people.commune, name, people)
    add_equipment(name=name, purpose="Máy chủ", **given)
    add_application(data=ApplicationData("PostgreSQL", place=name), **given)
    add_zone(kind="servers", private_ip="10.20.4.0/24", public_ip="", **given)
    return found


def ready(
    people: Province,
    *,
    code: str = "QLVB",
    operator_unit: Unit | None = None,
    **changed: Any,
) -> LevelDossier:
    """A dossier with all it needs; run by Hoa's division, so that Quân may judge it."""
    unit = operator_unit or people.division
    found = furnished(people, system(people, code, operator_unit_id=unit.pk))
    judged(people, found, **changed)
    return begin_dossier(system_id=found.pk, by=people.seat("quan"), at=people.at)


def regulation(people: Province) -> OutgoingEntry:
    return issued(people, "QĐ", "Ban hành Quy chế bảo đảm an ninh mạng")


def sent(
    people: Province, who: str, to: str, /, *args: object, **given: Any
) -> HttpResponse:
    """A form posted by one of the cast."""
    url = reverse(f"systems:{to}", args=args)
    return people.client(who).post(url, given)


def page(people: Province, who: str, name: str, *args: object, **asked: str) -> str:
    url = reverse(f"systems:{name}", args=args)
    return people.client(who).get(url, asked).content.decode()


def ended(people: Province, found: InformationSystem, **changed: str) -> dict[str, str]:
    """By a record that names each of its machines."""
    rows = Machine.objects.filter(
        pk__in=found.equipment.filter(machine__isnull=False).values("machine")
    )
    today = f"{people.today:%d/%m/%Y}"
    return {
        "ended_on": today,
        "reason": "Thay bằng hệ thống mới",
        "decision": "QĐ 40/QĐ-UBND",
        "wiped": str(closed(people, *rows).pk),
        **changed,
    }
