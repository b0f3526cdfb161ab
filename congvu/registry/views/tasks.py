"""What the worker does of a load: how far it is, begun, stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.registry import actions, queries
from congvu.registry.access import get_task_to_keep, get_task_to_steer, may_steer
from congvu.registry.forms import SheetForm
from congvu.registry.models import LoadTask
from congvu.registry.rules import (
    CUT_OFF,
    TASK_KIND_NAMES,
    TASK_STATE_NAMES,
    TaskKind,
    TaskState,
    rate_of,
)
from congvu.registry.views.deeds import METHODS, USE, Words, answer, posted, press

_TONES = {TaskState.DONE: "done", TaskState.REFUSED: "late", TaskState.RUNNING: "look"}


def task_told(task: LoadTask | None, seat: Seat, at: datetime) -> dict[str, object]:
    """How far it is, as its part of a page shows it."""
    if task is None:
        return {"task": None}
    state = TaskState(task.state)
    is_cut_off = queries.is_cut_off(task, at)
    began, until = task.began_at or at, task.ended_at or task.told_at or at
    name = CUT_OFF if is_cut_off else TASK_STATE_NAMES[state]
    return {
        "task": task,
        "task_kind": _(TASK_KIND_NAMES[TaskKind(task.kind)]),
        "task_state": _(name),
        "task_tone": "late" if is_cut_off else _TONES.get(state, ""),
        "is_cut_off": is_cut_off,
        "may_steer": may_steer(seat, task),
        "goes_on": task.ended_at is None and not is_cut_off,
        "rate": rate_of(task.rows_done, (until - began).total_seconds()),
    }


def _url(task: LoadTask) -> str:
    return reverse("registry:task", args=[task.pk])


@require_safe
@with_seat(USE)
def task(request: SeatRequest, load_task_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_task_to_keep(seat, load_task_id)
    is_part = request.headers.get("HX-Request") == "true"
    if one.state == TaskState.DONE and one.change_id is not None and not is_part:
        return redirect("registry:change", row_change_id=one.change_id)
    context = {"found": one.database, **task_told(one, seat, timezone.now())}
    name = "_task" if is_part else "task"
    return render(request, f"registry/{name}.html", context)


@require_http_methods(METHODS)
@with_seat(USE)
def begin(request: SeatRequest, load_task_id: UUID) -> HttpResponse:
    """Which page of a book is meant; what was cut off, once more."""
    seat = request.seat
    one = get_task_to_steer(seat, load_task_id)
    form = SheetForm(posted(request), sheets=one.sheets, asked=one.asked)
    lead = _("Chưa ghi gì trước khi được duyệt.") if one.sheets else ""
    title = _("Chọn trang tính") if one.sheets else _("Làm lại từ đầu")
    words = Words(f"{title}: {one.name}", _("Bắt đầu"), _("Đã giao việc."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.begin_task(
            task_id=one.pk, sheet=form.sheet_given(), by=seat, at=timezone.now()
        ),
        back=_url(one),
    )


@require_POST
@with_seat(USE)
def stop(request: SeatRequest, load_task_id: UUID) -> HttpResponse:
    seat = request.seat
    one = get_task_to_steer(seat, load_task_id)
    return press(
        request,
        lambda: actions.stop_task(task_id=one.pk, by=seat, at=timezone.now()),
        _("Đã dừng; không ghi gì."),
        _url(one),
    )
