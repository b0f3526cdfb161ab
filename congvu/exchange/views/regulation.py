"""Quy chế gửi nhận: what holds on a day, what it would offer, and who departs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.exchange import actions, queries
from congvu.exchange.access import get_regulation
from congvu.exchange.forms import DayForm, EndForm, MonthForm, RegulationForm
from congvu.exchange.models import Regulation
from congvu.exchange.rules import (
    CHANNEL_NAMES,
    VIOLATION_NAMES,
    Limit,
    Offer,
    OnPaper,
    Sending,
    limit_said,
    offer_of,
    paper_said,
    ways_said,
    why_said,
)
from congvu.exchange.views.sections import sections
from congvu.law.models import Sureness
from congvu.law.queries import document_types
from congvu.law.rules import SURENESS_WORDS
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import METHODS, done, posted


@require_safe
@with_seat(Permission.READ_RULES)
def regulation(request: SeatRequest) -> HttpResponse:
    """The table as it held on a day, and what it would offer for one paper."""
    today = timezone.localdate()
    form = DayForm(
        request.GET or None,
        types=_types(today),
        kinds=queries.recipient_kinds(),
        initial={"ngay": today},
    )
    on, asked = today, None
    if form.is_valid():
        on = form.cleaned_data["ngay"] or today
        asked = _offered(request, form.cleaned_data, on)
    context = {
        "form": form,
        "on": on,
        "is_today": on == today,
        "rows": [_shown(one) for one in queries.regulation_on(on)],
        "asked": asked,
        "may_edit": request.seat.can(Permission.EDIT_REGULATION),
    }
    context["sections"] = sections(request.seat, "regulation")
    return render(request, "exchange/regulation.html", context)


def _offered(
    request: SeatRequest, data: dict[str, Any], on: date
) -> dict[str, Any] | None:
    if not (data["loai"] or data["trich_yeu"] or data["gui"] or data["nhan"]):
        return None
    sending = Sending(on, data["loai"], data["trich_yeu"], data["gui"], data["nhan"])
    rows = queries.rows_on(on, request.seat.agency_id)
    offer = offer_of(rows, sending)
    return {"offer": offer, **(said_of(offer) if offer else {})}


def said_of(offer: Offer) -> dict[str, str]:
    """An offer in words: for the page, the program and the shell alike."""
    row = offer.row
    return {
        "ways": ways_said(offer.channels, _),
        "paper": paper_said(offer, _),
        "limit": limit_said(row.limit, row.urgent_limit, _),
        "why": why_said(offer, _),
        "sureness": _(SURENESS_WORDS[row.sureness]),
    }


def _types(on: date) -> list[tuple[str, str]]:
    return [(t.code, t.name) for t in document_types(on)]


def _shown(row: Regulation) -> dict[str, Any]:
    kinds = dict(queries.recipient_kinds())
    return {
        "row": row,
        "types": ", ".join(row.types),
        "phrases": ", ".join(f"“{one}”" for one in row.phrases),
        "sender": kinds.get(row.sender, ""),
        "recipient": kinds.get(row.recipient, ""),
        "ways": ways_said(row.channels, _),
        "limit": limit_said(Limit(row.limit), Limit(row.urgent_limit), _),
        "forbids": row.on_paper == OnPaper.ONLY,
        "unverified": row.sureness == Sureness.UNVERIFIED,
    }


@require_safe
@with_seat(Permission.READ_RULES)
def rule_history(request: SeatRequest, regulation_id: UUID) -> HttpResponse:
    """Every row of one key, the newest first."""
    row = get_regulation(regulation_id)
    context = {
        "row": row,
        "rows": [_shown(one) for one in queries.history_of(row.key)],
        "may_end": request.seat.can(Permission.EDIT_REGULATION)
        and row.valid_until is None,
    }
    return render(request, "exchange/rule_history.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.EDIT_REGULATION)
def add_rule(request: SeatRequest) -> HttpResponse:
    today = timezone.localdate()
    form = RegulationForm(
        posted(request),
        types=_types(today),
        kinds=queries.recipient_kinds(),
        initial={"valid_from": today, "limit": Limit.NEXT_MORNING},
    )
    made = done(
        form,
        lambda: actions.add_regulation(
            row=form.row(), by=request.seat, at=timezone.now()
        ),
    )
    if made is not None:
        messages.success(request, _("Đã thêm dòng quy chế."))
        return redirect("exchange:rule-history", regulation_id=made.id)
    words = {
        "title": _("Thêm dòng quy chế"),
        "lead": _("Dòng cũ không sửa; dòng mới thay nó từ ngày bắt đầu."),
        "button": _("Thêm"),
        "back": reverse("exchange:regulation"),
    }
    return _form(request, form, words)


@require_http_methods(METHODS)
@with_seat(Permission.EDIT_REGULATION)
def end_rule(request: SeatRequest, regulation_id: UUID) -> HttpResponse:
    row = get_regulation(regulation_id)
    form = EndForm(posted(request), initial={"valid_until": timezone.localdate()})
    made = done(
        form,
        lambda: actions.end_regulation(
            regulation_id=regulation_id,
            valid_until=form.cleaned_data["valid_until"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    back = reverse("exchange:rule-history", args=[regulation_id])
    if made is not None:
        messages.success(request, _("Đã ghi hết hiệu lực."))
        return redirect(back)
    words = {
        "title": _("Hết hiệu lực"),
        "lead": row.label,
        "button": _("Ghi"),
        "back": back,
        "is_danger": True,
    }
    return _form(request, form, words)


@require_safe
@with_seat(Permission.READ_REGISTER)
def violations(request: SeatRequest) -> HttpResponse:
    """What left in a month otherwise than the regulation of its day has it."""
    seat, today = request.seat, timezone.localdate()
    unit = request.GET.get("don_vi", "")
    month = today.replace(day=1)
    form = MonthForm(request.GET or None, units=[(unit, "")])
    if form.is_valid() and form.cleaned_data["thang"]:
        month = form.cleaned_data["thang"]
    found = queries.violations_of(seat.agency_id, month, timezone.now(), unit=unit)
    shown = MonthForm({"thang": f"{month:%m/%Y}", "don_vi": unit}, units=found.units)
    context = {
        "form": form if form.errors else shown,
        "month": month,
        "found": [
            {
                "one": alike[0],
                "recipients": [one.recipient for one in alike],
                "words": [_(VIOLATION_NAMES[v]) for v in alike[0].violations],
                "channel": _(CHANNEL_NAMES[alike[0].channel]),  # type: ignore[index]
            }
            for alike in _alike(found.found)
        ],
        "sendings": found.sendings,
    }
    context["sections"] = sections(request.seat, "violations")
    return render(request, "exchange/violations.html", context)


def _alike(found: Iterable[queries.Departing]) -> Iterable[list[queries.Departing]]:
    """A paper that left wrongly to a hundred places in one way is one thing to say."""
    groups: dict[object, list[queries.Departing]] = {}
    for one in found:
        key = (one.entry.pk, tuple(one.violations), one.channel, one.offer.row.id)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _form(request: SeatRequest, form: Any, words: dict[str, Any]) -> HttpResponse:
    said = {
        "form": form,
        "failed": _("Chưa ghi được"),
        "undone": _("Quy chế vẫn như trước."),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/regulation_form.html", said | words, status=status)
