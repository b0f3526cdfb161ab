"""Large files go to the worker: which page, how far, stopped, cut off, begun again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.registry import store
from congvu.registry.actions import (
    LoadWish,
    begin_task,
    enter_load,
    run_task,
    send_file,
    stop_task,
    take_out,
)
from congvu.registry.models import (
    Database,
    LoadLine,
    LoadTask,
    RowChange,
    RowVersion,
)
from congvu.registry.queries import is_cut_off, load_of
from tests.people import Province
from tests.registry.stories import book, database

ON = date(2026, 1, 1)


def _file(rows: int) -> BytesIO:
    lines = "".join(f"HTX {n},HTX-{n}\n" for n in range(1, rows + 1))
    return BytesIO(f"Tên,Số đăng ký\n{lines}".encode())


def _send(people: Province, found: Database, stream: BytesIO, **given: Any) -> Any:
    return send_file(
        database_id=found.pk,
        table_key="htx",
        stream=stream,
        name="htx",
        wish=LoadWish(ON, **given),
        by=people.seat("minh"),
        at=timezone.now(),
    )


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the line is drawn is a number; what is beyond it is tried with few rows."""
    monkeypatch.setattr("congvu.registry.actions.tasks.LARGE_FILE", 10)
    monkeypatch.setattr("congvu.registry.actions.tasks.LARGE_ROWS", 1)


@pytest.mark.django_db
def test_of_a_book_of_fifty_pages_the_one_that_is_meant_is_chosen(
    province: Province,
) -> None:
    found = database(province)
    minh = province.client("minh")
    names = [f"Phụ {number}" for number in range(49)] + ["Danh sách"]
    sent = {
        "file": SimpleUploadedFile("htx.xlsx", book(*names).read()),
        "since": "01/01/2026",
        "on_same": "skip",
    }
    answer = minh.post(reverse("registry:load", args=[found.pk, "htx"]), sent)
    task = LoadTask.objects.get()
    assert answer["Location"] == reverse("registry:begin-task", args=[task.pk])
    page = minh.get(answer["Location"]).content.decode()
    assert page.count('type="radio"') == 50
    assert "Danh sách: 3 dòng; có tiêu đề của bảng: Tên · Số đăng ký" in page
    assert "Phụ 7: 1 dòng; dòng đầu: Phụ lục · Phụ 7" in page
    (chosen,) = [one for one in page.split("<input") if "checked" in one]
    assert 'value="Danh sách"' in chosen
    strange = minh.post(answer["Location"], {"sheet": "Trang lạ"})
    assert strange.status_code == 422
    minh.post(answer["Location"], {"sheet": "Danh sách"})
    run_task(task_id=task.pk, at=timezone.now())
    task.refresh_from_db()
    assert task.state == "done"
    assert task.change is not None
    assert load_of(task.change).rows_total == 2
    assert not store.place_of(task.pk).exists()
    done = minh.get(reverse("registry:task", args=[task.pk]))
    assert done["Location"] == reverse("registry:change", args=[task.change_id])


@pytest.mark.django_db
def test_a_page_without_the_titles_is_told_and_another_one_is_named_at_once(
    province: Province,
) -> None:
    found = database(province)
    task = _send(province, found, book("Bìa", "Danh sách"))
    minh, at = province.seat("minh"), timezone.now()
    begin_task(task_id=task.pk, sheet="Bìa", by=minh, at=at)
    run_task(task_id=task.pk, at=at)
    task.refresh_from_db()
    assert task.state == "refused"
    assert "Trang tính “Bìa”" in task.reasons[0]
    page = province.client("minh").get(reverse("registry:task", args=[task.pk]))
    assert "Trang tính “Bìa”" in page.content.decode()
    made = _send(province, found, book("Bìa", "Danh sách"), sheet="Danh sách")
    assert isinstance(made, RowChange)


@pytest.mark.django_db
@pytest.mark.usefixtures("everything_is_large")
def test_a_large_file_is_read_entered_and_taken_out_by_the_worker(
    province: Province,
) -> None:
    found = database(province)
    hoa, at = province.seat("hoa"), timezone.now()
    task = _send(province, found, _file(30))
    waits = province.client("minh").get(reverse("registry:task", args=[task.pk]))
    assert "chờ đến lượt" in waits.content.decode()
    listed = province.client("minh").get(reverse("registry:changes", args=[found.pk]))
    assert "Máy đang làm" in listed.content.decode()
    run_task(task_id=task.pk, at=at)
    change = RowChange.objects.get(kind="load")
    province.client("hoa").post(reverse("registry:approve", args=[change.pk]))
    assert not RowVersion.objects.exists()
    with pytest.raises(Refused, match="đang được làm"):
        enter_load(change_id=change.pk, by=hoa, at=at)
    run_task(task_id=LoadTask.objects.get(kind="enter").pk, at=at)
    assert RowVersion.objects.filter(recorded__upper_inf=True).count() == 30
    with pytest.raises(Refused, match="vì sao"):
        take_out(change_id=change.pk, reason=" ", by=hoa, at=at)
    take_out(change_id=change.pk, reason="Nhầm tệp", by=hoa, at=at)
    run_task(task_id=LoadTask.objects.get(kind="undo").pk, at=at)
    assert not RowVersion.objects.filter(recorded__upper_inf=True).exists()
    assert set(LoadTask.objects.values_list("state", "percent")) == {("done", 100)}


@pytest.mark.django_db
@pytest.mark.usefixtures("everything_is_large")
def test_what_waits_is_stopped_and_nobody_else_may(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    found = database(province)
    task = _send(province, found, _file(3))
    url = reverse("registry:stop-task", args=[task.pk])
    assert province.client("tu").post(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        province.client("minh").post(url)
    run_task(task_id=task.pk, at=timezone.now())
    task.refresh_from_db()
    assert (task.state, store.place_of(task.pk).exists()) == ("stopped", False)
    assert not RowChange.objects.filter(kind="load").exists()
    with pytest.raises(Refused, match="đã xong"):
        stop_task(task_id=task.pk, by=province.seat("minh"), at=timezone.now())


def _start(task: LoadTask, ready: Any) -> Any:
    def work() -> None:
        ready.wait()
        run_task(task_id=task.pk, at=timezone.now())

    # A child must not inherit our connection: closing it there would close ours.
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    return process


def _until(ready: Callable[[], bool]) -> None:
    for _n in range(600):
        if ready():
            return
        time.sleep(0.05)
    raise TimeoutError


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


@contextmanager
def _held_up(task: LoadTask, lock: str) -> Iterator[Any]:
    """A worker that does it, in the middle: it waits for what we hold."""
    ready = multiprocessing.get_context("fork").Event()
    process = _start(task, ready)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {lock}")
        ready.set()
        _until(_waits)
        yield process
    process.join()


def _killed(people: Province, task: LoadTask, lock: str) -> None:
    """Nothing half is there; the page says so, and it is begun again from there."""
    rows = LoadTask.objects.filter(pk=task.pk)
    later = timezone.now() + timedelta(minutes=5)
    with _held_up(task, lock) as process:
        assert not is_cut_off(rows.get(), later)
        os.kill(process.pid, signal.SIGKILL)
    _until(lambda: is_cut_off(rows.get(), later))
    run_task(task_id=task.pk, at=timezone.now())  # as the queue does by itself
    rows.update(told_at=timezone.now() - timedelta(minutes=1))
    hoa = people.client("hoa")
    url = reverse("registry:task", args=[task.pk])
    assert "bị ngắt" in hoa.get(url).content.decode()
    hoa.post(reverse("registry:begin-task", args=[task.pk]), {})
    assert "chờ đến lượt" in hoa.get(url).content.decode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everything_is_large")
def test_killed_while_it_reads_and_while_it_enters_nothing_is_half(
    province: Province,
) -> None:
    found = database(province)
    reading = _send(province, found, _file(300))
    _killed(province, reading, "registry_rowversion IN ACCESS EXCLUSIVE MODE")
    assert not RowChange.objects.filter(kind="load").exists()
    assert not LoadLine.objects.exists()
    run_task(task_id=reading.pk, at=timezone.now())
    change = RowChange.objects.get(kind="load")
    assert LoadLine.objects.count() == 300

    hoa = province.seat("hoa")
    entering = enter_load(change_id=change.pk, by=hoa, at=timezone.now())
    assert isinstance(entering, LoadTask)
    _killed(province, entering, "audit_event IN SHARE MODE")
    change.refresh_from_db()
    assert (change.state, RowVersion.objects.count()) == ("open", 0)
    run_task(task_id=entering.pk, at=timezone.now())
    change.refresh_from_db()
    assert (change.state, RowVersion.objects.count()) == ("approved", 300)


def _stop(task: LoadTask, by: Seat) -> None:
    """From another browser, while ours holds the table."""
    stop_task(task_id=task.pk, by=by, at=timezone.now())
    connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everything_is_large")
def test_stopped_while_it_enters_it_takes_back_what_it_did(province: Province) -> None:
    found = database(province)
    reading = _send(province, found, _file(300))
    run_task(task_id=reading.pk, at=timezone.now())
    change = RowChange.objects.get(kind="load")
    hoa, at = province.seat("hoa"), timezone.now()
    entering = enter_load(change_id=change.pk, by=hoa, at=at)
    assert isinstance(entering, LoadTask)
    with _held_up(entering, "registry_rowversion IN SHARE MODE"):
        beside = threading.Thread(target=_stop, args=(entering, hoa))
        beside.start()
        beside.join()
        time.sleep(1.1)  # it tells how far it is once a second
    entering.refresh_from_db()
    change.refresh_from_db()
    assert (entering.state, change.state) == ("stopped", "open")
    assert not RowVersion.objects.exists()
