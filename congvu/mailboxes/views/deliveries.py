"""Chuyển thư: what became of letters on their way, who wrote past the regulation, and
what other servers say of letters in our name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.exchange.queries import month_span
from congvu.mailboxes.access.letters import (
    delivery_scope,
    get_delivery_for,
    reads_symbols,
)
from congvu.mailboxes.actions import reading_dmarc
from congvu.mailboxes.forms.deliveries import AddressForm, MonthForm, ReportForm
from congvu.mailboxes.models import DmarcReport, MailDelivery
from congvu.mailboxes.queries import deliveries as queries
from congvu.mailboxes.queries.deliveries import moment_of
from congvu.mailboxes.rules.deliveries import (
    BREACH_NAMES,
    DELIVERY_STATE_NAMES,
    FAILED,
    Breach,
    DeliveryState,
    delay_said,
    reason_words,
)
from congvu.mailboxes.rules.dmarc import DISPOSITION_NAMES, is_aligned
from congvu.mailboxes.rules.findings import VERDICT_NAMES, Verdict
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import METHODS, done, posted
from congvu.ui.rules import Pages, Tab, Tone

_TONES = {
    DeliveryState.SENT: (Tone.DONE, "check"),
    DeliveryState.DEFERRED: (Tone.LOOK, "half"),
    DeliveryState.BOUNCED: (Tone.LATE, "ban"),
    DeliveryState.EXPIRED: (Tone.LATE, "ban"),
}


def sections(seat: Seat, here: str) -> list[Tab]:
    """These pages beside each other, as far as the seat may open them."""
    reads = seat.can(Permission.READ_REGISTER)
    runs = seat.can(Permission.READ_JOBS)
    offered = (
        ("deliveries", _("Chuyển thư"), reads or runs),
        ("breaches", _("Ngoài quy chế"), reads),
        ("quality", _("Chất lượng"), reads or runs),
        ("dmarc", _("Báo cáo DMARC"), runs),
    )
    return [
        Tab(label, reverse(f"mailboxes:{name}"), active=name == here)
        for name, label, may_open in offered
        if may_open
    ]


@require_safe
@with_seat()
def deliveries(request: SeatRequest) -> HttpResponse:
    """Newest first, found by the key of the last one however many there are."""
    scope = delivery_scope(request.seat)
    form = AddressForm(request.GET)
    address = form.address()
    tab = request.GET.get("nhom", "")
    page = queries.deliveries_page(
        scope, tab=tab, address=address, after=_key(request.GET.get("sau", ""))
    )
    kept = {k: v for k, v in (("nhom", tab), ("dia_chi", address)) if v}
    here = reverse("mailboxes:deliveries")
    context = {
        "form": form,
        "lines": [
            _line(one, reads=reads_symbols(request.seat)) for one in page.deliveries
        ],
        "tabs": _tabs(here, tab, address),
        "pages": Pages(
            previous_url=f"{here}?{urlencode(kept)}" if request.GET.get("sau") else "",
            next_url=f"{here}?{urlencode({**kept, 'sau': str(page.after)})}"
            if page.after
            else "",
        ),
        "sections": sections(request.seat, "deliveries"),
    }
    return render(request, "mailboxes/deliveries.html", context)


def _tabs(here: str, tab: str, address: str) -> list[Tab]:
    asked = {"dia_chi": address} if address else {}

    def url(group: str) -> str:
        query = {**({"nhom": group} if group else {}), **asked}
        return f"{here}?{urlencode(query)}" if query else here

    return [
        Tab(_("Tất cả"), url(""), active=tab not in queries.TABS),
        Tab(
            _("Không tới"),
            url(queries.NOT_THERE),
            active=tab == queries.NOT_THERE,
            late=True,
        ),
        Tab(
            _("Chưa tới"),
            url(DeliveryState.DEFERRED),
            active=tab == DeliveryState.DEFERRED,
        ),
        Tab(_("Đã tới"), url(DeliveryState.SENT), active=tab == DeliveryState.SENT),
    ]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(one: MailDelivery, *, reads: bool) -> dict[str, Any]:
    state = DeliveryState(one.state)
    entry = one.paper.packet.entry if reads and one.paper is not None else None
    return {
        "one": one,
        "words": _(DELIVERY_STATE_NAMES[state]),
        "tone": _TONES[state][0],
        "icon": _TONES[state][1],
        "reason": _(reason_words(one.dsn)) if state != DeliveryState.SENT else "",
        "failed": state in FAILED,
        "entry": entry,
        "delay": delay_said(one.delay, _),
    }


@require_safe
@with_seat()
def delivery(request: SeatRequest, delivery_id: UUID) -> HttpResponse:
    found = get_delivery_for(request.seat, delivery_id)
    reads = reads_symbols(request.seat)
    context = {
        "line": _line(found, reads=reads),
        "breach": _breach(found) if reads else "",
        "symbol": found.symbol if reads else "",
    }
    return render(request, "mailboxes/delivery.html", context)


def _breach(one: MailDelivery) -> str:
    return _(BREACH_NAMES[Breach(one.breach)]) if one.breach else ""


@require_safe
@with_seat(Permission.READ_REGISTER)
def breaches(request: SeatRequest) -> HttpResponse:
    """Who wrote past the office and past the regulation, in a month; no contents."""
    scope = delivery_scope(request.seat)
    form, month = asked_month(request)
    first, after = month_span(month)
    span = moment_of(first), moment_of(after)
    page = queries.breaches_page(scope, span, after=_key(request.GET.get("sau", "")))
    here = f"{reverse('mailboxes:breaches')}?{urlencode({'thang': f'{month:%m/%Y}'})}"
    context = {
        "form": form,
        "month": month,
        "rows": [{"one": one, "words": _breach(one)} for one in page.deliveries],
        "pages": Pages(
            previous_url=here if request.GET.get("sau") else "",
            next_url=f"{here}&{urlencode({'sau': str(page.after)})}"
            if page.after
            else "",
        ),
        "sections": sections(request.seat, "breaches"),
    }
    return render(request, "mailboxes/breaches.html", context)


def asked_month(request: SeatRequest) -> tuple[MonthForm, date]:
    month = timezone.localdate().replace(day=1)
    form = MonthForm(request.GET or None)
    if form.is_valid() and form.cleaned_data["thang"]:
        month = form.cleaned_data["thang"]
    return (form if form.errors else MonthForm({"thang": f"{month:%m/%Y}"})), month


# -- reports of others


@require_http_methods(METHODS)
@with_seat(Permission.READ_JOBS)
def dmarc(request: SeatRequest) -> HttpResponse:
    """Reports, newest first; one may be brought by hand."""
    form = ReportForm(posted(request), request.FILES or None)
    made = done(form, lambda: _take(request, form))
    if made is not None:
        messages.success(request, _("Đã đọc báo cáo."))
        return redirect("mailboxes:dmarc")
    page = queries.dmarc_page(after=_key(request.GET.get("sau", "")))
    here = reverse("mailboxes:dmarc")
    context = {
        "form": form,
        "reports": [_judged(one) for one in page.reports],
        "pages": Pages(
            previous_url=here if request.GET.get("sau") else "",
            next_url=f"{here}?{urlencode({'sau': str(page.after)})}"
            if page.after
            else "",
        ),
        "sections": sections(request.seat, "dmarc"),
    }
    status = 422 if form.errors else 200
    return render(request, "mailboxes/dmarc.html", context, status=status)


def _take(request: SeatRequest, form: ReportForm) -> DmarcReport:
    place = Path(settings.HOME) / "tmp"
    with NamedTemporaryFile(dir=place) as kept:
        for piece in form.cleaned_data["file"].chunks():
            kept.write(piece)
        kept.flush()
        return reading_dmarc.take_report(
            path=Path(kept.name), by=request.seat, at=timezone.now()
        )


def _disposition(said: str) -> str:
    return _(DISPOSITION_NAMES[said]) if said in DISPOSITION_NAMES else said


def _judged(report: DmarcReport) -> dict[str, Any]:
    rows = sorted(report.rows.all(), key=lambda row: -row.count)
    failed = [row for row in rows if not is_aligned(row.dkim, row.spf)]
    return {
        "report": report,
        "policy": _disposition(report.policy),
        "letters": sum(row.count for row in rows),
        "failed": sum(row.count for row in failed),
        "rows": [
            (row, is_aligned(row.dkim, row.spf), _disposition(row.disposition))
            for row in rows[:20]
        ],
        "more": len(rows[20:]),
        "verdict": _(VERDICT_NAMES[Verdict(report.letter.verdict)])
        if report.letter is not None
        else "",
    }
