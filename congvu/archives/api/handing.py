"""Dossiers handed over to an archive, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.archives import actions, queries
from congvu.archives.access import due_for, get_hand_over_for, hand_overs_for
from congvu.archives.api.dossiers import DossierOut, Reason, reader
from congvu.archives.models import ArchiveHandOver, Dossier
from congvu.archives.rules import Archive
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Hồ sơ"])
Chosen = Annotated[list[UUID], Field(max_length=1000)]


class DueDossierOut(Schema):
    dossier: DossierOut
    latest_on: date | None
    days_left: int | None
    is_late: bool


class ArchiveHandOverOut(Schema):
    id: UUID
    archive: str
    state: str
    year: int
    number: int
    given_at: datetime
    given_by: str
    given_as: str
    unit_name: str
    given_note: str
    to_name: str
    taken_on: date | None
    taken_by: str
    taken_as: str
    taken_note: str


class HandedDossierOut(Schema):
    id: UUID
    dossier_id: UUID
    position: int
    symbol: str
    year: int
    title: str
    first_on: date
    last_on: date
    retention: str
    sheets: int
    place: str
    note: str
    due_on: date | None
    days_late: int
    returned_because: str


class MinutesOut(Schema):
    record: ArchiveHandOverOut
    lines: list[HandedDossierOut]


class ArchiveHandOverIn(Schema):
    dossier_ids: Chosen
    archive: Literal["current", "historical"] = "current"
    given_note: Annotated[str, Field(max_length=1000)] = ""
    to_name: Annotated[str, Field(max_length=200)] = ""


class TakenLineIn(Schema):
    """What is said of one line: the shelf it goes to, or why it is given back."""

    line_id: UUID
    place: Annotated[str, Field(max_length=200)] = ""
    returned_because: Annotated[str, Field(max_length=1000)] = ""


class TakeIn(Schema):
    lines: Annotated[list[TakenLineIn], Field(max_length=1000)] = []
    taken_note: Annotated[str, Field(max_length=1000)] = ""
    taken_by: Annotated[str, Field(max_length=80)] = ""
    taken_as: Annotated[str, Field(max_length=200)] = ""
    taken_on: Day | None = None


class PostponeIn(Schema):
    dossier_ids: Chosen
    until: Day
    reason: Reason


def _whole(made: ArchiveHandOver) -> MinutesOut:
    return MinutesOut(
        record=ArchiveHandOverOut.from_orm(made),
        lines=[HandedDossierOut.from_orm(x) for x in queries.handed_lines(made)],
    )


@router.get(
    "/dossiers-to-hand-over",
    response=list[DueDossierOut],
    summary="Hồ sơ phải nộp lưu",
)
def due(
    request: ApiRequest, archive: Literal["current", "historical"] = "current"
) -> list[DueDossierOut]:
    """Those that are due first come first; 500 at most."""
    seat = reader(request)
    if Archive(archive) == Archive.HISTORICAL:
        need(request, Permission.KEEP_ARCHIVE)
        found = queries.to_historical(seat.agency_id)
    else:
        found = due_for(seat)
    lines = queries.with_clock(list(found[:500]), timezone.localdate())
    return [DueDossierOut.from_orm(line) for line in lines]


@router.get(
    "/archive-hand-overs",
    response=list[ArchiveHandOverOut],
    summary="Biên bản giao nhận hồ sơ",
)
def hand_overs(request: ApiRequest) -> list[ArchiveHandOver]:
    return list(hand_overs_for(reader(request))[:500])


@router.post("/archive-hand-overs", response=MinutesOut, summary="Nộp lưu hồ sơ")
def hand_over(request: ApiRequest, data: ArchiveHandOverIn) -> MinutesOut:
    inside = Archive(data.archive) == Archive.CURRENT
    needed = Permission.MAKE_DOSSIERS if inside else Permission.KEEP_ARCHIVE
    made = actions.hand_over_dossiers(
        dossier_ids=data.dossier_ids,
        archive=Archive(data.archive),
        given_note=data.given_note,
        to_name=data.to_name,
        by=need(request, needed),
        at=timezone.now(),
    )
    return _whole(made)


@router.get(
    "/archive-hand-overs/{hand_over_id}", response=MinutesOut, summary="Một biên bản"
)
def minutes(request: ApiRequest, hand_over_id: UUID) -> MinutesOut:
    return _whole(get_hand_over_for(request.auth, hand_over_id))


@router.post(
    "/archive-hand-overs/{hand_over_id}/take",
    response=MinutesOut,
    summary="Xác nhận nhận hồ sơ",
)
def take(request: ApiRequest, hand_over_id: UUID, data: TakeIn) -> MinutesOut:
    seat = need(request, Permission.KEEP_ARCHIVE)
    found = get_hand_over_for(seat, hand_over_id)
    made = actions.take_hand_over(
        hand_over_id=found.id,
        returned={
            x.line_id: x.returned_because for x in data.lines if x.returned_because
        },
        places={x.line_id: x.place for x in data.lines},
        taken_note=data.taken_note,
        taken_by=data.taken_by,
        taken_as=data.taken_as,
        taken_on=data.taken_on,
        by=seat,
        at=timezone.now(),
    )
    return _whole(made)


@router.get(
    "/archive-hand-overs/{hand_over_id}/{paper}.pdf",
    summary="Biên bản, mục lục hồ sơ nộp lưu (PDF)",
)
def printed(
    request: ApiRequest, hand_over_id: UUID, paper: Literal["minutes", "list"]
) -> FileResponse:
    found = get_hand_over_for(request.auth, hand_over_id)
    made = actions.print_hand_over(
        hand_over=found, paper=paper, by=request.auth, at=timezone.now()
    )
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.post(
    "/dossiers-to-hand-over/postpone",
    response=list[DossierOut],
    summary="Cho giữ lại hồ sơ quá hạn nộp lưu",
)
def postpone(request: ApiRequest, data: PostponeIn) -> list[Dossier]:
    return actions.postpone_hand_over(
        dossier_ids=data.dossier_ids,
        until=data.until,
        reason=data.reason,
        by=need(request, Permission.DECIDE_ARCHIVE),
        at=timezone.now(),
    )
