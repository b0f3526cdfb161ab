"""Surveys: listed, begun, one with its result, what to upgrade, who is missing."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState
from congvu.surveys import actions, queries
from congvu.surveys.access import (
    composes,
    get_survey_to_run,
    need_either,
    orders_offered,
    reports_shown,
    runs,
)
from congvu.surveys.forms import (
    ClosingForm,
    ComposeForm,
    ExtendForm,
    SurveyForm,
    UrgeForm,
)
from congvu.surveys.models import Survey, SurveySheet
from congvu.surveys.queries import Result, SheetLine
from congvu.surveys.rules import SHEET_STATE_NAMES, SheetState, shown
from congvu.surveys.views.deeds import (
    METHODS,
    RUN,
    TONES,
    Words,
    answer,
    posted,
    tabs,
)
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

FILES = ("xlsx", "csv")
LINES = 100


def survey_url(found: Survey) -> str:
    return reverse("surveys:survey", args=[found.pk])


@require_safe
@with_seat()
def survey_list(request: SeatRequest) -> HttpResponse:
    """Every survey to who runs them; below, or alone, one's own sheets."""
    seat = request.seat
    need_either(seat)
    after = _uuid(request.GET.get("sau", ""))
    page = queries.surveys_page(after) if runs(seat) else None
    here, today = reverse("surveys:list"), timezone.localdate()
    context = {
        "runs": runs(seat),
        "lines": page.lines if page else [],
        "pages": ui.Pages(
            previous_url=here if after else "",
            next_url=f"{here}?sau={page.after.hex}" if page and page.after else "",
        ),
        "sheets": [_own(one) for one in queries.sheets_of(seat.agency_id)],
        "today": today,
    }
    return render(request, "surveys/list.html", context)


def _own(one: SurveySheet) -> tuple[SurveySheet, str, str]:
    state = SheetState(one.state)
    return one, _(SHEET_STATE_NAMES[state]), TONES.get(state, "")


@require_http_methods(METHODS)
@with_seat(RUN)
def begin(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = SurveyForm(posted(request), orders=orders_offered(seat))
    words = Words(
        _("Mở đợt rà soát"),
        _("Mở và gửi phiếu"),
        _("Đã mở; mỗi cơ quan đã được báo."),
        _("Mỗi cơ quan nhận một phiếu ghi sẵn số đo được từ kiểm kê, mạng, tổ chức."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.begin_survey(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("surveys:list"),
        to=survey_url,
    )


def _result(request: SeatRequest, survey_id: UUID) -> Result:
    found = get_survey_to_run(request.seat, survey_id)
    return queries.result(found, timezone.localdate())


def _whole(found: Result, active: str) -> dict[str, object]:
    """What stands above every page of a survey: how many of how many are in it."""
    return {
        "survey": found.survey,
        "result": found,
        "how_many": actions.how_many_words(found),
        "tab_items": tabs(active, found.survey.pk),
        "is_open": found.survey.closed_at is None,
    }


def _row(one: SheetLine) -> tuple[SheetLine, str, str, object]:
    state = SheetState(one.sheet.state)
    total = shown(one.answered.score.total) if one.answered else None
    return one, _(SHEET_STATE_NAMES[state]), TONES.get(state, ""), total


@require_safe
@with_seat(RUN)
def survey(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    """The weakest first, with their points; who has not answered below."""
    found = _result(request, survey_id)
    there = f"{ui.dotted(len(found.answered))}/{ui.dotted(len(found.lines))}"
    mean = str(shown(found.mean)).replace(".", ",") if found.mean is not None else "–"
    missing_url = reverse("surveys:missing", args=[survey_id])
    upgrades_url = reverse("surveys:upgrades", args=[survey_id])
    context = _whole(found, "survey") | {
        "counted": [
            ui.Figure(_("đơn vị đã nộp"), there, missing_url),
            ui.Figure(_("điểm bình quân trên 100"), mean),
            ui.Figure(
                _("mục cần nâng cấp"), ui.dotted(len(found.upgrades)), upgrades_url
            ),
            ui.Figure(_("dự toán, đồng"), ui.dotted(found.sum.cost), upgrades_url),
        ],
        "rows": [_row(one) for one in [*found.weakest_first, *found.missing]],
        "reports": [
            (one, _(DRAFT_STATE_NAMES[DraftState(one.draft.state)]), is_read)
            for one, is_read in reports_shown(request.seat, found.survey)
        ],
        "composes": composes(request.seat) and bool(found.answered),
    }
    return render(request, "surveys/survey.html", context)


@require_safe
@with_seat(RUN)
def upgrades(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    """What brings most points first, a page at a time; the sums are of all."""
    found = _result(request, survey_id)
    first = _first(request.GET.get("tu", ""), len(found.upgrades))
    here = reverse("surveys:upgrades", args=[survey_id])
    after, before = first + LINES, max(first - LINES, 0)
    context = _whole(found, "upgrades") | {
        "lines": [
            (one, shown(one.gain)) for one in found.upgrades[first : first + LINES]
        ],
        "pages": ui.Pages(
            previous_url=f"{here}?tu={before}" if first else "",
            next_url=f"{here}?tu={after}" if after < len(found.upgrades) else "",
        ),
    }
    return render(request, "surveys/upgrades.html", context)


def _first(text: str, count: int) -> int:
    first = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return first if first < count else 0


@require_safe
@with_seat(RUN)
def missing(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    found, today = _result(request, survey_id), timezone.localdate()
    context = _whole(found, "missing") | {
        "rows": [(*_row(one)[:3], one.is_overdue(today)) for one in found.missing],
        "form": UrgeForm(),
    }
    return render(request, "surveys/missing.html", context)


@require_http_methods(METHODS)
@with_seat(RUN)
def extend(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    """A later day for everybody who is missing."""
    seat, found = request.seat, get_survey_to_run(request.seat, survey_id)
    form = ExtendForm(posted(request))
    words = Words(
        _("Gia hạn cho mọi đơn vị còn thiếu"),
        _("Gia hạn"),
        _("Đã gia hạn; các đơn vị đã được báo."),
        found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.extend_sheets(
            survey_id=found.pk,
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("surveys:missing", args=[found.pk]),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def urge(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_survey_to_run(request.seat, survey_id)
    form = UrgeForm(posted(request))
    words = Words(
        _("Đôn đốc đơn vị còn thiếu"),
        _("Đôn đốc"),
        _("Đã đôn đốc mọi đơn vị còn thiếu."),
        found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.urge_sheets(
            survey_id=found.pk,
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("surveys:missing", args=[found.pk]),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def close(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    seat, found = request.seat, _result(request, survey_id)
    form = ClosingForm(posted(request))
    count = len(found.missing)
    lead = ngettext(
        "Còn %(n)d đơn vị chưa nộp; kết thúc rồi thì không nộp được nữa.",
        "Còn %(n)d đơn vị chưa nộp; kết thúc rồi thì không nộp được nữa.",
        count,
    )
    words = Words(
        _("Kết thúc đợt rà soát"),
        _("Kết thúc"),
        _("Đã kết thúc."),
        lead % {"n": count},
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_survey(survey_id=survey_id, by=seat, at=timezone.now()),
        back=survey_url(found.survey),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def compose(request: SeatRequest, survey_id: UUID) -> HttpResponse:
    """The report as a draft, which then goes the way of every draft."""
    seat, found = request.seat, _result(request, survey_id)
    if not composes(seat):
        raise Http404
    form = ComposeForm(
        posted(request), signers=signers(seat.agency_id, timezone.localdate())
    )
    words = Words(
        _("Soạn báo cáo rà soát"),
        _("Soạn báo cáo"),
        _("Đã soạn dự thảo báo cáo; xem lại rồi trình ký."),
        actions.how_many_words(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_report(
            survey_id=survey_id,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        back=survey_url(found.survey),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )


@require_safe
@with_seat(RUN)
def export(request: SeatRequest, survey_id: UUID, form: str) -> HttpResponse:
    found = get_survey_to_run(request.seat, survey_id)
    if form not in FILES:
        raise Http404
    made = actions.export_result(
        survey=found,
        form="xlsx" if form == "xlsx" else "csv",
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
