"""One's own box: seats one may open, who looked, passwords, the answer while away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.lib.refusals import Refused
from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import get_box_to_use, get_password_of
from congvu.mailboxes.forms import PasswordForm, VacationForm
from congvu.mailboxes.rules import BOX_STATE_NAMES, BoxState
from congvu.mailboxes.views.deeds import (
    METHODS,
    TONES,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import show_refusal


@require_safe
@never_cache
@with_seat()
def mine(request: SeatRequest) -> HttpResponse:
    return _page(request, PasswordForm())


def _page(
    request: SeatRequest, form: forms.Form, *, secret: str = "", status: int = 200
) -> HttpResponse:
    """The same page shows a new password, this once."""
    seat, on, now = request.seat, timezone.localdate(), timezone.now()
    box = queries.own_box(seat.person_id, on)
    opened = queries.opened_by(seat.person_id, on)
    looks = queries.looks_at([one.box.pk for one in opened] + ([box.pk] if box else []))
    context: dict[str, Any] = {
        "box": box,
        "opened": opened,
        "looks": looks,
        "now": now,
        "form": form,
        "secret": secret,
        "tab_items": tabs(seat, "mine"),
    }
    if box is not None:
        state = box.state_on(on)
        context |= {
            "state": _(BOX_STATE_NAMES[state]),
            "tone": TONES[state],
            "is_open": state == BoxState.OPEN,
            "aliases": queries.aliases_of(box, on),
            "vacation": queries.vacation_of(box, on),
            "passwords": queries.passwords_of(seat.person_id),
        }
    return render(request, "mailboxes/mine.html", context, status=status)


@require_POST
@never_cache
@with_seat()
def make_password(request: SeatRequest) -> HttpResponse:
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            _row, secret = actions.make_password(
                label=form.cleaned_data["label"], by=request.seat, at=timezone.now()
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            return _page(request, PasswordForm(), secret=secret)
    return _page(request, form, status=422)


@require_POST
@with_seat()
def revoke_password(request: SeatRequest, password_id: UUID) -> HttpResponse:
    row = get_password_of(request.seat, password_id)
    return press(
        request,
        lambda: actions.revoke_password(
            password_id=row.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thu hồi; chương trình dùng mật khẩu ấy không vào được nữa."),
        reverse("mailboxes:mine"),
    )


@require_http_methods(METHODS)
@with_seat()
def vacation(request: SeatRequest, box_id: UUID) -> HttpResponse:
    """Of one's own box, or of a seat's that one reads."""
    seat, on = request.seat, timezone.localdate()
    box = get_box_to_use(seat, box_id)
    set_now = queries.vacation_of(box, on)
    initial: dict[str, Any] = {"first_day": on, "last_day": on}
    if set_now is not None:
        initial = {
            "first_day": set_now.valid_from,
            "last_day": queries.last_day_of(set_now),
            "subject": set_now.subject,
            "text": set_now.text,
        }
    form = VacationForm(posted(request), initial=initial)
    words = Words(
        title=_("Trả lời khi vắng mặt"),
        button=_("Đặt trả lời"),
        done=_("Đã đặt; hộp thư tự trả lời trong những ngày ấy."),
        lead=box.address,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_vacation(
            box_id=box.pk, by=seat, at=timezone.now(), **form.cleaned_data
        ),
        back=reverse("mailboxes:mine"),
    )


@require_POST
@with_seat()
def end_vacation(request: SeatRequest, box_id: UUID) -> HttpResponse:
    box = get_box_to_use(request.seat, box_id)
    return press(
        request,
        lambda: actions.end_vacation(box_id=box.pk, by=request.seat, at=timezone.now()),
        _("Đã thôi trả lời tự động."),
        reverse("mailboxes:mine"),
    )
