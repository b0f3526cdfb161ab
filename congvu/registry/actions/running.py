"""A source is asked: once at a time, each time kept, told where it fails."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.registry.actions.deciding import approve_change
from congvu.registry.actions.loading import LoadWish, read_file
from congvu.registry.models import LoadRun, LoadSource, RowChange, RowLoad
from congvu.registry.queries import is_undone
from congvu.registry.rules import (
    LONGEST_REASON,
    LONGEST_RUN,
    MOST_FAILURES,
    RUN_STATE_NAMES,
    ChangeState,
    GivenFile,
    LoadFrom,
    OnSame,
    RunState,
    next_time,
)

_MOST_REASONS = 20


def begin_run(*, source_id: UUID, at: datetime) -> LoadRun | None:
    """None where it is not its time, or somebody is at it: the row is locked, and its
    next time is set before anything is read.
    """
    with transaction.atomic():
        rows = LoadSource.objects.select_for_update(skip_locked=True)
        due = rows.filter(paused_at=None, ended_at=None, next_at__lte=at)
        found = due.filter(pk=source_id).first()
        if found is None or not _is_free(found, at):
            return None
        found.next_at = next_time(found.every, found.hour, found.weekday, at)
        found.save(update_fields=["next_at"])
        run = LoadRun.objects.create(source=found, began_at=at)
        if _waits(run):
            _end(run, found, RunState.WAITS, at)
            return None
        return run


def _is_free(found: LoadSource, at: datetime) -> bool:
    """A run that was cut off is closed; one that may go on is waited for."""
    running = found.runs.filter(state=RunState.RUNNING).first()
    if running is None:
        return True
    if running.began_at > at - LONGEST_RUN:
        return False
    _failed(running, found, [_("Bị ngắt giữa chừng.")], at)
    return found.paused_at is None


def _waits(run: LoadRun) -> bool:
    """What it brought last is not decided; another one beside it helps nobody."""
    rows = LoadRun.objects.filter(source=run.source_id, change__isnull=False)
    last = rows.order_by("-pk").values_list("change__state", flat=True).first()
    return last == ChangeState.OPEN


def take_file(*, run_id: UUID, given: GivenFile, by: Seat, at: datetime) -> LoadRun:
    """Read as if it was sent by hand, in the right of ``by``; entered where the source
    may and every line is good. What people took back waits for them.
    """
    run = LoadRun.objects.select_related("source").get(pk=run_id)
    source = run.source
    LoadRun.objects.filter(pk=run.pk).update(
        name=given.name[:255], sha256=given.sha256, size=given.size
    )
    if _is_known(run, given.sha256):
        return end_run(run_id=run_id, state=RunState.SAME, given=given, at=at)
    change = read_file(
        database_id=source.database_id,
        table_key=source.table,
        stream=given.stream,
        name=given.name,
        wish=LoadWish(
            local_date(at),
            tuple(source.keys),
            OnSame(source.on_same),
            called=source.columns,
        ),
        by=by,
        at=at,
    )
    LoadRun.objects.filter(pk=run.pk).update(change=change)
    state = RunState.PROPOSED
    is_good = not RowLoad.objects.get(change=change).rows_wrong
    if source.enters and is_good and given.sha256 != source.sha256:
        approve_change(change_id=change.pk, by=by, at=at)
        state = RunState.ENTERED
    return end_run(run_id=run_id, state=state, given=given, at=at)


def _is_known(run: LoadRun, sha256: str) -> bool:
    """What was read last; what a run read that was cut off before it could say so. Not
    what a source read that was changed since, nor what somebody lays down again that
    was refused or taken out: at an address it lies unasked.
    """
    source = run.source
    if source.kind == LoadFrom.FOLDER and _is_last_taken_back(source):
        return False
    if sha256 == source.sha256:
        return True
    before = source.runs.filter(pk__lt=run.pk, sha256=sha256).order_by("-pk").first()
    if before is None or before.state != RunState.FAILED:
        return False
    loads = RowLoad.objects.filter(
        sha256=sha256,
        change__database=source.database_id,
        change__table=source.table,
        change__made_at__gte=before.began_at,
    )
    changes = [one.change for one in loads.select_related("change")]
    return not all(map(_is_taken_back, changes))


def _is_last_taken_back(source: LoadSource) -> bool:
    """Whether what it brought last was refused, or entered and taken out again."""
    runs = source.runs.filter(change__isnull=False).select_related("change")
    last = runs.order_by("-pk").first()
    if last is None or last.change is None:
        return False
    return _is_taken_back(last.change)


def _is_taken_back(change: RowChange) -> bool:
    return change.state == ChangeState.REFUSED or is_undone(change)


def end_run(
    *, run_id: UUID, state: RunState, at: datetime, given: GivenFile | None = None
) -> LoadRun:
    """Nothing went wrong."""
    with transaction.atomic():
        run, source = _held(run_id)
        if given is not None:
            source.sha256 = given.sha256
            source.etag, source.modified = given.etag[:200], given.modified[:60]
        source.failures = 0
        source.save(update_fields=["sha256", "etag", "modified", "failures"])
        _end(run, source, state, at)
        if state == RunState.PROPOSED and run.change_id is not None:
            to = {source.database.unit_id}
            notify("registry.to-approve", to=to, target_id=run.change_id, at=at)
        return run


def fail_run(*, run_id: UUID, why: Refused, at: datetime) -> LoadRun:
    """Told to who keeps the database the first time, and as it is paused."""
    with transaction.atomic():
        run, source = _held(run_id)
        _failed(run, source, [one.message for one in why.reasons], at)
        return run


def _held(run_id: UUID) -> tuple[LoadRun, LoadSource]:
    key = LoadRun.objects.values_list("source", flat=True).get(pk=run_id)
    rows = LoadSource.objects.select_for_update(of=["self"])
    source = rows.select_related("database").get(pk=key)
    return LoadRun.objects.get(pk=run_id), source


def _failed(run: LoadRun, source: LoadSource, why: list[str], at: datetime) -> None:
    run.reasons = why[:_MOST_REASONS]
    source.failures += 1
    if source.failures >= MOST_FAILURES:
        words = _("Hỏng %(count)s lần liền nhau: %(why)s")
        told = words % {"count": source.failures, "why": " ".join(why)}
        source.paused_at, source.pause = at, told[:LONGEST_REASON]
    source.save(update_fields=["failures", "paused_at", "pause"])
    _end(run, source, RunState.FAILED, at)
    if source.failures == 1 or source.paused_at is not None:
        to = {source.database.unit_id}
        notify("registry.source-failed", to=to, target_id=source.pk, at=at)


def _end(run: LoadRun, source: LoadSource, state: RunState, at: datetime) -> None:
    run.state, run.ended_at = state, at
    run.save(update_fields=["state", "ended_at", "reasons"])
    record(
        "registry.source-ran",
        by=SYSTEM,
        at=at,
        on=source.database,
        agency_id=source.database.agency_id,
        data={"source": source.name, "result": RUN_STATE_NAMES[state]},
    )
