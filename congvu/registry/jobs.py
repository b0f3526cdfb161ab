"""What is done of databases at night, when a source's time has come, and when a file is
too large to wait for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from congvu.audit.rules import Door
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _
from congvu.organisations.access import Seat, seat_of_post
from congvu.registry.actions import (
    begin_run,
    end_run,
    fail_run,
    measure_sets,
    run_task,
    take_file,
)
from congvu.registry.client import LaidFile, fetch, first_laid
from congvu.registry.models import LoadRun, LoadSource
from congvu.registry.queries import due_sources
from congvu.registry.rules import GivenFile, LoadFrom, RunState


@periodic(
    name="registry.measure_sets",
    title=_("Đo chất lượng bộ dữ liệu chia sẻ"),
    cron="35 3 * * *",
)
def measure() -> None:
    """Every night, each set on its own."""
    measure_sets(at=timezone.now())


@job(
    name="registry.run_task",
    title=_("Đọc, ghi tệp dữ liệu chuyên ngành lớn"),
    retry=0,
    priority=-5,
)
def run(*, task_id: str) -> None:
    """It looks at the row first: what was cut off waits for a person."""
    run_task(task_id=UUID(task_id), at=timezone.now())


@periodic(
    name="registry.find_due_sources",
    title=_("Tìm nguồn nạp dữ liệu đến giờ"),
    cron="* * * * *",
)
def find_due_sources() -> None:
    """The rows are the truth: a run that was lost is asked for again."""
    for key in due_sources(timezone.now()):
        enqueue_once("registry.run_source", lock=str(key), source_id=str(key))


@job(name="registry.run_source", title=_("Nạp dữ liệu theo lịch"), retry=0)
def run_source(*, source_id: str) -> None:
    """Fetched outside any transaction, then read as if it was sent by hand."""
    run = begin_run(source_id=UUID(source_id), at=timezone.now())
    if run is None:
        return
    try:
        _run(run)
    except Refused as why:
        fail_run(run_id=run.pk, why=why, at=timezone.now())
    except Exception:
        words = gettext("Lỗi của chương trình; xem trang Việc nền.")
        fail_run(run_id=run.pk, why=Refused([words]), at=timezone.now())
        raise


def _run(run: LoadRun) -> None:
    source = LoadSource.objects.get(pk=run.source_id)
    seat = seat_of_post(source.post_id, local_date(run.began_at), door=Door.JOB)
    if source.kind == LoadFrom.ADDRESS:
        given = fetch(
            source.place,
            hosts=settings.DATA_HOSTS,
            networks=settings.DATA_NETWORKS,
            etag=source.etag,
            modified=source.modified,
        )
        if given is None:
            end_run(run_id=run.pk, state=RunState.SAME, at=timezone.now())
        else:
            _take(run, given, seat)
        return
    laid = first_laid(Path(settings.DATA_FOLDER), source.database_id, source.place)
    if laid is None:
        end_run(run_id=run.pk, state=RunState.NOTHING, at=timezone.now())
        return
    with _put_away(laid):
        _take(run, laid.given, seat)


@contextmanager
def _put_away(laid: LaidFile) -> Iterator[None]:
    """It leaves the folder only once what came of it is kept."""
    try:
        yield
    except Refused:
        laid.put_away(is_read=False)
        raise
    laid.put_away(is_read=True)


def _take(run: LoadRun, given: GivenFile, seat: Seat) -> None:
    with closing(given.stream):
        take_file(run_id=run.pk, given=given, by=seat, at=timezone.now())
