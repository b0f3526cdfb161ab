"""Whose calendar one reads and writes, through the front door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congvu.calendar import actions
from congvu.calendar.models import Attendance, Entry, EntryOccurrence
from congvu.calendar.rules import (
    HORIZON,
    Change,
    EntryData,
    Invited,
    Part,
    Reply,
    Status,
    Visibility,
    at_clock,
)
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.models import Appointment
from tests.calendar.programs import token_for
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


def test_what_lasts_stands_on_each_of_its_days(province: Province) -> None:
    people, day = province, next_monday(province)
    starts = at_clock(day - timedelta(days=2), 8)
    ends = at_clock(day + timedelta(days=2), 17)
    keep(people, own(people, "minh"), "minh", starts=starts, ends=ends)

    assert page(people, "minh", ngay=week(people)).count(ABOUT) == 3


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


def test_a_phone_sends_an_entry_by_its_own_name(province: Province) -> None:
    people, owner = province, own(province, "minh")
    starts = at_clock(next_monday(people), 8)
    moved = Change(starts + timedelta(days=7), starts + timedelta(days=8))
    data = EntryData(
        "Từ điện thoại",
        starts,
        starts + timedelta(hours=1),
        rrule="FREQ=WEEKLY;COUNT=2",
        changes=(moved,),
        uid="a@phone",
        sequence=4,
        raw="BEGIN:VCALENDAR\nX-COLOR:red\nEND:VCALENDAR",
    )
    by = people.seat("minh")
    first = actions.keep_entry(owner=owner, data=data, by=by, at=people.at)
    assert first.sequence == 4
    assert first.occurrences.get(at=moved.at).starts == moved.starts

    again = actions.keep_entry(owner=owner, data=data, by=by, at=people.at)
    assert again.pk == first.pk
    assert again.change > first.change
    gone = actions.drop_entry(entry_id=first.pk, by=by, at=people.at)
    assert gone.change > again.change
    # The name is free again.
    assert (
        actions.keep_entry(owner=owner, data=data, by=by, at=people.at).pk != first.pk
    )


def test_what_was_sent_long_ago_is_laid_out_where_it_is_asked_for(
    province: Province,
) -> None:
    """Every day since 2015: today is one of them."""
    people, owner = province, own(province, "minh")
    since = at_clock(date(2015, 1, 5), 8)
    entry = keep(
        people,
        owner,
        "minh",
        starts=since,
        ends=since + timedelta(hours=1),
        rrule="FREQ=DAILY",
    )

    assert entry.occurrences.filter(at=at_clock(people.today, 8)).exists()
    assert entry.occurrences.latest("at").at > people.at + timedelta(days=700)


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


@pytest.mark.parametrize("field", ["summary", "place", "chair", "prepares"])
def test_a_state_secret_is_in_no_calendar(province: Province, field: str) -> None:
    given: dict[str, Any] = {field: "TỐI MẬT"}
    with pytest.raises(Refused, match="mật"):
        keep(province, committee(province), **given)
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


@pytest.mark.parametrize("year", ["020260", "99999", "1000", "²026", "-1"])
def test_a_year_nobody_means_is_this_year(province: Province, year: str) -> None:
    answer = province.client("lan").get(reverse("calendar:year"), {"nam": year})

    assert answer.status_code == 200
    assert str(province.today.year) in answer.content.decode()


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


@pytest.mark.parametrize("until", ["99991231T235959Z", "99991231"])
def test_a_program_repeats_to_the_end_of_the_calendar_and_a_page_does_not(
    province: Province, until: str
) -> None:
    people, day = province, next_monday(province)
    sent = {
        "summary": "Giao ban",
        "starts": at_clock(day, 8).isoformat(),
        "ends": at_clock(day, 9).isoformat(),
        "rrule": f"FREQ=WEEKLY;UNTIL={until}",
    }
    made = Client().post(
        "/api/v1/calendar-entries",
        sent,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for(people, 'minh')}"},
    )
    assert made.status_code == 200, made.content.decode()
    entry = Entry.objects.get()
    assert entry.occurrences.count() > 100

    url, minh = reverse("calendar:entry", args=[entry.pk]), people.client("minh")
    assert minh.get(url).status_code == 200
    typed = {
        "summary": "Giao ban",
        "day": f"{day:%d/%m/%Y}",
        "clock_from": "8:00",
        "clock_to": "9:00",
        "repeat": "FREQ=WEEKLY",
        "repeat_until": "31/12/9999",
        "visibility": "internal",
    }
    refused = minh.post(url, typed)
    assert refused.status_code == 422
    assert "quá xa" in refused.content.decode()


def test_what_a_door_does_not_ask_for_stays_as_an_entry_is_saved_again(
    province: Province,
) -> None:
    people, owner = province, committee(province)
    starts = at_clock(next_monday(people), 8)
    entry = keep(
        people,
        owner,
        rrule="FREQ=WEEKLY;COUNT=3",
        left_out=(starts + timedelta(days=7),),
        status=Status.TENTATIVE,
        visibility=Visibility.PRIVATE,
        chair="Lãnh đạo Bộ",
        invited=[
            *asked(people, "hoa"),
            Invited(post_of(people, "minh").id, Part.PREPARES),
        ],
    )
    # Hoa's post is held by nobody any more: who was asked is asked still.
    Appointment.objects.filter(post=post_of(people, "hoa")).update(
        valid_until=people.today
    )

    sent = people.client("lan").post(
        reverse("calendar:entry", args=[entry.pk]),
        {
            "summary": "Họp giao ban, tên mới",
            "day": f"{starts:%d/%m/%Y}",
            "clock_from": "8:00",
            "clock_to": "10:00",
            "repeat": "FREQ=WEEKLY;COUNT=3",
            "visibility": "private",
            "chair": str(post_of(people, "dung").id),
            "attending": [
                str(post_of(people, "hoa").id),
                str(post_of(people, "minh").id),
            ],
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    assert _kept(entry) == ("Họp giao ban, tên mới", 2, "tentative", "Lãnh đạo Bộ")

    put = Client().put(
        f"/api/v1/calendar-entries/{entry.pk}",
        {
            "summary": "Họp giao ban",
            "starts": starts.isoformat(),
            "ends": (starts + timedelta(hours=2)).isoformat(),
            "invited": [
                {"desk_id": str(post_of(people, who).id)} for who in ("hoa", "minh")
            ],
        },
        content_type="application/json",
        headers={"Authorization": f"Bearer {token_for(people, 'lan')}"},
    )
    assert put.status_code == 200, put.content.decode()
    assert _kept(entry) == ("Họp giao ban", 2, "tentative", "Lãnh đạo Bộ")
    entry.refresh_from_db()
    assert entry.visibility == Visibility.PRIVATE
    row = entry.attending.get(desk_id=post_of(people, "minh").id)
    assert row.part == Part.PREPARES


def _kept(entry: Entry) -> tuple[str, int, str, str]:
    entry.refresh_from_db()
    return entry.summary, entry.occurrences.count(), entry.status, entry.chair
