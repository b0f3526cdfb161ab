"""The operator's page about background work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congvu.audit.rules import Actor
from congvu.jobs import actions, queries
from congvu.lib.refusals import Refused

STATUSES = ("todo", "doing", "failed", "succeeded")


@require_GET
def run_list(request: HttpRequest) -> HttpResponse:
    _require(request)
    status = request.GET.get("trang-thai", "")
    context = {
        "state": queries.queue_state(),
        "is_alive": queries.is_worker_alive(now=timezone.now().timestamp()),
        "runs": queries.recent_runs(status=status if status in STATUSES else ""),
        "status": status,
    }
    return render(request, "jobs/run_list.html", context)


@require_POST
def run_retry(request: HttpRequest, run_id: int) -> HttpResponse:
    _require(request)
    try:
        actions.retry(run_id=run_id, at=timezone.now(), by=_actor(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã đưa việc vào hàng chờ để chạy lại."))
    return redirect("jobs:run-list")


def _require(request: Any) -> None:
    """Who holds the permission sees the page; for everybody else it is not there.

    The seat belongs to an app above this one, which puts ``can`` on the request.
    """
    can = getattr(request, "can", None)
    if can is None or not can("jobs.read"):
        raise Http404


def _actor(request: Any) -> Actor:
    actor: Actor = request.seat.actor
    return actor
