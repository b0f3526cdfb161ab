"""Chất lượng: how well mail works in a month, and the report on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.exchange.queries import month_span
from congvu.mailboxes.access.letters import delivery_scope
from congvu.mailboxes.actions import reporting_quality
from congvu.mailboxes.forms.deliveries import QualityForm
from congvu.mailboxes.queries.deliveries import moment_of
from congvu.mailboxes.queries.quality import Quality, Sent, quality_of
from congvu.mailboxes.rules.deliveries import delay_said
from congvu.mailboxes.views.deliveries import asked_month, sections
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.outgoing.queries import signers
from congvu.ui.deeds import METHODS, done, posted
from congvu.ui.rules import Figure


@require_safe
@with_seat()
def quality(request: SeatRequest) -> HttpResponse:
    scope = delivery_scope(request.seat)
    form, month = asked_month(request)
    first, after = month_span(month)
    on = reporting_quality.counted_on(month, timezone.localdate())
    found = quality_of(scope, moment_of(first), moment_of(after), on=on)
    context = {
        "form": form,
        "month": month,
        "on": on,
        "figures": _figures(found),
        "lines": [_line(one) for one in found.bodies],
        "unused": found.unused,
        "idle": found.idle,
        "by_agency": scope is None,
        "may_report": reporting_quality.may_report(request.seat),
        "sections": sections(request.seat, "quality"),
    }
    return render(request, "mailboxes/quality.html", context)


def _figures(found: Quality) -> list[Figure]:
    whole = found.whole
    return [
        Figure(_("Lượt gửi"), str(whole.tries)),
        Figure(_("Không tới"), str(whole.failed), tone="late" if whole.failed else ""),
        Figure(
            _("Thời gian chuyển"),
            delay_said(whole.median, _),
            more=_("95 %%: %(time)s") % {"time": delay_said(whole.p95, _)},
        ),
        Figure(
            _("Thư mang dấu thư rác"),
            str(found.spam),
            more=_("trong %(n)d thư đến; dấu do máy chủ trước hoặc nơi gửi ghi")
            % {"n": found.received},
        ),
        Figure(
            _("Hộp thư dùng trong 30 ngày"),
            str(found.used),
            more=_("trên %(n)d hộp thư") % {"n": found.boxes},
        ),
    ]


def _line(sent: Sent) -> dict[str, Any]:
    return {
        "sent": sent,
        "name": sent.name or _("Hộp thư chung của cơ quan"),
        "median": delay_said(sent.median, _),
        "p95": delay_said(sent.p95, _),
    }


@require_http_methods(METHODS)
@with_seat()
def report(request: SeatRequest) -> HttpResponse:
    """“Soạn báo cáo”: a draft with the month's figures."""
    seat, today = request.seat, timezone.localdate()
    if not reporting_quality.may_report(seat):
        raise Http404
    form = QualityForm(
        posted(request),
        signers=_signers(seat, today),
        initial={"thang": _last_month(today)},
    )
    made = done(
        form,
        lambda: reporting_quality.draft_quality(
            month=form.month(),
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(
            request, _("Đã soạn dự thảo; kiểm tra, trình, ký như mọi dự thảo.")
        )
        return redirect("outgoing:draft", made.pk)
    context = {"form": form, "back": reverse("mailboxes:quality")}
    status = 422 if form.errors else 200
    return render(request, "mailboxes/quality_report.html", context, status=status)


def _signers(seat: Seat, on: date) -> list[tuple[str, str]]:
    return [
        (str(post.id), f"{post.person_name}, {post.name}")
        for post in signers(seat.agency_id, on)
    ]


def _last_month(today: date) -> date:
    first = today.replace(day=1)
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
