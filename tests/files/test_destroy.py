"""A paper that turns out secret is gone with everything it gave."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.models import AuditEvent
from congvu.audit.rules import Actor
from congvu.files import actions, queries
from congvu.files.actions.destroying import NoReason
from congvu.files.jobs import erase_file
from congvu.files.models import FilePage, FileState, StoredFile
from tests.files.conftest import make_pdf

LAN = Actor(name="Nguyễn Thị Lan")


def destroy(file: StoredFile, reason: str = "Có dấu Tối mật ở trang 1") -> StoredFile:
    return actions.destroy(file=file, reason=reason, by=LAN, at=timezone.now())


@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_bytes_text_pages_and_pictures_go_who_when_and_why_stay(take, home):
    file = take(make_pdf("BI MAT LON"), "toi-mat.pdf").file
    actions.preview(file=file, number=1)

    destroy(file)

    file.refresh_from_db()
    assert (file.state, file.reason) == (
        FileState.DESTROYED,
        "Có dấu Tối mật ở trang 1",
    )
    assert file.destroyed_by == "Nguyễn Thị Lan"
    assert file.destroyed_at is not None
    assert (file.name, file.text, file.size, file.pages) == ("", "", 0, None)
    assert not FilePage.objects.exists()
    left = [p for p in home.rglob("*") if p.is_file()]
    assert left == []
    with pytest.raises(FileNotFoundError):
        queries.open_file(file)
    assert list(queries.verify_store()) == []
    events = AuditEvent.objects.all()
    assert "files.destroyed" in events.values_list("event", flat=True)
    assert not any("toi-mat" in str(e.data) or "BI MAT" in str(e.data) for e in events)


@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_are_refused_for_ever(take, home):
    content = make_pdf()
    destroy(take(content, "a.pdf").file)

    with pytest.raises(actions.FileDestroyed, match="đã bị hủy ở đây"):
        take(content, "b.pdf")

    assert not any(p.is_file() for p in (home / "files").rglob("*"))


@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_a_destruction_that_is_rolled_back_destroyed_nothing(take):
    file = take(make_pdf(), "a.pdf").file

    with transaction.atomic():
        destroy(file)
        transaction.set_rollback(True)

    file.refresh_from_db()
    assert file.state == FileState.READY
    with queries.open_file(file) as content:
        assert content.read(5) == b"%PDF-"


@pytest.mark.django_db
def test_a_process_that_dies_before_the_bytes_are_gone_is_made_good(take, home):
    # Inside a test's transaction nothing runs after the commit: as if it had died.
    file = take(make_pdf(), "a.pdf").file
    destroy(file)
    assert any(p.is_file() for p in (home / "files").rglob("*"))
    run = ProcrastinateJob.objects.get(task_name="files.erase")

    erase_file(**run.args)

    assert not any(p.is_file() for p in (home / "files").rglob("*"))


@pytest.mark.django_db
def test_a_reading_under_way_keeps_nothing_of_a_destroyed_file(home):
    now = timezone.now()
    file = actions.store(stream=BytesIO(make_pdf()), name="a.pdf", by=LAN, at=now).file
    stale = StoredFile.objects.get(pk=file.pk)
    destroy(file)

    after = actions.read(file=stale, at=now, by=LAN)

    assert (after.state, after.text) == (FileState.DESTROYED, "")


@pytest.mark.django_db
def test_a_destruction_needs_a_reason(take):
    with pytest.raises(NoReason):
        destroy(take(make_pdf(), "a.pdf").file, reason="  ")
