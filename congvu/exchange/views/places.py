"""Where a paper went and what came back; what its sender asks, and the answer."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from congvu.exchange import actions
from congvu.exchange.access import (
    get_dispatch_for,
    get_request_for,
    is_sender,
    may_answer,
    may_ask_back,
    places_for,
    requests_for,
    senders_of,
)
from congvu.exchange.forms import AnswerForm, AskBackForm
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import METHODS, done, posted


@require_safe
@with_seat()
def places(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """A page of its own, or the part of the line's pane that asks for it."""
    entry, sent = places_for(request.seat, entry_id)
    sent = sorted(sent, key=lambda one: not one.is_stuck)
    context = {
        "entry": entry,
        "places": [(one, may_ask_back(request.seat, one)) for one in sent],
        "totals": Counter(one.standing for one in sent).most_common(),
        "may_send": is_sender(request.seat)
        and entry.agency_id in senders_of(request.seat),
        "back": reverse("outgoing:line", args=[entry_id]),
    }
    part = request.headers.get("HX-Request") == "true"
    name = "places_part" if part else "places"
    return render(request, f"exchange/{name}.html", context)


@require_http_methods(METHODS)
@with_seat()
def ask_back(request: SeatRequest, dispatch_id: UUID) -> HttpResponse:
    sent = get_dispatch_for(request.seat, dispatch_id)
    form = AskBackForm(posted(request))
    made = done(
        form,
        lambda: actions.ask_one_back(
            dispatch_id=dispatch_id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    back = reverse("exchange:places", args=[sent.entry_id])
    if made is not None:
        messages.success(request, _("Đã yêu cầu lấy lại văn bản."))
        return redirect(back)
    context = {
        "title": _("Lấy lại văn bản"),
        "lead": f"{sent.entry.symbol} · {sent.recipient.name}",
        "button": _("Yêu cầu lấy lại"),
        "back_to": _("Nơi nhận"),
        "is_danger": True,
    }
    return _page(request, form, back, context)


@require_safe
@with_seat()
def sender(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """What the sender of an incoming paper asks about it, beside its line."""
    entry, asked = requests_for(request.seat, entry_id)
    context = {
        "entry": entry,
        "asked": asked,
        "may_answer": may_answer(request.seat, entry),
        "back": reverse("documents:entry", args=[entry_id]),
    }
    part = request.headers.get("HX-Request") == "true"
    name = "sender_part" if part else "sender"
    return render(request, f"exchange/{name}.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.REGISTER)
def answer(request: SeatRequest, request_id: UUID) -> HttpResponse:
    asked = get_request_for(request.seat, request_id)
    item = asked.item
    back = reverse("documents:entry", args=[item.entry_id if item else None])
    form = AnswerForm(posted(request))
    made = done(
        form,
        lambda: actions.answer_request(
            request_id=request_id,
            agreed=form.cleaned_data["agreed"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Đã trả lời nơi gửi."))
        return redirect(back)
    context = {
        "title": _("Nơi gửi yêu cầu %(what)s") % {"what": asked.get_wanted_display()},
        "lead": f"{asked.asked_by}: {asked.reason}",
        "button": _("Trả lời"),
        "back_to": _("Về văn bản"),
    }
    return _page(request, form, back, context)


def _page(
    request: SeatRequest, form: Any, back: str, context: dict[str, Any]
) -> HttpResponse:
    said = {
        "form": form,
        "back": back,
        "failed": _("Chưa gửi"),
        "undone": _("Văn bản vẫn như trước."),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/form.html", said | context, status=status)
