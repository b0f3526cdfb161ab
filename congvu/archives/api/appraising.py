"""Appraisal and destruction, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.archives import actions, queries
from congvu.archives.access import appraisals_for, get_appraisal_for
from congvu.archives.actions import OpinionData
from congvu.archives.api.dossiers import DossierOut, Reason, Term, reader
from congvu.archives.models import Appraisal, Dossier
from congvu.archives.rules import CouncilPart
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Hồ sơ"])
_ONE = "/appraisals/{appraisal_id}"


class AppraisalOut(Schema):
    id: UUID
    state: str
    basis: str
    opened_at: datetime
    opened_by: str
    minutes: str
    decision: str
    approved_by: str
    returned_because: str
    carried_at: datetime | None
    carried_by: str
    way: str
    trail_until: date | None


class CouncilMemberOut(Schema):
    post_id: UUID
    name: str
    part: str


class CouncilOpinionOut(Schema):
    line_id: UUID
    by: str
    at: datetime
    verdict: str
    retention: str
    text: str


class AppraisedOut(Schema):
    id: UUID
    dossier_id: UUID
    position: int
    symbol: str
    year: int
    title: str
    retention: str
    kept_until: date
    verdict: str
    new_retention: str
    destroyed_at: datetime | None
    files_destroyed: int
    files_kept: int


class AppraisalDetailOut(Schema):
    record: AppraisalOut
    members: list[CouncilMemberOut]
    lines: list[AppraisedOut]
    opinions: list[CouncilOpinionOut]


class CouncilMemberIn(Schema):
    post_id: UUID
    part: Literal["chair", "secretary", "member"] = "member"


class AppraisalIn(Schema):
    dossier_ids: Annotated[list[UUID], Field(max_length=1000)]
    basis: Annotated[str, Field(max_length=300)]
    members: Annotated[list[CouncilMemberIn], Field(max_length=100)]


class CouncilOpinionIn(Schema):
    line_id: UUID
    verdict: Literal["destroy", "extend", "keep"]
    retention: Term = ""
    text: Annotated[str, Field(max_length=1000)] = ""


class CouncilOpinionsIn(Schema):
    opinions: Annotated[list[CouncilOpinionIn], Field(max_length=1000)]


class ConclusionIn(Schema):
    minutes: Annotated[str, Field(max_length=20_000)]


class DestructionDecisionIn(Schema):
    decision: Annotated[str, Field(max_length=300)]
    outside_word: Annotated[str, Field(max_length=1000)] = ""


class AppraisalReasonIn(Schema):
    reason: Reason


class DestructionIn(Schema):
    way: Annotated[str, Field(max_length=1000)]


def _whole(made: Appraisal) -> AppraisalDetailOut:
    said = [o for some in queries.opinions_of(made).values() for o in some]
    return AppraisalDetailOut(
        record=AppraisalOut.from_orm(made),
        members=[CouncilMemberOut.from_orm(m) for m in made.members.all()],
        lines=[AppraisedOut.from_orm(x) for x in queries.appraised_lines(made)],
        opinions=[CouncilOpinionOut.from_orm(o) for o in said],
    )


@router.get(
    "/dossiers-run-out", response=list[DossierOut], summary="Hồ sơ hết thời hạn"
)
def run_out(request: ApiRequest) -> list[Dossier]:
    seat = need(request, Permission.KEEP_ARCHIVE)
    return list(queries.run_out(seat.agency_id, timezone.localdate())[:500])


@router.get("/appraisals", response=list[AppraisalOut], summary="Các đợt xét hủy")
def appraisals(request: ApiRequest) -> list[Appraisal]:
    return list(appraisals_for(reader(request))[:500])


@router.post("/appraisals", response=AppraisalDetailOut, summary="Lập danh mục xét hủy")
def appraise(request: ApiRequest, data: AppraisalIn) -> AppraisalDetailOut:
    made = actions.open_appraisal(
        dossier_ids=data.dossier_ids,
        basis=data.basis,
        members={m.post_id: CouncilPart(m.part) for m in data.members},
        by=need(request, Permission.KEEP_ARCHIVE),
        at=timezone.now(),
    )
    return _whole(made)


@router.get(_ONE, response=AppraisalDetailOut, summary="Một đợt xét hủy")
def appraisal(request: ApiRequest, appraisal_id: UUID) -> AppraisalDetailOut:
    return _whole(get_appraisal_for(request.auth, appraisal_id))


@router.post(
    f"{_ONE}/opinions", response=AppraisalDetailOut, summary="Cho ý kiến xét hủy"
)
def opinion(
    request: ApiRequest, appraisal_id: UUID, data: CouncilOpinionsIn
) -> AppraisalDetailOut:
    """A member's word, once for each dossier; never edited."""
    found = get_appraisal_for(request.auth, appraisal_id)
    made = actions.give_opinions(
        appraisal_id=found.id,
        opinions={
            o.line_id: OpinionData(o.verdict, o.retention, o.text)
            for o in data.opinions
        },
        by=request.auth,
        at=timezone.now(),
    )
    return _whole(made)


@router.post(
    f"{_ONE}/conclude", response=AppraisalDetailOut, summary="Kết luận của hội đồng"
)
def conclude(
    request: ApiRequest, appraisal_id: UUID, data: ConclusionIn
) -> AppraisalDetailOut:
    found = get_appraisal_for(request.auth, appraisal_id)
    made = actions.conclude_appraisal(
        appraisal_id=found.id, minutes=data.minutes, by=request.auth, at=timezone.now()
    )
    return _whole(made)


@router.post(f"{_ONE}/approve", response=AppraisalDetailOut, summary="Duyệt hủy")
def approve(
    request: ApiRequest, appraisal_id: UUID, data: DestructionDecisionIn
) -> AppraisalDetailOut:
    seat = need(request, Permission.DECIDE_ARCHIVE)
    found = get_appraisal_for(seat, appraisal_id)
    made = actions.approve_appraisal(
        appraisal_id=found.id, by=seat, at=timezone.now(), **data.dict()
    )
    return _whole(made)


@router.post(f"{_ONE}/return", response=AppraisalDetailOut, summary="Không duyệt hủy")
def give_back(
    request: ApiRequest, appraisal_id: UUID, data: AppraisalReasonIn
) -> AppraisalDetailOut:
    seat = need(request, Permission.DECIDE_ARCHIVE)
    found = get_appraisal_for(seat, appraisal_id)
    made = actions.return_appraisal(
        appraisal_id=found.id, reason=data.reason, by=seat, at=timezone.now()
    )
    return _whole(made)


@router.post(f"{_ONE}/carry-out", response=AppraisalDetailOut, summary="Thực hiện hủy")
def carry_out(
    request: ApiRequest, appraisal_id: UUID, data: DestructionIn
) -> AppraisalDetailOut:
    seat = need(request, Permission.KEEP_ARCHIVE)
    found = get_appraisal_for(seat, appraisal_id)
    made = actions.carry_out(
        appraisal_id=found.id, way=data.way, by=seat, at=timezone.now()
    )
    return _whole(made)


@router.get(f"{_ONE}/pdf", summary="Biên bản xét hủy (PDF)")
def printed(request: ApiRequest, appraisal_id: UUID) -> FileResponse:
    found = get_appraisal_for(request.auth, appraisal_id)
    made = actions.print_appraisal(appraisal=found, by=request.auth, at=timezone.now())
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
