"""Alerts, events, sources."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router

from congvu.lib.dates import in_utc
from congvu.logs import actions, queries
from congvu.logs.access import (
    get_alert_for,
    get_alert_to_keep,
    get_source_to_keep,
    searched_sources,
    seen_alerts,
    seen_sources,
)
from congvu.logs.api.schemas import (
    AlertClosingIn,
    FalseAlarmIn,
    LogEventOut,
    LogEventsOut,
    LogSourceIn,
    LogSourceMadeOut,
    LogSourceOut,
    SecurityAlertOut,
    SecurityAlertsOut,
)
from congvu.logs.rules import AlertState, Severity
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Cảnh báo an ninh, nhật ký máy"])

_ALERT = "/security-alerts/{alert_id}"
_DAY = timedelta(days=1)


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_SECURITY)


@router.get(
    "/security-alerts",
    response=SecurityAlertsOut,
    summary="Cảnh báo an ninh, nặng trước",
)
def alerts(
    request: ApiRequest, state: AlertState | None = None, after: UUID | None = None
) -> SecurityAlertsOut:
    rows = seen_alerts(reader(request))
    page = queries.alerts_page(rows, state=state or "", after=after)
    return SecurityAlertsOut(
        items=[SecurityAlertOut.of(one) for one in page.rows], after=page.after
    )


@router.get(_ALERT, response=SecurityAlertOut, summary="Một cảnh báo an ninh")
def alert(request: ApiRequest, alert_id: UUID) -> SecurityAlertOut:
    return SecurityAlertOut.of(get_alert_for(reader(request), alert_id))


@router.post(_ALERT + "/take", response=SecurityAlertOut, summary="Nhận xử lý cảnh báo")
def take(request: ApiRequest, alert_id: UUID) -> SecurityAlertOut:
    seat = keeper(request)
    found = get_alert_to_keep(seat, alert_id)
    made = actions.take_alert(alert_id=found.pk, by=seat, at=timezone.now())
    return SecurityAlertOut.of(made)


@router.post(
    _ALERT + "/false", response=SecurityAlertOut, summary="Coi là báo động giả"
)
def false(request: ApiRequest, alert_id: UUID, data: FalseAlarmIn) -> SecurityAlertOut:
    seat = keeper(request)
    found = get_alert_to_keep(seat, alert_id)
    made = actions.call_false(
        alert_id=found.pk,
        until=data.until,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return SecurityAlertOut.of(made)


@router.post(_ALERT + "/close", response=SecurityAlertOut, summary="Đóng cảnh báo")
def close(
    request: ApiRequest, alert_id: UUID, data: AlertClosingIn
) -> SecurityAlertOut:
    seat = keeper(request)
    found = get_alert_to_keep(seat, alert_id)
    made = actions.close_alert(
        alert_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
    return SecurityAlertOut.of(made)


@router.get("/log-events", response=LogEventsOut, summary="Tìm trong nhật ký máy")
def events(
    request: ApiRequest,
    since: datetime | None = None,
    until: datetime | None = None,
    words: str = "",
    host: str = "",
    program: str = "",
    worst: Annotated[int, Query(ge=0, le=7)] = 7,
    after: str = "",
) -> LogEventsOut:
    """Of the last day where no time is asked for; a time without a zone is ours."""
    seat = reader(request)
    end = _aware(until) or timezone.now()
    asked = queries.Search(
        since=_aware(since) or end - _DAY,
        until=end,
        words=words[:300],
        host=host,
        program=program,
        worst=Severity(worst),
        sources=searched_sources(seat),
    )
    page = queries.events_page(asked, after)
    return LogEventsOut(
        items=[LogEventOut.of(one) for one in page.rows],
        after=page.after,
        archived=page.archived,
    )


def _aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else in_utc(moment)


@router.get("/log-sources", response=list[LogSourceOut], summary="Nguồn nhật ký")
def sources(request: ApiRequest) -> list[LogSourceOut]:
    rows = seen_sources(reader(request)).order_by("ended_at", "name", "pk")
    return [LogSourceOut.of(one) for one in rows]


@router.post("/log-sources", response=LogSourceMadeOut, summary="Ghi danh nguồn")
def add(request: ApiRequest, data: LogSourceIn) -> LogSourceMadeOut:
    seat = keeper(request)
    made, secret = actions.add_source(
        agency_id=seat.agency_id, **data.model_dump(), by=seat, at=timezone.now()
    )
    return LogSourceMadeOut(source=LogSourceOut.of(made), secret=secret)


@router.delete(
    "/log-sources/{log_source_id}", response={204: None}, summary="Ngừng nguồn"
)
def end(request: ApiRequest, log_source_id: UUID) -> None:
    seat = keeper(request)
    found = get_source_to_keep(seat, log_source_id)
    actions.end_source(source_id=found.pk, by=seat, at=timezone.now())
