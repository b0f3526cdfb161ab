"""The regulation of sending, for machines: as it holds on a day, and what it offers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from congvu.exchange import actions, queries
from congvu.exchange.access import get_regulation
from congvu.exchange.models import Regulation
from congvu.exchange.rules import (
    Channel,
    Limit,
    OnPaper,
    Row,
    Sending,
    limit_said,
    offer_of,
    why_said,
)
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

regulation_router = Router(tags=["Quy chế gửi nhận"])
Kind = Annotated[str, Field(max_length=12)]
Code = Annotated[str, Field(max_length=20)]
_P = Permission


class RegulationOut(Schema):
    """A dated row; what is empty in types, phrases, sender, recipient is every one."""

    id: UUID
    key: str
    label: str
    types: list[str]
    phrases: list[str]
    sender: str
    recipient: str
    channels: list[str]
    needs_signature: bool
    limit: str
    urgent_limit: str
    on_paper: str
    valid_from: date
    valid_until: date | None
    source: str
    article: str
    sureness: str


class RegulationIn(Schema):
    key: Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]*$")]
    label: Annotated[str, Field(max_length=300)]
    types: list[Code] = []
    phrases: list[Annotated[str, Field(max_length=100)]] = []
    sender: Kind = ""
    recipient: Kind = ""
    channels: list[Channel]
    needs_signature: bool = True
    limit: Limit
    urgent_limit: Limit = Limit.AT_ONCE
    on_paper: OnPaper
    valid_from: Day
    source: Annotated[str, Field(max_length=300)]
    article: Annotated[str, Field(max_length=200)] = ""


class EndIn(Schema):
    valid_until: Day


class OfferOut(Schema):
    """What is offered; ``row_id`` decided it, ``why`` it won, in words."""

    row_id: UUID
    label: str
    citation: str
    sureness: str
    why: str
    channels: list[str]
    needs_signature: bool
    limit: str
    on_paper: Literal["none", "also", "only"]
    paper_basis: str


class ViolationOut(Schema):
    entry_id: UUID
    symbol: str
    subject: str
    unit: str
    recipient: str
    violations: list[str]
    channel: str
    sent_at: datetime | None
    row_id: UUID
    citation: str


@regulation_router.get(
    "/regulation", response=list[RegulationOut], summary="Quy chế có hiệu lực một ngày"
)
def regulation(request: ApiRequest, on: Day | None = None) -> list[Regulation]:
    need(request, _P.READ_RULES)
    return queries.regulation_on(on or timezone.localdate())


@regulation_router.get(
    "/regulation/offer", response=OfferOut, summary="Được gửi thế nào"
)
def offer(
    request: ApiRequest,
    on: Day | None = None,
    type_code: Code = "",
    subject: Annotated[str, Field(max_length=500)] = "",
    sender: Kind = "",
    recipient: Kind = "",
) -> dict[str, Any]:
    seat = need(request, _P.READ_RULES)
    day = on or timezone.localdate()
    sending = Sending(day, type_code, subject, sender, recipient)
    found = offer_of(queries.rows_on(day, seat.agency_id), sending)
    if found is None:
        raise Http404
    row = found.row
    return {
        "row_id": row.id,
        "label": row.label,
        "citation": row.citation,
        "sureness": row.sureness,
        "why": why_said(found, _),
        "channels": [c.value for c in Channel if c in found.channels],
        "needs_signature": row.needs_signature,
        "limit": limit_said(row.limit, row.urgent_limit, _),
        "on_paper": found.on_paper,
        "paper_basis": found.paper_row.citation,
    }


@regulation_router.post("/regulation", response=RegulationOut, summary="Thêm dòng")
def add_rule(request: ApiRequest, data: RegulationIn) -> Regulation:
    seat = need(request, _P.EDIT_REGULATION)
    given = data.dict() | {"channels": frozenset(data.channels)}
    return actions.add_regulation(row=Row(**given), by=seat, at=timezone.now())


@regulation_router.get(
    "/regulation/{regulation_id}/history",
    response=list[RegulationOut],
    summary="Các dòng cùng mã",
)
def rule_history(request: ApiRequest, regulation_id: UUID) -> list[Regulation]:
    need(request, _P.READ_RULES)
    return queries.history_of(get_regulation(regulation_id).key)


@regulation_router.post(
    "/regulation/{regulation_id}/end",
    response=RegulationOut,
    summary="Ghi hết hiệu lực",
)
def end_rule(request: ApiRequest, regulation_id: UUID, data: EndIn) -> Regulation:
    seat = need(request, _P.EDIT_REGULATION)
    get_regulation(regulation_id)
    return actions.end_regulation(
        regulation_id=regulation_id,
        valid_until=data.valid_until,
        by=seat,
        at=timezone.now(),
    )


@regulation_router.get(
    "/regulation-violations", response=list[ViolationOut], summary="Vi phạm quy chế"
)
def violations(
    request: ApiRequest, month: Day | None = None, unit_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Of the month that holds the day, of one unit or of all."""
    seat = need(request, _P.READ_REGISTER)
    found = queries.violations_of(
        seat.agency_id,
        month or timezone.localdate(),
        timezone.now(),
        unit=str(unit_id or ""),
    )
    return [
        {
            "entry_id": one.entry.id,
            "symbol": one.entry.symbol,
            "subject": one.entry.subject,
            "unit": one.entry.unit_name,
            "recipient": one.recipient,
            "violations": [v.value for v in one.violations],
            "channel": one.channel,
            "sent_at": one.sent_at,
            "row_id": one.offer.row.id,
            "citation": one.offer.row.citation,
        }
        for one in found.found
    ]
