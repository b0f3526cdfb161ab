"""The reading page of the log. Whoever reads it is in it."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.audit import access, actions, queries
from congvu.audit.forms import LogFilter
from congvu.audit.queries import EventPage
from congvu.audit.rules import DOOR_LABELS
from congvu.ui.rules import Pages

# What was looked for, as the API writes it down, too.
_ASKED = {"viec": "event", "nguoi": "who", "doi_tuong": "object_id", "ngay": "day"}


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(
            request.get_full_path(), reverse("accounts:sign-in"), "tiep"
        )
    agency_id = access.agency_to_read(request)
    form = LogFilter(request.GET)
    found = EventPage([], None)
    if form.is_valid():
        asked = {
            word: request.GET[name]
            for name, word in _ASKED.items()
            if request.GET.get(name)
        }
        before = form.cleaned_data["truoc"]
        found = queries.page(form.wanted(agency_id), before=before)
        actions.record(
            "audit.read", by=access.actor_of(request), at=timezone.now(), data=asked
        )
    return render(
        request,
        "audit/log.html",
        {
            "form": form,
            "rows": [
                (
                    event,
                    queries.label(event.event),
                    queries.told(event),
                    _(DOOR_LABELS[event.door]),
                    _object_words(event.object_type),
                )
                for event in found.events
            ],
            "pages": _pages(request, found),
            "root": _root(),
        },
    )


def _root() -> tuple[date, str] | None:
    """Yesterday's last link, for whoever writes it down outside the server."""
    day = timezone.localdate() - timedelta(days=1)
    found = queries.day_root(day)
    return (day, f"{found[0]}:{found[1].hex()}") if found else None


def _object_words(kind: str) -> str:
    """ "dòng đăng ký văn bản đến" for documents.registerentry."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def _pages(request: HttpRequest, found: EventPage) -> Pages:
    kept = {name: value for name, value in request.GET.items() if name != "truoc"}
    older = ""
    if found.older:
        at, key = found.older
        older = f"?{urlencode({**kept, 'truoc': f'{at.isoformat()}_{key}'})}"
    newest = f"?{urlencode(kept)}" if request.GET.get("truoc") else ""
    return Pages(text="", previous_url=newest, next_url=older)
