"""A source of the committee's and an alert about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.logs.actions import add_rule, add_source
from congvu.logs.models import Alert
from congvu.logs.rules import Severity
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                               reading         sending
LOG_ROUTES = """
logs:alerts                              read-security    m
logs:alert @logged                       read-security    m
logs:take @logged                        keep-security    keep-security
logs:false @logged                       keep-security    keep-security
logs:close @logged                       keep-security    keep-security
logs:search                              read-security    m
logs:sources                             read-security    keep-security=2
logs:end-source @logged                  keep-security    keep-security
logs:rules                               read-security*   keep-security
logs:try-rule @ruled                     m                keep-security
logs:switch-rule @ruled                  m                keep-security
logs:door                                m                public=u
"""

_ALERT = "/security-alerts/{alert_id}"

_RULE = "/detection-rules/{sigma_rule_id}"

LOG_OPERATIONS = f"""
GET /security-alerts                                  read-security
GET {_ALERT} @logged                                  read-security
POST {_ALERT}/take @logged                            keep-security
POST {_ALERT}/false @logged                           keep-security
POST {_ALERT}/close @logged                           keep-security
GET /log-events                                       read-security
GET /log-sources                                      read-security
POST /log-sources                                     keep-security
GET /detection-rules                                  read-security*
POST /detection-rules                                 keep-security
POST {_RULE}/try @ruled                               keep-security
POST {_RULE}/switch @ruled                            keep-security
DELETE /log-sources/{{log_source_id}} @logged         keep-security
"""


def log_things() -> dict[str, Thing]:
    return {"logged": Thing("", COMMITTEE), "ruled": Thing("", COMMITTEE)}


def log_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    at = timezone.now()
    source, _secret = add_source(
        agency_id=people.committee.pk,
        name="Máy chủ thư",
        kind="syslog",
        addresses=["192.0.2.10"],
        fingerprint="",
        silent_after=None,
        by=people.seat("quan"),
        at=at,
    )
    alert = Alert.objects.create(
        agency=people.committee,
        source=source,
        rule=source.pk,
        title="Dò mật khẩu SSH",
        level=Severity.ERROR,
        key="203.0.113.9",
        cause="0" * 64,
        count=12,
        first_at=at,
        last_at=at,
    )
    rule = add_rule(text=_sigma("cu"), by=people.seat("quan"), at=at)
    objects["ruled"] = {"sigma_rule_id": rule.pk}
    objects["logged"] = {"alert_id": alert.pk, "log_source_id": source.pk}


def _sigma(name: str) -> str:
    return (
        f"title: Quy tắc {name}\nname: {name}\nlevel: high\nlogsource:\n"
        "  product: linux\ndetection:\n  a:\n"
        f"    user.name: {name}\n  condition: a\n"
    )


_SOURCE = {"name": "Tường lửa", "kind": "syslog"}


def log_forms(people: Province) -> Any:
    soon = f"{people.today + timedelta(days=1):%d/%m/%Y}"
    return {
        "logs:false": {"until": soon, "reason": "Máy quét của trung tâm"},
        "logs:close": {"reason": "Đã chặn địa chỉ"},
        "logs:rules": {"file": SimpleUploadedFile("m.yml", _sigma("moi").encode())},
        "logs:switch-rule": {"bat": "0"},
        "logs:sources": {**_SOURCE, "addresses": "192.0.2.20"},
    }


def log_bodies(people: Province) -> Any:
    soon = (people.today + timedelta(days=1)).isoformat()
    return {
        f"POST {_ALERT}/false": {"until": soon, "reason": "Máy quét của trung tâm"},
        f"POST {_ALERT}/close": {"reason": "Đã chặn địa chỉ"},
        "POST /detection-rules": {"text": _sigma("may")},
        f"POST {_RULE}/switch": {"is_on": False},
        "POST /log-sources": {**_SOURCE, "addresses": ["192.0.2.21"]},
    }
