"""The operator's page about background work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congvu.audit.rules import Actor
from congvu.jobs import actions, queries
from congvu.jobs.queries import QueueState
from congvu.jobs.rules import title_of
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.ui.rules import Tab

_STATUSES = {
    "todo": gettext_noop("Đang chờ"),
    "doing": gettext_noop("Đang chạy"),
    "failed": gettext_noop("Lỗi"),
}
_STATUS_WORDS = {
    "todo": gettext_noop("đang chờ"),
    "doing": gettext_noop("đang chạy"),
    "failed": gettext_noop("lỗi"),
    "succeeded": gettext_noop("xong"),
}
_CANCELLED = gettext_noop("đã hủy")


@require_GET
def run_list(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return _to_sign_in(request.get_full_path())
    _require(request)
    asked = request.GET.get("trang-thai", "")
    status = asked if asked in _STATUSES else ""
    context = {
        "is_alive": queries.is_worker_alive(now=timezone.now().timestamp()),
        "tab_items": _tabs(queries.queue_state(), status),
        "lines": [
            (run, _(title_of(run.name)), _(_STATUS_WORDS.get(run.status, _CANCELLED)))
            for run in queries.recent_runs(status=status, clockwork=False)
        ],
        "status": status,
    }
    return render(request, "jobs/run_list.html", context)


def _tabs(state: QueueState, status: str) -> list[Tab]:
    here = reverse("jobs:run-list")
    counts = {"todo": state.waiting, "doing": state.running, "failed": state.failed}
    return [
        Tab(_("Mọi lượt chạy"), here, active=not status),
        *(
            Tab(
                _(label),
                f"{here}?trang-thai={name}",
                counts[name],
                active=name == status,
                late=name == "failed",
            )
            for name, label in _STATUSES.items()
        ),
    ]


@require_POST
def run_retry(request: HttpRequest, run_id: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return _to_sign_in(reverse("jobs:run-list"))
    _require(request)
    try:
        actions.retry(run_id=run_id, at=timezone.now(), by=_actor(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã đưa việc vào hàng chờ để chạy lại."))
    return redirect("jobs:run-list")


def _to_sign_in(back: str) -> HttpResponse:
    return redirect_to_login(back, reverse("accounts:sign-in"), "tiep")


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
