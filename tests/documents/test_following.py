"""Work taken back, passed on, given more time, hurried: told through the front door.

Lan → Dũng → Hoa → Minh, as always; every step by its own page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents import actions, queries
from congvu.documents.access import scope_of
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    HistoryEvent,
    RegisterEntry,
    Urging,
    WorkRequest,
)
from congvu.documents.rules import AssignmentState, EntryState, Part, WishState
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.actions import add_person, appoint
from tests.documents.pages import assign, instruct, make_entry, multiply, submit
from tests.people import Province, make_user

pytestmark = pytest.mark.usefixtures("law")


def at(entry: RegisterEntry, part: Assignment, verb: str) -> str:
    return f"/van-ban/den/{entry.id}/viec/{part.id}/{verb}/"


def press(client: Client, url: str, **typed: Any) -> int:
    return client.post(url, typed).status_code


def told(entry: RegisterEntry) -> list[str]:
    rows = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id")
    return [queries.sentence(row) for row in rows]


def events(entry: RegisterEntry, name: str) -> list[dict[str, Any]]:
    rows = HistoryEvent.objects.filter(entry_id=entry.id, event=f"documents.{name}")
    return [row.detail for row in rows.order_by("at", "id")]


def later(day: date | None, working_days: int) -> date:
    assert day is not None
    return calendar().add_working_days(day, working_days)


def typed(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def chair(province: Province, who: str) -> Any:
    post = province.cast[who].post
    assert post is not None
    return post


# -- Rút trình, thu hồi


def test_a_submission_is_taken_back_while_nothing_is_written(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    lan = province.client("lan")
    assert "Rút trình" in lan.get(f"/van-ban/den/{entry.id}/").content.decode()

    assert press(lan, at(entry, direct, "thu-hoi")) == 422
    assert press(lan, at(entry, direct, "thu-hoi"), reason="Thiếu phụ lục.") == 302

    entry.refresh_from_db()
    direct.refresh_from_db()
    assert (entry.state, direct.state) == ("registered", "withdrawn")
    assert entry.move_by is not None
    assert events(entry, "recalled")[0]["assignment"] == str(direct.id)
    assert "Thiếu phụ lục." in told(entry)[-1]
    assert (
        queries.my_work(province.seat("dung").desks, on=province.today, days=calendar())
        == []
    )


def test_what_a_leader_has_written_on_is_not_taken_back(province: Province) -> None:
    entry = make_entry(province)
    instruct(province, entry)
    direct = Assignment.objects.get(entry=entry, part=Part.DIRECT)

    with pytest.raises(Refused) as why:
        actions.recall(
            entry_id=entry.id,
            assignment_id=direct.id,
            reason="",
            by=province.seat("lan"),
            at=timezone.now(),
        )

    assert len(why.value.reasons) == 3  # state, written on, no reason: all at once


def test_a_giver_takes_a_part_back_with_all_below_it(province: Province) -> None:
    entry = make_entry(province)
    minhs = assign(province, entry)
    hoas = minhs.parent
    assert hoas is not None

    dung = province.client("dung")
    assert press(dung, at(entry, hoas, "thu-hoi"), reason="Giao nhầm.") == 302

    entry.refresh_from_db()
    states = dict(Assignment.objects.values_list("pk", "state"))
    assert states[hoas.pk] == states[minhs.pk] == AssignmentState.WITHDRAWN
    assert entry.state == EntryState.SUBMITTED
    # Who had it still reads why.
    page = province.client("minh").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "thu hồi việc đã giao" in page
    assert "Giao nhầm." in page


@pytest.mark.parametrize("who", ["minh", "ha", "tu"])
def test_nobody_else_takes_a_part_back(province: Province, who: str) -> None:
    entry = make_entry(province)
    part = instruct(province, entry)

    assert press(province.client(who), at(entry, part, "thu-hoi"), reason="x") in (
        404,
        422,
    )
    part.refresh_from_db()
    assert part.state != AssignmentState.WITHDRAWN


# -- Chuyển người khác


def colleague(province: Province) -> Any:
    """Minh's neighbour's chair, held again from today by a colleague."""
    free = chair(province, "son")
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    person = add_person(full_name="Vi Thị Mai", user=make_user("mai"), **made)
    appoint(person=person, post=free, **made)
    return free


def test_a_head_passes_a_part_to_a_colleague_and_the_tree_keeps_both(
    province: Province,
) -> None:
    mai = colleague(province)
    entry = make_entry(province)
    part = assign(province, entry)

    hoa = province.client("hoa")
    given = {"to_desk": str(mai.id), "reason": "Anh Minh đi công tác."}
    assert press(hoa, at(entry, part, "chuyen-nguoi-khac"), **given) == 302

    part.refresh_from_db()
    new = Assignment.objects.get(passed_from=part)
    assert part.state == AssignmentState.PASSED_ON
    assert (new.desk_id, new.due_on, new.parent_id) == (
        mai.id,
        part.due_on,
        part.parent_id,
    )
    assert events(entry, "part-passed-on")[0]["to_desk"].startswith("Vi Thị Mai")
    entry.refresh_from_db()
    assert entry.holder == new.desk_name
    assert "nhận từ Hoàng Văn Minh" in hoa.get(
        f"/van-ban/den/{entry.id}/"
    ).content.decode().replace("Nhận", "nhận")


def test_a_specialist_asks_and_the_giver_decides(province: Province) -> None:
    mai = colleague(province)
    entry = make_entry(province)
    part = assign(province, entry)
    minh, hoa = province.client("minh"), province.client("hoa")
    wish = {"to_desk": str(mai.id), "reason": "Thuộc mảng của chị Mai."}

    assert press(minh, at(entry, part, "chuyen-nguoi-khac"), **wish) == 404
    assert press(minh, at(entry, part, "xin-chuyen"), **wish) == 302
    assert press(minh, at(entry, part, "xin-chuyen"), **wish) == 422
    asked = queries.reports_to_me(
        province.seat("hoa").desks, on=province.today, days=calendar()
    )
    assert [i.asked for i in asked] == [True]
    assert press(hoa, at(entry, part, "khong-chuyen")) == 422
    assert press(hoa, at(entry, part, "dong-y-chuyen")) == 302

    assert Assignment.objects.get(passed_from=part).desk_id == mai.id
    assert WorkRequest.objects.get().state == WishState.GRANTED


def test_a_head_does_not_pass_to_another_unit(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)

    with pytest.raises(Refused) as why:
        actions.pass_on(
            entry_id=entry.id,
            assignment_id=part.id,
            to_desk_id=chair(province, "ha").id,
            reason="Việc của văn phòng.",
            by=province.seat("hoa"),
            at=timezone.now(),
        )

    assert "không thuộc đơn vị" in str(why.value)


# -- Xin gia hạn


def test_more_time_is_asked_granted_and_every_day_kept(province: Province) -> None:
    entry = make_entry(province)
    minhs = assign(province, entry)
    hoas = minhs.parent
    assert hoas is not None
    old, new = hoas.due_on, later(hoas.due_on, 3)

    hoa, dung = province.client("hoa"), province.client("dung")
    wish = {"until": typed(new), "reason": "Chờ số liệu của xã."}
    assert press(hoa, at(entry, hoas, "xin-gia-han"), **wish) == 302
    page = dung.get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "Chờ số liệu của xã." in page
    assert press(dung, at(entry, hoas, "gia-han"), until=typed(new)) == 302

    for row in (hoas, minhs, entry):
        row.refresh_from_db()
        assert (row.due_on, row.first_due_on) == (new, old)
    asked = WorkRequest.objects.get()
    assert asked.old_due_on == old
    assert {m["whose"] for m in asked.moved} == {str(hoas.id), str(minhs.id), "entry"}
    granted = events(entry, "extension-granted")[0]
    assert (granted["assignment"], granted["until"]) == (str(hoas.id), new.isoformat())
    # The log is read by others: it keeps the day and not the words.
    logged = AuditEvent.objects.filter(event="documents.extension-asked").get()
    assert "reason" not in logged.data


def test_what_was_asked_badly_is_told_all_at_once(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    sunday = calendar().add_working_days(province.today, 1)
    while sunday.weekday() != 6:
        sunday -= timedelta(days=1)

    with pytest.raises(Refused) as why:
        actions.ask_extension(
            entry_id=entry.id,
            assignment_id=part.id,
            until=sunday,
            reason=" ",
            by=province.seat("minh"),
            at=timezone.now(),
        )

    words = str(why.value)
    assert all(w in words for w in ("phải sau hạn", "ngày nghỉ", "Chưa ghi lý do"))


def test_a_child_is_not_later_than_its_parent_without_saying_so(
    province: Province,
) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    new = later(part.due_on, 2)
    minh, hoa = province.client("minh"), province.client("hoa")
    press(minh, at(entry, part, "xin-gia-han"), until=typed(new), reason="Nhiều việc.")

    refused = hoa.post(at(entry, part, "gia-han"), {"until": typed(new)})
    assert refused.status_code == 422
    assert "sau hạn của việc gốc" in refused.content.decode()
    assert press(hoa, at(entry, part, "gia-han"), until=typed(new), beyond="on") == 302

    part.refresh_from_db()
    assert part.due_on == new


def test_a_refusal_says_why_and_the_day_stays(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    day = part.due_on
    minh, hoa = province.client("minh"), province.client("hoa")
    press(minh, at(entry, part, "xin-gia-han"), until=typed(later(day, 1)), reason="x")

    assert press(hoa, at(entry, part, "khong-gia-han")) == 422
    assert press(hoa, at(entry, part, "khong-gia-han"), reason="Phải kịp họp.") == 302

    part.refresh_from_db()
    assert part.due_on == day
    assert "Phải kịp họp." in told(entry)[-1]


# -- Đôn đốc


def late(province: Province, who: str) -> list[queries.LatePaper]:
    seat = province.seat(who)
    return queries.late_papers(scope_of(seat), seat, on=province.today)


def make_late(*parts: Assignment) -> None:
    Assignment.objects.filter(pk__in=[p.pk for p in parts]).update(
        due_on=timezone.localdate() - timedelta(days=3)
    )


def test_one_desk_is_urged_once_a_day_and_it_is_counted(province: Province) -> None:
    entry = make_entry(province)
    part = instruct(province, entry)
    dung = province.client("dung")

    assert press(dung, at(entry, part, "don-doc"), text="Báo cáo trước 16 giờ.") == 302
    assert press(dung, at(entry, part, "don-doc")) == 422

    page = province.client("hoa").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "ã đôn đốc 1 lần, gần nhất" in page
    assert "Báo cáo trước 16 giờ." in page
    assert events(entry, "urged")[0]["assignment"] == str(part.id)


def test_everything_late_is_urged_in_one_go(
    province: Province, django_assert_num_queries: Any
) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    multiply(entry, 8)
    make_late(*Assignment.objects.filter(part=Part.LEAD, desk_id=part.desk_id))
    ha = province.client("ha")
    shown = ha.get("/van-ban/den/?muc=qua-han").content.decode()
    assert "Đôn đốc cả 9" in shown
    before = AuditEvent.objects.filter(event="documents.urged").count()

    ids = [str(line.entry.id) for line in late(province, "ha")]
    assert press(ha, "/van-ban/den/don-doc/", text="Khẩn trương.", papers=ids) == 302

    assert Urging.objects.count() == 9
    assert AuditEvent.objects.filter(event="documents.urged").count() == before + 1
    assert press(ha, "/van-ban/den/don-doc/", papers=ids) == 422
    assert {line.reason for line in late(province, "ha")} == {"hôm nay đã đôn đốc"}
    # Another post may urge the same day; the same number of statements for nine.
    with django_assert_num_queries(16):
        actions.urge_many(by=province.seat("dung"), at=timezone.now(), text="")
    assert Urging.objects.count() == 18


def test_a_head_urges_what_it_gave_and_a_specialist_nobody(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    make_late(part)

    assert [line.whom for line in late(province, "hoa")] == [[part.desk_name]]
    assert press(province.client("minh"), at(entry, part, "don-doc")) == 404
    assert press(province.client("hoa"), at(entry, part, "don-doc")) == 302
    assert province.client("minh").get("/van-ban/den/don-doc/").status_code == 404


# -- a day off, and a mark in the subject


def test_a_deadline_on_a_day_off_is_pointed_out_and_taken_when_meant(
    province: Province,
) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    sunday = province.today + timedelta(days=13 - province.today.weekday())
    given: dict[str, Any] = {
        "entry_id": entry.id,
        "assignment_id": direct.id,
        "text": "Giao Phòng.",
        "shares": [Share(province.division.id, Part.LEAD, sunday)],
        "by": province.seat("dung"),
        "at": timezone.now(),
    }

    with pytest.raises(Refused) as why:
        actions.instruct(**given)
    beside = [calendar().add_working_days(sunday, n) for n in (-1, 1)]
    assert all(typed(day) in str(why.value) for day in beside)

    actions.instruct(**given, day_off=True)
    assert Assignment.objects.get(entry=entry, part=Part.LEAD).due_on == sunday


@pytest.mark.parametrize(
    "subject",
    ["Kế hoạch diễn tập (Mật)", "TỐI MẬT - phương án", "Mật: danh sách", "Độ mật: Mật"],
)
def test_a_mark_of_secrecy_in_the_subject_is_pointed_at(
    province: Province, subject: str
) -> None:
    with pytest.raises(Refused) as why:
        make_entry(province, subject=subject)

    assert why.value.reasons[0].field == "subject"


@pytest.mark.parametrize(
    "subject",
    [
        "Tuyên truyền Luật Bảo vệ bí mật nhà nước",
        "HỘI NGHỊ VỀ BÍ MẬT NHÀ NƯỚC",
        "Mật ong",
    ],
)
def test_words_that_are_no_mark_are_entered(province: Province, subject: str) -> None:
    assert make_entry(province, subject=subject).state == EntryState.REGISTERED
