"""Forms listed, made, changed question by question, sent."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.reporting import actions, queries
from congvu.reporting.access import (
    agencies_of,
    get_form_for,
    get_form_to_run,
    makes_forms,
    reads_reports,
    runs,
)
from congvu.reporting.api.schemas import (
    ReportFormDetailOut,
    ReportFormIn,
    ReportFormOut,
    ReportMoveIn,
    ReportQuestionIn,
    ReportRoundOut,
    ReportSendIn,
)
from congvu.reporting.models import ReportForm
from congvu.reporting.queries import RoundLine

router = Router(tags=["Báo cáo định kỳ"])
_FORM = "/report-forms/{form_id}"
_QUESTION = f"{_FORM}/questions/{{key}}"


def reader(request: ApiRequest) -> Seat:
    """An administrator's seat reports nothing."""
    if not reads_reports(request.auth):
        raise Http404
    return request.auth


def round_out(line: RoundLine) -> ReportRoundOut:
    found = line.round
    return ReportRoundOut(
        id=found.pk,
        form_id=found.form_id,
        form=found.form.name,
        period=line.period,
        period_start=found.period_start,
        counts_from=found.counts_from,
        closes_on=found.closes_on,
        closes_by=found.closes_by,
        due_on=found.due_on,
        version=found.version.number,
        handed_in=line.handed_in,
        asked=line.asked,
        late=line.late,
        withdrawn_at=found.withdrawn_at,
    )


@router.get("/report-forms", response=list[ReportFormOut], summary="Biểu mẫu báo cáo")
def form_list(request: ApiRequest) -> list[ReportForm]:
    return queries.form_lines(agencies_of(reader(request)), limit=200)


@router.post("/report-forms", response=ReportFormOut, summary="Lập biểu mẫu báo cáo")
def make(request: ApiRequest, data: ReportFormIn) -> ReportForm:
    seat = request.auth
    if not makes_forms(seat):
        raise Http404
    return actions.make_form(data=data.given(), by=seat, at=timezone.now())


@router.get(_FORM, response=ReportFormDetailOut, summary="Một biểu mẫu báo cáo")
def form(request: ApiRequest, form_id: UUID) -> ReportFormDetailOut:
    seat = reader(request)
    return _detail(seat, get_form_for(seat, form_id))


def _detail(seat: Seat, found: ReportForm) -> ReportFormDetailOut:
    version = found.versions.order_by("-number")[0]
    return ReportFormDetailOut(
        form=ReportFormOut.from_orm(found),
        version=version.number,
        questions=version.questions,
        recipients=queries.recipients_words(found, timezone.localdate()),
        rounds=list(
            found.rounds.order_by("-period_start").values_list("pk", flat=True)
        ),
        runs=runs(seat, found),
    )


@router.put(_FORM, response=ReportFormOut, summary="Sửa biểu mẫu báo cáo")
def change(request: ApiRequest, form_id: UUID, data: ReportFormIn) -> ReportForm:
    seat = request.auth
    found = get_form_to_run(seat, form_id)
    return actions.change_form(
        form_id=found.pk, data=data.given(), by=seat, at=timezone.now()
    )


@router.post(f"{_FORM}/questions", response=ReportFormDetailOut, summary="Thêm câu hỏi")
def add_question(
    request: ApiRequest, form_id: UUID, data: ReportQuestionIn
) -> ReportFormDetailOut:
    return _put(request, form_id, "", data)


@router.put(_QUESTION, response=ReportFormDetailOut, summary="Sửa câu hỏi")
def put_question(
    request: ApiRequest, form_id: UUID, key: str, data: ReportQuestionIn
) -> ReportFormDetailOut:
    return _put(request, form_id, key, data)


def _put(
    request: ApiRequest, form_id: UUID, key: str, data: ReportQuestionIn
) -> ReportFormDetailOut:
    found = get_form_to_run(request.auth, form_id)
    actions.put_question(
        form_id=found.pk,
        question=data.given(key),
        by=request.auth,
        at=timezone.now(),
    )
    return _detail(request.auth, found)


@router.delete(_QUESTION, response=ReportFormDetailOut, summary="Bỏ câu hỏi")
def drop_question(request: ApiRequest, form_id: UUID, key: str) -> ReportFormDetailOut:
    found = get_form_to_run(request.auth, form_id)
    actions.drop_question(form_id=found.pk, key=key, by=request.auth, at=timezone.now())
    return _detail(request.auth, found)


@router.post(
    f"{_QUESTION}/move", response=ReportFormDetailOut, summary="Đổi thứ tự câu hỏi"
)
def move_question(
    request: ApiRequest, form_id: UUID, key: str, data: ReportMoveIn
) -> ReportFormDetailOut:
    found = get_form_to_run(request.auth, form_id)
    actions.move_question(
        form_id=found.pk, key=key, up=data.up, by=request.auth, at=timezone.now()
    )
    return _detail(request.auth, found)


@router.post(f"{_FORM}/rounds", response=ReportRoundOut, summary="Gửi kỳ báo cáo")
def send(request: ApiRequest, form_id: UUID, data: ReportSendIn) -> ReportRoundOut:
    seat, today = request.auth, timezone.localdate()
    found = get_form_to_run(seat, form_id)
    made = actions.send_round(
        form_id=found.pk,
        period_start=data.period_start,
        due_on=data.due_on,
        note=data.note,
        by=seat,
        at=timezone.now(),
    )
    lines = queries.rounds_asked([seat.agency_id], on=today, limit=200, form=found.pk)
    return next(round_out(line) for line in lines if line.round.pk == made.pk)
