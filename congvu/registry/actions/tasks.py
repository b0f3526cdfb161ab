"""What takes long is done by the worker: handed over, begun again, stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.rules import Door
from congvu.files.rules import clean_name
from congvu.jobs.actions import enqueue
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat, seat_held
from congvu.registry import store
from congvu.registry.actions.deciding import approve_change
from congvu.registry.actions.loading import (
    LoadWish,
    asked_reasons,
    read_file,
    sheets_of,
)
from congvu.registry.actions.saying import (
    keeper_reasons,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
)
from congvu.registry.actions.undoing import undo_load
from congvu.registry.actions.watching import TaskStopped, WatchedTask
from congvu.registry.models import Database, LoadTask, RowChange, RowLoad
from congvu.registry.queries import is_cut_off
from congvu.registry.rules import (
    LARGE_BOOK,
    LARGE_FILE,
    LARGE_ROWS,
    LONGEST_REASON,
    TASK_KIND_NAMES,
    TASK_OVER,
    ChangeKind,
    OnSame,
    TaskKind,
    TaskState,
)

_JOB = "registry.run_task"


def send_file(
    *,
    database_id: UUID,
    table_key: str,
    stream: BinaryIO,
    name: str,
    wish: LoadWish,
    by: Seat,
    at: datetime,
) -> RowChange | LoadTask:
    """Read at once where that is quick; else it waits for the worker, or for a word
    which of its pages is meant.
    """
    found = Database.objects.get(pk=database_id)
    reasons = asked_reasons(found, table_key, wish, by)
    if reasons:
        raise Refused(reasons)
    sheets = []
    if not wish.sheet:
        sheets = sheets_of(
            database=found, table_key=table_key, stream=stream, by=by, at=at
        )
    size = stream.seek(0, 2)
    stream.seek(0)
    if size <= (LARGE_BOOK if sheets else LARGE_FILE) and len(sheets) < 2:
        return read_file(
            database_id=database_id,
            table_key=table_key,
            stream=stream,
            name=name,
            wish=wish,
            by=by,
            at=at,
        )
    task = _task(TaskKind.READ, found, by, at)
    task.table, task.name = table_key, clean_name(name)[:255]
    task.asked, task.sheets = _told_wish(wish), sheets if len(sheets) > 1 else []
    task.state = TaskState.CHOOSING if task.sheets else TaskState.WAITING
    store.keep(task.pk, stream)
    return _hand_over(task, by, at)


def enter_load(*, change_id: UUID, by: Seat, at: datetime) -> RowChange | LoadTask:
    """Approved at once where that is quick, else by the worker."""
    change = RowChange.objects.select_related("database").get(pk=change_id)
    if not _is_large(change):
        return approve_change(change_id=change_id, by=by, at=at)
    return _of_change(TaskKind.ENTER, change, {}, by, at)


def take_out(
    *, change_id: UUID, reason: str, by: Seat, at: datetime
) -> RowChange | LoadTask:
    """Undone at once where that is quick, else by the worker."""
    change = RowChange.objects.select_related("database").get(pk=change_id)
    if not _is_large(change):
        return undo_load(change_id=change_id, reason=reason, by=by, at=at)
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    words = _("Ghi vì sao rút lần nạp này.")
    reasons = needed_reasons(reason, "reason", words, LONGEST_REASON)
    if reasons:
        raise Refused(reasons)
    return _of_change(TaskKind.UNDO, change, {"reason": reason}, by, at)


def _is_large(change: RowChange) -> bool:
    if change.kind != ChangeKind.LOAD:
        return False
    return RowLoad.objects.get(change=change).rows_total > LARGE_ROWS


def _of_change(
    kind: TaskKind, change: RowChange, asked: dict[str, Any], by: Seat, at: datetime
) -> LoadTask:
    reasons = runner_reasons(by, change.database)
    if reasons:
        raise Refused(reasons)
    task = _task(kind, change.database, by, at)
    task.change, task.table, task.name = change, change.table, change.title
    task.asked = asked
    return _hand_over(task, by, at)


def _task(kind: TaskKind, found: Database, by: Seat, at: datetime) -> LoadTask:
    return LoadTask(
        database=found,
        kind=kind,
        person_id=by.person_id,
        post_id=by.post_id,
        made_at=at,
        made_by=by.person_name[:80],
    )


def _hand_over(task: LoadTask, by: Seat, at: datetime) -> LoadTask:
    try:
        with transaction.atomic():
            task.save()
            if task.state == TaskState.WAITING:
                enqueue(_JOB, task_id=str(task.pk))
            _note("registry.task-made", task, by, at)
    except IntegrityError:  # of one change one work at a time
        raise Refused([_("Việc này đang được làm.")]) from None
    return task


def begin_task(*, task_id: UUID, sheet: str, by: Seat, at: datetime) -> LoadTask:
    """Its page was chosen, or what was cut off is begun again from the start."""
    with transaction.atomic():
        task, reasons = _held(task_id, by)
        if task.state != TaskState.CHOOSING and not is_cut_off(task, at):
            reasons.append(Reason(_("Việc này không chờ bắt đầu.")))
        names = [one["name"] for one in task.sheets]
        if names and sheet not in names:
            reasons.append(Reason(_("Chọn một trang tính của tệp."), "sheet"))
        if task.kind == TaskKind.READ and not store.place_of(task.pk).exists():
            reasons.append(Reason(_("Tệp không còn ở đây; gửi lại tệp.")))
        if reasons:
            raise Refused(reasons)
        if names:
            task.asked["sheet"] = sheet
        task.state, task.percent, task.rows_done = TaskState.WAITING, 0, 0
        task.began_at = task.told_at = None
        task.person_id, task.post_id = by.person_id, by.post_id
        task.save()
        enqueue(_JOB, task_id=str(task.pk))
        _note("registry.task-begun", task, by, at)
        return task


def stop_task(*, task_id: UUID, by: Seat, at: datetime) -> LoadTask:
    """What runs is told to stop, and takes back what it did; what does not, is over."""
    with transaction.atomic():
        task, reasons = _held(task_id, by)
        if task.state in TASK_OVER:
            reasons.append(Reason(_("Việc này đã xong.")))
        if reasons:
            raise Refused(reasons)
        task.is_to_stop = True
        if task.state != TaskState.RUNNING or is_cut_off(task, at):
            task.state, task.ended_at = TaskState.STOPPED, at
        task.save(update_fields=["is_to_stop", "state", "ended_at"])
        _note("registry.task-stopped", task, by, at)
        if task.state == TaskState.STOPPED:
            transaction.on_commit(partial(store.forget, task.pk))
        return task


def run_task(*, task_id: UUID, at: datetime) -> None:
    """By the worker. One that was cut off is begun again by a person alone."""
    rows = LoadTask.objects.filter(pk=task_id, state=TaskState.WAITING)
    if not rows.update(state=TaskState.RUNNING, began_at=at, told_at=at):
        return
    task = LoadTask.objects.get(pk=task_id)
    watch = WatchedTask(task.pk, at)
    try:
        _do(task, watch, at)
    except TaskStopped:
        _end(task, TaskState.STOPPED, [], watch.now())
    except (Refused, FileNotFoundError) as why:
        lost = [_("Tệp không còn ở đây; gửi lại tệp.")]
        told = [r.message for r in why.reasons] if isinstance(why, Refused) else lost
        _end(task, TaskState.REFUSED, told, watch.now())
    finally:
        watch.close()
    store.forget(task.pk)


def _do(task: LoadTask, watch: WatchedTask, at: datetime) -> None:
    seat = seat_held(
        person_id=task.person_id,
        post_id=task.post_id,
        on=local_date(at),
        door=Door.JOB,
    )
    if task.kind == TaskKind.READ:
        with store.place_of(task.pk).open("rb") as stream:
            read_file(
                database_id=task.database_id,
                table_key=task.table,
                stream=stream,
                name=task.name,
                wish=_wish(task.asked),
                by=seat,
                at=at,
                watch=watch,
            )
    elif task.change_id is not None and task.kind == TaskKind.ENTER:
        approve_change(change_id=task.change_id, by=seat, at=at, watch=watch)
    elif task.change_id is not None:
        reason = task.asked["reason"]
        undo_load(change_id=task.change_id, reason=reason, by=seat, at=at, watch=watch)


def _end(task: LoadTask, state: TaskState, told: list[str], at: datetime) -> None:
    rows = LoadTask.objects.filter(pk=task.pk)
    rows.update(state=state, reasons=told, ended_at=at)


def _held(task_id: UUID, by: Seat) -> tuple[LoadTask, list[Reason]]:
    """Locked; who may read a file may say what becomes of it, who approves the rest."""
    rows = LoadTask.objects.select_for_update(of=["self"])
    task = rows.select_related("database").get(pk=task_id)
    may = keeper_reasons if task.kind == TaskKind.READ else runner_reasons
    return task, may(by, task.database)


def _note(event: str, task: LoadTask, by: Seat, at: datetime) -> None:
    kind = TASK_KIND_NAMES[TaskKind(task.kind)]
    note(event, on=task.database, by=by, at=at, data={"task": kind})


def _told_wish(wish: LoadWish) -> dict[str, Any]:
    since = wish.since.isoformat() if wish.since is not None else None
    return {
        "since": since,
        "keys": list(wish.keys),
        "on_same": wish.on_same.value,
        "sheet": wish.sheet,
    }


def _wish(told: dict[str, Any]) -> LoadWish:
    return replace(
        LoadWish(date.fromisoformat(told["since"])),
        keys=tuple(told["keys"]),
        on_same=OnSame(told["on_same"]),
        sheet=told["sheet"],
    )
