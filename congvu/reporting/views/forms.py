"""Forms of reports: made, changed, asked question by question, sent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.indicators.queries import indicators_known
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.reporting import actions, queries
from congvu.reporting.access import (
    duties_served,
    get_form_for,
    get_form_to_run,
    makes_forms,
    runs,
)
from congvu.reporting.forms import FormForm, QuestionForm, SendForm
from congvu.reporting.models import ReportForm
from congvu.reporting.rules import (
    KIND_NAMES,
    Question,
    ReportPeriod,
    Rhythm,
    questions_of,
    report_period,
    written,
)
from congvu.reporting.views.deeds import METHODS, Words, answer, posted


def _bound(request: SeatRequest, initial: dict[str, object] | None = None) -> FormForm:
    seat, today = request.seat, timezone.localdate()
    return FormForm(
        posted(request),
        initial=initial,
        offered=queries.offered(seat.agency_id, today).values(),
        duties=duties_served(seat),
    )


def form_url(form: ReportForm) -> str:
    return reverse("reporting:form", args=[form.pk])


@require_http_methods(METHODS)
@with_seat()
def make(request: SeatRequest) -> HttpResponse:
    if not makes_forms(request.seat):
        raise Http404
    form = _bound(request)
    words = Words(
        title=_("Lập biểu mẫu báo cáo"),
        button=_("Lập biểu mẫu"),
        done=_("Đã lập biểu mẫu; thêm các câu hỏi rồi gửi."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.make_form(
            data=form.data_given(), by=request.seat, at=timezone.now()
        ),
        back=reverse("reporting:list") + "?muc=bieu-mau",
        to=form_url,
    )


@require_safe
@with_seat()
def form(request: SeatRequest, form_id: UUID) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    found = get_form_for(seat, form_id)
    versions = list(found.versions.order_by("-number"))
    questions = questions_of(versions[0].questions)
    period = report_period(Rhythm(found.rhythm), today)
    days, closes_by = queries.days_for(found, period)
    context = {
        "form": found,
        "version": versions[0],
        "versions": versions,
        "questions": [
            (q, _(KIND_NAMES[q.kind]), _checks(q, questions)) for q in questions
        ],
        "recipients": queries.recipients_words(found, today),
        "rounds": queries.rounds_asked(
            [found.agency_id], on=today, limit=50, form=found.pk
        ),
        "period": queries.period_words(period),
        "days": days,
        "closes_by": closes_by,
        "runs": runs(seat, found),
    }
    return render(request, "reporting/form.html", context)


def _checks(question: Question, all_asked: tuple[Question, ...]) -> list[str]:
    """What its answers are held against, in words."""
    labels = {q.key: q.label for q in all_asked}
    found = []
    if question.required:
        found.append(_("bắt buộc"))
    if question.sums:
        parts = " + ".join(labels.get(key, key) for key in question.sums)
        found.append(_("bằng tổng của %(parts)s") % {"parts": parts})
    if question.part:
        named = {"part": labels[question.part], "whole": labels[question.whole]}
        found.append(_("%(part)s chia %(whole)s") % named)
    if question.swing is not None:
        said = _("lệch kỳ trước quá %(swing)s %% thì giải trình")
        found.append(said % {"swing": written(question.swing)})
    if question.indicator:
        found.append(_("đặt bên cạnh số đo được"))
    return found


@require_http_methods(METHODS)
@with_seat()
def edit(request: SeatRequest, form_id: UUID) -> HttpResponse:
    found = get_form_to_run(request.seat, form_id)
    form = _bound(request, FormForm.of(found))
    words = Words(
        title=_("Sửa biểu mẫu"),
        button=_("Lưu"),
        done=_("Đã lưu; các kỳ đã gửi giữ nguyên."),
        lead=found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.change_form(
            form_id=found.pk,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=form_url(found),
    )


def _question_page(
    request: SeatRequest, found: ReportForm, question: Question | None
) -> HttpResponse:
    version = found.versions.order_by("-number")[0]
    asked = questions_of(version.questions)
    key = question.key if question else ""
    form = QuestionForm(
        posted(request),
        initial=QuestionForm.of(question) if question else None,
        others=[q for q in asked if q.key != key],
        indicators=[(d.code, _(d.name)) for d in indicators_known()],
    )
    words = Words(
        title=_("Sửa câu hỏi") if question else _("Thêm câu hỏi"),
        button=_("Lưu câu hỏi"),
        done=_("Đã lưu câu hỏi."),
        lead=found.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.put_question(
            form_id=found.pk,
            question=form.question(key),
            by=request.seat,
            at=timezone.now(),
        ),
        back=form_url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def add_question(request: SeatRequest, form_id: UUID) -> HttpResponse:
    return _question_page(request, get_form_to_run(request.seat, form_id), None)


@require_http_methods(METHODS)
@with_seat()
def question(request: SeatRequest, form_id: UUID, key: str) -> HttpResponse:
    """Changed here; moved and dropped by the buttons beside it on the form's page."""
    found = get_form_to_run(request.seat, form_id)
    version = found.versions.order_by("-number")[0]
    asked = {q.key: q for q in questions_of(version.questions)}
    if key not in asked:
        raise Http404
    do = request.POST.get("do", "")
    if do in ("up", "down", "drop"):
        return _moved(request, found, key, do)
    return _question_page(request, found, asked[key])


def _moved(request: SeatRequest, found: ReportForm, key: str, do: str) -> HttpResponse:
    by, at = request.seat, timezone.now()
    try:
        if do == "drop":
            actions.drop_question(form_id=found.pk, key=key, by=by, at=at)
        else:
            actions.move_question(
                form_id=found.pk, key=key, up=do == "up", by=by, at=at
            )
    except Refused as why:
        messages.error(request, " ".join(r.message for r in why.reasons))
    return redirect(form_url(found))


def _period(found: ReportForm, period: ReportPeriod, today: date) -> str:
    """A period with its days, for who chooses one."""
    days, _by = queries.days_for(found, period)
    said = _("%(period)s: chốt số liệu %(closes)s, hạn nộp %(due)s")
    return said % {
        "period": queries.period_words(period),
        "closes": f"{days.closes_on:%d/%m/%Y}",
        "due": f"{max(days.due_on, today):%d/%m/%Y}",
    }


@require_http_methods(METHODS)
@with_seat()
def send(request: SeatRequest, form_id: UUID) -> HttpResponse:
    """For a period near today, to whoever the form names today."""
    seat, today = request.seat, timezone.localdate()
    found = get_form_to_run(seat, form_id)
    periods = queries.sendable(found, today)
    now = report_period(Rhythm(found.rhythm), today)
    chosen = now if now in periods else next(iter(reversed(periods)), now)
    form = SendForm(
        posted(request),
        initial={"period": chosen.start.isoformat()},
        periods=[(period, _period(found, period, today)) for period in periods],
    )
    bodies = queries.recipients_of(found, today)
    closes_by = queries.days_for(found, chosen)[1]
    about = [
        _("Gửi tới %(n)s nơi.") % {"n": len(bodies)},
        _("Chốt số liệu theo: %(by)s.") % {"by": closes_by},
    ]
    words = Words(
        title=_("Gửi kỳ báo cáo"),
        button=_("Gửi"),
        done=_("Đã gửi; các nơi đã được báo."),
        lead=found.name,
        about=about,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.send_round(
            form_id=found.pk,
            period_start=form.period_chosen(),
            due_on=form.cleaned_data["due_on"],
            note=form.cleaned_data["note"],
            by=seat,
            at=timezone.now(),
        ),
        back=form_url(found),
        to=lambda made: reverse("reporting:round", args=[made.pk]),
    )
