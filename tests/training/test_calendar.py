"""Sessions in people's own calendars: in, moved, out, and never twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from congvu.audit.models import AuditEvent
from congvu.calendar.actions import drop_entry
from congvu.calendar.models import DavItem, Entry, EntryOccurrence
from congvu.lib.dates import VIETNAM
from congvu.notices.models import Notice
from congvu.training.actions import SessionData, add_session, approve_place, ask_place
from congvu.training.models import ClassSession, TrainingClass
from congvu.training.rules.words import PlaceState
from tests.calendar.programs import program
from tests.people import Province
from tests.training.stories import one_class, session

pytestmark = pytest.mark.usefixtures("law")


def _next(people: Province, found: TrainingClass, hour: int = 8) -> ClassSession:
    """In two days, taught by Thu."""
    day = people.today + timedelta(days=2)
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)
    data = SessionData(
        "Bảng tính",
        starts,
        starts + timedelta(hours=3),
        "Hà Thị Thu",
        trainer_id=people.seat("thu").person_id,
    )
    return add_session(
        class_id=found.pk, data=data, by=people.seat("quan"), at=people.at
    )


def _held(people: Province, found: TrainingClass, who: str) -> Any:
    place = ask_place(class_id=found.pk, by=people.seat(who), at=people.at)
    if place.state == PlaceState.ASKED:
        place = approve_place(place_id=place.pk, by=people.seat("ha"), at=people.at)
    return place


def _typed(one: ClassSession, **given: str) -> dict[str, str]:
    local = {name: getattr(one, name).astimezone(VIETNAM) for name in _MOMENTS}
    return {
        "subject": one.subject,
        "trainer_name": one.trainer_name,
        "trainer_id": str(one.trainer_id or ""),
        **{name: f"{value:%H:%M %d/%m/%Y}" for name, value in local.items()},
        **given,
    }


_MOMENTS = ("starts_at", "ends_at")


def _entries(people: Province, who: str) -> list[Entry]:
    rows = Entry.objects.filter(person=people.seat(who).person_id, dropped_at=None)
    return list(rows.order_by("starts"))


def test_who_has_a_place_and_who_teaches_see_it_once_and_follow_it(
    province: Province,
) -> None:
    found = one_class(province, capacity=5)
    session(province, found, hours=12)  # over: in nobody's calendar
    _held(province, found, "minh")
    coming = _next(province, found)

    assert [one.summary for one in _entries(province, "minh")] == [
        "Lớp cơ bản số 1: Bảng tính"
    ]
    assert _entries(province, "minh")[0].status == "confirmed"
    assert len(_entries(province, "thu")) == 1
    page = province.client("minh").get(
        "/lich-cong-tac/", {"ngay": coming.starts_at.astimezone(VIETNAM).date()}
    )
    assert "Lớp cơ bản số 1: Bảng tính" in page.content.decode()

    quan = province.client("quan")
    later = coming.starts_at.astimezone(VIETNAM) + timedelta(hours=6)
    moved = _typed(
        coming,
        starts_at=f"{later:%H:%M %d/%m/%Y}",
        ends_at=f"{later + timedelta(hours=2):%H:%M %d/%m/%Y}",
        trainer_id=str(province.seat("minh").person_id),
        trainer_name="Hoàng Văn Minh",
        room="Phòng 9",
    )
    assert quan.post(f"/dao-tao/buoi/{coming.pk}/sua/", moved).status_code == 302

    (entry,) = _entries(province, "minh")
    assert (entry.starts, entry.place, entry.sequence) == (later, "Phòng 9", 1)
    assert EntryOccurrence.objects.get(entry=entry).starts == later
    assert _entries(province, "thu") == []
    told = Notice.objects.filter(kind="training.moved").values_list("desk_id")
    assert {desk for (desk,) in told} == {
        province.seat("minh").post_id,
        province.seat("thu").post_id,
    }

    bare = quan.post(f"/dao-tao/buoi/{coming.pk}/bo/", {"reason": " "})
    assert "Ghi lý do bỏ buổi học." in bare.content.decode()
    why = {"reason": "Giảng viên ốm"}
    assert quan.post(f"/dao-tao/buoi/{coming.pk}/bo/", why).status_code == 302
    assert _entries(province, "minh") == []
    event = AuditEvent.objects.get(event="training.session-dropped")
    assert event.data["reason"] == "Giảng viên ốm"
    assert event.data["subject"] == "Bảng tính"


def test_a_session_that_was_marked_is_neither_moved_nor_dropped(
    province: Province,
) -> None:
    found = one_class(province, capacity=5)
    held = session(province, found)
    place = _held(province, found, "minh")
    quan = province.client("quan")
    quan.post(f"/dao-tao/buoi/{held.pk}/", {"present": [str(place.pk)]})

    for way, sent in (("sua", _typed(held)), ("bo", {"reason": "Nhầm"})):
        answer = quan.post(f"/dao-tao/buoi/{held.pk}/{way}/", sent)
        assert answer.status_code == 422
        assert "Đã điểm danh" in answer.content.decode()
    assert ClassSession.objects.filter(pk=held.pk).exists()
    assert (
        province.client("minh").get(f"/dao-tao/buoi/{held.pk}/sua/").status_code == 404
    )


def test_asked_is_maybe_waiting_is_not_and_the_telephone_hears_each(
    province: Province,
) -> None:
    found = one_class(province, capacity=1)
    coming = _next(province, found)
    phone = program(province, "minh")
    asked = ask_place(class_id=found.pk, by=province.seat("minh"), at=province.at)
    (entry,) = _entries(province, "minh")
    assert entry.status == "tentative"
    assert phone.names() == [f"{entry.pk}.ics"]
    _answer, token = phone.sync()

    _held(province, found, "ha")  # heads the office: the one place is gone
    approve_place(place_id=asked.pk, by=province.seat("hoa"), at=province.at)
    assert _entries(province, "minh") == []
    news, token = phone.sync(token)
    assert f"{entry.pk}.ics" in news.content.decode()
    assert phone.names() == []

    own = found.places.get(person=province.seat("ha").person_id)
    ha = province.client("ha")
    assert ha.post(f"/dao-tao/cho/{own.pk}/rut/").status_code == 302
    (again,) = _entries(province, "minh")
    assert (again.pk, again.status) == (entry.pk, "confirmed")
    assert _entries(province, "ha") == []
    assert phone.names() == [f"{entry.pk}.ics"]
    assert "STATUS:CONFIRMED" in phone.get(f"{entry.pk}.ics").content.decode()
    assert DavItem.objects.filter(entry=entry).count() == 1
    assert again.uid == f"{coming.pk}@congvu"


def test_a_cancelled_class_leaves_every_calendar_and_what_one_keeps_oneself_stays(
    province: Province,
) -> None:
    found = one_class(province, capacity=5)
    coming = _next(province, found)
    _next(province, found, hour=14)
    _held(province, found, "minh")
    mine, other = _entries(province, "minh")
    drop_entry(entry_id=mine.pk, by=province.seat("minh"), at=province.at)
    _held(province, found, "thu")  # what concerns another leaves Minh's as it is
    assert _entries(province, "minh") == [other]

    quan = province.client("quan")
    why = {"reason": "Hết kinh phí"}
    assert quan.post(f"/dao-tao/lop/{found.pk}/huy/", why).status_code == 302

    assert _entries(province, "minh") == _entries(province, "thu") == []
    assert not EntryOccurrence.objects.filter(
        entry__uid=f"{coming.pk}@congvu", is_busy=True
    ).exists()
    assert UUID(str(coming.pk)) in {one.pk for one in found.sessions.all()}
