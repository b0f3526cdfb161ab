"""Rounds listed and read, urged, withdrawn, merged."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from congvu.organisations.api import ApiRequest
from congvu.reporting import actions, queries
from congvu.reporting.access import agencies_of, get_round_for, get_round_to_run
from congvu.reporting.api.forms import reader, round_out
from congvu.reporting.api.schemas import (
    ReportBodyOut,
    ReportLetterIn,
    ReportLetterOut,
    ReportMergedOut,
    ReportReasonIn,
    ReportRoundDetailOut,
    ReportRoundOut,
    ReportSumOut,
    ReportUrgedOut,
    ReportUrgeIn,
)
from congvu.reporting.models import ReportRound
from congvu.reporting.queries import ReturnLine, RoundLine, RoundPage
from congvu.reporting.rules import SHOWN_NAMES, Merged, ShownState
from congvu.ui.deeds import as_download

router = Router(tags=["Báo cáo định kỳ"])
_ROUND = "/report-rounds/{round_id}"


@router.get("/report-rounds", response=list[ReportRoundOut], summary="Các kỳ báo cáo")
def round_list(request: ApiRequest) -> list[ReportRoundOut]:
    agencies = agencies_of(reader(request))
    lines = queries.rounds_asked(agencies, on=timezone.localdate(), limit=200)
    return [round_out(line) for line in lines]


@router.get(_ROUND, response=ReportRoundDetailOut, summary="Một kỳ báo cáo")
def one_round(request: ApiRequest, round_id: UUID) -> ReportRoundDetailOut:
    """Who handed in, who is late, who is missing."""
    found = get_round_for(reader(request), round_id)
    return _detail(found)


def _detail(found: ReportRound) -> ReportRoundDetailOut:
    page = queries.round_page(found, on=timezone.localdate())
    return ReportRoundDetailOut(
        round=round_out(_line(found, page)),
        counts={str(state): n for state, n in page.counts.items()},
        bodies=[_body(line) for line in page.lines],
        missing=[line.report.name for line in page.missing],
    )


def _line(found: ReportRound, page: RoundPage) -> RoundLine:
    period = queries.period_of_round(found, found.form.rhythm)
    late = page.counts[ShownState.LATE]
    words = queries.period_words(period)
    return RoundLine(found, words, page.handed_in, page.asked, late)


def _body(line: ReturnLine) -> ReportBodyOut:
    report = line.report
    return ReportBodyOut(
        return_id=report.pk,
        agency_id=report.agency_id,
        unit_id=report.unit_id,
        name=report.name,
        by=line.by,
        state=line.state,
        state_name=_(SHOWN_NAMES[line.state]),
        handed_in_on=report.handed_in_on,
        was_late=line.was_late,
        warnings=line.warnings,
        urged_on=line.urged_on,
    )


@router.post(f"{_ROUND}/urge", response=ReportUrgedOut, summary="Đôn đốc nộp báo cáo")
def urge(request: ApiRequest, round_id: UUID, data: ReportUrgeIn) -> ReportUrgedOut:
    found = get_round_to_run(request.auth, round_id)
    urged = actions.urge(
        round_id=found.pk,
        text=data.text,
        chosen=data.chosen,
        by=request.auth,
        at=timezone.now(),
    )
    return ReportUrgedOut(urged=urged)


@router.post(
    f"{_ROUND}/letter", response=ReportLetterOut, summary="Đôn đốc bằng công văn"
)
def urge_by_letter(
    request: ApiRequest, round_id: UUID, data: ReportLetterIn
) -> ReportLetterOut:
    get_round_to_run(request.auth, round_id)
    made = actions.urge_by_letter(
        agency_id=data.agency_id,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    returns = made.returns.order_by("id").values_list("id", flat=True)
    return ReportLetterOut(draft_id=made.draft_id, return_ids=list(returns))


@router.post(
    f"{_ROUND}/withdraw", response=ReportRoundDetailOut, summary="Rút kỳ báo cáo"
)
def withdraw(
    request: ApiRequest, round_id: UUID, data: ReportReasonIn
) -> ReportRoundDetailOut:
    found = get_round_to_run(request.auth, round_id)
    made = actions.withdraw_round(
        round_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
    return _detail(made)


@router.get(f"{_ROUND}/merged", response=ReportMergedOut, summary="Bảng tổng hợp")
def merged(request: ApiRequest, round_id: UUID) -> ReportMergedOut:
    """Sums with how many of how many are in each; who is missing by name."""
    found = get_round_for(reader(request), round_id)
    table = queries.merged_round(found)
    return ReportMergedOut(
        handed_in=table.handed_in,
        asked=table.asked,
        is_whole=table.is_whole,
        missing=list(table.missing),
        sums=[_sum(line) for line in table.lines],
    )


def _sum(line: Merged) -> ReportSumOut:
    asked = line.question
    return ReportSumOut(
        key=asked.key,
        label=asked.label,
        kind=asked.kind,
        unit=asked.unit,
        answered=line.answered,
        asked=line.asked,
        total=line.total,
        share=float(line.share) if line.share is not None else None,
        counts=dict(line.counts),
        listed=list(line.listed),
        rows=[[name, *(_text(cell) for cell in row)] for name, row in line.rows],
        before=line.before,
        was_in=line.was_in,
        was_asked=line.was_asked,
        moved=line.moved,
    )


def _text(cell: Decimal | str | None) -> str:
    return "" if cell is None else str(cell)


@router.get(f"{_ROUND}/merged/{{form}}", summary="Bảng tổng hợp, tệp")
def merged_file(
    request: ApiRequest, round_id: UUID, form: Literal["xlsx", "csv"]
) -> HttpResponse:
    seat = reader(request)
    found = get_round_for(seat, round_id)
    made = actions.export_merged(found=found, form=form, by=seat, at=timezone.now())
    return as_download(made)
