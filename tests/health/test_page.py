"""What Quân, the administrator, sees of the machine; and what he is told of."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from congvu.audit.jobs import Sealer
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.health.actions import note_states
from congvu.health.jobs import look_around
from congvu.health.models import HealthState
from congvu.health.queries import all_looks, findings
from congvu.health.rules import State
from congvu.indicators.models import MeasuringRun
from congvu.keeping.models import Backup
from congvu.notices.models import Notice
from congvu.search.models import IndexChange, IndexNode
from tests.figures.stories import Hand, count, declared, filled
from tests.people import Province

ADDRESS = "/quan-tri/suc-khoe/"
API = "/api/v1/health"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings: Any, tmp_path: Path) -> None:
    """An office in which all is well: a worker lives, an index is kept."""
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
    IndexNode.objects.create(name="may-1", seen_at=timezone.now())
    copied(timezone.now())


def copied(at: datetime) -> None:
    Backup.objects.create(
        made_at=at,
        place="/mnt/sao-luu",
        is_sealed=True,
        rows=12_345,
        files=678,
        size=9_000_000,
        seconds=12.5,
        lost=0,
        checked_at=at,
        is_read_whole=False,
    )


def states() -> dict[str, str]:
    return {f.check.key: f.state.value for f in findings(timezone.now())}


def test_an_office_that_is_well_says_so_of_each_thing(province: Province) -> None:
    page = province.client("quan").get(ADDRESS).content.decode()
    told = province.client("quan").get(API).json()

    # The disk of whoever runs this may be as full as it likes.
    assert set(states().values()) - {states()["room"]} <= {"well"}
    assert {c["key"] for c in told["checks"]} >= {
        "database",
        "worker",
        "clock",
        "queue",
    }
    assert "bucket" not in states()  # there is none here
    assert "Cơ sở dữ liệu" in page
    assert page.count("Tốt") >= 7


def test_a_worker_that_is_silent_and_a_queue_of_ten_thousand(
    province: Province,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '7 min'"
        )
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name)"
            " SELECT 'default', 'files.read' FROM generate_series(1, 10000)"
        )

    quan = province.client("quan")
    page = re.sub(r"\s+", " ", quan.get(ADDRESS).content.decode())

    assert states()["worker"] == "bad"
    assert states()["queue"] == "watch"
    assert "Không thấy dấu hiệu sống nào từ" in page
    [gone] = [f for f in findings(timezone.now()) if f.check.key == "worker"]
    assert gone.since is not None
    assert timedelta(minutes=7) <= timezone.now() - gone.since < timedelta(minutes=8)
    assert "10000 việc chờ" in page
    assert "xem log/worker.log" in page
    assert quan.get(API).json()["state"] == "bad"

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("SELECT procrastinate_register_worker_v1()")
    assert (states()["worker"], states()["queue"]) == ("well", "well")


def test_a_run_that_waits_for_two_hours_is_bad_however_few_there_are() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name)"
            " VALUES ('default', 'files.read')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '2 h'")

    assert states()["queue"] == "bad"


def test_a_folder_that_cannot_be_written_to(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "tmp").rmdir()
    (tmp_path / "tmp").write_text("a file where the folder was")

    assert states()["storage"] == "bad"

    (tmp_path / "tmp").unlink()
    (tmp_path / "tmp").mkdir()
    assert states()["storage"] == "well"


def test_a_log_nobody_seals_and_a_clock_that_was_put_back(province: Province) -> None:
    old = timezone.now() - timedelta(minutes=20)
    AuditEvent.objects.create(
        at=old, event="jobs.retried", actor_name="Lan", door="page"
    )
    assert states()["sealer"] == "bad"

    Sealer().round()
    assert states()["sealer"] == "well"

    ahead = timezone.now() + timedelta(hours=1)
    AuditEvent.objects.create(
        at=ahead, event="jobs.retried", actor_name="Lan", door="page"
    )
    assert states()["clock"] == "bad"


def test_an_office_that_nobody_copies(province: Province) -> None:
    Backup.objects.all().delete()
    assert states()["copies"] == "watch"
    copied(timezone.now() - timedelta(days=9))
    assert states()["copies"] == "bad"

    page = province.client("quan").get(ADDRESS).content.decode()

    assert "12.345 dòng, 678 tệp, đã đọc lại" in page


def test_an_index_that_nobody_keeps_up(province: Province) -> None:
    node = IndexNode.objects.get()
    IndexChange.objects.create(node=node, kind="entry", thing_id=node.id)
    assert states()["index"] == "well"

    IndexNode.objects.update(seen_at=timezone.now() - timedelta(minutes=9))
    assert states()["index"] == "bad"


def test_since_when_is_kept_and_bad_is_told_once_after_two_looks(
    province: Province, tmp_path: Path
) -> None:
    quan = province.cast["quan"].user
    look_around()
    assert set(Notice.objects.values_list("kind", flat=True)) == set()

    (tmp_path / "tmp").rmdir()
    began = timezone.now()
    look_around()
    assert not Notice.objects.exists()  # seconds may pass by themselves
    look_around()
    look_around()

    [notice] = Notice.objects.all()
    assert (notice.kind, notice.desk_id) == ("health.bad", quan.id)
    [bad] = [f for f in findings(timezone.now()) if f.state is State.BAD]
    assert bad.since is not None
    assert bad.since >= began
    bell = province.client("quan").get("/thong-bao/").content.decode()
    assert "hệ thống có mục hỏng" in bell
    assert ADDRESS in bell

    (tmp_path / "tmp").mkdir()
    look_around()
    assert HealthState.objects.get(key="storage").told_at is None
    # What is well again is no news.
    bell = province.client("quan").get("/thong-bao/").content.decode()
    assert "hệ thống có mục hỏng" not in bell


def test_a_check_of_an_older_release_is_forgotten(province: Province) -> None:
    at = timezone.now()
    HealthState.objects.create(
        key="fax", state="bad", words="x", since=at, looked_at=at
    )

    note_states(findings=list(all_looks(at)), to=[], by=SYSTEM, at=at)

    assert not HealthState.objects.filter(key="fax").exists()


def test_an_indicator_that_cannot_be_counted_is_named(province: Province) -> None:
    """Old figures stand; what nobody counts for hours is said, too."""
    hand = Hand()
    with declared(hand):
        filled(province, hand)
        assert states()["indicators"] == "well"
        hand.sql = "SELECT %(size)s / 0"
        count(province)
        page = province.client("quan").get(ADDRESS).content.decode()
        assert states()["indicators"] == "watch"
        assert "Không đo được: Việc đúng hạn." in page
        MeasuringRun.objects.update(
            state="done",
            reason="",
            error="",
            done_at=timezone.now() - timedelta(hours=4),
        )
        assert states()["indicators"] == "watch"
