"""The python-caldav client and its caldav-server-tester against a served office.

The table of docs/caldav.md is what they found: where something else is found, it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import caldav
import pytest
from caldav.lib.error import AuthorizationError, NotFoundError, PutError

from congvu.calendar.models import Entry
from tests.calendar.programs import token_for
from tests.people import Province

DOCS = Path(__file__).resolve().parents[2] / "docs" / "caldav.md"
MINE = "Lịch của tôi"


def client_of(people: Province, who: str, url: str) -> Any:
    return caldav.DAVClient(
        url=f"{url}/dav/", username=who, password=token_for(people, who)
    )


@pytest.mark.slow
def test_the_client_of_everybodys_scripts(
    live_server: Any, law: None, province: Province
) -> None:
    with client_of(province, "minh", live_server.url) as client:
        calendars = {
            one.get_display_name(): one for one in client.principal().calendars()
        }
        mine = calendars[MINE]
        begins = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
        made = mine.save_event(
            dtstart=begins,
            dtend=begins + timedelta(hours=1),
            summary="Giao ban tuần",
            rrule={"FREQ": "WEEKLY", "COUNT": 5},
        )

        entry = Entry.objects.get()
        assert (entry.summary, entry.starts) == ("Giao ban tuần", begins)
        times = mine.search(
            start=begins + timedelta(days=6),
            end=begins + timedelta(days=15),
            event=True,
            expand=True,
        )
        assert len(times) == 2
        known = mine.objects_by_sync_token(load_objects=True)
        made.icalendar_component["summary"] = "Giao ban tuần (phòng 2)"
        made.save()
        known.sync()
        assert "phòng 2" in next(iter(known)).data
        free = mine.freebusy_request(begins, begins + timedelta(days=1))
        assert "FREEBUSY" in free.data
        with pytest.raises((AuthorizationError, PutError)):
            mine.save_event(str(made.data).replace("DTSTART", "DTEND"))
        with pytest.raises(AuthorizationError):
            client.principal().make_calendar(name="Lịch thêm")
        office = calendars["Ủy ban nhân dân tỉnh Bắc Kạn"]
        with pytest.raises(AuthorizationError):
            office.save_event(dtstart=begins, dtend=begins, summary="Không được ghi")
        made.delete()
        with pytest.raises(NotFoundError):
            mine.event_by_url(made.url).load()
    assert Entry.objects.get().dropped_at is not None


WAITING = {"CheckCalendarProperties", "CheckProppatchDelay", "CheckSynchronousWrite"}
"""Each waits half a minute for what does not come: asked for by hand."""


def run_tester(*options: str) -> str:
    begin = "from caldav_server_tester import check_server_compatibility as go; go()"
    done = subprocess.run(
        [sys.executable, "-c", begin, *options],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def found_by_the_tester(people: Province, url: str) -> dict[str, str]:
    wanted = sorted(set(run_tester("--list-checks").split()) - WAITING)
    told = run_tester(
        *("--caldav-url", f"{url}/dav/"),
        *("--caldav-username", "minh"),
        *("--caldav-password", token_for(people, "minh")),
        *("--caldav-calendar", MINE),
        "--verbose",
        *(part for name in wanted for part in ("--run-checks", name)),
    )
    shape = r"^## (\S+)\nFeature support level found: ([a-z]+)"
    return dict(re.findall(shape, told, re.MULTILINE))


@pytest.mark.slow
def test_the_table_in_the_docs_is_what_the_tester_finds(
    live_server: Any, law: None, province: Province
) -> None:
    text = DOCS.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z0-9.-]+)` \| (\w+) \|", text, re.MULTILINE))

    found = found_by_the_tester(province, live_server.url)

    assert len(found) > 80
    assert {name: rows.get(name) for name in found} == found
