"""Audits, what they found, and risks, for programs."""

from __future__ import annotations

from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import Field

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_audit_for,
    get_audit_to_run,
    get_finding_for,
    get_finding_to_judge,
    get_finding_to_mend,
    get_part_for,
    get_part_requirement,
    get_part_to_answer,
    get_part_to_judge,
    get_part_to_name,
    get_risk_to_keep,
    get_step_file,
    get_system_to_keep,
    seen_audits,
    seen_findings,
    seen_parts,
    seen_risks,
)
from congvu.controls.actions import AnswerData, AuditData, FindingData, RiskData, Shown
from congvu.controls.api.people import keeper
from congvu.controls.api.schemas import (
    AuditFindingIn,
    AuditFindingOneOut,
    AuditFindingOut,
    AuditFindingPageOut,
    AuditOut,
    AuditPageOut,
    AuditPartOut,
    DropIn,
    FindingJudgedIn,
    FindingReopenIn,
    FindingStepOut,
    RequirementAnswerIn,
    RequirementAnswerOut,
    RespondentIn,
    SecurityAuditIn,
    SystemRiskIn,
    SystemRiskOut,
    SystemRiskPageOut,
)
from congvu.controls.models import AuditFinding, AuditPart, SecurityAudit, SystemRisk
from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest

router = Router(tags=["An toàn thông tin"])

_AUDITS, _AUDIT = "/security-audits", "/security-audits/{audit_id}"
_PART = "/audit-parts/{part_id}"
_FINDING = "/audit-findings/{finding_id}"
_RISK = "/system-risks/{risk_id}"


@router.get(_AUDITS, response=AuditPageOut, summary="Các đợt kiểm tra an toàn")
def audits(request: ApiRequest, after: UUID | None = None) -> AuditPageOut:
    seat = request.auth
    page, _counts = queries.audits_page(seen_audits(seat), seen_parts(seat), after)
    rows = [AuditOut.from_orm(one) for one in page.rows]
    return AuditPageOut(items=rows, after=page.after)


@router.post(_AUDITS, response={201: AuditOut}, summary="Mở đợt kiểm tra an toàn")
def start(request: ApiRequest, data: SecurityAuditIn) -> Status[SecurityAudit]:
    made = actions.start_audit(
        data=AuditData(**data.model_dump()), by=keeper(request), at=timezone.now()
    )
    return Status(201, made)


@router.get(
    _AUDIT + "/parts", response=list[AuditPartOut], summary="Ai được hỏi, còn ai"
)
def parts(request: ApiRequest, audit_id: UUID) -> list[AuditPart]:
    found = get_audit_for(request.auth, audit_id)
    return queries.parts_of(found, seen_parts(request.auth))


@router.post(_AUDIT + "/close", response=AuditOut, summary="Kết thúc đợt kiểm tra")
def close(request: ApiRequest, audit_id: UUID) -> SecurityAudit:
    seat = keeper(request)
    found = get_audit_to_run(seat, audit_id)
    return actions.close_audit(audit_id=found.pk, by=seat, at=timezone.now())


@router.get(_PART, response=AuditPartOut, summary="Một hệ thống được hỏi")
def part(request: ApiRequest, part_id: UUID) -> AuditPart:
    return get_part_for(request.auth, part_id)


@router.put(_PART + "/respondent", response=AuditPartOut, summary="Chọn người trả lời")
def respondent(request: ApiRequest, part_id: UUID, data: RespondentIn) -> AuditPart:
    found = get_part_to_name(request.auth, part_id)
    return actions.name_respondent(
        part_id=found.pk, post_id=data.post_id, by=request.auth, at=timezone.now()
    )


@router.put(
    _PART + "/requirements/{requirement_id}",
    response=RequirementAnswerOut,
    summary="Người được chọn trả lời một yêu cầu của hệ thống",
)
def answer(
    request: ApiRequest,
    part_id: UUID,
    requirement_id: UUID,
    data: RequirementAnswerIn,
) -> RequirementAnswerOut:
    found, asked = get_part_requirement(request.auth, part_id, requirement_id)
    made = actions.answer_requirement(
        system_id=found.system_id,
        requirement_id=asked.pk,
        data=AnswerData(**data.model_dump()),
        by=request.auth,
        at=timezone.now(),
    )
    return RequirementAnswerOut.of(made)


@router.post(_PART + "/hand-in", response=AuditPartOut, summary="Nộp trả lời")
def hand_in(request: ApiRequest, part_id: UUID) -> AuditPart:
    found = get_part_to_answer(request.auth, part_id)
    return actions.hand_in(part_id=found.pk, by=request.auth, at=timezone.now())


@router.post(_PART + "/hand-back", response=AuditPartOut, summary="Trả lại")
def hand_back(request: ApiRequest, part_id: UUID, data: DropIn) -> AuditPart:
    seat = keeper(request)
    found = get_part_to_judge(seat, part_id)
    return actions.hand_back(
        part_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post(
    _PART + "/findings", response={201: AuditFindingOut}, summary="Nêu tồn tại"
)
def raise_one(
    request: ApiRequest, part_id: UUID, data: AuditFindingIn
) -> Status[AuditFinding]:
    seat = keeper(request)
    found = get_part_to_judge(seat, part_id)
    made = actions.raise_finding(
        part_id=found.pk,
        data=FindingData(**data.model_dump()),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get("/audit-findings", response=AuditFindingPageOut, summary="Tồn tại an toàn")
def findings(request: ApiRequest, after: UUID | None = None) -> AuditFindingPageOut:
    page = queries.findings_page(seen_findings(request.auth), after)
    rows = [AuditFindingOut.from_orm(one) for one in page.rows]
    return AuditFindingPageOut(items=rows, after=page.after)


@router.get(_FINDING, response=AuditFindingOneOut, summary="Một tồn tại và diễn biến")
def finding(request: ApiRequest, finding_id: UUID) -> AuditFindingOneOut:
    found = get_finding_for(request.auth, finding_id)
    steps = found.steps.order_by("at", "pk")
    return AuditFindingOneOut(
        finding=AuditFindingOut.from_orm(found),
        steps=[FindingStepOut.from_orm(one) for one in steps],
    )


@router.post(_FINDING + "/proof", response=AuditFindingOut, summary="Báo đã khắc phục")
def prove(
    request: ApiRequest,
    finding_id: UUID,
    words: Form[Annotated[str, Field(max_length=300)]],
    file: File[UploadedFile | None] = None,
) -> AuditFinding:
    found = get_finding_to_mend(request.auth, finding_id)
    given = Shown(file.name or "", cast(BinaryIO, file)) if file else None
    return actions.prove_mended(
        finding_id=found.pk,
        words=words,
        shown=given,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    _FINDING + "/close", response=AuditFindingOut, summary="Xác nhận đã khắc phục"
)
def close_one(
    request: ApiRequest, finding_id: UUID, data: FindingJudgedIn
) -> AuditFinding:
    seat = keeper(request)
    found = get_finding_to_judge(seat, finding_id)
    return actions.close_finding(
        finding_id=found.pk, words=data.words, by=seat, at=timezone.now()
    )


@router.post(_FINDING + "/reopen", response=AuditFindingOut, summary="Mở lại tồn tại")
def reopen(
    request: ApiRequest, finding_id: UUID, data: FindingReopenIn
) -> AuditFinding:
    seat = keeper(request)
    found = get_finding_to_judge(seat, finding_id)
    return actions.reopen_finding(
        finding_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.get(_FINDING + "/steps/{step_id}/file", summary="Tải minh chứng khắc phục")
def proof(request: ApiRequest, finding_id: UUID, step_id: UUID) -> FileResponse:
    file, name = get_step_file(request.auth, finding_id, step_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)


@router.get("/system-risks", response=SystemRiskPageOut, summary="Rủi ro hệ thống")
def risks(request: ApiRequest, after: UUID | None = None) -> SystemRiskPageOut:
    page = queries.risks_page(seen_risks(request.auth), after)
    rows = [SystemRiskOut.from_orm(one) for one in page.rows]
    return SystemRiskPageOut(items=rows, after=page.after)


@router.post(
    "/information-systems/{system_id}/risks",
    response={201: SystemRiskOut},
    summary="Ghi rủi ro hệ thống",
)
def enter(
    request: ApiRequest, system_id: UUID, data: SystemRiskIn
) -> Status[SystemRisk]:
    seat = keeper(request)
    found = get_system_to_keep(seat, system_id)
    made = actions.keep_risk(
        system_id=found.pk,
        data=RiskData(**data.model_dump()),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.put(_RISK, response=SystemRiskOut, summary="Đánh giá lại rủi ro")
def judge(request: ApiRequest, risk_id: UUID, data: SystemRiskIn) -> SystemRisk:
    seat = keeper(request)
    found = get_risk_to_keep(seat, risk_id)
    return actions.keep_risk(
        system_id=found.system_id,
        risk_id=found.pk,
        data=RiskData(**data.model_dump()),
        by=seat,
        at=timezone.now(),
    )


@router.post(_RISK + "/end", response=SystemRiskOut, summary="Ghi hết rủi ro")
def end(request: ApiRequest, risk_id: UUID, data: DropIn) -> SystemRisk:
    seat = keeper(request)
    found = get_risk_to_keep(seat, risk_id)
    return actions.end_risk(
        risk_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
