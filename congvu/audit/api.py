"""The log for machines: the same pages, the same note that somebody read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AfterValidator, AwareDatetime

from congvu.audit import access, actions, queries
from congvu.audit.queries import Wanted
from congvu.audit.rules import Door
from congvu.lib.dates import EARLIEST, LATEST, in_utc

router = Router(tags=["Nhật ký"])


class EventOut(Schema):
    """One line of the log; ``label`` is the event in words."""

    id: UUID
    at: datetime
    event: str
    label: str
    actor_name: str
    actor_person_id: UUID | None
    actor_post_id: UUID | None
    agency_id: UUID | None
    door: str
    address: str
    object_type: str
    object_id: UUID | None
    data: dict[str, Any]

    @staticmethod
    def resolve_label(event: Any) -> str:
        return queries.label(event.event)


class EventKeyOut(Schema):
    at: datetime
    id: UUID


class EventPageOut(Schema):
    """Newest first; ask for older ones with ``before`` and ``before_id``."""

    items: list[EventOut]
    older: EventKeyOut | None


class RootOut(Schema):
    """The last link up to the end of a day: written down elsewhere, it shows
    back-dating. Null where nothing was sealed by then.
    """

    day: date
    seq: int | None
    digest: str | None


@router.get("/audit-roots/{day}", response=RootOut, summary="Gốc niêm phong của ngày")
def root(
    request: HttpRequest, day: Annotated[date, Field(ge=EARLIEST, le=LATEST)]
) -> dict[str, Any]:
    access.agency_to_read(request)
    found = queries.day_root(day)
    seq, digest = (found[0], found[1].hex()) if found else (None, None)
    return {"day": day, "seq": seq, "digest": digest}


@router.get("/audit-events", response=EventPageOut, summary="Nhật ký")
def events(
    request: HttpRequest,
    event: str = "",
    who: Annotated[str, Field(max_length=150)] = "",
    object_id: UUID | None = None,
    day: Annotated[date, Field(ge=EARLIEST, le=LATEST)] | None = None,
    before: Annotated[AwareDatetime, AfterValidator(in_utc)] | None = None,
    before_id: UUID | None = None,
) -> dict[str, Any]:
    wanted = Wanted(
        event=event,
        who=who.strip(),
        object_id=object_id,
        day=day,
        agency_id=access.agency_to_read(request),
    )
    key = (before, before_id) if before and before_id else None
    found = queries.page(wanted, before=key)
    asked = {"event": event, "who": who, "object_id": object_id, "day": day}
    actions.record(
        "audit.read",
        by=access.actor_of(request, door=Door.API),
        at=timezone.now(),
        data={name: str(value) for name, value in asked.items() if value},
    )
    older = {"at": found.older[0], "id": found.older[1]} if found.older else None
    return {"items": found.events, "older": older}
