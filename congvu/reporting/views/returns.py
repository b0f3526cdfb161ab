"""One body's report: filled in by some, handed in by who leads, judged by who asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.reporting import actions, queries
from congvu.reporting.access import (
    answers_for,
    evidence_for,
    fills,
    get_return_for,
    get_return_to_fill,
    get_return_to_hand_in,
    get_return_to_judge,
    return_deeds,
)
from congvu.reporting.actions import SavedByOther
from congvu.reporting.forms import (
    AcceptForm,
    AnswersForm,
    Grid,
    LoadForm,
    ReasonForm,
    SubmitForm,
    answers_posted,
    figure_shown,
    grid_of,
)
from congvu.reporting.models import ReportReturn
from congvu.reporting.queries import Measured, ReturnPage
from congvu.reporting.rules import (
    OPEN,
    SHOWN_NAMES,
    Judged,
    Kind,
    Question,
    ReturnState,
    is_empty,
    judge,
    percent,
    questions_of,
    shown,
    shown_state,
)
from congvu.reporting.views.deeds import METHODS, TONES, Words, answer, posted
from congvu.ui.deeds import as_download


def return_url(report: ReportReturn) -> str:
    return reverse("reporting:return", args=[report.pk])


@dataclass(frozen=True)
class Line:
    """A question with its field or table, what stands beside it, what is wrong."""

    question: Question
    box: BoundField | None
    grid: Grid | None
    value: str
    rows: Sequence[Sequence[tuple[bool, str]]]
    before: str
    measured: Measured | None
    difference: str
    said: Sequence[str]
    warned: Sequence[str]
    is_read: bool
    theirs: str = ""

    @property
    def measured_words(self) -> str:
        if self.measured is None:
            return ""
        return figure_shown(self.measured.value) or self.measured.why


def _lines(
    page: ReturnPage,
    judged: Judged,
    form: AnswersForm | None,
    answers: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> list[Line]:
    return [_line(q, page, judged, form, answers, theirs) for q in page.questions]


def _line(
    question: Question,
    page: ReturnPage,
    judged: Judged,
    form: AnswersForm | None,
    answers: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> Line:
    key, typed = question.key, answers.get(question.key)
    value, then = judged.values.get(key), page.before.get(key)
    faults = judged.of(key)
    measured = page.measured.get(key)
    difference = ""
    counted = measured.value if measured else None
    if counted is not None and value is not None and question.kind == Kind.NUMBER:
        difference = figure_shown(value - counted)
    is_table, is_open = question.kind == Kind.ROWS, form is not None
    return Line(
        question=question,
        box=form[key] if form is not None and key in form.fields else None,
        grid=grid_of(question, typed, faults) if is_open and is_table else None,
        value=_said(question, value, typed),
        rows=_rows(question, value) if is_table else [],
        before="" if isinstance(then, list) else _said(question, then, ""),
        measured=measured,
        difference=difference,
        said=[] if is_empty(typed) else [_(f.words) % f.named for f in faults],
        warned=[_(f.words) % f.named for f in faults if f.warns],
        is_read=value is not None,
        theirs=actions.said(theirs[key]) if key in theirs else "",
    )


def _said(question: Question, value: Any, typed: Any) -> str:
    if question.kind == Kind.SHARE:
        return percent(value) if value is not None else ""
    if isinstance(value, list):
        return "; ".join(str(o.get("label", "")) for o in value if isinstance(o, dict))
    return shown(question, value) if value is not None else actions.said(typed or "")


def _rows(question: Question, value: Any) -> list[list[tuple[bool, str]]]:
    """Cells of a small table: whether each is a number, and its words."""
    return [
        [
            (column.is_number, cell if isinstance(cell, str) else figure_shown(cell))
            for column, cell in zip(question.columns, row, strict=True)
        ]
        for row in value or ()
    ]


@require_http_methods(METHODS)
@with_seat()
def return_(request: SeatRequest, return_id: UUID) -> HttpResponse:
    """Where one may type while it is open; else as it stands, or was handed in."""
    seat = request.seat
    report = get_return_for(seat, return_id)
    may_fill = (
        fills(seat, report)
        and report.state in OPEN
        and report.round.withdrawn_at is None
    )
    if request.method == "POST":
        if not fills(seat, report):
            raise Http404
        return _typed(request, report)
    if may_fill and report.state == ReturnState.NOT_OPENED:
        report = _opened(request, report)
    return _show(request, report, may_fill=may_fill)


def _opened(request: SeatRequest, report: ReportReturn) -> ReportReturn:
    with suppress(Refused):  # somebody else was a moment faster
        actions.open_return(return_id=report.pk, by=request.seat, at=timezone.now())
    return get_return_for(request.seat, report.pk)


def _show(
    request: SeatRequest,
    report: ReportReturn,
    *,
    may_fill: bool,
    typed: Mapping[str, Any] | None = None,
    why: Refused | None = None,
) -> HttpResponse:
    """``typed`` and ``why``: what was sent and refused; all of it is still there."""
    seat, today = request.seat, timezone.localdate()
    is_own, asker = answers_for(seat, report), report.round.form.agency_id
    page = queries.return_page(report, handed_in=not is_own, on=today)
    other = why if isinstance(why, SavedByOther) else None
    sent = dict(typed or {})
    if other is not None:
        sent = {key: value for key, value in sent.items() if not is_empty(value)}
    answers = {**page.answers, **sent}
    judged = judge(page.questions, answers, page.before)
    form = None
    if may_fill:
        form = AnswersForm(page.questions, answers, evidence=evidence_for(seat, report))
        form.tell(f for f in judged.faults if not is_empty(answers.get(f.key)))
        for reason in _reasons(why):
            form.add_error(None, reason)
    state = shown_state(ReturnState(report.state), due_on=report.round.due_on, on=today)
    due = None
    if report.state in OPEN:
        due = deadline_shown(report.round.due_on, on=today, days=calendar())
    context = {
        "report": report,
        "round": report.round,
        "form": report.round.form,
        "answers": form,
        "refused": [r.message for r in why.reasons] if why and not form else [],
        "period": queries.period_words(
            queries.period_of_round(report.round, report.round.form.rhythm)
        ),
        "lines": _lines(page, judged, form, answers, other.theirs if other else {}),
        "seen": other.revision if other else report.revision,
        "typed": typed is not None,
        "state_words": _(SHOWN_NAMES[state]),
        "tone": TONES.get(state, ""),
        "deadline": due,
        "is_own": is_own,
        "asked_by": agency_names_on([asker], today).get(asker, ""),
        "page": page,
        "missing": sum(is_empty(answers.get(f.key)) for f in judged.faults),
        "wrong": sum(not is_empty(answers.get(f.key)) for f in judged.faults),
        "warned": len(judged.warnings),
        "events": queries.events_of(report, is_own=is_own, on=today),
        "deeds": return_deeds(seat, report),
        "has_last": may_fill and queries.previous_submission(report) is not None,
    }
    status = 422 if why is not None else 200
    return render(request, "reporting/return.html", context, status=status)


def _reasons(why: Refused | None) -> Sequence[str]:
    """Above the form; what others wrote stands at each field."""
    if why is None:
        return []
    return [r.message for r in why.reasons if r.field is None or not _other(why)]


def _other(why: Refused) -> bool:
    return isinstance(why, SavedByOther)


def _typed(request: SeatRequest, report: ReportReturn) -> HttpResponse:
    """Kept as typed; then put to who approves, or filled from the period before."""
    questions = questions_of(report.round.version.questions)
    typed = answers_posted(questions, request.POST)
    try:
        saved = actions.save_answers(
            return_id=report.pk,
            answers=typed,
            seen=_number(request.POST.get("seen", "")),
            by=request.seat,
            at=timezone.now(),
        )
        done = _then(request, saved)
    except Refused as why:
        may_fill = report.state in OPEN and report.round.withdrawn_at is None
        return _show(request, report, may_fill=may_fill, typed=typed, why=why)
    messages.success(request, done)
    return redirect(return_url(report))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _then(request: SeatRequest, saved: ReportReturn) -> str:
    by, at = request.seat, timezone.now()
    if request.POST.get("do") == "copy":
        n = actions.copy_last(return_id=saved.pk, seen=saved.revision, by=by, at=at)
        words = ngettext(
            "Đã lấy %(n)s ô của kỳ trước.", "Đã lấy %(n)s ô của kỳ trước.", n
        )
        return words % {"n": n}
    if request.POST.get("do") == "present":
        actions.present(return_id=saved.pk, by=by, at=at)
        return _("Đã ghi và trình lãnh đạo duyệt.")
    return _("Đã ghi.")


@require_http_methods(METHODS)
@with_seat()
def submit(request: SeatRequest, return_id: UUID) -> HttpResponse:
    """Who leads approves what stands there, after reading what is wrong with it."""
    report = get_return_to_hand_in(request.seat, return_id)
    page = queries.return_page(report, handed_in=False, on=timezone.localdate())
    form = SubmitForm(posted(request), initial={"seen": report.revision})
    faults = [actions.told(page.questions, f) for f in page.judged.faults]
    warnings = [actions.told(page.questions, f) for f in page.judged.warnings]
    words = Words(
        title=_("Duyệt và nộp báo cáo"),
        button=_("Duyệt và nộp"),
        done=_("Đã nộp; bản nộp được giữ nguyên cùng mã SHA-256."),
        lead=f"{report.round.form.name}, {report.name}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.submit(
            return_id=report.pk,
            seen=form.cleaned_data["seen"],
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=return_url(report),
        more={
            "faults": faults,
            "warnings": warnings,
            "shown": _lines(page, page.judged, None, page.answers, {}),
        },
    )


@require_http_methods(METHODS)
@with_seat()
def load(request: SeatRequest, return_id: UUID) -> HttpResponse:
    """A filled-in sheet: all of it is kept, what is wrong is told cell by cell."""
    report = get_return_to_fill(request.seat, return_id)
    form = LoadForm(
        posted(request), request.FILES or None, initial={"seen": report.revision}
    )
    context: dict[str, Any] = {"form": form, "report": report, "loaded": None}
    if request.method == "POST" and form.is_valid():
        try:
            sheet = form.cleaned_data["sheet"]
            if sheet is None:
                raise Refused([Reason(_("Chọn tệp biểu mẫu đã điền."), "sheet")])
            context["loaded"] = actions.load_sheet(
                return_id=report.pk,
                stream=cast(BinaryIO, sheet),
                seen=form.cleaned_data["seen"],
                by=request.seat,
                at=timezone.now(),
            )
        except Refused as why:
            for reason in why.reasons:
                is_sheet = reason.field == "sheet"
                form.add_error("sheet" if is_sheet else None, reason.message)
            if isinstance(why, SavedByOther):
                form.data = {**request.POST.dict(), "seen": str(why.revision)}
    status = 422 if form.errors else 200
    return render(request, "reporting/load.html", context, status=status)


@require_safe
@with_seat()
def template(request: SeatRequest, return_id: UUID, form: str) -> HttpResponse:
    report = get_return_to_fill(request.seat, return_id)
    if form not in ("xlsx", "csv"):
        raise Http404
    return as_download(
        actions.template(report=report, form="xlsx" if form == "xlsx" else "csv")
    )


@require_http_methods(METHODS)
@with_seat()
def accept(request: SeatRequest, return_id: UUID) -> HttpResponse:
    report = get_return_to_judge(request.seat, return_id)
    form = AcceptForm(posted(request))
    words = Words(
        title=_("Chấp nhận báo cáo"),
        button=_("Chấp nhận"),
        done=_("Đã chấp nhận."),
        lead=f"{report.name}: {report.round.form.name}",
    )
    return _judged(
        request,
        report,
        form,
        words,
        lambda: actions.accept(
            return_id=report.pk,
            text=form.cleaned_data["text"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(METHODS)
@with_seat()
def ask_correction(request: SeatRequest, return_id: UUID) -> HttpResponse:
    report = get_return_to_judge(request.seat, return_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Yêu cầu sửa báo cáo"),
        button=_("Yêu cầu sửa"),
        done=_("Đã gửi yêu cầu sửa; báo cáo này tạm không được cộng."),
        lead=f"{report.name}: {report.round.form.name}",
    )
    return _judged(
        request,
        report,
        form,
        words,
        lambda: actions.ask_correction(
            return_id=report.pk,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )


def _judged(
    request: SeatRequest,
    report: ReportReturn,
    form: AcceptForm | ReasonForm,
    words: Words,
    act: Callable[[], Any],
) -> HttpResponse:
    last = queries.last_submission(report)
    warnings = cast(list[str], last.warnings) if last else []
    note = last.note if last else ""
    back = reverse("reporting:round", args=[report.round_id])
    more = {"warnings": warnings, "note": note}
    return answer(request, form, words, act, back=back, more=more)
