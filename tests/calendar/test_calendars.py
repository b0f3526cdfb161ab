"""Whose calendar one reads and writes, through the front door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.calendar import actions
from congvu.calendar.models import Attendance, Entry, EntryOccurrence
from congvu.calendar.queries import changes_of, entries_of, entry_of, last_change
from congvu.calendar.rules import (
    HORIZON,
    Change,
    EntryData,
    Reply,
    Visibility,
    at_clock,
)
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.calendar.stories import (
    ABOUT,
    asked,
    committee,
    division,
    keep,
    next_monday,
    own,
    post_of,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def page(people: Province, who: str, **asked_for: str) -> str:
    answer = people.client(who).get(reverse("calendar:days"), asked_for)
    assert answer.status_code == 200
    return answer.content.decode()


def week(people: Province) -> str:
    return f"{next_monday(people):%Y-%m-%d}"


def test_what_minh_types_stands_in_his_week_and_for_others_he_is_busy(
    province: Province,
) -> None:
    people, day = province, next_monday(province)
    sent = {
        "calendar": "person",
        "summary": "Gặp gỡ riêng",
        "day": f"{day:%d/%m/%Y}",
        "clock_from": "8h30",
        "clock_to": "9:30",
        "repeat": "FREQ=WEEKLY",
        "repeat_until": f"{day + timedelta(days=14):%d/%m/%Y}",
        "visibility": "internal",
    }
    answer = people.client("minh").post(reverse("calendar:add"), sent)
    assert answer.status_code == 302, answer.content.decode()
    entry = Entry.objects.get()
    assert entry.occurrences.count() == 3
    assert "Gặp gỡ riêng" in page(people, "minh", ngay=week(people))

    # Dũng's own hours are his; of Minh's nothing is said in the agency's calendar.
    assert "Gặp gỡ riêng" not in page(people, "dung", lich="co-quan", ngay=week(people))
    assert (
        people.client("dung")
        .get(reverse("calendar:entry", args=[entry.pk]))
        .status_code
        == 404
    )


def test_a_private_hour_of_the_leader_is_only_busy_to_the_staff(
    province: Province,
) -> None:
    people = province
    keep(
        people,
        committee(people),
        summary="Việc riêng",
        invited=asked(people),
        visibility=Visibility.PRIVATE,
    )
    chairman = str(post_of(people, "dung").id)

    for who, knows in (("lan", True), ("minh", False), ("dung", True)):
        shown = page(people, who, lich="co-quan", lanh_dao=chairman, ngay=week(people))
        assert ("Việc riêng" in shown) == knows, who
        assert ("Bận" in shown) != knows, who


def test_a_unit_is_kept_by_its_head(province: Province) -> None:
    people = province
    keep(people, division(people), "hoa", summary="Họp phòng")

    assert "Họp phòng" in page(people, "minh", lich="don-vi", ngay=week(people))
    with pytest.raises(Refused, match="không ghi được"):
        keep(people, division(people), "minh")
    with pytest.raises(Refused, match="không ghi được"):
        keep(people, own(people, "minh"), "hoa")
    with pytest.raises(Refused, match="không ghi được"):
        keep(people, committee(people), "tu")


def test_bad_input_is_answered_in_words_and_kept(province: Province) -> None:
    sent = {
        "calendar": "person",
        "summary": "Họp tổ",
        "day": f"{next_monday(province):%d/%m/%Y}",
        "clock_from": "10:00",
        "clock_to": "9:00",
        "visibility": "internal",
    }
    answer = province.client("minh").post(reverse("calendar:add"), sent)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Giờ kết thúc phải sau giờ bắt đầu." in text
    assert "Họp tổ" in text
    assert not Entry.objects.exists()


def test_what_is_over_asks_nobody_for_an_answer(
    province: Province, freeze: Callable[[datetime], None]
) -> None:
    keep(province, committee(province), invited=asked(province, "hoa"))
    assert "Chờ bạn trả lời" in page(province, "hoa", ngay=week(province))

    freeze(at_clock(next_monday(province) + timedelta(days=1), 0))

    text = page(province, "hoa", ngay=week(province))
    assert "Chờ bạn trả lời" not in text
    assert ABOUT in text


def test_an_invitation_is_answered_and_somebody_goes_instead(
    province: Province,
) -> None:
    people = province
    entry = keep(people, committee(people), invited=asked(people, "hoa"))
    told = Notice.objects.filter(kind="calendar.asked")
    assert {n.desk_id for n in told} == {
        post_of(people, "hoa").id,
        post_of(people, "dung").id,
    }
    assert "Mời dự 08:00" in notices(people, "hoa")
    row = Attendance.objects.get(entry=entry, desk_id=post_of(people, "hoa").id)
    assert "Chờ bạn trả lời" in page(people, "hoa", ngay=week(people))
    answer = people.client("hoa").post(
        reverse("calendar:reply", args=[row.pk]),
        {"answer": "delegated", "post": str(post_of(people, "minh").id)},
    )
    assert answer.status_code == 302

    row.refresh_from_db()
    assert row.reply == Reply.DELEGATED
    instead = Attendance.objects.get(entry=entry, desk_id=post_of(people, "minh").id)
    assert instead.stands_for == row
    assert ABOUT in page(people, "minh", ngay=week(people))

    # Hoa can come after all: Minh is not asked any more.
    actions.reply(
        attendance_id=row.pk,
        answer=Reply.ACCEPTED,
        by=people.seat("hoa"),
        at=people.at,
    )
    assert not Attendance.objects.filter(pk=instead.pk).exists()


def test_nobody_goes_instead_from_another_agency(province: Province) -> None:
    people = province
    entry = keep(people, committee(people), invited=asked(people, "hoa"))
    row = Attendance.objects.get(entry=entry, desk_id=post_of(people, "hoa").id)

    with pytest.raises(Refused, match="một người của cơ quan"):
        actions.send_instead(
            attendance_id=row.pk,
            post_id=post_of(people, "tu").id,
            by=people.seat("hoa"),
            at=people.at,
        )


def test_one_time_of_a_repeated_entry_is_moved_and_stays_moved(
    province: Province,
) -> None:
    people, owner = province, own(province, "minh")
    entry = keep(people, owner, "minh", rrule="FREQ=WEEKLY;COUNT=3")
    second = entry.occurrences.order_by("at")[1]
    later = second.starts + timedelta(hours=3)
    actions.change_time(
        occurrence_id=second.pk, starts=later, by=people.seat("minh"), at=people.at
    )
    keep_again(people, entry, summary="Họp tổ, tên mới")

    times = list(entry.occurrences.order_by("at").values_list("starts", flat=True))
    assert times[1] == later
    assert times[2] - times[0] == timedelta(days=14)


def keep_again(people: Province, entry: Entry, **more: Any) -> Entry:
    given: dict[str, Any] = {
        "summary": entry.summary,
        "starts": entry.starts,
        "ends": entry.ends,
        "rrule": entry.rrule,
    }
    return actions.keep_entry(
        owner=entry.owner,
        entry_id=entry.pk,
        data=EntryData(**{**given, **more}),
        by=people.seat("minh"),
        at=people.at,
    )


def test_a_phone_sends_an_entry_by_its_own_name_and_hears_what_came_since(
    province: Province,
) -> None:
    people, owner = province, own(province, "minh")
    seen = last_change(owner)
    day = next_monday(people)
    starts = at_clock(day, 8)
    moved = Change(starts + timedelta(days=7), starts + timedelta(days=8))
    data = EntryData(
        "Từ điện thoại",
        starts,
        at_clock(day, 9),
        rrule="FREQ=WEEKLY;COUNT=2",
        changes=(moved,),
        uid="a@phone",
        sequence=4,
        raw="BEGIN:VCALENDAR\nX-COLOR:red\nEND:VCALENDAR",
    )
    by = people.seat("minh")
    first = actions.keep_entry(owner=owner, data=data, by=by, at=people.at)
    assert [e.pk for e in changes_of(owner, after=seen)] == [first.pk]
    assert entry_of(owner, "a@phone") == first
    assert first.sequence == 4
    assert first.occurrences.get(at=moved.at).starts == moved.starts

    seen = last_change(owner)
    again = actions.keep_entry(owner=owner, data=data, by=by, at=people.at)
    assert again.pk == first.pk
    actions.drop_entry(entry_id=first.pk, by=by, at=people.at)
    (gone,) = changes_of(owner, after=seen)
    assert gone.dropped_at is not None
    assert entry_of(owner, "a@phone") is None
    assert entries_of(owner) == []
    # The name is free again.
    assert (
        actions.keep_entry(owner=owner, data=data, by=by, at=people.at).pk != first.pk
    )


def test_entries_are_found_by_when_they_take_place(province: Province) -> None:
    people, owner = province, own(province, "minh")
    keep(people, owner, "minh", rrule="FREQ=WEEKLY;COUNT=5")
    day = next_monday(people) + timedelta(days=14)

    assert len(entries_of(owner, since=at_clock(day, 9), until=at_clock(day, 10))) == 1
    assert entries_of(owner, since=at_clock(day, 10), until=at_clock(day, 12)) == []


def test_what_repeats_for_ever_is_laid_out_as_time_goes_on(province: Province) -> None:
    people, owner = province, own(province, "minh")
    entry = keep(people, owner, "minh", rrule="FREQ=MONTHLY")
    last = entry.occurrences.latest("at").at
    later = people.at + timedelta(days=90)

    assert actions.extend_times(at=people.at) == 0
    assert actions.extend_times(at=later) == 1
    assert entry.occurrences.latest("at").at > last
    assert actions.extend_times(at=later) == 0
    assert entry.occurrences.latest("at").at <= later + HORIZON


def test_a_state_secret_is_in_no_calendar(province: Province) -> None:
    with pytest.raises(Refused, match="mật"):
        keep(province, committee(province), summary="TỐI MẬT")
    assert not EntryOccurrence.objects.exists()


def notices(people: Province, who: str) -> str:
    return people.client(who).get(reverse("notices:list")).content.decode()


def test_who_was_asked_hears_that_it_moved_and_that_it_is_off(
    province: Province,
) -> None:
    people = province
    entry = keep(people, committee(people), invited=asked(people, "hoa"))
    by, at = people.seat("lan"), people.at
    time = entry.occurrences.get()
    actions.change_time(
        occurrence_id=time.pk, starts=time.starts + timedelta(hours=1), by=by, at=at
    )
    assert "Đổi giờ, nay là 09:00" in notices(people, "hoa")
    actions.drop_entry(entry_id=entry.pk, by=by, at=at)
    assert "Đã hủy" in notices(people, "hoa")
    assert ABOUT not in notices(people, "minh")


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_day_nobody_means_is_refused_in_words(province: Province, day: str) -> None:
    sent = {
        "calendar": "person",
        "summary": "Họp tổ",
        "day": day,
        "all_day": "on",
        "visibility": "internal",
    }
    answer = province.client("minh").post(reverse("calendar:add"), sent)
    assert answer.status_code == 422
    assert "quá xa" in answer.content.decode()
    far = f"{day[-4:]}-{day[3:5]}-{day[:2]}"
    for name, key in (("days", "ngay"), ("sheet", "tuan"), ("resources", "ngay")):
        url = reverse(f"calendar:{name}")
        assert province.client("minh").get(url, {key: far}).status_code == 200
