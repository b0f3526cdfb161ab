"""Old days lie in files, are found there, and go when every source's time is over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from congvu.health.queries.logs import logs
from congvu.health.rules import State
from congvu.lib.dates import local_date
from congvu.logs.actions import (
    archive_day,
    drop_day,
    end_days,
    ensure_days,
    file_of,
    keep_old_days,
    load_batches,
)
from congvu.logs.formats.spool import Arrived, waiting, write_batch
from congvu.logs.models import ArchivedDay, LogEvent, LogSource
from congvu.logs.queries import Search, events_page
from congvu.logs.queries.detecting import detector_now
from congvu.logs.rules import Severity, kept_until
from congvu.systems.queries import log_months
from tests.logs.test_alerts import register
from tests.people import Province
from tests.systems import stories

AGO = timedelta(days=40)


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    settings.LOGS_ARCHIVE = str(tmp_path / "archive")
    return tmp_path


def received(folder: Path, source: LogSource | None, at: datetime, count: int) -> None:
    """As they came on that day, of two machines."""
    ensure_days(at=at)
    name = str(source.pk) if source else ""
    lines = [
        f'<{38 if n % 2 else 35}>may-{n % 3} sshd[{n}]: Accepted publickey for "u,{n}"'
        f" from 192.0.2.{n % 200} port {n + 1} ssh2".encode()
        for n in range(count)
    ]
    write_batch(
        folder,
        [
            Arrived(one, "192.0.2.10", at + timedelta(seconds=n), name, len(one))
            for n, one in enumerate(lines)
        ],
    )
    load_batches(files=waiting(folder), detector=detector_now(at), at=at)


def search(since: datetime, until: datetime, **asked: Any) -> list[tuple[Any, ...]]:
    """Everything, page by page."""
    found, after = [], ""
    while True:
        page = events_page(Search(since, until, **asked), after, limit=7)
        found += [
            (one.pk, one.received_at, one.host, one.message, dict(one.fields))
            for one in page.rows
        ]
        after = page.after
        if not after:
            return found


def health() -> State | None:
    said = logs(timezone.now())
    return said.state if said else None


ASKED: list[dict[str, Any]] = [
    {},
    {"words": "publickey"},
    {"words": "source.ip=192.0.2.11"},
    {"host": "MAY-1"},
    {"program": "sshd", "words": "accepted"},
    {"worst": Severity.ERROR},
    {"words": "khong-co"},
]


@pytest.mark.django_db
def test_a_day_in_a_file_is_found_as_it_was(province: Province, kept: Path) -> None:
    register(province.client("quan"))
    source, now = LogSource.objects.get(), timezone.now()
    old = now - AGO
    received(kept, source, old, 25)
    received(kept, None, old + timedelta(minutes=1), 5)
    received(kept, source, now - timedelta(minutes=1), 4)
    since, until = old - timedelta(days=1), now + timedelta(minutes=1)
    questions = [*ASKED, {"sources": [source.pk]}, {"sources": []}]
    before = [search(since, until, **one) for one in questions]
    assert [len(one) for one in before[:3]] == [34, 34, 1]

    keep_old_days(at=now)
    day = ArchivedDay.objects.get(day=local_date(old))
    assert day.dropped_at is None
    assert LogEvent.objects.count() == 34
    keep_old_days(at=now + timedelta(days=1, minutes=1))
    day.refresh_from_db()
    assert (day.events, day.has_strangers, day.sources) == (30, True, [source.pk])
    assert LogEvent.objects.count() == 4
    assert [search(since, until, **one) for one in questions] == before

    assert health() == State.WELL
    page = province.client("quan").get(
        "/an-toan/nhat-ky/", {"tu": f"{since:%d/%m/%Y}", "may": "may-1"}
    )
    assert "trong kho lưu" in page.content.decode()
    assert page.content.decode().count("<details>") == 11
    today = province.client("quan").get("/an-toan/nhat-ky/")
    assert "trong kho lưu" not in today.content.decode()
    file_of(day.day).unlink()
    assert health() == State.BAD


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["altered", "gone", "more came"])
def test_a_part_is_not_dropped_while_its_file_says_otherwise(
    province: Province, kept: Path, fault: str
) -> None:
    now = timezone.now()
    old = now - AGO
    received(kept, None, old, 9)
    archive_day(day=local_date(old), at=now)
    file = file_of(local_date(old))
    if fault == "altered":
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    elif fault == "gone":
        file.unlink()
    else:
        received(kept, None, old + timedelta(minutes=3), 2)
    later = now + timedelta(days=2)
    assert drop_day(day=local_date(old), at=later) is False
    whole = 11 if fault == "more came" else 9
    assert LogEvent.objects.count() == whole
    assert drop_day(day=local_date(old), at=later) is True
    assert LogEvent.objects.count() == 0
    assert len(search(old - timedelta(days=1), now)) == whole


@pytest.mark.django_db
def test_nobody_drops_a_day_that_is_in_no_file(province: Province, kept: Path) -> None:
    """Not even by asking the database for it."""
    old = timezone.now() - AGO
    received(kept, None, old, 3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT logs_drop_day(%s, 3)", [local_date(old)])
        assert cursor.fetchone() == (False,)
    assert LogEvent.objects.count() == 3


DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("months", "last"),
    [
        (0, date(2026, 9, 30)),
        (1, date(2026, 9, 30)),
        (3, date(2026, 11, 30)),
        (6, date(2027, 2, 28)),
        (12, date(2027, 8, 31)),
    ],
)
def test_how_long_a_day_is_kept(months: int, last: date) -> None:
    assert kept_until(DAY, months) == last


@pytest.mark.django_db
def test_the_law_says_months_by_level_and_how_sure_that_is(
    province: Province, law: date
) -> None:
    on = date(2026, 11, 28)
    found = [log_months(level, on) for level in range(1, 6)]
    assert [one.number("months") for one in found if one] == [0, 1, 3, 6, 12]
    assert {str(one.sureness) for one in found if one} == {"secondary"}
    assert log_months(3, date(2026, 1, 1)) is None


@pytest.mark.django_db
def test_a_file_goes_when_every_sources_time_is_over(
    province: Province, law: date, kept: Path
) -> None:
    """One of a system of level 3, one of level 4; then one that is no system's."""
    quan, now = province.client("quan"), timezone.now()
    systems = [stories.system(province, code=code) for code in ("THU", "HS")]
    for system, level in zip(systems, (3, 4), strict=True):
        type(system).objects.filter(pk=system.pk).update(assessed_level=level)
        answer = register(
            quan,
            name=f"Nguồn {level}",
            addresses=f"192.0.2.{level}",
            system=str(system.pk),
        )
        assert answer.status_code == 200
    old = now - AGO
    for source in LogSource.objects.all():
        received(kept, source, old, 2)
    day = local_date(old)
    archive_day(day=day, at=now)
    drop_day(day=day, at=now)
    file = file_of(day)
    assert end_days(at=now + timedelta(days=100)) == 0
    assert file.exists()
    assert end_days(at=old + timedelta(days=190)) == 1
    assert not file.exists()
    assert search(old - timedelta(days=1), now) == []
    assert ArchivedDay.objects.get(day=day).digest

    register(quan, name="Không rõ", addresses="192.0.2.77")
    older = old - timedelta(days=1)
    received(kept, LogSource.objects.get(name="Không rõ"), older, 1)
    archive_day(day=local_date(older), at=now)
    drop_day(day=local_date(older), at=now)
    assert end_days(at=older + timedelta(days=360)) == 0
    assert end_days(at=older + timedelta(days=370)) == 1


@pytest.mark.django_db
def test_a_system_of_others_is_no_choice(province: Province) -> None:
    quan = province.client("quan")
    stories.sang(province)
    other = stories.system(province, who="sang")
    wrong = register(quan, system=str(other.pk))
    assert wrong.status_code == 422
    assert not LogSource.objects.exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from congvu.logs.formats import columns
real = os.fsync
def fsync(number):
    os.kill(os.getpid(), signal.SIGKILL)
columns.os.fsync = fsync
columns.write_day(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.django_db
def test_killed_while_it_writes_nothing_is_lost(province: Province, kept: Path) -> None:
    """What was half written is swept; the day is in the table until a file has it."""
    now = timezone.now()
    old = now - AGO
    received(kept, None, old, 6)
    target = file_of(local_date(old))
    csv = target.with_suffix(".csv")
    row = "1,2026-10-01 00:00:00+00,\\\\N,\\\\N,a,h,p,6,d,m,{},[],1,[]\n".replace(
        "\\\\", "\\"
    )
    csv.write_text(row, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(csv), str(target)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ},
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert target.with_suffix(".part").exists()
    assert not target.exists()
    assert LogEvent.objects.count() == 6
    keep_old_days(at=now)
    assert {one.suffix for one in target.parent.iterdir()} == {".parquet"}
    keep_old_days(at=now + timedelta(days=2))
    assert LogEvent.objects.count() == 0
    assert len(search(old - timedelta(days=1), now)) == 6
