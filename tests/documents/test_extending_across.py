"""More time between agencies: asked of the sender, who alone moves the day it set."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils import timezone

from congvu.documents import actions, queries
from congvu.documents.access import scope_of
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    Delivery,
    HistoryEvent,
    RegisterEntry,
    WorkRequest,
)
from congvu.documents.queries import overview
from congvu.documents.rules import EntryState, Part, WishState
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.models import Post
from congvu.organisations.rules import Role
from tests.documents.test_across import ask_commune, register_there, seat_in
from tests.documents.test_following import at, press, typed
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def later(day: date | None, working_days: int) -> date:
    assert day is not None
    return calendar().add_working_days(day, working_days)


def chair(province: Province, who: str) -> Post:
    post = province.cast[who].post
    assert post is not None
    return post


def give_there(
    province: Province, there: RegisterEntry, due_on: date | None = None
) -> tuple[Assignment, Post]:
    """Tú submits, Phúc gives it to a specialist of the commune."""
    given: dict[str, Any] = {"entry_id": there.id, "at": timezone.now()}
    phuc = chair(province, "phuc")
    actions.submit(leader_post_id=phuc.id, by=province.seat("tu"), **given)
    direct = Assignment.objects.get(entry=there, part=Part.DIRECT)
    khanh = seat_in(province, province.commune_office, "Bàn Văn Khánh", Role.SPECIALIST)
    actions.instruct(
        assignment_id=direct.id,
        text="Làm kỹ.",
        shares=[Share(khanh.id, Part.LEAD, due_on)],
        by=province.seat("phuc"),
        **given,
    )
    return Assignment.objects.get(entry=there, part=Part.LEAD), khanh


def ask(province: Province, there: RegisterEntry, until: date) -> int:
    return press(
        province.client("phuc"),
        f"/van-ban/den/{there.id}/xin-noi-gui-gia-han/",
        until=typed(until),
        reason="Chờ thôn báo số liệu.",
    )


def told(entry: RegisterEntry) -> list[tuple[str, str]]:
    rows = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id")
    return [(row.actor, queries.sentence(row)) for row in rows]


def rung(kind: str = "documents.extension") -> set[Any]:
    found = Notice.objects.filter(kind=kind)
    return {(n.desk_id, n.target_id, n.detail.get("way")) for n in found}


def test_a_commune_does_not_give_itself_more_time_than_the_province_gave(
    province: Province,
) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)
    mine, khanh = give_there(province, there)
    day = later(part.due_on, 20)
    which: dict[str, Any] = {"entry_id": there.id, "assignment_id": mine.id}
    actions.ask_extension(
        **which,
        until=day,
        reason="Nhiều việc.",
        by=province.seat_of(khanh),
        at=timezone.now(),
    )

    phuc = province.client("phuc")
    answer = phuc.post(at(there, mine, "gia-han"), {"beyond": "on"})
    assert answer.status_code == 422
    assert "Xin nơi gửi gia hạn trước" in answer.content.decode()
    with pytest.raises(Refused):
        actions.grant_extension(
            **which, by=province.seat("phuc"), at=timezone.now(), beyond=True
        )

    there.refresh_from_db()
    assert there.due_on == part.due_on
    assert there.first_due_on is None


def test_nor_by_a_later_day_in_the_instruction(province: Province) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)

    with pytest.raises(Refused) as why:
        give_there(province, there, later(part.due_on, 1))

    assert "Xin nơi gửi gia hạn trước" in str(why.value)


def test_more_time_is_asked_of_the_sender_and_moves_both_lines(
    province: Province,
) -> None:
    entry, part = ask_commune(province)
    there = register_there(province)
    mine, khanh = give_there(province, there)
    old, new = part.due_on, later(part.due_on, 7)
    phuc, dung = province.client("phuc"), province.client("dung")
    page = phuc.get(f"/van-ban/den/{there.id}/").content.decode()
    assert "Xin nơi gửi gia hạn" in page
    Notice.objects.all().delete()

    assert ask(province, there, new) == 302
    assert ask(province, there, new) == 422
    page = phuc.get(f"/van-ban/den/{there.id}/").content.decode()
    assert "chờ trả lời" in page
    assert rung() == {(chair(province, "dung").id, entry.id, "asked")}
    shown = dung.get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "Chờ thôn báo số liệu." in shown
    assert "Đặng Văn Phúc" not in shown
    there.refresh_from_db()
    assert there.due_on == old  # asked is not granted

    Notice.objects.all().delete()
    assert press(dung, at(entry, part, "gia-han"), until=typed(new)) == 302

    for row in (part, entry, there, mine):
        row.refresh_from_db()
        assert (row.due_on, row.first_due_on) == (new, old)
    assert WorkRequest.objects.get().state == WishState.GRANTED
    assert rung() == {
        (chair(province, "phuc").id, there.id, "granted"),
        (khanh.id, there.id, "granted"),
    }
    last = told(there)[-1]
    assert last[0] == "Ủy ban nhân dân tỉnh Bắc Kạn"
    assert typed(new) in last[1]
    assert "đồng ý lùi hạn" in phuc.get("/thong-bao/").content.decode()
    assert (
        "Nguyễn Tiến Dũng" not in phuc.get(f"/van-ban/den/{there.id}/").content.decode()
    )


def test_a_refusal_is_read_where_it_was_asked(province: Province) -> None:
    entry, part = ask_commune(province)
    there = register_there(province)
    give_there(province, there)
    ask(province, there, later(part.due_on, 3))
    Notice.objects.all().delete()

    dung = province.client("dung")
    url = at(entry, part, "khong-gia-han")
    assert press(dung, url, reason="Tỉnh phải báo cáo Chính phủ.") == 302

    there.refresh_from_db()
    assert there.due_on == part.due_on
    assert (chair(province, "phuc").id, there.id, "refused") in rung()
    assert "Tỉnh phải báo cáo Chính phủ." in told(there)[-1][1]


def test_every_reason_at_once_and_only_of_ones_own_leader(province: Province) -> None:
    _entry, part = ask_commune(province)
    there = register_there(province)
    sunday = later(part.due_on, 1)
    while sunday.weekday() != 6:
        sunday = date.fromordinal(sunday.toordinal() - 1)
    given: dict[str, Any] = {"entry_id": there.id, "at": timezone.now()}

    with pytest.raises(Refused) as why:
        actions.ask_sender_extension(
            until=sunday, reason="", by=province.seat("tu"), **given
        )

    assert len(why.value.reasons) >= 3
    url = f"/van-ban/den/{there.id}/xin-noi-gui-gia-han/"
    assert province.client("tu").get(url).status_code == 404
    assert province.client("dung").get(url).status_code == 404
    own = actions.register_incoming(
        paper=queries.paper_of(there),
        arrived_at=timezone.now(),
        by=province.seat("tu"),
        at=timezone.now(),
        not_duplicate=True,
    )
    page = province.client("phuc").get(f"/van-ban/den/{own.id}/xin-noi-gui-gia-han/")
    assert page.status_code == 404


@pytest.mark.parametrize("days", [-2, 4])
def test_the_sender_moves_the_day_by_itself_and_the_commune_is_told(
    province: Province, days: int
) -> None:
    entry, part = ask_commune(province, part=Part.SUPPORT)
    there = register_there(province)
    mine, khanh = give_there(province, there)
    old = part.due_on
    new = later(old, days)
    Notice.objects.all().delete()
    if days > 0:  # the paper's own day is the limit of what supports it
        RegisterEntry.objects.filter(pk=entry.pk).update(due_on=new)

    dung = province.client("dung")
    assert "Đổi hạn" in dung.get(f"/van-ban/den/{entry.id}/").content.decode()
    url = at(entry, part, "doi-han")
    assert press(dung, url, until=typed(old or new), reason="x") == 422
    assert press(dung, url, until=typed(new), reason="Họp sớm hơn.") == 302

    for row in (part, there, mine):
        row.refresh_from_db()
        assert (row.due_on, row.first_due_on) == (new, old)
    assert rung() == {(khanh.id, there.id, "moved")}
    assert "Họp sớm hơn." in told(there)[-1][1]


def test_what_hangs_below_an_extended_part_crosses_with_it(province: Province) -> None:
    """Hoa's division leads and has the commune support it: her new day is theirs."""
    from_dung, _part = ask_commune(province, part=Part.SUPPORT)
    there = register_there(province)
    direct = Assignment.objects.get(entry=from_dung, part=Part.DIRECT)
    hoas = Assignment.objects.get(parent=direct, part=Part.LEAD)
    Assignment.objects.filter(entry=from_dung, part=Part.SUPPORT).update(
        parent=hoas, due_on=hoas.due_on
    )
    new = later(hoas.due_on, 3)
    which: dict[str, Any] = {"entry_id": from_dung.id, "assignment_id": hoas.id}
    actions.ask_extension(
        **which,
        until=new,
        reason="Chờ xã.",
        by=province.seat("hoa"),
        at=timezone.now(),
    )
    actions.grant_extension(**which, by=province.seat("dung"), at=timezone.now())

    there.refresh_from_db()
    assert there.due_on == new
    assert (chair(province, "tu").id, there.id, "granted") in rung()


def test_a_day_that_the_communes_leader_had_set_before_the_sender_stays(
    province: Province,
) -> None:
    entry, part = ask_commune(province, part=Part.SUPPORT)
    there = register_there(province)
    own = later(part.due_on, -2)
    mine, _khanh = give_there(province, there, own)
    new = later(part.due_on, 4)
    RegisterEntry.objects.filter(pk=entry.pk).update(due_on=new)

    url = at(entry, part, "doi-han")
    assert (
        press(province.client("dung"), url, until=typed(new), reason="Thêm ngày.")
        == 302
    )

    for row in (there, mine):
        row.refresh_from_db()
        assert row.due_on == own
    assert "Thêm ngày." in told(there)[-1][1]


@pytest.mark.parametrize("granted", [False, True])
def test_the_overview_there_counts_more_time_only_once_the_sender_gave_it(
    province: Province, granted: bool
) -> None:
    """Finished after the first day: late, unless the sender agreed to a later one."""
    _entry, part = ask_commune(province)
    there = register_there(province)
    give_there(province, there)
    first = part.due_on
    assert first is not None
    ask(province, there, later(first, 7))
    if granted:
        actions.grant_extension(
            entry_id=part.entry_id,
            assignment_id=part.id,
            by=province.seat("dung"),
            at=timezone.now(),
        )
    finished = datetime.combine(later(first, 1), time(9), VIETNAM)
    RegisterEntry.objects.filter(pk=there.pk).update(
        state=EntryState.DONE, finished_at=finished
    )

    today, days = province.today, calendar()
    scope = scope_of(province.seat("phuc"))
    asked = overview.Asked(scope, today, today, timezone.now(), today, days)
    fate = overview.Fate.EXTENDED if granted else overview.Fate.LATE
    assert overview.figure_list(asked, overview.Chosen()).total == 1
    assert overview.figure_list(asked, overview.Chosen(fates=(fate,))).total == 1


def test_written_anew_for_the_same_agency_its_line_goes_on(province: Province) -> None:
    """Dũng writes again and names the commune once more, with a later day: one line
    there, not two, and its chairman may use the whole time."""
    entry, part = ask_commune(province)
    there = register_there(province)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)
    due = later(part.due_on, 5)

    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Làm lại kỹ hơn.",
        shares=[Share(province.commune.id, Part.LEAD, due)],
        by=province.seat("dung"),
        at=timezone.now(),
        again=True,
    )

    there.refresh_from_db()
    assert there.due_on == due
    assert Delivery.objects.filter(entry=entry).count() == 1
    now = Assignment.objects.get(delivery__entry=entry)
    assert (now.state, now.pk != part.pk) == ("working", True)
    events = HistoryEvent.objects.filter(entry_id=there.id).values_list(
        "event", flat=True
    )
    assert {"documents.asked-no-more", "documents.asked-again"} <= set(events)
    page = province.client("phuc").get(f"/van-ban/den/{there.id}/").content.decode()
    assert "giao lại việc này, hạn" in page
    give_there(province, there, due)


def test_written_anew_for_others_the_commune_is_told_and_free(
    province: Province,
) -> None:
    """Nobody waits for the commune any more: its own leader sets the day."""
    entry, part = ask_commune(province)
    there = register_there(province)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)

    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Để phòng làm.",
        shares=[Share(province.division.id, Part.LEAD, part.due_on)],
        by=province.seat("dung"),
        at=timezone.now(),
        again=True,
    )

    told = Notice.objects.filter(kind="documents.withdrawn", target_id=there.id)
    assert told.exists()
    page = province.client("tu").get(f"/van-ban/den/{there.id}/").content.decode()
    assert "không còn chờ kết quả việc này" in page
    given, _to = give_there(province, there, later(part.due_on, 5))
    assert given.due_on == later(part.due_on, 5)
