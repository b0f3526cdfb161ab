"""A class of the committee: Minh has its certificate, Hoa is still to get hers."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.files.actions import store
from congvu.training.models import Certificate, CertificateBook
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.training.classes import class_with

_ONE = "/training-certificates/{training_certificate_id}"
_CLASS = "/training-classes/{training_class_id}/certificates"

#  address                                     reading              sending
CERTIFICATE_ROUTES = """
training:my-certificates                       office               m
training:certificates @certificate             see-certificates     m
training:number-certificates @certificate      give-certificates    give-certificates
training:seal-certificates @certificate        sign-certificates    sign-certificates>-
training:withdraw-certificate @certificate     give-certificates    give-certificates
training:certificate-file @certificate         read-certificate     m
"""

CERTIFICATE_OPERATIONS = f"""
GET /my-certificates                           office
GET {_CLASS} @certificate                      see-certificates
POST {_CLASS} @certificate                     give-certificates
POST {_CLASS}/seal @certificate                sign-certificates>-
POST {_ONE}/withdraw @certificate              give-certificates
GET {_ONE}/file @certificate                   read-certificate
"""


def certificate_things() -> dict[str, Thing]:
    return {"certificate": Thing("", COMMITTEE, owner="minh")}


def certificate_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    taught = class_with(people, passed=("minh", "hoa"))
    day = people.today
    kept = store(
        name="giay.pdf", stream=BytesIO(b"%PDF-1.7"), by=SYSTEM, at=people.at
    ).file
    paper = Certificate.objects.create(
        book=CertificateBook.objects.create(
            agency=people.committee, year=day.year, last=1
        ),
        training_class=taught,
        person_id=people.seat("minh").person_id,
        number=1,
        symbol="01/GCN",
        code="0000-0000-0000-0001",
        holder="Minh",
        course=taught.course.name,
        issuer_name="UBND",
        hours=16,
        began_on=day - timedelta(days=3),
        ended_on=day - timedelta(days=1),
        issued_on=day,
        made_at=people.at,
        made_by="Hà",
        file=kept,
        signed_at=people.at,
    )
    objects["certificate"] = {
        "training_class_id": taught.pk,
        "training_certificate_id": paper.pk,
    }


def certificate_forms() -> dict[str, dict[str, Any]]:
    return {
        "training:number-certificates": {"months": "12"},
        "training:seal-certificates": {"key": str(UUID(int=1)), "secret": ""},
        "training:withdraw-certificate": {"reason": "Thi hộ"},
    }


def certificate_bodies() -> dict[str, dict[str, Any]]:
    return {
        f"POST {_CLASS}": {"months": 12},
        f"POST {_CLASS}/seal": {"key_id": str(UUID(int=1))},
        f"POST {_ONE}/withdraw": {"reason": "Thi hộ"},
    }
