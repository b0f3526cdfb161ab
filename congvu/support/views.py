"""Pages of help: the list, one request, what is asked most, the desk."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar, rules
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, units_on
from congvu.organisations.rules import Permission
from congvu.support import actions
from congvu.support.access import (
    asks_offered,
    devices_offered,
    get_request_for,
    get_request_of_asker,
    get_request_to_answer,
    keeps_desk,
    machines_offered,
    may_answer,
    may_ask_again,
    may_close,
    reach_of,
    requests_seen,
    watches,
)
from congvu.support.forms import AskForm, DeskForm, SayForm
from congvu.support.models import SupportRequest
from congvu.support.queries import answered_by, asked_most, desk_of, requests_page
from congvu.support.rules import HELP_KIND_NAMES, HELP_STATE_NAMES, HelpKind, HelpState
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted, press

_TONES = {HelpState.WAITING: "look", HelpState.ANSWERED: "done", HelpState.CLOSED: ""}
_FORM = "support/form.html"


def _tabs(seat: Seat, active: str) -> list[ui.Tab]:
    shown = [("list", _("Đề nghị"))]
    if watches(seat):
        shown.append(("most", _("Hay hỏi gì")))
    if keeps_desk(seat):
        shown.append(("desk", _("Bộ phận hỗ trợ")))
    return [
        ui.Tab(label, reverse(f"support:{name}"), active=name == active)
        for name, label in shown
    ]


def _url(found: SupportRequest) -> str:
    return reverse("support:request", args=[found.id])


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@with_seat()
def request_list(request: SeatRequest) -> HttpResponse:
    """Newest first; narrowed to what waits for the seat's answer, or is not closed."""
    seat, on, days = request.seat, timezone.localdate(), calendar()
    only = request.GET.get("xem", "")
    rows = requests_seen(seat)
    if only == "cho":
        rows = rows.filter(answered_by(reach_of(seat)), state=HelpState.WAITING)
    elif only == "mo":
        rows = rows.exclude(state=HelpState.CLOSED)
    page = requests_page(rows, after=_key(request.GET.get("sau", "")))
    ids = {i for one in page.rows for i in (one.agency_id, one.to_agency_id)}
    names = agency_names_on(list(ids), on)
    choices = [
        ("", _("tất cả")),
        ("mo", _("chưa đóng")),
        ("cho", _("chờ tôi trả lời")),
    ]
    context = {
        "lines": [
            {
                "one": one,
                "kind": _(HELP_KIND_NAMES[HelpKind(one.kind)]),
                "agency": names.get(one.agency_id, ""),
                "to": names.get(one.to_agency_id, ""),
                "state": _(HELP_STATE_NAMES[HelpState(one.state)]),
                "tone": _TONES[HelpState(one.state)],
                "due": deadline_shown(one.due_on, on=on, days=days)
                if one.due_on
                else None,
            }
            for one in page.rows
        ],
        "choices": [(key, label, key == only) for key, label in choices],
        "only": only,
        "after": page.after,
        "tab_items": _tabs(seat, "list"),
    }
    return render(request, "support/list.html", context)


@require_http_methods(METHODS)
@with_seat()
def ask(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    limits = rules("support_limit", on)
    form = AskForm(
        posted(request),
        desks=asks_offered(seat),
        machines=[(one.pk, one.name) for one in machines_offered(seat)],
        devices=[(d.pk, f"{d.site.name} · {d.name}") for d in devices_offered(seat)],
        initial={"kind": "fault"},
    )
    words = Words(
        _("Đề nghị hỗ trợ"),
        _("Gửi đề nghị"),
        _("Đã gửi; khi có trả lời sẽ báo ở chuông và Việc của tôi."),
    )
    return deeds.answer(
        request,
        form,
        words,
        lambda: actions.ask_for_help(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        template=_FORM,
        back=reverse("support:list"),
        to=_url,
        more={
            "limits": [
                (_(HELP_KIND_NAMES[HelpKind(one.key)]), one.number("working_days"))
                for one in limits
                if one.key in set(HelpKind)
            ]
        },
    )


@require_safe
@with_seat()
def one(request: SeatRequest, support_request_id: UUID) -> HttpResponse:
    found = get_request_for(request.seat, support_request_id)
    return _shown(request, found, SayForm())


def _shown(
    request: SeatRequest, found: SupportRequest, form: SayForm, status: int = 200
) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    names = agency_names_on([found.agency_id, found.to_agency_id], on)
    context = {
        "found": found,
        "kind": _(HELP_KIND_NAMES[HelpKind(found.kind)]),
        "state": _(HELP_STATE_NAMES[HelpState(found.state)]),
        "tone": _TONES[HelpState(found.state)],
        "due": deadline_shown(found.due_on, on=on, days=calendar())
        if found.due_on
        else None,
        "agency": names.get(found.agency_id, ""),
        "to": names.get(found.to_agency_id, ""),
        "said": list(found.messages.order_by("id")),
        "form": form,
        "may_answer": may_answer(seat, found),
        "may_ask_again": may_ask_again(seat, found),
        "may_close": may_close(seat, found),
    }
    return render(request, "support/request.html", context, status=status)


@require_POST
@with_seat()
def answer(request: SeatRequest, support_request_id: UUID) -> HttpResponse:
    """Refused, the page comes back with what was typed."""
    seat = request.seat
    found = get_request_to_answer(seat, support_request_id)
    form = SayForm(request.POST)
    made = done(
        form,
        lambda: actions.answer_request(
            support_request_id=found.id,
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
    )
    if made is None:
        return _shown(request, found, form, status=422)
    return press(request, lambda: None, _("Đã trả lời."), _url(found))


@require_POST
@with_seat()
def again(request: SeatRequest, support_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_of_asker(seat, support_request_id)
    form = SayForm(request.POST)
    made = done(
        form,
        lambda: actions.ask_again(
            support_request_id=found.id,
            text=form.cleaned_data["text"],
            by=seat,
            at=timezone.now(),
        ),
    )
    if made is None:
        return _shown(request, found, form, status=422)
    return press(request, lambda: None, _("Đã hỏi lại."), _url(found))


@require_POST
@with_seat()
def close(request: SeatRequest, support_request_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_request_of_asker(seat, support_request_id)
    return press(
        request,
        lambda: actions.close_request(
            support_request_id=found.id, by=seat, at=timezone.now()
        ),
        _("Đã đóng đề nghị."),
        _url(found),
    )


@require_safe
@with_seat()
def most(request: SeatRequest) -> HttpResponse:
    """Of the last twelve months, this one among them."""
    seat, on = request.seat, timezone.localdate()
    if not watches(seat):
        raise Http404
    since = _months_back(on, 11)
    found = asked_most(requests_seen(seat), since, on)
    context = {
        "found": found,
        "since": since,
        "kinds": [(_(HELP_KIND_NAMES[HelpKind(k)]), n) for k, n in found.kinds],
        "tab_items": _tabs(seat, "most"),
    }
    return render(request, "support/most.html", context)


def _months_back(on: date, count: int) -> date:
    day = on.replace(day=1)
    for _n in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


@require_http_methods(METHODS)
@with_seat(Permission.KEEP_MACHINES)
def desk(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    now = desk_of(seat.agency_id)
    initial = {"unit": str(now.unit_id), "for_all": now.for_all} if now else {}
    form = DeskForm(
        posted(request),
        units=[(u.id, u.name) for u in units_on(seat.agency_id, timezone.localdate())],
        may_be_for_all=seat.is_central,
        initial=initial,
    )
    words = Words(
        _("Bộ phận hỗ trợ"), _("Lưu"), _("Đã lưu."), _("Ai trả lời đề nghị hỗ trợ")
    )
    return deeds.answer(
        request,
        form,
        words,
        lambda: actions.set_desk(
            unit_id=form.unit_id(),
            for_all=form.cleaned_data.get("for_all", False),
            by=seat,
            at=timezone.now(),
        ),
        template=_FORM,
        back=reverse("support:list"),
    )
