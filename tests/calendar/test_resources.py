"""Rooms and cars: nobody gets one twice, whoever asks how."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from congvu.calendar import actions
from congvu.calendar.models import Booking, Occupation
from congvu.calendar.rules import BookingState, at_clock
from congvu.lib.refusals import Refused
from tests.calendar.stories import book, next_monday, room
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def held(found: Booking) -> int:
    return found.occupations.filter(is_held=True).count()


def test_a_room_is_booked_and_who_comes_after_is_told_who_has_it(
    province: Province,
) -> None:
    people, lent, day = province, room(province), next_monday(province)
    first = book(people, lent, "minh")
    assert first.state == BookingState.APPROVED

    sent = {
        "resource": str(lent.pk),
        "title": "Họp khác",
        "day": f"{day:%d/%m/%Y}",
        "clock_from": "9:00",
        "clock_to": "11:00",
    }
    answer = people.client("hoa").post(reverse("calendar:book"), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"08:00–10:00 {day:%d/%m/%Y} đã có: Họp tổ" in text
    assert "Họp khác" in text

    sent |= {"clock_from": "10:00"}
    assert people.client("hoa").post(reverse("calendar:book"), sent).status_code == 302
    plan = people.client("minh").get(
        reverse("calendar:resources"), {"ngay": f"{day:%Y-%m-%d}"}
    )
    assert "Họp khác" in plan.content.decode()


def test_the_database_itself_refuses_two_at_once(province: Province) -> None:
    first = book(province, room(province)).occupations.get()
    copy = Occupation(
        resource_id=first.resource_id,
        booking_id=first.booking_id,
        span=first.span,
        day=first.day,
        minutes=first.minutes,
    )
    refused = pytest.raises(IntegrityError, match="occupation_one_at_a_time")
    with refused, transaction.atomic():
        copy.save(force_insert=True)


def test_a_repeated_booking_is_had_whole_or_not_at_all(province: Province) -> None:
    people, lent, day = province, room(province), next_monday(province)
    book(people, lent, "hoa", day=day + timedelta(days=7))

    with pytest.raises(Refused, match=f"{day + timedelta(days=7):%d/%m/%Y} đã có"):
        book(people, lent, rrule="FREQ=WEEKLY;COUNT=4")
    assert Booking.objects.count() == 1
    assert held(book(people, lent, hours=(10, 11), rrule="FREQ=WEEKLY;COUNT=4")) == 4


def test_one_time_of_a_booking_is_given_up_alone(province: Province) -> None:
    people, lent = province, room(province)
    found = book(people, lent, rrule="FREQ=WEEKLY;COUNT=3")
    second = found.occupations.order_by("span")[1]
    page = reverse("calendar:booking-cancel", args=[found.pk])
    assert people.client("minh").post(page, {"lan": str(second.pk)}).status_code == 302
    assert held(found) == 2
    # Somebody else has that day now.
    book(people, lent, "hoa", day=second.day)
    assert people.client("hoa").post(page).status_code == 404

    assert people.client("minh").post(page).status_code == 302
    found.refresh_from_db()
    assert (found.state, held(found)) == (BookingState.CANCELLED, 0)


def test_a_booking_that_waits_holds_its_time_until_it_is_refused(
    province: Province,
) -> None:
    people, lent = province, room(province, needs_approval=True)
    first = book(people, lent, "minh")
    assert first.state == BookingState.WAITING
    with pytest.raises(Refused, match="đã có"):
        book(people, lent, "hoa")

    page = reverse("calendar:booking-decide", args=[first.pk])
    bare = people.client("lan").post(page, {"duyet": "0"})
    assert bare.status_code == 422
    assert "Ghi lý do." in bare.content.decode()
    said = {"duyet": "0", "because": "Phòng dành cho đoàn công tác."}
    assert people.client("lan").post(page, said).status_code == 302
    second = book(people, lent, "hoa")
    decided = people.client("ha").post(
        reverse("calendar:booking-decide", args=[second.pk]), {"duyet": "1"}
    )
    assert decided.status_code == 302
    second.refresh_from_db()
    assert second.state == BookingState.APPROVED
    # Who lends it needs nobody's word.
    assert book(people, lent, "lan", hours=(14, 15)).state == BookingState.APPROVED


def test_a_blocked_time_is_lent_to_nobody(province: Province) -> None:
    people, lent, day = province, room(province), next_monday(province)
    by, at = people.seat("lan"), people.at
    blocked = actions.block_time(
        resource_id=lent.pk,
        starts=at_clock(day, 7),
        ends=at_clock(day, 12),
        because="Sửa điều hòa",
        by=by,
        at=at,
    )
    with pytest.raises(Refused, match="Sửa điều hòa"):
        book(people, lent)
    with pytest.raises(Refused, match="Còn lượt đặt hoặc khóa"):
        actions.end_resource(resource_id=lent.pk, by=by, at=at)
    actions.lift_block(blocked_id=blocked.pk, by=by, at=at)
    found = book(people, lent)
    with pytest.raises(Refused, match="Họp tổ"):
        actions.block_time(
            resource_id=lent.pk,
            starts=at_clock(day, 9),
            ends=at_clock(day, 12),
            because="Sửa tiếp",
            by=by,
            at=at,
        )
    actions.cancel_booking(booking_id=found.pk, by=by, at=at)
    actions.end_resource(resource_id=lent.pk, by=by, at=at)
    with pytest.raises(Refused, match="Không tìm thấy"):
        book(people, lent)


def test_what_lasts_stands_in_the_plan_on_each_of_its_days(province: Province) -> None:
    people, lent, day = province, room(province), next_monday(province)
    actions.block_time(
        resource_id=lent.pk,
        starts=at_clock(day - timedelta(days=2), 8),
        ends=at_clock(day + timedelta(days=2), 0),
        because="Sửa điều hòa",
        by=people.seat("lan"),
        at=people.at,
    )
    page = reverse("calendar:resources")
    answer = people.client("minh").get(page, {"ngay": f"{day:%Y-%m-%d}"})
    assert answer.content.decode().count("Sửa điều hòa") == 2


def test_what_cannot_be_booked_is_said(province: Province) -> None:
    people, lent = province, room(province)
    with pytest.raises(Refused, match="đã qua"):
        book(people, lent, day=people.today - timedelta(days=1))
    with pytest.raises(Refused, match="Không tìm thấy"):
        book(people, lent, "tu")
    with pytest.raises(Refused, match="Lặp lại quá"):
        book(people, lent, rrule="FREQ=DAILY")
    with pytest.raises(Refused, match="không đọc được"):
        book(people, lent, rrule="FREQ=THỈNH THOẢNG")
    with pytest.raises(Refused, match="tên này"):
        room(people)
