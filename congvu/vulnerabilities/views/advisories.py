"""Advisories: the newest first, loaded from files; who has what one tells of."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui
from congvu.vulnerabilities import actions, queries
from congvu.vulnerabilities.access import (
    get_advisory_for,
    loads_advisories,
    need_loader,
    seen_advisories,
    seen_findings,
    warns_of_weaknesses,
)
from congvu.vulnerabilities.actions import Loaded
from congvu.vulnerabilities.forms import AdvisoryFileForm
from congvu.vulnerabilities.rules import SEVERITY_NAMES, SOURCE_NAMES, Severity, Source
from congvu.vulnerabilities.views.deeds import (
    METHODS,
    READ,
    done,
    posted,
    tabs,
    uploaded,
    uuid_or_none,
)
from congvu.vulnerabilities.views.findings import shown

TROUBLES = 50


@require_http_methods(METHODS)
@with_seat(READ)
def advisories(request: SeatRequest) -> HttpResponse:
    seat, loaded = request.seat, None
    if request.method == "POST":
        need_loader(seat)
    files = request.FILES if request.method == "POST" else None
    form = AdvisoryFileForm(posted(request), files)

    def load() -> Loaded:
        content, name = uploaded(form)
        return actions.load_advisories(
            content=content, name=name, by=seat.actor, at=timezone.now()
        )

    if request.method == "POST":
        loaded = done(form, load)
    page = queries.advisories_page(
        seen_advisories(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    context = {
        "form": form,
        "loads": loads_advisories(seat),
        "loaded": loaded,
        "troubles": [
            (part, _(reason)) for part, reason in (loaded.troubles if loaded else ())
        ][:TROUBLES],
        "untold": max(loaded.refused - TROUBLES, 0) if loaded else 0,
        "rows": [(one, _(SEVERITY_NAMES[Severity(one.severity)])) for one in page.rows],
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("advisories"),
    }
    status = 422 if form.errors else 200
    return render(request, "vulnerabilities/advisories.html", context, status=status)


@require_safe
@with_seat(READ)
def advisory(request: SeatRequest, vulnerability_id: UUID) -> HttpResponse:
    """What it says, and which machines and products of one's own have it."""
    seat = request.seat
    found = get_advisory_for(seat, vulnerability_id)
    rows = list(
        queries.narrowed(seen_findings(seat).filter(cause=found.cause)).order_by(
            "priority", "due_on", "pk"
        )[: queries.HOLDERS + 1]
    )
    names = agency_names_on({one.agency_id for one in rows}, seat.on)
    context = {
        "advisory": found,
        "severity": _(SEVERITY_NAMES[Severity(found.severity)]),
        "source": _(SOURCE_NAMES[Source(found.source)]),
        "others": [o for o in queries.advisories_of(found.cause) if o.pk != found.pk],
        "warns": warns_of_weaknesses(seat),
        "called": quote(found.cause),
        "affected": list(
            found.affected.order_by("ecosystem", "name")[: queries.HOLDERS]
        ),
        "rows": [shown(one, names) for one in rows[: queries.HOLDERS]],
        "more": len(rows) > queries.HOLDERS,
    }
    return render(request, "vulnerabilities/advisory.html", context)
