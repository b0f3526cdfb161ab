"""One calm page: each thing, how it is, since when, what to do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.health.queries import findings
from congvu.health.rules import STATE_NAMES, Finding, State, worst
from congvu.organisations.rules import Permission

_TONES = {State.WELL: "done", State.WATCH: "look", State.BAD: "late"}


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        sign_in = reverse("accounts:sign-in")
        return redirect_to_login(request.get_full_path(), sign_in, "tiep")
    seat: Any = getattr(request, "seat", None)
    if seat is None or not seat.can(Permission.READ_JOBS):
        raise Http404
    at = timezone.now()
    found = findings(at)
    whole = worst([finding.state for finding in found])
    context = {
        "at": at,
        "whole": whole.value,
        "lines": [_line(finding) for finding in found],
        "bad": sum(finding.state is not State.WELL for finding in found),
    }
    return render(request, "health/overview.html", context)


def _line(finding: Finding) -> dict[str, Any]:
    check, said = finding.check, finding.said
    return {
        "title": _(check.title),
        "state": _(STATE_NAMES[finding.state]),
        "tone": _TONES[finding.state],
        "words": _(said.words) % said.values,
        "mend": _(check.mend) if finding.state is not State.WELL else "",
        "since": finding.since,
        "url": reverse(check.page) if check.page else "",
    }
