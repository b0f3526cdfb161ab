"""A system of the committee's, with a dossier at each step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from congvu.systems.actions import (
    appraise_dossier,
    change_dossier,
    submit_dossier,
)
from congvu.systems.models import LevelDossier
from tests.calendar.stories import issued
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.systems.stories import PLAIN, furnished, judged, ready, regulation, typed
from tests.systems.stories import system as system_of

#  address                          reading        sending
SYSTEM_ROUTES = """
systems:list                          read-security      m
systems:add                           keep-security      keep-security
systems:export @systems               read-security      m
systems:system @systems               read-security      m
systems:change @systems               keep-security      keep-security
systems:add-part @systems             keep-security      keep-security
systems:remove-part @systems          m                  keep-security
systems:level @systems                keep-security      keep-security
systems:record-level @systems         keep-security      keep-security
systems:begin-dossier @systems        m                  keep-security
systems:end @systems                  keep-security      keep-security>-
systems:dossier @level-draft          read-security      m
systems:change-dossier @level-draft   keep-security      keep-security
systems:submit @level-draft           m                  keep-security
systems:return @level-brought         keep-security      keep-security
systems:appraise @level-brought       keep-security      keep-security
systems:approve @level-judged         keep-security      keep-security
systems:withdraw @level-draft         keep-security      keep-security
systems:compose @level-draft          compose-security   compose-security>-
"""

_ONE = "/information-systems/{system_id}"
_PART = _ONE + "/parts/{system_part}"
_DOSSIER = "/level-dossiers/{level_dossier_id}"

SYSTEM_OPERATIONS = f"""
GET /information-systems                         read-security
POST /information-systems                        keep-security
GET {_ONE} @systems                              read-security
PUT {_ONE} @systems                              keep-security
POST {_PART} @systems                            keep-security
DELETE {_PART}/{{system_part_id}} @systems       keep-security
POST {_ONE}/assessments @systems                 keep-security
POST {_ONE}/levels @systems                      keep-security
POST {_ONE}/dossiers @systems                    keep-security
POST {_ONE}/end @systems                         keep-security>-
GET /level-dossiers                              read-security
GET {_DOSSIER} @level-draft                      read-security
PUT {_DOSSIER} @level-draft                      keep-security
POST {_DOSSIER}/submit @level-draft              keep-security
POST {_DOSSIER}/return @level-brought            keep-security
POST {_DOSSIER}/appraise @level-brought          keep-security
POST {_DOSSIER}/approve @level-judged            keep-security
POST {_DOSSIER}/withdraw @level-draft            keep-security
POST {_DOSSIER}/papers @level-draft              compose-security>-
"""

_NAMES = ("systems", "level-draft", "level-brought", "level-judged")


def system_things() -> dict[str, Thing]:
    return {name: Thing("", COMMITTEE) for name in _NAMES}


def system_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """One without a dossier; one brought, one judged, one still written."""
    one = furnished(people, system_of(people, "RIENG"))
    judged(people, one)
    objects["systems"] = {
        "system_id": one.pk,
        "system_part": "vung-mang",
        "system_part_id": one.zones.get().pk,
        "form": "csv",
    }
    rule, given = regulation(people), {"by": people.seat("quan"), "at": people.at}
    made: list[LevelDossier] = []
    for code in ("NHAP", "TRINH", "XONG"):
        made.append(ready(people, code=code))
        change_dossier(
            dossier_id=made[-1].pk, regulation=rule.symbol, expert_opinion="", **given
        )
    for found in made[1:]:
        submit_dossier(dossier_id=found.pk, **given)
    appraise_dossier(dossier_id=made[2].pk, **given)
    for name, found in zip(_NAMES[1:], made, strict=True):
        objects[name] = {"level_dossier_id": found.pk, "paper_part": "request"}
    objects["level-judged"]["regulation"] = rule.symbol
    paper = issued(people, "QĐ", "Phê duyệt cấp độ")
    objects["level-judged"]["decision"] = paper.symbol


def _described(people: Province) -> dict[str, str]:
    return {"code": "MOI", "name": "Hệ thống mới", "exposure": "internal"}


def _ended(people: Province) -> dict[str, str]:
    return {
        "reason": "Thay mới",
        "decision": "QĐ 4",
    }


def system_forms(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    agency, today = str(people.committee.pk), f"{people.today:%d/%m/%Y}"
    described = {
        **_described(people),
        "agency": agency,
        "operator": agency,
        "state": "running",
    }
    rule, decision = (
        objects["level-judged"][one] for one in ("regulation", "decision")
    )
    return {
        "systems:add": described,
        "systems:change": described,
        "systems:add-part": {"kind": "dmz", "private_ip": "10.9.9.0/24"},
        "systems:level": typed(),
        "systems:record-level": {"level": "2", "on": today, "basis": "QĐ 1"},
        "systems:end": {**_ended(people), "ended_on": today},
        "systems:change-dossier": {"regulation": rule},
        "systems:return": {"reason": "Thiếu"},
        "systems:withdraw": {"reason": "Làm lại"},
        "systems:approve": {"decision": decision},
    }


def system_bodies(people: Province, objects: dict[str, dict[str, Any]]) -> Any:
    agency, today = str(people.committee.pk), people.today.isoformat()
    described = {**_described(people), "agency_id": agency, "operator_id": agency}
    rule, decision = (
        objects["level-judged"][one] for one in ("regulation", "decision")
    )
    return {
        "POST /information-systems": described,
        f"PUT {_ONE}": described,
        f"POST {_PART}": {"zone": "dmz", "private_ip": "10.9.9.0/24"},
        f"POST {_ONE}/assessments": {"answers": PLAIN, "reason": "change"},
        f"POST {_ONE}/levels": {"level": 2, "on": today, "basis": "QĐ 1"},
        f"POST {_ONE}/end": {**_ended(people), "ended_on": today},
        f"PUT {_DOSSIER}": {"regulation": rule},
        f"POST {_DOSSIER}/return": {"reason": "Thiếu"},
        f"POST {_DOSSIER}/appraise": {},
        f"POST {_DOSSIER}/approve": {"decision": decision},
        f"POST {_DOSSIER}/withdraw": {"reason": "Làm lại"},
        f"POST {_DOSSIER}/papers": {
            "part": "request",
            "signer_post_id": str(UUID(int=1)),
        },
    }
