"""The committee's system by the standards: told to who reads security."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.standards.actions import add_criterion, add_offer, begin_evaluation
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing
from tests.systems.stories import system

#  address                               reading              sending
STANDARD_ROUTES = """
standards:list                           read-security        m
standards:unconnected                    read-security        m
standards:alike                          read-security        m
standards:export @standards              read-security        m
standards:standard @standards            read-security        m
standards:system @standards              read-security        m
standards:cell @standards                read-security        m
standards:claim @standards               keep-security        keep-security
standards:waive @standards               keep-security        keep-security
standards:check @standards               keep-security        keep-security
standards:evaluations                    read-security        m
standards:begin-evaluation               keep-security        keep-security
standards:evaluation @evaluation         read-security        m
standards:add-part @evaluation           keep-security        keep-security
standards:drop-part @evaluation          m                    keep-security
standards:open-scoring @evaluation       m                    keep-security
standards:score @evaluation              read-security        read-security>-
standards:hand-in @evaluation            m                    read-security
standards:recommend @evaluation          compose-security     compose-security>-
"""

_SYSTEM = "/information-systems/{system_id}/standards"
_CELL = _SYSTEM + "/{standard_code}"
_EVALUATION = "/software-evaluations/{evaluation_id}"
_PART = _EVALUATION + "/parts/{evaluation_part}"

STANDARD_OPERATIONS = f"""
GET /standards                                        read-security
GET /standards/unconnected                            read-security
GET /standards/alike                                  read-security
GET /standards/{{standard_code}} @standards           read-security
GET {_SYSTEM} @standards                              read-security
GET {_CELL} @standards                                read-security
POST {_CELL}/claim @standards                         keep-security
POST {_CELL}/waiver @standards                        keep-security
POST {_CELL}/checks @standards                        keep-security
POST {_CELL}/tls-checks @standards                    keep-security>-
GET /software-evaluations                             read-security
POST /software-evaluations                            keep-security
GET {_EVALUATION} @evaluation                         read-security
POST {_PART} @evaluation                              keep-security
DELETE {_PART}/{{evaluation_part_id}} @evaluation     keep-security
POST {_EVALUATION}/scoring @evaluation                keep-security>-
PUT {_EVALUATION}/scores/{{offer_id}} @evaluation     read-security>-
POST {_EVALUATION}/hand-in @evaluation                read-security>-
POST {_EVALUATION}/papers @evaluation                 compose-security>-
"""


def standard_things() -> dict[str, Thing]:
    return {"standards": Thing("", COMMITTEE), "evaluation": Thing("", COMMITTEE)}


def standard_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    objects["standards"] = {
        "system_id": system(people, code="CHUAN").pk,
        "standard_code": "utf-8",
        "form": "csv",
    }
    given: dict[str, Any] = {"by": people.seat("quan"), "at": people.at}
    one = begin_evaluation(name="Văn thư cho xã", need="108 xã", **given)
    part = {"evaluation_id": one.pk, **given}
    criterion = add_criterion(name="Chức năng", weight=50, least=0, **part)
    offer = add_offer(name="Văn thư A", vendor="Công ty A", price=None, **part)
    objects["evaluation"] = {
        "evaluation_id": one.pk,
        "evaluation_part": "tieu-chi",
        "evaluation_part_id": criterion.pk,
        "offer_id": offer.pk,
    }


def _sent() -> SimpleUploadedFile:
    return SimpleUploadedFile("chu.txt", "Chữ Việt".encode())


def standard_forms(people: Province) -> Any:
    until = timezone.localdate() + timedelta(days=30)
    return {
        "standards:claim": {"kind": "declared"},
        "standards:waive": {
            "reason": "Sắp thay",
            "until": f"{until:%d/%m/%Y}",
            "agreed": "Bà Mẩy",
        },
        "standards:check": {"file": _sent()},
        "standards:begin-evaluation": {"name": "Cổng", "need": "Một cổng"},
        "standards:add-part": {"name": "Hỗ trợ", "weight": "10"},
    }


def standard_bodies(people: Province) -> Any:
    until = timezone.localdate() + timedelta(days=30)
    return {
        f"POST {_CELL}/claim": {"kind": "declared"},
        f"POST {_CELL}/waiver": {
            "reason": "Sắp thay",
            "until": until.isoformat(),
            "agreed": "Bà Mẩy",
        },
        f"POST {_CELL}/tls-checks": {"address": "cong.bac.vn"},
        "POST /software-evaluations": {"name": "Cổng", "need": "Một cổng"},
        f"POST {_PART}": {
            "name": "Đào tạo",
            "weight": 10,
        },
        f"PUT {_EVALUATION}/scores/{{offer_id}}": {"scores": []},
        f"POST {_EVALUATION}/papers": {"signer_post_id": str(UUID(int=1))},
    }
