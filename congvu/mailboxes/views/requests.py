"""What heads and clerks ask for; the administrator's word on it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import (
    asks,
    get_request_for,
    keeps,
    may_decide,
    may_withdraw,
    visible_requests,
)
from congvu.mailboxes.forms import DecideForm, RequestForm
from congvu.mailboxes.models import MailboxRequest
from congvu.mailboxes.rules import (
    REQUEST_KIND_NAMES,
    REQUEST_STATE_NAMES,
    RequestKind,
    RequestState,
)
from congvu.mailboxes.views.deeds import (
    METHODS,
    REQUEST_TONES,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, units_on
from congvu.organisations.rules import Permission
from congvu.ui.deeds import show_refusal


def _line(row: MailboxRequest) -> tuple[MailboxRequest, str, str, str]:
    state = RequestState(row.state)
    return (
        row,
        _(REQUEST_KIND_NAMES[RequestKind(row.kind)]),
        _(REQUEST_STATE_NAMES[state]),
        REQUEST_TONES.get(state, ""),
    )


@require_safe
@with_seat()
def requests(request: SeatRequest) -> HttpResponse:
    """What waits first, then the newest."""
    seat, on = request.seat, timezone.localdate()
    if not (keeps(seat) or asks(seat)):
        raise Http404
    page = queries.requests_page(
        visible_requests(seat), after=request.GET.get("sau", "")
    )
    names = agency_names_on({row.agency_id for row in page.rows}, on)
    context = {
        "lines": [(*_line(row), names.get(row.agency_id, "")) for row in page.rows],
        "next_query": urlencode({"sau": page.after}) if page.after else "",
        "may_ask": asks(seat),
        "tab_items": tabs(seat, "requests"),
    }
    return render(request, "mailboxes/requests.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.ASK_MAILBOXES)
def ask(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    boxes = [(b.pk, f"{b.title}, {b.address}") for b in queries.seats_of(seat, on)]
    units = [(u.id, u.name) for u in units_on(seat.agency_id, on)]
    form = RequestForm(posted(request), boxes=boxes, units=units)
    words = Words(
        title=_("Đề nghị về hộp thư"),
        button=_("Gửi đề nghị"),
        done=_("Đã gửi; quản trị quyết định và anh/chị được báo."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.ask(data=form.data_given(), by=seat, at=timezone.now()),
        back=reverse("mailboxes:requests"),
        to=lambda made: reverse("mailboxes:request", args=[made.pk]),
    )


@require_safe
@with_seat()
def one(request: SeatRequest, request_id: UUID) -> HttpResponse:
    return _page(request, get_request_for(request.seat, request_id), DecideForm())


def _page(
    request: SeatRequest, found: MailboxRequest, form: DecideForm, *, status: int = 200
) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    waiting = found.state == RequestState.WAITING
    _row, kind, state, tone = _line(found)
    context = {
        "found": found,
        "kind": kind,
        "state": state,
        "tone": tone,
        "agency": agency_names_on([found.agency_id], on).get(found.agency_id, ""),
        "form": form,
        "may_decide": waiting and may_decide(seat, found),
        "may_withdraw": waiting and may_withdraw(seat, found),
        "keeps": may_decide(seat, found),
        "tab_items": tabs(seat, "requests"),
    }
    return render(request, "mailboxes/request.html", context, status=status)


@require_POST
@with_seat(Permission.KEEP_MAILBOXES)
def decide(request: SeatRequest, request_id: UUID) -> HttpResponse:
    """Approved, and done at once; or refused with a reason."""
    seat = request.seat
    found = get_request_for(seat, request_id)
    if not may_decide(seat, found):
        raise Http404
    form = DecideForm(request.POST)
    act = actions.refuse if "refuse" in request.POST else actions.approve
    if form.is_valid():
        try:
            act(
                request_id=found.pk,
                answer=form.cleaned_data["answer"],
                by=seat,
                at=timezone.now(),
            )
        except Refused as why:
            show_refusal(form, why)
            if found.state != RequestState.WAITING:
                # Somebody was quicker: there is no form any more to say it on.
                messages.error(request, why.reasons[0].message)
                return redirect("mailboxes:request", found.pk)
        else:
            messages.success(request, _("Đã quyết định; người đề nghị được báo."))
            return redirect("mailboxes:request", found.pk)
    return _page(request, found, form, status=422)


@require_POST
@with_seat(Permission.ASK_MAILBOXES)
def withdraw(request: SeatRequest, request_id: UUID) -> HttpResponse:
    found = get_request_for(request.seat, request_id)
    if not may_withdraw(request.seat, found):
        raise Http404
    return press(
        request,
        lambda: actions.withdraw(
            request_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã rút đề nghị."),
        reverse("mailboxes:requests"),
    )
