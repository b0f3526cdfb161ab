"""Incidents: opened, judged, told of, handled."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.incidents import actions, queries
from congvu.incidents.access import (
    get_incident_for,
    get_incident_to_compose,
    get_incident_to_keep,
    seen_incidents,
)
from congvu.incidents.api.schemas import (
    EvidenceIn,
    EvidencePassIn,
    EvidenceVerifyIn,
    IncidentDetailOut,
    IncidentIn,
    IncidentJudgedIn,
    IncidentKnownIn,
    IncidentOut,
    IncidentPaperIn,
    IncidentPaperOut,
    IncidentReasonIn,
    IncidentResultIn,
    IncidentsOut,
    IncidentStepIn,
    IncidentTaskIn,
    IncidentTeachIn,
    IncidentToldIn,
)
from congvu.incidents.models import Incident, IncidentPaper
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Sự cố"])

_ONE = "/incidents/{incident_id}"
_CLOCK = _ONE + "/clocks/{clock_key}"
_EVIDENCE = _ONE + "/evidence/{evidence_id}"


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_SECURITY)


def kept(request: ApiRequest, incident_id: UUID) -> tuple[Seat, UUID]:
    seat = need(request, Permission.KEEP_SECURITY)
    return seat, get_incident_to_keep(seat, incident_id).pk


def again(seat: Seat, incident_id: UUID) -> Incident:
    return get_incident_for(seat, incident_id)


@router.get("/incidents", response=IncidentsOut, summary="Sự cố, mới phát hiện trước")
def incidents(
    request: ApiRequest, *, drills: bool = False, after: UUID | None = None
) -> IncidentsOut:
    """Drills only where they are asked for."""
    rows = seen_incidents(reader(request)).filter(is_drill=drills)
    page = queries.incidents_page(rows, after)
    items = [IncidentOut.from_orm(one) for one in page.rows]
    return IncidentsOut(items=items, after=page.after)


@router.post("/incidents", response={201: IncidentDetailOut}, summary="Mở sự cố")
def open_incident(request: ApiRequest, data: IncidentIn) -> Status[Incident]:
    seat = need(request, Permission.KEEP_SECURITY)
    wish = actions.IncidentData(**data.model_dump())
    made = actions.open_incident(data=wish, by=seat, at=timezone.now())
    return Status(201, again(seat, made.pk))


@router.get(_ONE, response=IncidentDetailOut, summary="Một sự cố")
def incident(request: ApiRequest, incident_id: UUID) -> Incident:
    return get_incident_for(reader(request), incident_id)


@router.put(_ONE, response=IncidentDetailOut, summary="Ghi điều biết được về sự cố")
def change(request: ApiRequest, incident_id: UUID, data: IncidentKnownIn) -> Incident:
    seat, key = kept(request, incident_id)
    known = actions.KnownData(**data.model_dump())
    actions.change_incident(incident_id=key, data=known, by=seat, at=timezone.now())
    return again(seat, key)


@router.post(
    _ONE + "/judge", response=IncidentDetailOut, summary="Đánh giá mức nghiêm trọng"
)
def judge(request: ApiRequest, incident_id: UUID, data: IncidentJudgedIn) -> Incident:
    seat, key = kept(request, incident_id)
    actions.judge_incident(
        incident_id=key,
        gravity=data.gravity,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(_ONE + "/notes", response=IncidentDetailOut, summary="Ghi diễn biến")
def note(request: ApiRequest, incident_id: UUID, data: IncidentStepIn) -> Incident:
    seat, key = kept(request, incident_id)
    actions.note_step(incident_id=key, **data.model_dump(), by=seat, at=timezone.now())
    return again(seat, key)


@router.post(_CLOCK + "/told", response=IncidentDetailOut, summary="Ghi đã báo")
def told(
    request: ApiRequest, incident_id: UUID, clock_key: str, data: IncidentToldIn
) -> Incident:
    seat, key = kept(request, incident_id)
    actions.record_telling(
        incident_id=key,
        key=clock_key,
        told_at=data.told_at,
        how=data.how,
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(
    _CLOCK + "/papers",
    response={201: IncidentPaperOut},
    summary="Soạn văn bản báo sự cố",
)
def compose(
    request: ApiRequest, incident_id: UUID, clock_key: str, data: IncidentPaperIn
) -> Status[IncidentPaper]:
    """A draft; it goes on as every draft does."""
    found = get_incident_to_compose(request.auth, incident_id)
    made = actions.compose_telling(
        incident_id=found.pk,
        key=clock_key,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(_ONE + "/tasks", response=IncidentDetailOut, summary="Giao việc")
def add_task(request: ApiRequest, incident_id: UUID, data: IncidentTaskIn) -> Incident:
    seat, key = kept(request, incident_id)
    actions.add_task(incident_id=key, **data.model_dump(), by=seat, at=timezone.now())
    return again(seat, key)


@router.post(
    _ONE + "/tasks/{incident_task_id}/finish",
    response=IncidentDetailOut,
    summary="Xong việc",
)
def finish_task(
    request: ApiRequest,
    incident_id: UUID,
    incident_task_id: UUID,
    data: IncidentResultIn,
) -> Incident:
    seat, key = kept(request, incident_id)
    actions.finish_task(
        incident_id=key,
        task_id=incident_task_id,
        result=data.result,
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(_ONE + "/evidence", response=IncidentDetailOut, summary="Ghi chứng cứ")
def take(request: ApiRequest, incident_id: UUID, data: EvidenceIn) -> Incident:
    seat, key = kept(request, incident_id)
    given = data.model_dump()
    digest = actions.Digest(given.pop("sha256"), given.pop("size"))
    actions.take_evidence(
        incident_id=key,
        data=actions.EvidenceData(**given),
        digest=digest,
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(
    _EVIDENCE + "/pass", response=IncidentDetailOut, summary="Bàn giao chứng cứ"
)
def pass_on(
    request: ApiRequest, incident_id: UUID, evidence_id: UUID, data: EvidencePassIn
) -> Incident:
    seat, key = kept(request, incident_id)
    actions.pass_evidence(
        incident_id=key,
        evidence_id=evidence_id,
        **data.model_dump(),
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(
    _EVIDENCE + "/verify", response=IncidentDetailOut, summary="Đối chiếu chứng cứ"
)
def verify(
    request: ApiRequest, incident_id: UUID, evidence_id: UUID, data: EvidenceVerifyIn
) -> Incident:
    seat, key = kept(request, incident_id)
    actions.verify_evidence(
        incident_id=key,
        evidence_id=evidence_id,
        digest=actions.Digest(data.sha256, data.size),
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return again(seat, key)


@router.post(_ONE + "/teach", response=IncidentDetailOut, summary="Giao học sau sự cố")
def teach(request: ApiRequest, incident_id: UUID, data: IncidentTeachIn) -> Incident:
    seat, key = kept(request, incident_id)
    actions.teach_people(
        incident_id=key, **data.model_dump(), by=seat, at=timezone.now()
    )
    return again(seat, key)


@router.post(_ONE + "/close", response=IncidentDetailOut, summary="Đóng sự cố")
def close(request: ApiRequest, incident_id: UUID) -> Incident:
    seat, key = kept(request, incident_id)
    actions.close_incident(incident_id=key, by=seat, at=timezone.now())
    return again(seat, key)


@router.post(_ONE + "/reopen", response=IncidentDetailOut, summary="Mở lại sự cố")
def reopen(request: ApiRequest, incident_id: UUID, data: IncidentReasonIn) -> Incident:
    seat, key = kept(request, incident_id)
    actions.reopen_incident(
        incident_id=key, reason=data.reason, by=seat, at=timezone.now()
    )
    return again(seat, key)
