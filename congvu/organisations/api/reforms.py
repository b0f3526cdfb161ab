"""Acts that reorganise bodies, what waits for a choice, and whom a code means."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from congvu.lib.dates import day_or_none
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations import queries
from congvu.organisations.access import get_reform_for
from congvu.organisations.actions import (
    choose_heir,
    decide_reform,
    empty_sheet,
    prepare_reform,
    preview_reform,
    read_lines,
    withdraw_reform,
)
from congvu.organisations.api.doors import ApiRequest, Day, need
from congvu.organisations.api.reading import CodeOut, NameOut
from congvu.organisations.api.standing_in import router
from congvu.organisations.formats.reform_sheet import as_table
from congvu.organisations.models import Heir, Reform
from congvu.organisations.rules import Permission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReformIn(Schema):
    """``rows`` as copied from the sheet: cells between tabs or |, titles or none.

    ``on`` is told with everything else that is wrong where it is no day.
    """

    title: Annotated[str, Field(max_length=300)]
    legal_basis: Annotated[str, Field(max_length=300)]
    on: Annotated[str, Field(max_length=10, examples=["2027-01-01"])]
    rows: Annotated[str, Field(min_length=1, max_length=4_000_000)]
    dry_run: bool = False


class ReformOut(Schema):
    id: UUID
    title: str
    legal_basis: str
    on: date
    state: str
    prepared_by: str
    prepared_at: datetime
    decided_by: str
    decided_at: datetime | None
    carried_out_at: datetime | None


class BecomesOut(Schema):
    id: UUID
    name: str
    into: list[str]
    heir: str
    is_interim: bool


class TouchedOut(Schema):
    """How many rows of each ended body; ``fate``: stays, ends, follows or seen."""

    field: str
    label: str
    fate: str
    total: int
    counts: dict[str, int]


class PostOfEndedOut(Schema):
    """A post of a body that ends, the day before; ``person`` may be empty."""

    unit: str
    post: str
    person: str


class WrongOut(Schema):
    line: int
    why: str


class LineOut(Schema):
    line: int
    verb: str
    cells: dict[str, str]


class ReformDetailOut(Schema):
    """``wrong`` where a prepared act cannot be decided any more."""

    reform: ReformOut
    lines: list[LineOut]
    ends: list[BecomesOut]
    begins: list[str]
    renamed: list[list[str]]
    closed_codes: list[str]
    touched: list[TouchedOut]
    seats: dict[str, list[PostOfEndedOut]]
    wrong: list[WrongOut]


class CandidateOut(Schema):
    id: UUID
    name: str


class HeirWaitingOut(Schema):
    predecessor_id: UUID
    name: str
    kept_by: str
    since: date
    candidates: list[CandidateOut]


class ConfirmedIn(Schema):
    """The legal basis as it was read; it must be the act's."""

    legal_basis: Annotated[str, Field(min_length=1, max_length=300)]


class HeirIn(Schema):
    heir_id: UUID


class HeirOut(Schema):
    predecessor_id: UUID
    heir_id: UUID
    valid_from: date


class KnownOut(Schema):
    """An agency of any time; ``now_id`` answers for it where it has ended."""

    id: UUID
    name: str
    valid_from: date
    valid_until: date | None
    names: list[NameOut]
    codes: list[CodeOut]
    now_id: UUID | None
    now_name: str
    is_interim: bool


class MeantOut(Schema):
    """``note`` says for whom a closed code acts; empty where it is not closed."""

    agency_id: UUID
    note: str


@router.get("/reforms", response=list[ReformOut], summary="Quyết định tổ chức lại")
def reforms(request: ApiRequest) -> list[Reform]:
    seat = need(request, Permission.READ_ORGANISATION)
    drafts = seat.can(Permission.PREPARE_REFORM) or seat.can(Permission.DECIDE_REFORM)
    return queries.reforms_for(drafts=drafts)


@router.post("/reforms", response=ReformOut, summary="Soạn quyết định tổ chức lại")
def add_reform(request: ApiRequest, data: ReformIn) -> Reform:
    """With ``dry_run`` everything is judged and nothing kept."""
    seat = need(request, Permission.PREPARE_REFORM)
    lines, unread = read_lines(as_table(data.rows))
    return prepare_reform(
        title=data.title,
        legal_basis=data.legal_basis,
        on=day_or_none(data.on),
        lines=lines,
        unread=unread,
        by=seat.actor,
        at=timezone.now(),
        dry_run=data.dry_run,
    )


@router.get("/reform-sheet", summary="Bảng mẫu để soạn quyết định (.xlsx)")
def reform_sheet(request: ApiRequest) -> HttpResponse:
    need(request, Permission.PREPARE_REFORM)
    return HttpResponse(empty_sheet(), content_type=XLSX)


@router.get(
    "/reforms/{reform_id}",
    response=ReformDetailOut,
    summary="Một quyết định và những gì nó đụng đến",
)
def reform(request: ApiRequest, reform_id: UUID) -> dict[str, Any]:
    found = get_reform_for(request.auth, reform_id)
    preview = preview_reform(found, at=timezone.now())
    rows = found.changes.order_by("line")
    before = found.on - timedelta(days=1)
    seats = queries.seats_touched([one.id for one in preview.ends], before)
    return {
        "reform": found,
        "lines": [{"line": r.line, "verb": r.verb, "cells": r.detail} for r in rows],
        "ends": preview.ends,
        "begins": preview.begins,
        "renamed": preview.renamed,
        "closed_codes": preview.closed_codes,
        "touched": [_touched(one) for one in preview.touched],
        "seats": {str(body): some for body, some in seats.items()},
        "wrong": [{"line": line, "why": why} for line, why in preview.wrong],
    }


def _touched(one: queries.Touched) -> dict[str, Any]:
    """JSON knows keys of text only."""
    counts = {str(body): n for body, n in one.counts.items()}
    return {
        "field": one.field,
        "label": one.label,
        "fate": one.fate,
        "total": one.total,
        "counts": counts,
    }


@router.post(
    "/reforms/{reform_id}/decide", response=ReformOut, summary="Quyết định tổ chức lại"
)
def decide(request: ApiRequest, reform_id: UUID, data: ConfirmedIn) -> Reform:
    seat = need(request, Permission.DECIDE_REFORM)
    found = get_reform_for(seat, reform_id)
    if nfc(data.legal_basis) != found.legal_basis:
        words = _("Căn cứ ghi ở đây không khớp với căn cứ của quyết định.")
        raise Refused([Reason(words, "legal_basis")])
    return decide_reform(reform_id=found.id, by=seat.actor, at=timezone.now())


@router.post(
    "/reforms/{reform_id}/withdraw", response=ReformOut, summary="Rút quyết định"
)
def withdraw(request: ApiRequest, reform_id: UUID) -> Reform:
    seat = need(request, Permission.PREPARE_REFORM)
    found = get_reform_for(seat, reform_id)
    return withdraw_reform(reform_id=found.id, by=seat.actor, at=timezone.now())


@router.get(
    "/heirs-waiting", response=list[HeirWaitingOut], summary="Nơi chia chờ chọn kế thừa"
)
def heirs_waiting(request: ApiRequest) -> list[dict[str, Any]]:
    need(request, Permission.READ_ORGANISATION)
    return [
        {
            "predecessor_id": one.heir.predecessor_id,
            "name": one.name,
            "kept_by": one.kept_by,
            "since": one.heir.valid_from,
            "candidates": one.candidates,
        }
        for one in queries.waiting_decisions(timezone.localdate())
    ]


@router.post(
    "/heirs/{predecessor_id}/choose", response=HeirOut, summary="Chọn nơi kế thừa"
)
def choose(request: ApiRequest, predecessor_id: UUID, data: HeirIn) -> Heir:
    seat = need(request, Permission.DECIDE_REFORM)
    return choose_heir(
        predecessor_id=predecessor_id,
        heir_id=data.heir_id,
        by=seat.actor,
        at=timezone.now(),
    )


@router.get(
    "/agency-lookup", response=list[KnownOut], summary="Tra mã, tên của mọi thời kỳ"
)
def look_up(
    request: ApiRequest,
    q: Annotated[str, Field(min_length=2, max_length=200)],
    on: Day | None = None,
) -> list[queries.Known]:
    need(request, Permission.READ_ORGANISATION)
    return queries.look_up(q, on or timezone.localdate())


@router.get(
    "/agency-codes/{code}",
    response=MeantOut,
    summary="Mã này hôm ấy là cơ quan nào",
)
def code_meaning(
    request: ApiRequest, code: str, on: Day | None = None
) -> dict[str, Any]:
    """A closed code means its single successor; a divided one is refused with the
    candidates named.
    """
    need(request, Permission.READ_ORGANISATION)
    meant = queries.resolve_code(code, on or timezone.localdate())
    return {"agency_id": meant.agency.id, "note": meant.words}


__all__ = ["router"]
