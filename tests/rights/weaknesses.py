"""A weakness in a product of the committee's, told by one advisory."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.vulnerabilities.actions import (
    load_advisories,
    load_bom,
    match_advisories,
)
from congvu.vulnerabilities.models import Advisory, Finding
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.vulnerabilities.stories import before, osv

#  address                               reading         sending
WEAKNESS_ROUTES = """
vulnerabilities:list                     read-security    m
vulnerabilities:finding @weakness        read-security    m
vulnerabilities:plan @weakness           keep-security    keep-security
vulnerabilities:accept @weakness         keep-security    keep-security
vulnerabilities:advisories @weakness     read-security*   keep-security=2
vulnerabilities:advisory @weakness       read-security*   m
vulnerabilities:boms                     read-security    keep-security
"""

_FINDING = "/weakness-findings/{weakness_id}"

WEAKNESS_OPERATIONS = f"""
GET /weakness-findings                                read-security
GET {_FINDING} @weakness                              read-security
POST {_FINDING}/plan @weakness                        keep-security
POST {_FINDING}/accept @weakness                      keep-security
GET /vulnerabilities                                  read-security
GET /vulnerabilities/{{vulnerability_id}} @weakness   read-security*
POST /vulnerabilities @weakness                       keep-security
GET /boms                                             read-security
POST /boms                                            keep-security
"""


def weakness_things() -> dict[str, Thing]:
    return {"weakness": Thing("", COMMITTEE)}


def _bom() -> bytes:
    part = {"name": "mau", "purl": "pkg:pypi/mau@1.0"}
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"component": {"name": "Sản phẩm", "version": "1"}},
            "components": [part],
        }
    ).encode()


def _advisory() -> bytes:
    return json.dumps(osv("CV-1", "mau", *before("2"), ecosystem="PyPI")).encode()


def weakness_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    at = timezone.now()
    load_bom(
        content=_bom(),
        agency_id=people.committee.pk,
        by=people.seat("quan").actor,
        at=at,
    )
    load_advisories(content=_advisory(), name="cv.json", by=SYSTEM, at=at)
    match_advisories(by=SYSTEM, at=at)
    objects["weakness"] = {
        "weakness_id": Finding.objects.get().pk,
        "vulnerability_id": Advisory.objects.get().pk,
    }


def weakness_forms(people: Province) -> Any:
    soon = f"{people.today + timedelta(days=1):%d/%m/%Y}"
    return {
        "vulnerabilities:plan": {"on": soon},
        "vulnerabilities:accept": {"until": soon, "reason": "Máy không nối mạng"},
        "vulnerabilities:advisories": {
            "file": SimpleUploadedFile("cv.json", _advisory())
        },
        "vulnerabilities:boms": {"file": SimpleUploadedFile("bk.json", _bom())},
    }


def weakness_bodies(people: Province) -> Any:
    soon = (people.today + timedelta(days=1)).isoformat()
    return {
        f"POST {_FINDING}/plan": {"on": soon},
        f"POST {_FINDING}/accept": {"until": soon, "reason": "Máy không nối mạng"},
    }
