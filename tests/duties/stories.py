"""What the stories of duties have in common."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from congvu.duties.actions import give_duty
from congvu.duties.models import Duty, Share
from congvu.duties.rules import DutyData
from tests.people import Province

TITLE = "Xây dựng quy chế sử dụng thư điện tử"


def duty_data(people: Province, **more: Any) -> DutyData:
    """Given today, due in ten days."""
    given: dict[str, Any] = {
        "title": TITLE,
        "given_on": people.today,
        "deadline": people.today + timedelta(days=10),
    }
    return DutyData(**{**given, **more})


def give(
    people: Province,
    *leads: UUID,
    who: str = "dung",
    at: datetime | None = None,
    supports: tuple[UUID, ...] = (),
    watcher: UUID | None = None,
    **more: Any,
) -> Duty:
    """A duty that the chairman gives; to the commune where nobody else is named."""
    return give_duty(
        data=duty_data(people, **more),
        leads=leads or (people.commune.id,),
        supports=supports,
        watcher=watcher,
        by=people.seat(who),
        at=at or people.at,
    )


def share_of(duty: Duty, desk: UUID) -> Share:
    found: Share = duty.shares.get(desk_id=desk)
    return found


def days_ago(people: Province, n: int) -> date:
    return people.today - timedelta(days=n)
