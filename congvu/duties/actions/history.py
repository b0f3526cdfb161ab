"""One line on a duty's timeline and one in the log, written together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from congvu.audit.actions import record
from congvu.documents.rules import for_the_log
from congvu.duties.models import Duty, DutyEvent, Share
from congvu.organisations.access import Seat


def line(
    *,
    event: str,
    duty: Duty,
    share: Share | None,
    by: Seat,
    at: datetime,
    text: str = "",
    detail: Mapping[str, object] | None = None,
) -> DutyEvent:
    """A line of the timeline, not saved yet."""
    return DutyEvent(
        at=at,
        duty=duty,
        share=share,
        event=event,
        actor=by.person_name,
        actor_post=by.acts_as,
        text=text,
        detail=dict(detail or {}),
    )


def note(
    event: str,
    *,
    share: Share,
    by: Seat,
    at: datetime,
    text: str = "",
    detail: Mapping[str, object] | None = None,
    also: Mapping[str, object] | None = None,
) -> None:
    """Tell the timeline and the log; ``also`` is for the log alone."""
    line(
        event=event,
        duty=share.duty,
        share=share,
        by=by,
        at=at,
        text=text,
        detail=detail,
    ).save(force_insert=True)
    log(event=event, share=share, by=by, at=at, data={**(also or {}), "text": text})


def log(
    *,
    event: str,
    share: Share,
    by: Seat,
    at: datetime,
    data: Mapping[str, object],
    agency_id: UUID | None = None,
) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=share,
        agency_id=agency_id or share.duty.agency_id,
        data=for_the_log({k: v for k, v in data.items() if v != ""}),
    )
