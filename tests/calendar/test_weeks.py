"""The week's sheet from the draft to its changes, and what the public may read."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from congvu.calendar import actions
from congvu.calendar.models import EntryOccurrence, ScheduleVersion
from congvu.calendar.rules import Invited, Visibility, at_clock
from tests.calendar.stories import asked, committee, division, keep, next_monday
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def url(people: Province, name: str, *keys: str) -> str:
    return f"{reverse(f'calendar:{name}', args=keys)}?tuan={next_monday(people)}"


def press(people: Province, who: str, step: str, **sent: Any) -> int:
    client = people.client(who)
    return client.post(url(people, "sheet-step", step), sent).status_code


def sheet(people: Province, who: str = "minh") -> str:
    answer = people.client(who).get(url(people, "sheet"))
    assert answer.status_code == 200
    return answer.content.decode()


def public(people: Province) -> dict[str, Any]:
    day = f"{next_monday(people):%Y-%m-%d}"
    answer = Client().get(f"/api/v1/public/week-sheets/{people.committee.id}/{day}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_a_week_is_drafted_approved_published_and_its_changes_are_marked(
    province: Province,
) -> None:
    people = province
    open_ = Visibility.PUBLIC
    first = keep(
        people,
        committee(people),
        summary="Tiếp công dân",
        visibility=open_,
        invited=asked(people),
        place="Trụ sở",
        prepares="Ban Tiếp công dân",
    )
    inner = keep(people, committee(people), summary="Hội ý", hours=(14, 15))
    keep(people, committee(people), summary="Khám bệnh", visibility=Visibility.PRIVATE)
    text = sheet(people)
    assert "Tiếp công dân" in text
    assert "Khám bệnh" not in text
    assert public(people)["lines"] == []

    # The office hands it in, a leader returns it once, then approves; others cannot.
    assert press(people, "minh", "submit") == 404
    assert press(people, "lan", "submit") == 302
    assert press(people, "lan", "approve") == 404
    assert press(people, "dung", "return") == 422
    assert press(people, "dung", "return", because="Thiếu địa điểm.") == 302
    assert "Thiếu địa điểm." in sheet(people)
    assert press(people, "lan", "publish") == 302  # refused in words
    assert public(people)["number"] is None
    keep(people, committee(people), summary="Họp báo", hours=(16, 17), visibility=open_)
    assert press(people, "lan", "submit") == 302
    assert press(people, "dung", "approve") == 302
    assert press(people, "lan", "publish") == 302
    told = public(people)
    assert [x["content"] for x in told["lines"]] == ["Tiếp công dân", "Họp báo"]
    assert told["lines"][0]["chair"].startswith("Nguyễn Tiến Dũng")
    assert "prepares" not in told["lines"][0]

    # Afterwards: one moved, one gone, one new.
    _changed(people, first.pk, inner.pk)
    assert "Lịch đã khác bản này" in sheet(people)
    assert [x["mark"] for x in public(people)["lines"]] == ["", ""]
    for who, step in (("lan", "submit"), ("dung", "approve"), ("lan", "publish")):
        assert press(people, who, step) == 302
    marks = {x["content"]: x["mark"] for x in public(people)["lines"]}
    assert marks == {"Tiếp công dân": "changed", "Họp báo": "", "Đón đoàn": "added"}
    assert "Hội ý" in sheet(people)
    page = Client().get(
        reverse("calendar:public", args=[people.committee.id]),
        {"tuan": f"{next_monday(people)}"},
    )
    assert "Đón đoàn" in page.content.decode()
    assert "Hội ý" not in page.content.decode()


def _changed(people: Province, first: Any, inner: Any) -> None:
    by, at = people.seat("lan"), people.at
    time = EntryOccurrence.objects.get(entry=first)
    actions.change_time(
        occurrence_id=time.pk,
        starts=at_clock(next_monday(people), 10),
        by=by,
        at=at,
    )
    actions.drop_entry(entry_id=inner, by=by, at=at)
    keep(
        people,
        committee(people),
        summary="Đón đoàn",
        hours=(18, 19),
        visibility=Visibility.PUBLIC,
    )


def test_the_sheet_is_printed_as_the_usual_page(province: Province) -> None:
    people = province
    keep(people, committee(people), summary="Hội ý")
    answer = people.client("minh").get(url(people, "sheet-pdf"))
    got = answer.getvalue()

    assert answer["Content-Type"] == "application/pdf"
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(got)
    )
    assert "LỊCH CÔNG TÁC TUẦN" in text
    assert "08:00 Hội ý" in text
    assert "Dự thảo, chưa công bố" in text


def test_what_was_handed_in_is_never_rewritten(province: Province) -> None:
    people = province
    keep(people, committee(people))
    press(people, "lan", "submit")
    version = ScheduleVersion.objects.get()
    version.lines = []
    refused = pytest.raises(IntegrityError, match="stay as they were")
    with refused, transaction.atomic():
        version.save()


def test_a_units_week_is_its_heads(province: Province) -> None:
    people = province
    keep(people, division(people), "hoa", summary="Họp phòng")
    page = f"{url(people, 'sheet-step', 'submit')}&don_vi={people.division.id}"

    assert people.client("minh").post(page).status_code == 404
    assert people.client("tu").post(page).status_code == 404
    assert people.client("hoa").post(page).status_code == 302
    assert ScheduleVersion.objects.get().schedule.unit_id == people.division.id


def test_no_clerk_decides_about_a_units_week(province: Province) -> None:
    people = province
    keep(people, division(people), "hoa", summary="Họp phòng")
    unit = f"&don_vi={people.division.id}"

    def press_unit(who: str, step: str, **sent: str) -> int:
        page = f"{url(people, 'sheet-step', step)}{unit}"
        return people.client(who).post(page, sent).status_code

    assert press_unit("lan", "submit") == 302
    assert press_unit("lan", "approve") == 404
    assert press_unit("lan", "return", because="Thiếu.") == 404
    assert press_unit("ha", "approve") == 302
    assert press_unit("lan", "publish") == 302


def test_the_sheet_holds_what_the_agency_and_its_leaders_are_asked_to(
    province: Province,
) -> None:
    """Of what others keep nothing is for the public here."""
    people, open_ = province, Visibility.PUBLIC
    keep(people, division(people), "hoa", summary="Sơ kết", invited=asked(people))
    keep(people, division(people), "hoa", summary="Việc của phòng", hours=(10, 11))
    entry = keep(
        people,
        division(people),
        "hoa",
        summary="Khai giảng",
        invited=[Invited(people.committee.id)],
        visibility=open_,
        hours=(14, 15),
    )
    text = sheet(people)
    assert "Sơ kết" in text
    assert "Khai giảng" in text
    assert "Việc của phòng" not in text
    for who, step in (("lan", "submit"), ("dung", "approve"), ("lan", "publish")):
        assert press(people, who, step) == 302
    assert public(people)["lines"] == []
    row = entry.attending.get()
    send = {"answer": "declined"}
    page = reverse("calendar:reply", args=[row.pk])
    assert people.client("lan").post(page, send).status_code == 302
    assert "Lịch đã khác bản này" in sheet(people)


def test_an_empty_week_is_not_handed_in(province: Province) -> None:
    answer = province.client("lan").post(
        url(province, "sheet-step", "submit"), follow=True
    )

    assert "chưa có mục nào" in answer.content.decode()
