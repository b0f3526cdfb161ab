"""Signs of attacks: those that are watched, loaded, written, ended, given to others."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.incidents import actions
from congvu.incidents.access import (
    get_incident_for,
    get_sign_for,
    get_sign_to_keep,
    need_warner,
    seen_alerts,
    seen_signs,
    warns,
)
from congvu.incidents.forms import AudienceForm, BundleForm, ReasonForm, SignForm
from congvu.incidents.models import ThreatSign
from congvu.incidents.queries.signs import alerts_of, ended, holding, signs_page
from congvu.incidents.rules import (
    EXPIRED,
    NOT_WATCHED,
    SIGN_KIND_NAMES,
    SIGN_STATE_NAMES,
    TLP_NAMES,
    SignKind,
    SignState,
    Tlp,
)
from congvu.incidents.views.deeds import (
    METHODS,
    READ,
    Words,
    answer,
    done,
    posted,
    uploaded,
    uuid_or_none,
)
from congvu.logs.rules import ALERT_STATE_NAMES, AlertState
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui

TROUBLES = 50
_SHOWN = {"": holding, "het": ended}


@require_safe
@with_seat(READ)
def signs(request: SeatRequest) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    chosen = request.GET.get("xem", "")
    chosen = chosen if chosen in _SHOWN else ""
    rows = _SHOWN[chosen](seen_signs(seat), at)
    page = signs_page(rows, uuid_or_none(request.GET.get("sau", "")))
    words = {"": _("Đang theo dõi"), "het": _("Đã thôi")}
    context = {
        "rows": [shown(one, at) for one in page.rows],
        "tab_items": [
            ui.Tab(words[key], f"?xem={key}" if key else "?", active=key == chosen)
            for key in _SHOWN
        ],
        "warns": warns(seat),
        "pages": ui.Pages(
            previous_url=f"?xem={chosen}" if "sau" in request.GET else "",
            next_url=f"?xem={chosen}&sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "incidents/signs.html", context)


def shown(one: ThreatSign, at: datetime) -> dict[str, Any]:
    """With its values, and where it stands that moment."""
    values = [(_(SIGN_KIND_NAMES[SignKind(o.kind)]), o.value) for o in one.values.all()]
    state, tone = _(SIGN_STATE_NAMES[SignState(one.state)]), ""
    if one.state == SignState.LIVE and one.valid_until and one.valid_until <= at:
        state = _(EXPIRED)
    elif one.state == SignState.LIVE and not values:
        state = _(NOT_WATCHED)
    elif one.state == SignState.LIVE:
        tone = "look"
    return {
        "sign": one,
        "values": values[:3],
        "more": max(0, len(values) - 3),
        "tlp": TLP_NAMES[Tlp(one.tlp)],
        "state": state,
        "tone": tone,
    }


@require_http_methods(METHODS)
@with_seat(READ)
def load(request: SeatRequest) -> HttpResponse:
    """What was taken is told, and of the rest why it was not."""
    seat, loaded = need_warner(request.seat), None
    form = BundleForm(
        posted(request), request.FILES if request.method == "POST" else None
    )

    def act() -> actions.SignsLoaded:
        source = form.cleaned_data["source"]
        return actions.load_signs(
            content=uploaded(form), source=source, by=seat, at=timezone.now()
        )

    if request.method == "POST":
        loaded = done(form, act)
    troubles = list(loaded.troubles) if loaded else []
    context = {
        "form": form,
        "loaded": loaded,
        "troubles": [(part, _(why)) for part, why in troubles[:TROUBLES]],
        "untold": max(0, len(troubles) - TROUBLES),
    }
    refused = bool(form.errors) or (loaded is not None and not loaded.taken)
    status = 422 if refused else 200
    return render(request, "incidents/load_signs.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(READ)
def add(request: SeatRequest) -> HttpResponse:
    """From nothing, or found in an incident."""
    seat = need_warner(request.seat)
    incident_id = uuid_or_none(request.GET.get("su-co", ""))
    incident = get_incident_for(seat, incident_id) if incident_id else None
    form = SignForm(posted(request))
    words = Words(
        _("Ghi dấu hiệu tấn công"),
        _("Ghi, theo dõi"),
        _("Đã ghi; đang dò trong nhật ký bảy ngày qua và từ nay."),
        incident.name if incident else "",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.add_sign(
            data=form.data_given(incident.pk if incident else None),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("incidents:signs"),
        to=_sign_url,
    )


def _sign_url(found: ThreatSign) -> str:
    return reverse("incidents:sign", args=[found.pk])


@require_safe
@with_seat(READ)
def sign(request: SeatRequest, threat_sign_id: UUID) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    found = get_sign_for(seat, threat_sign_id)
    kinds = [
        (_(SIGN_KIND_NAMES[SignKind(one.kind)]), one.value)
        for one in found.values.order_by("kind", "value")[:500]
    ]
    context = {
        **shown(found, at),
        "values": kinds,
        "alerts": [
            (one, _(ALERT_STATE_NAMES[AlertState(one.state)]))
            for one in alerts_of(seen_alerts(seat), found)
        ],
        "may_end": warns(seat) and found.state == SignState.LIVE,
    }
    return render(request, "incidents/sign.html", context)


@require_http_methods(METHODS)
@with_seat(READ)
def end(request: SeatRequest, threat_sign_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_sign_to_keep(seat, threat_sign_id)
    form = ReasonForm(posted(request))
    words = Words(_("Thôi theo dõi"), _("Thôi theo dõi"), _("Đã thôi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.end_sign(
            sign_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_sign_url(found),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def give(request: SeatRequest) -> HttpResponse:
    """A bundle to hand on; what may not be told there is not in it."""
    seat, form = need_warner(request.seat), AudienceForm(posted(request))
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.give_signs(**form.cleaned_data, by=seat, at=timezone.now()),
        )
        if made is not None:
            name = f"stix-{form.cleaned_data['audience']}.json"
            given = HttpResponse(made, content_type="application/stix+json;version=2.1")
            given["Content-Disposition"] = f'attachment; filename="{name}"'
            return given
    lead = _(
        "TLP:RED không bao giờ ra khỏi trung tâm; còn lại theo mức ghi ở từng dấu hiệu."
    )
    words = Words(_("Xuất dấu hiệu"), _("Xuất tệp STIX 2.1"), "", lead)
    context = {"form": form, "words": words, "back": reverse("incidents:signs")}
    status = 422 if form.errors else 200
    return render(request, "incidents/form.html", context, status=status)
