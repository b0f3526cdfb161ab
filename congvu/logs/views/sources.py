"""Who sends logs: registered, silent, too fast; and who does so unasked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.law.queries import rules
from congvu.logs import actions
from congvu.logs.access import (
    get_source_to_keep,
    need_keeper,
    owned_systems,
    seen_sources,
    seen_strangers,
)
from congvu.logs.forms import NothingForm, SourceForm
from congvu.logs.models import LogSource
from congvu.logs.rules import SOURCE_KIND_NAMES, SourceKind
from congvu.logs.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    done,
    posted,
    tabs,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.systems.access import keeps

SHOWN = 500


@require_http_methods(METHODS)
@with_seat(READ)
def sources(request: SeatRequest) -> HttpResponse:
    """The code of a new one is shown once, on the page that answers."""
    seat, made = request.seat, None
    systems = owned_systems(seat)
    form = SourceForm(posted(request), systems=systems)

    def add() -> tuple[LogSource, str]:
        return actions.add_source(
            agency_id=seat.agency_id, **form.given(), by=seat, at=timezone.now()
        )

    if request.method == "POST":
        need_keeper(seat)
        made = done(form, add)
        if made is not None:
            form = SourceForm(systems=systems)
    found = seen_sources(seat).select_related("system")
    rows = list(found.order_by("ended_at", "name", "pk")[:SHOWN])
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    context = {
        "form": form,
        "made": made,
        "keeps": keeps(seat),
        "rows": [
            {
                "source": one,
                "agency": names.get(one.agency_id, "–"),
                "kind": _(SOURCE_KIND_NAMES[SourceKind(one.kind)]),
            }
            for one in rows
        ],
        "kept": [
            one for one in rules("log_retention", seat.on) if one.number("months")
        ],
        "strangers": list(seen_strangers(seat).order_by("-last_at")[:SHOWN]),
        "tab_items": tabs("sources"),
    }
    status = 422 if form.errors else 200
    return render(request, "logs/sources.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(KEEP)
def end(request: SeatRequest, log_source_id: UUID) -> HttpResponse:
    found = get_source_to_keep(request.seat, log_source_id)
    words = Words(
        _("Ngừng nguồn"),
        _("Ngừng"),
        _("Đã ngừng nguồn; điều đã gửi vẫn còn."),
        lead=found.name,
        danger=True,
    )
    return answer(
        request,
        NothingForm(posted(request)),
        words,
        lambda: actions.end_source(
            source_id=found.pk, by=request.seat, at=timezone.now()
        ),
        back=reverse("logs:sources"),
    )
