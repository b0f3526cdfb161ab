"""Quân keeps the committee's security and runs the centre; things go wrong there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from congvu.incidents.actions import (
    IncidentData,
    KnownData,
    WarningData,
    open_incident,
    warn_units,
)
from congvu.incidents.models import Incident, UnitWarning
from congvu.lib.dates import VIETNAM
from tests.people import Province

# After the decree of 2026 (19/8/2026), a Friday night: hours run through the rest days.
FRIDAY_NIGHT = datetime(2026, 11, 27, 22, 30, tzinfo=VIETNAM)


def incident(
    people: Province,
    *,
    at: datetime | None = None,
    who: str = "quan",
    **given: Any,
) -> Incident:
    """Entered half an hour after it was detected."""
    at = at or people.at
    data = {
        "name": "Dò mật khẩu máy chủ thư",
        "group": "intrusion",
        "detected_at": at - timedelta(minutes=30),
        **given,
    }
    return open_incident(data=IncidentData(**data), by=people.seat(who), at=at)


def known(**given: Any) -> KnownData:
    told: dict[str, Any] = {
        "is_urgent": False,
        "personal_data": False,
        "subjects": None,
        "cause": "Mật khẩu yếu",
        "scope": "Một máy chủ",
        "measures": "Đổi mật khẩu, chặn địa chỉ",
        "lessons": "Bật xác thực hai lớp",
    }
    return KnownData(**{**told, **given})


def warning(
    people: Province, agencies: list[UUID], *, at: datetime | None = None, **given: Any
) -> UnitWarning:
    at = at or people.at
    data = {
        "title": "Chặn dò mật khẩu SSH",
        "text": "Có nguồn đang dò mật khẩu SSH của các cơ quan.",
        "urgency": "now",
        "action": "Đóng cổng 22 ra Internet",
        "due_at": at + timedelta(days=1),
        "agencies": agencies,
        **given,
    }
    return warn_units(data=WarningData(**data), by=people.seat("quan"), at=at)


GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"


def indicator(**given: Any) -> dict[str, Any]:
    """As a neighbour's centre would tell it."""
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid4()}",
        "created": "2026-11-20T00:00:00.000Z",
        "modified": "2026-11-20T00:00:00.000Z",
        "name": "Máy chủ điều khiển",
        "pattern": "[ipv4-addr:value = '203.0.113.9']",
        "pattern_type": "stix",
        "valid_from": "2026-11-20T00:00:00Z",
        **given,
    }


def bundle(*objects: Any) -> bytes:
    told = {"type": "bundle", "id": f"bundle--{uuid4()}", "objects": list(objects)}
    return json.dumps(told).encode()
