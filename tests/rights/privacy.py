"""The committee's register of personal data, and what a person asked there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.people import Province
from tests.privacy.stories import TYPED, asked, processing
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                               reading              sending
PRIVACY_ROUTES = """
privacy:list                             read-security        m
privacy:enter                            keep-security        keep-security
privacy:processing @privacy              read-security        m
privacy:change @privacy                  keep-security        keep-security
privacy:assess @privacy                  keep-security        keep-security
privacy:end @privacy                     keep-security        keep-security
privacy:requests                         read-security        m
privacy:take                             keep-security        keep-security
privacy:request @privacy                 read-security        m
privacy:term @privacy                    keep-security        keep-security
privacy:first @privacy                   keep-security        keep-security
privacy:compose @privacy                 compose-security     compose-security>-
privacy:finish @privacy                  keep-security        keep-security
privacy:refuse @privacy                  keep-security        keep-security
"""

_ONE = "/processing/{processing_id}"
_REQUEST = "/subject-requests/{subject_request_id}"

PRIVACY_OPERATIONS = f"""
GET /processing                                       read-security
POST /processing                                      keep-security
GET {_ONE} @privacy                                   read-security
PUT {_ONE} @privacy                                   keep-security
POST {_ONE}/assess @privacy                           keep-security
POST {_ONE}/end @privacy                              keep-security
GET /subject-requests                                 read-security
POST /subject-requests                                keep-security
GET {_REQUEST} @privacy                               read-security
POST {_REQUEST}/term @privacy                         keep-security
POST {_REQUEST}/first @privacy                        keep-security
POST {_REQUEST}/answer @privacy                       keep-security
POST {_REQUEST}/refuse @privacy                       keep-security
POST {_REQUEST}/papers @privacy                       compose-security>-
"""


def privacy_things() -> dict[str, Thing]:
    return {"privacy": Thing("", COMMITTEE)}


def privacy_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    objects["privacy"] = {
        "processing_id": processing(people).pk,
        "subject_request_id": asked(people).pk,
    }


def privacy_forms(people: Province) -> Any:
    now = timezone.localtime()
    day, moment = f"{now:%d/%m/%Y}", f"{now:%H:%M %d/%m/%Y}"
    ended = {"outcome": "Đã sửa", "record": "CV 5", "told_at": moment}
    return {
        "privacy:enter": {**TYPED, "started_on": day},
        "privacy:change": {**TYPED, "started_on": day},
        "privacy:assess": {"assessment": "filed", "on": day, "record": "HS 1"},
        "privacy:end": {"on": day, "reason": "Đã xóa"},
        "privacy:take": {
            "person": "Bàn Thị Mẩy",
            "contact": "0209 387 1111",
            "wish": "know",
            "text": "Cơ quan giữ gì của tôi",
            "asked_on": day,
        },
        "privacy:term": {"term": "ten", "reason": "Dễ"},
        "privacy:first": {"told_at": moment, "how": "Điện thoại"},
        "privacy:finish": ended,
        "privacy:refuse": ended,
    }


def privacy_bodies(people: Province) -> Any:
    now = timezone.now()
    day, moment = timezone.localdate().isoformat(), now.isoformat()
    ended = {"outcome": "Đã sửa", "record": "CV 5", "told_at": moment}
    entered = {**TYPED, "started_on": day}
    return {
        "POST /processing": entered,
        f"PUT {_ONE}": entered,
        f"POST {_ONE}/assess": {"assessment": "filed", "on": day, "record": "HS 1"},
        f"POST {_ONE}/end": {"on": day, "reason": "Đã xóa"},
        "POST /subject-requests": {
            "person": "Bàn Thị Mẩy",
            "contact": "0209 387 1111",
            "wish": "know",
            "text": "Cơ quan giữ gì của tôi",
            "asked_on": day,
        },
        f"POST {_REQUEST}/term": {"term": "ten", "reason": "Dễ"},
        f"POST {_REQUEST}/first": {"told_at": moment, "how": "Điện thoại"},
        f"POST {_REQUEST}/answer": ended,
        f"POST {_REQUEST}/refuse": ended,
        f"POST {_REQUEST}/papers": {"signer_post_id": str(UUID(int=1))},
    }
