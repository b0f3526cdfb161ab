"""A real worker killed in the middle of a scan: another goes on where it was."""

from __future__ import annotations

import shutil
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image

from congvu.audit.rules import SYSTEM
from congvu.files import actions
from congvu.files.models import FileState, StoredFile
from congvu.jobs.queries import WORKER_SILENT_AFTER
from tests.jobs.test_worker import start_worker, wait_for


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is missing")
@pytest.mark.usefixtures("no_runs")
@pytest.mark.django_db(transaction=True)
def test_a_killed_recognition_is_taken_up_by_the_next_worker(home):
    picture = Image.new("RGB", (600, 800), "white")
    out = BytesIO()
    picture.save(out, "TIFF", save_all=True, append_images=[picture] * 3)
    file = actions.store(
        stream=BytesIO(out.getvalue()), name="quet.tif", by=SYSTEM, at=timezone.now()
    ).file

    def progress() -> int:
        return StoredFile.objects.get(pk=file.pk).progress_done

    first = start_worker(home)
    try:
        assert wait_for(lambda: progress() >= 1, 90)
    finally:
        first.kill()
        first.wait()
    done = progress()
    assert done < 4
    _silent_for_long()

    second = start_worker(home)
    try:
        assert wait_for(lambda: progress() > done, 90)
        assert wait_for(
            lambda: StoredFile.objects.get(pk=file.pk).state == FileState.READY, 90
        )
    finally:
        second.terminate()
        second.wait(timeout=40)
    assert progress() == 4


def _silent_for_long() -> None:
    """As when nobody had heard of the killed one since: the next takes up its run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers"
            " SET last_heartbeat = last_heartbeat - make_interval(secs => %s)",
            [WORKER_SILENT_AFTER],
        )
        assert cursor.rowcount == 1
