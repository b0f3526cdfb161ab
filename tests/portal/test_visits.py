"""Visits are counted once, per page, and nothing of who came is written anywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from congvu.audit.rules import SYSTEM
from congvu.config.portal_visits import note_visit
from congvu.lib.dates import VIETNAM
from congvu.portal.actions import count_visits, forget_visits, make_sites, put_aside
from congvu.portal.models import SiteVisits, VisitDay
from congvu.portal.queries.visits import days_opened, pages_opened, visits_of
from tests.people import Province

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=VIETNAM)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36"


def write(log: Path, *paths: str, at: datetime = NOON) -> None:
    with log.open("a") as out:
        out.writelines(f"{at.isoformat(timespec='seconds')} {path}\n" for path in paths)


def test_a_visit_is_counted_once_for_its_page_and_its_site(
    province: Province, tmp_path: Path
) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    log = tmp_path / "visits"
    write(log, "/", "/tin-tuc/", "/tin-tuc/", "/xa-yen-duong/", "/en/xa-yen-duong/")
    with log.open("a") as out:
        out.write(f"{NOON.isoformat()} /chua-xong")  # a line still being written

    assert count_visits(log=log, at=NOON) == 5
    assert count_visits(log=log, at=NOON) == 0
    home, commune = visits_of("", NOON), visits_of("xa-yen-duong", NOON)
    assert home is not None
    assert commune is not None
    assert (home.lately, home.today, home.all) == (3, 3, 3)
    assert commune.all == 2
    assert VisitDay.objects.get(path="/tin-tuc/").opened == 2


def test_minutes_days_and_all_part_as_time_goes(
    province: Province, tmp_path: Path
) -> None:
    log = tmp_path / "visits"
    write(log, "/", at=NOON - timedelta(days=1))
    write(log, "/", "/", at=NOON - timedelta(minutes=30))
    count_visits(log=log, at=NOON - timedelta(minutes=30))
    write(log, "/")
    count_visits(log=log, at=NOON)

    shown = visits_of("", NOON)
    assert shown is not None
    assert (shown.lately, shown.today, shown.all) == (1, 3, 4)
    later = visits_of("", NOON + timedelta(days=1))
    assert later is not None
    assert (later.lately, later.today, later.all) == (0, 0, 4)
    days = days_opened("", until=NOON.date())
    assert [(one.day.day, one.opened) for one in days] == [(27, 3), (26, 1)]
    assert pages_opened("", until=NOON.date())[0].opened == 4
    assert forget_visits(before=date(2026, 11, 27)) == 1
    assert visits_of("", NOON) == shown


def test_a_log_turned_over_between_two_runs_loses_nothing(
    province: Province, tmp_path: Path
) -> None:
    log = tmp_path / "visits"
    write(log, "/")
    count_visits(log=log, at=NOON)
    write(log, "/cuoi/")
    log.rename(tmp_path / "visits.1")
    write(log, "/dau/")

    assert count_visits(log=log, at=NOON) == 2
    assert set(VisitDay.objects.values_list("path", flat=True)) == {
        "/",
        "/cuoi/",
        "/dau/",
    }
    assert put_aside(log=log, most=1)
    assert count_visits(log=log, at=NOON) == 0


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe\n", b"x\n", b"2026-11-27 /\n", b"2026-11-27T12:00:00+07:00 khong\n",
     b"2026-11-27T12:00:00+07:00 /a\0b/\n", b"2026-11-27T12:00:00+07:00 /tep.pdf\n",
     b"2026-11-27T12:00:00+07:00 /" + b"x" * 300 + b"/\n"],
)  # fmt: skip
def test_odd_lines_are_left_out(
    province: Province, tmp_path: Path, line: bytes
) -> None:
    log = tmp_path / "visits"
    log.write_bytes(line)

    assert count_visits(log=log, at=NOON) == 0
    assert not SiteVisits.objects.exists()


@pytest.mark.parametrize(
    ("agent", "status", "noted"),
    [(CHROME, 200, True), (CHROME, 304, True), (CHROME, 404, False),
     ("Googlebot/2.1", 200, False), ("curl/7.88", 200, False), ("", 200, False)],
)  # fmt: skip
def test_only_people_who_were_shown_a_page_are_noted(
    tmp_path: Path, agent: str, status: int, noted: bool
) -> None:
    log = tmp_path / "visits"
    asked = RequestFactory(REMOTE_ADDR="203.0.113.5").get(
        "/tin-tuc/?q=benh", headers={"user-agent": agent, "cookie": "congvu_view=large"}
    )

    with override_settings(VISITS_LOG=str(log)):
        note_visit(asked, HttpResponse(status=status), at=NOON)

    written = log.read_text() if log.exists() else ""
    assert written == ("2026-11-27T12:00:00+07:00 /tin-tuc/\n" if noted else "")


def test_no_table_of_visits_has_room_for_a_person() -> None:
    models = ("SiteVisits", "VisitDay", "VisitsRead")
    columns = {
        field.name
        for name in models
        for field in apps.get_model("portal", name)._meta.get_fields()
    }

    assert columns == {
        "id", "site", "opened", "day", "opened_today", "minutes", "path", "inode",
        "offset",
    }  # fmt: skip
