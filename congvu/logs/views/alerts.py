"""What rules met, the gravest first; one alert and what is decided about it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.logs import actions, queries
from congvu.logs.access import (
    get_alert_for,
    get_alert_to_keep,
    keeps_alert,
    seen_alerts,
)
from congvu.logs.forms import CloseForm, FalseForm, NothingForm
from congvu.logs.models import Alert
from congvu.logs.rules import ALERT_STATE_NAMES, SEVERITY_NAMES, AlertState, Severity
from congvu.logs.views.deeds import (
    KEEP,
    LEVEL_TONES,
    METHODS,
    READ,
    STATE_TONES,
    Words,
    answer,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui


def shown(one: Alert, names: dict[UUID, str]) -> dict[str, object]:
    """One line of a list."""
    level, state = Severity(one.level), AlertState(one.state)
    return {
        "alert": one,
        "agency": names.get(one.agency_id, "–") if one.agency_id else "–",
        "level": _(SEVERITY_NAMES[level]),
        "level_tone": LEVEL_TONES.get(level, ""),
        "state": _(ALERT_STATE_NAMES[state]),
        "tone": STATE_TONES.get(state, ""),
    }


@require_safe
@with_seat(READ)
def alerts(request: SeatRequest) -> HttpResponse:
    """Of one's agency; to the centre of all."""
    seat, state = request.seat, request.GET.get("trang-thai", "")
    rows = seen_alerts(seat)
    page = queries.alerts_page(
        rows, state=state, after=uuid_or_none(request.GET.get("sau", ""))
    )
    agencies = {one.agency_id for one in page.rows if one.agency_id}
    names = agency_names_on(agencies, seat.on)
    kept = {"trang-thai": state} if state in set(AlertState) else {}
    more = {**kept, "sau": page.after.hex} if page.after else {}
    counts = queries.counted_alerts(rows)
    context = {
        "rows": [shown(one, names) for one in page.rows],
        "counted": [
            ui.Figure(_(name), ui.dotted(counts[value]))
            for value, name in ALERT_STATE_NAMES.items()
        ],
        "states": [
            (value, _(name), value == state)
            for value, name in ALERT_STATE_NAMES.items()
        ],
        "pages": ui.Pages(
            previous_url=f"?{urlencode(kept)}" if "sau" in request.GET else "",
            next_url=f"?{urlencode(more)}" if more else "",
        ),
        "tab_items": tabs("alerts"),
    }
    return render(request, "logs/alerts.html", context)


@require_safe
@with_seat(READ)
def alert(request: SeatRequest, alert_id: UUID) -> HttpResponse:
    found = get_alert_for(request.seat, alert_id)
    names = agency_names_on(
        {found.agency_id} if found.agency_id else set(), request.seat.on
    )
    context = {
        **shown(found, names),
        "alert_key": found.pk.hex,
        "may_decide": keeps_alert(request.seat, found)
        and found.state != AlertState.CLOSED,
    }
    return render(request, "logs/alert.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def take(request: SeatRequest, alert_id: UUID) -> HttpResponse:
    found = get_alert_to_keep(request.seat, alert_id)
    words = Words(_("Nhận xử lý"), _("Nhận"), _("Đã nhận xử lý."), lead=_lead(found))
    return answer(
        request,
        NothingForm(posted(request)),
        words,
        lambda: actions.take_alert(
            alert_id=found.pk, by=request.seat, at=timezone.now()
        ),
        back=_page(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def false(request: SeatRequest, alert_id: UUID) -> HttpResponse:
    found = get_alert_to_keep(request.seat, alert_id)
    form = FalseForm(posted(request))
    words = Words(
        _("Báo động giả"),
        _("Ghi báo động giả"),
        _("Đã ghi là báo động giả."),
        lead=_lead(found),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.call_false(
            alert_id=found.pk, **form.cleaned_data, by=request.seat, at=timezone.now()
        ),
        back=_page(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def close(request: SeatRequest, alert_id: UUID) -> HttpResponse:
    found = get_alert_to_keep(request.seat, alert_id)
    form = CloseForm(posted(request))
    words = Words(
        _("Đóng cảnh báo"), _("Đóng"), _("Đã đóng cảnh báo."), lead=_lead(found)
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_alert(
            alert_id=found.pk, **form.cleaned_data, by=request.seat, at=timezone.now()
        ),
        back=_page(found),
    )


def _lead(found: Alert) -> str:
    return f"{found.title} · {found.key}"


def _page(found: Alert) -> str:
    return reverse("logs:alert", args=[found.pk])
