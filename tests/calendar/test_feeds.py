"""A calendar at a secret address: what it shows, when it ends, how often it answers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congvu.calendar.models import CalendarFeed
from congvu.calendar.rules import Visibility
from congvu.calendar.rules.feeds import MOST_ASKED
from congvu.organisations.models import Appointment
from tests.calendar.stories import committee, keep, own
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


def made(people: Province, who: str = "lan", **given: Any) -> str:
    """Made on the page, where the address is shown once."""
    sent = {"calendar": "agency", "shows": "full", "label": "Màn hình sảnh", **given}
    page = people.client(who).post(reverse("calendar:feeds"), sent)
    assert page.status_code == 200, page.content.decode()
    found = re.search(r'"secret">(http[^<]*\.ics)</code>', page.content.decode())
    assert found is not None, page.content.decode()
    return found[1].removeprefix("http://testserver")


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode()


def test_words_where_they_may_be_read_and_of_what_is_private_only_when(
    province: Province,
) -> None:
    keep(province, committee(province), summary="Giao ban", place="Phòng 1")
    keep(
        province,
        committee(province),
        summary="Kỷ luật cán bộ",
        place="Phòng kín",
        visibility=Visibility.PRIVATE,
        hours=(14, 15),
    )

    full, busy = made(province), made(province, shows="busy")

    text = read(full)
    assert "SUMMARY:Giao ban" in text
    assert "LOCATION:Phòng 1" in text
    assert text.count("BEGIN:VEVENT") == 2
    assert text.count("SUMMARY:Bận") == 1
    assert "Kỷ luật" not in text
    assert "Phòng kín" not in text
    hours = read(busy)
    assert hours.count("SUMMARY:Bận") == 2
    assert "Giao ban" not in hours
    assert "LOCATION" not in hours


def test_a_repeated_entry_stands_with_each_time_and_what_was_dropped_is_gone(
    province: Province,
) -> None:
    kept = keep(province, own(province, "minh"), "minh", rrule="FREQ=DAILY;COUNT=3")
    address = made(province, "minh", calendar="person")
    uids = re.findall(r"UID:(\S+)", read(address))
    assert len(set(uids)) == 3
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304

    province.client("minh").delete(f"/api/v1/calendar-entries/{kept.pk}")

    assert "VEVENT" not in read(address)


def test_revoked_it_answers_nothing_and_only_its_maker_revokes(
    province: Province,
) -> None:
    address = made(province)
    [feed] = CalendarFeed.objects.all()
    assert feed.digest not in address
    revoke = reverse("calendar:feed-revoke", args=[feed.pk])

    assert province.client("minh").post(revoke).status_code == 404
    assert "VCALENDAR" in read(address)
    province.client("lan").post(revoke)

    assert Client().get(address).status_code == 404
    assert (
        "Màn hình sảnh"
        not in province.client("lan").get(reverse("calendar:feeds")).content.decode()
    )


def test_who_leaves_the_agency_leaves_its_calendar(province: Province) -> None:
    address = made(province)
    assert read(address)
    person = province.seat("lan").person_id
    Appointment.objects.filter(person=person).update(valid_until=province.today)

    assert Client().get(address).status_code == 404


def test_asked_too_often_it_says_when_to_ask_again(province: Province) -> None:
    address = made(province)
    answers = [Client().get(address) for _n in range(MOST_ASKED + 1)]

    assert {one.status_code for one in answers[:-1]} == {200}
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "600")
    CalendarFeed.objects.update(counted_from=province.at - timedelta(hours=1))
    assert read(address)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_written_there(province: Province, method: str) -> None:
    address = made(province)
    assert getattr(Client(), method)(address).status_code == 405


def test_the_api_makes_lists_and_revokes(province: Province) -> None:
    lan = province.client("lan")
    sent = {"calendar": "unit", "shows": "busy", "label": "Điện thoại"}
    told = lan.post("/api/v1/calendar-feeds", sent, content_type="application/json")
    assert told.status_code == 200, told.content.decode()
    address = told.json()["address"].removeprefix("http://testserver")
    assert "VCALENDAR" in read(address)
    [row] = lan.get("/api/v1/calendar-feeds").json()
    assert (row["calendar"], row["shows"], "address" in row) == ("unit", "busy", False)
    assert lan.delete(f"/api/v1/calendar-feeds/{row['id']}").status_code == 204
    assert Client().get(address).status_code == 404
    assert Client().get("/lich-doc/khong-co.ics").status_code == 404


def test_bad_input_is_told_and_kept(province: Province) -> None:
    page = province.client("lan").post(
        reverse("calendar:feeds"), {"calendar": "moon", "shows": "full", "label": "x"}
    )
    assert page.status_code == 422
    assert 'value="x"' in page.content.decode()
