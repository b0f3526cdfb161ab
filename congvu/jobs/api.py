"""Background work for the operator's machines."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.audit.access import actor_of
from congvu.audit.rules import Door
from congvu.jobs import actions, queries
from congvu.jobs.queries import Run

router = Router(tags=["Tiến trình"])


class JobRunOut(Schema):
    id: int
    name: str
    status: str
    attempts: int
    last_at: datetime | None
    error: str


class QueueOut(Schema):
    """How much waits, and whether a worker is alive."""

    waiting: int
    running: int
    failed: int
    is_alive: bool
    runs: list[JobRunOut]


def _require(request: HttpRequest) -> None:
    can = getattr(request, "can", None)
    if can is None or not can("jobs.read"):
        raise Http404


@router.get("/jobs", response=QueueOut, summary="Việc nền")
def runs(
    request: HttpRequest,
    status: Literal["", "todo", "doing", "failed", "succeeded"] = "",
) -> dict[str, Any]:
    _require(request)
    state = queries.queue_state()
    found: list[Run] = queries.recent_runs(status=status)
    return {
        "waiting": state.waiting,
        "running": state.running,
        "failed": state.failed,
        "is_alive": queries.is_worker_alive(now=timezone.now().timestamp()),
        "runs": found,
    }


@router.post("/jobs/{run_id}/retry", response={204: None}, summary="Chạy lại việc lỗi")
def retry(request: HttpRequest, run_id: Annotated[int, Field(ge=0, lt=2**63)]) -> None:
    _require(request)
    by = actor_of(request, door=Door.API)
    actions.retry(run_id=run_id, at=timezone.now(), by=by)
