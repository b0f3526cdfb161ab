"""Collectors: their codes, how they are, with what devices answer them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.organisations.access import SeatRequest, with_seat
from congvu.watching import actions
from congvu.watching.access import (
    get_access_to_keep,
    get_collector_to_keep,
    kept_collectors,
    sites_offered,
)
from congvu.watching.forms import AccessForm, CollectorForm
from congvu.watching.rules import SILENT_AFTER
from congvu.watching.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    done,
    posted,
    press,
    tabs,
)


@require_http_methods(METHODS)
@with_seat(KEEP)
def collectors(request: SeatRequest) -> HttpResponse:
    """Those there are; a new code is shown this once, with the command it goes into."""
    seat, at = request.seat, timezone.now()
    sites = sites_offered(seat)
    form = CollectorForm(posted(request), sites=sites)
    made = None
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.enrol_collector(
                site_id=form.chosen(),
                label=form.cleaned_data["label"],
                expires_on=form.cleaned_data["expires_on"],
                by=seat,
                at=at,
            ),
        )
    if made is not None:
        form = CollectorForm(None, sites=sites)
    rows = kept_collectors(seat).select_related("site").prefetch_related("accesses")
    watched = Count("targets", filter=Q(targets__retired_at=None))
    rows = rows.annotate(watched=watched)
    context = {
        "form": form,
        "secret": made[1] if made is not None else "",
        "server": request.build_absolute_uri("/").rstrip("/"),
        "rows": [_shown(one, at) for one in rows.order_by("site__name", "label")],
        "tab_items": tabs("collectors"),
    }
    status = 422 if form.errors else 200
    return render(request, "watching/collectors.html", context, status=status)


def _shown(one: Any, at: Any) -> dict[str, Any]:
    state, tone = _("đang gửi"), "done"
    if one.revoked_at is not None:
        state, tone = _("đã thu hồi"), ""
    elif one.expires_on is not None and one.expires_on <= timezone.localdate(at):
        state, tone = _("đã hết hạn"), ""
    elif one.seen_at is None:
        state, tone = _("chưa gửi lần nào"), "look"
    elif at - one.seen_at > SILENT_AFTER:
        state, tone = _("im"), "late"
    skew = None if one.skew_ms is None else round(one.skew_ms / 1000)
    return {
        "collector": one,
        "state": state,
        "tone": tone,
        "is_living": one.revoked_at is None,
        "left": one.watched if state in {_("đã thu hồi"), _("đã hết hạn")} else 0,
        # A second more or less is the way of the message.
        "skew": skew if skew is not None and abs(skew) > 2 else None,
    }


@require_POST
@with_seat(KEEP)
def revoke(request: SeatRequest, collector_id: UUID) -> HttpResponse:
    found = get_collector_to_keep(request.seat, collector_id)
    return press(
        request,
        lambda: actions.revoke_collector(
            collector_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thu hồi; đối tượng của nó không ai thử cho đến khi giao máy khác."),
        reverse("watching:collectors"),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def add_access(request: SeatRequest, collector_id: UUID) -> HttpResponse:
    found = get_collector_to_keep(request.seat, collector_id)
    form = AccessForm(posted(request), initial={"version": "v3", "auth": "sha256"})
    words = Words(_("Thêm thông tin SNMP"), _("Thêm"), _("Đã thêm."), found.label)
    return answer(
        request,
        form,
        words,
        lambda: actions.add_access(
            collector_id=found.pk,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("watching:collectors"),
    )


@require_POST
@with_seat(KEEP)
def remove_access(request: SeatRequest, snmp_access_id: UUID) -> HttpResponse:
    found = get_access_to_keep(request.seat, snmp_access_id)
    return press(
        request,
        lambda: actions.remove_access(
            access_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã bỏ thông tin SNMP này."),
        reverse("watching:collectors"),
    )
