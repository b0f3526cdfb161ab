"""A body's reports: listed, filled in, handed in; judged by who asked."""

from __future__ import annotations

from typing import Annotated, BinaryIO, Literal, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.reporting import actions, queries
from congvu.reporting.access import (
    answers_for,
    get_return_for,
    get_return_to_fill,
    get_return_to_hand_in,
    get_return_to_judge,
    own_side,
    return_deeds,
)
from congvu.reporting.api.forms import reader
from congvu.reporting.api.schemas import (
    ReportAnswersIn,
    ReportCellOut,
    ReportCopiedOut,
    ReportFaultOut,
    ReportLoadedOut,
    ReportReasonIn,
    ReportReturnDetailOut,
    ReportReturnOut,
    ReportSavedOut,
    ReportSeenIn,
    ReportSubmissionOut,
    ReportSubmitIn,
    ReportTextIn,
)
from congvu.reporting.models import ReportReturn, Submission
from congvu.reporting.rules import (
    SHOWN_NAMES,
    AnswerFault,
    ReturnState,
    shown_state,
)
from congvu.ui.deeds import as_download

router = Router(tags=["Báo cáo định kỳ"])
_RETURN = "/report-returns/{return_id}"


def _out(report: ReportReturn) -> ReportReturnOut:
    found, today = report.round, timezone.localdate()
    state = shown_state(ReturnState(report.state), due_on=found.due_on, on=today)
    period = queries.period_of_round(found, found.form.rhythm)
    return ReportReturnOut(
        id=report.pk,
        round_id=found.pk,
        form=found.form.name,
        period=queries.period_words(period),
        name=report.name,
        state=state,
        state_name=_(SHOWN_NAMES[state]),
        due_on=found.due_on,
        handed_in_on=report.handed_in_on,
    )


@router.get(
    "/report-returns", response=list[ReportReturnOut], summary="Báo cáo phải nộp"
)
def return_list(
    request: ApiRequest,
    waiting: bool = True,  # noqa: FBT001, FBT002 - a parameter of the address
) -> list[ReportReturnOut]:
    """``waiting``: those to be handed in; else those that were."""
    lines = queries.own_returns(
        own_side(reader(request)),
        on=timezone.localdate(),
        open_only=waiting,
        limit=200,
    )
    return [_out(line.report) for line in lines]


@router.get(_RETURN, response=ReportReturnDetailOut, summary="Một báo cáo")
def one_return(request: ApiRequest, return_id: UUID) -> ReportReturnDetailOut:
    seat = reader(request)
    report = get_return_for(seat, return_id)
    is_own = answers_for(seat, report)
    page = queries.return_page(report, handed_in=not is_own, on=timezone.localdate())
    faults = (*page.judged.faults, *page.judged.warnings)
    return ReportReturnDetailOut(
        report=_out(report),
        revision=report.revision,
        questions=report.round.version.questions,
        answers=dict(page.answers),
        faults=[_fault(fault) for fault in faults],
        submissions=[_submission(one) for one in page.submissions],
        deeds=[deed.name for deed in return_deeds(seat, report)],
    )


def _fault(fault: AnswerFault) -> ReportFaultOut:
    return ReportFaultOut(
        key=fault.key,
        words=_(fault.words) % fault.named,
        row=fault.row,
        column=fault.column,
        warns=fault.warns,
    )


def _submission(one: Submission) -> ReportSubmissionOut:
    return ReportSubmissionOut(
        number=one.number,
        at=one.at,
        handed_in_by=one.handed_in_by,
        note=one.note,
        warnings=one.warnings,
        digest=one.digest,
    )


@router.put(f"{_RETURN}/answers", response=ReportSavedOut, summary="Ghi số liệu")
def save(request: ApiRequest, return_id: UUID, data: ReportAnswersIn) -> ReportReturn:
    """Kept as typed, right or wrong; the faults are told when it is read."""
    found = get_return_to_fill(request.auth, return_id)
    return actions.save_answers(
        return_id=found.pk,
        answers=data.answers,
        seen=data.seen,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    f"{_RETURN}/copy-last", response=ReportCopiedOut, summary="Lấy số liệu kỳ trước"
)
def copy_last(
    request: ApiRequest, return_id: UUID, data: ReportSeenIn
) -> ReportCopiedOut:
    found = get_return_to_fill(request.auth, return_id)
    changed = actions.copy_last(
        return_id=found.pk, seen=data.seen, by=request.auth, at=timezone.now()
    )
    return ReportCopiedOut(changed=changed)


@router.post(f"{_RETURN}/present", response=ReportSavedOut, summary="Trình duyệt")
def present(request: ApiRequest, return_id: UUID) -> ReportReturn:
    found = get_return_to_fill(request.auth, return_id)
    return actions.present(return_id=found.pk, by=request.auth, at=timezone.now())


@router.post(
    f"{_RETURN}/submit", response=ReportSubmissionOut, summary="Duyệt và nộp báo cáo"
)
def submit(
    request: ApiRequest, return_id: UUID, data: ReportSubmitIn
) -> ReportSubmissionOut:
    found = get_return_to_hand_in(request.auth, return_id)
    made = actions.submit(
        return_id=found.pk,
        seen=data.seen,
        text=data.text,
        by=request.auth,
        at=timezone.now(),
    )
    return _submission(made)


@router.get(f"{_RETURN}/template/{{form}}", summary="Mẫu để điền")
def template(
    request: ApiRequest, return_id: UUID, form: Literal["xlsx", "csv"]
) -> HttpResponse:
    found = get_return_to_fill(request.auth, return_id)
    return as_download(actions.template(report=found, form=form))


@router.post(f"{_RETURN}/load", response=ReportLoadedOut, summary="Nạp mẫu đã điền")
def load(
    request: ApiRequest,
    return_id: UUID,
    file: File[UploadedFile],
    seen: Form[Annotated[int, Field(ge=0, le=2_000_000_000)]],
) -> ReportLoadedOut:
    """All that stands in the sheet is kept; what is wrong is told with its cell."""
    found = get_return_to_fill(request.auth, return_id)
    loaded = actions.load_sheet(
        return_id=found.pk,
        stream=cast(BinaryIO, file),
        seen=seen,
        by=request.auth,
        at=timezone.now(),
    )
    return ReportLoadedOut(
        changed=loaded.changed,
        encoding=loaded.encoding,
        revision=loaded.report.revision,
        faults=[ReportCellOut(cell=cell, words=words) for cell, words in loaded.faults],
    )


@router.post(f"{_RETURN}/accept", response=ReportSavedOut, summary="Chấp nhận báo cáo")
def accept(request: ApiRequest, return_id: UUID, data: ReportTextIn) -> ReportReturn:
    found = get_return_to_judge(request.auth, return_id)
    return actions.accept(
        return_id=found.pk, text=data.text, by=request.auth, at=timezone.now()
    )


@router.post(
    f"{_RETURN}/ask-correction", response=ReportSavedOut, summary="Yêu cầu sửa báo cáo"
)
def ask_correction(
    request: ApiRequest, return_id: UUID, data: ReportReasonIn
) -> ReportReturn:
    found = get_return_to_judge(request.auth, return_id)
    return actions.ask_correction(
        return_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
