"""More time, halted, taken back, urged, reminded: the old day stays on record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from congvu.duties import actions, queries
from congvu.duties.access import duties_waiting
from congvu.duties.actions import PartData
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import (
    Duty,
    DutyReminder,
    DutyUrging,
    ExtensionRequest,
    Share,
)
from congvu.duties.rules import Answer, DutyState, state_of
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.duties.stories import TITLE, give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def given_before(people: Province, days: int, due: int) -> tuple[Duty, Share]:
    """Given to the division some days ago, due so many days from today."""
    start = people.at - timedelta(days=days)
    duty = give(
        people,
        people.division.id,
        at=start,
        given_on=start.date(),
        deadline=people.today + timedelta(days=due),
    )
    return duty, share_of(duty, people.division.id)


def today_of(people: Province, share: Share) -> DutyState:
    return state_of(standing_now(share).facts, people.today)


def said(caught: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(reason.message for reason in caught.value.reasons)


def test_more_time_is_asked_for_and_granted_and_the_old_day_stays(
    province: Province,
) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    _duty, share = given_before(province, 10, -2)
    hoa, dung = province.client("hoa"), province.client("dung")
    (below,) = actions.assign_down(
        share_id=share.id,
        parts=[PartData(minh.id)],
        by=province.seat("hoa"),
        at=province.at - timedelta(days=9),
    )
    ask = reverse("duties:ask-extension", args=[share.id])
    later = province.today + timedelta(days=5)

    wrong = hoa.post(ask, {"until": f"{province.today - timedelta(days=3):%d/%m/%Y}"})
    page = wrong.content.decode()
    assert "Ngày mới phải sau hạn" in page
    assert "Ghi lý do." in page
    hoa.post(ask, {"until": f"{later:%d/%m/%Y}", "reason": "Chờ số liệu của xã."})
    assert duties_waiting(province.seat("dung")).ask() == 1
    shown = dung.get(reverse("duties:grant-extension", args=[share.id]))
    assert "Chờ số liệu của xã." in shown.content.decode()
    dung.post(
        reverse("duties:grant-extension", args=[share.id]),
        {"until": f"{later:%d/%m/%Y}"},
    )

    asked = ExtensionRequest.objects.get()
    assert asked.old_deadline == province.today - timedelta(days=2)
    assert today_of(province, share) == DutyState.EXTENDED
    assert today_of(province, below) == DutyState.EXTENDED, "it had the same day"
    yesterday = province.today - timedelta(days=1)
    was = queries.standing_on(yesterday).get(share=share)
    assert state_of(was.facts, yesterday) == DutyState.LATE
    assert Notice.objects.filter(kind="duties.extension").count() >= 2


def test_no_more_time_and_why(province: Province) -> None:
    duty, share = given_before(province, 5, 1)
    hoa = province.seat("hoa")
    actions.ask_extension(
        share_id=share.id,
        until=province.today + timedelta(days=9),
        reason="Bận.",
        by=hoa,
        at=province.at,
    )
    with pytest.raises(Refused) as caught:
        actions.ask_extension(
            share_id=share.id, until=None, reason="", by=hoa, at=province.at
        )
    assert "đang chờ trả lời" in said(caught)
    assert "Chưa ghi ngày" in said(caught)

    refuse = reverse("duties:refuse-extension", args=[share.id])
    assert province.client("dung").post(refuse, {}).status_code == 422
    province.client("dung").post(refuse, {"reason": "Việc gấp."})

    assert today_of(province, share) == DutyState.IN_TIME
    page = province.client("hoa").get(reverse("duties:duty", args=[duty.id]))
    assert "không gia hạn, hạn vẫn là" in page.content.decode()
    assert "Việc gấp." in page.content.decode()


@pytest.mark.parametrize("way", ["accept", "suspend", "revoke"])
def test_what_is_over_or_suspended_waits_for_nobody(
    province: Province, way: str
) -> None:
    """More time was asked for and then the work was reported done: both wait, until
    one of them is answered or the task is halted.
    """
    duty, share = given_before(province, 5, 1)
    hoa, dung = province.seat("hoa"), province.seat("dung")
    actions.ask_extension(
        share_id=share.id,
        until=province.today + timedelta(days=9),
        reason="Bận.",
        by=hoa,
        at=province.at,
    )
    actions.report_done(
        share_id=share.id, done_on=province.today, text="Xong.", by=hoa, at=province.at
    )
    assert duties_waiting(dung).ask() == 2

    address = reverse(f"duties:{way}", args=[share.id])
    sent = {"reason": "Chờ nghị định.", "done_on": f"{province.today:%d/%m/%Y}"}
    assert province.client("dung").post(address, sent).status_code == 302

    assert duties_waiting(dung).ask() == 0
    page = province.client("hoa").get(reverse("duties:duty", args=[duty.id]))
    shown = page.content.decode()
    told = {"accept": "Nhiệm vụ đã xong.", "revoke": "Nhiệm vụ đã thu hồi."}
    if way == "suspend":
        actions.resume(share_id=share.id, reason="Tiếp.", by=dung, at=province.at)
        assert duties_waiting(dung).ask() == 2
    else:
        assert told[way] in shown
        assert ExtensionRequest.objects.get().state == Answer.REFUSED


def test_halted_resumed_and_taken_back_with_what_was_given_further(
    province: Province,
) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    _duty, share = given_before(province, 9, -3)
    (below,) = actions.assign_down(
        share_id=share.id,
        parts=[PartData(minh.id)],
        by=province.seat("hoa"),
        at=province.at - timedelta(days=8),
    )
    dung = province.client("dung")
    steps = (
        ("suspend", DutyState.SUSPENDED),
        ("resume", DutyState.LATE),
        ("revoke", DutyState.REVOKED),
    )
    for name, state in steps:
        address = reverse(f"duties:{name}", args=[share.id])
        assert dung.post(address, {}).status_code == 422
        sent = {"reason": "Chờ nghị định.", "basis": "12/TB-VPCP"}
        assert dung.post(address, sent).status_code == 302
        assert today_of(province, share) == state
        assert today_of(province, below) == state
        again = dung.post(address, sent)
        assert again.status_code == 422, "what it is already it cannot become"

    two_days_ago = province.today - timedelta(days=2)
    was = queries.standing_on(two_days_ago).get(share=share)
    assert state_of(was.facts, two_days_ago) == DutyState.LATE
    assert "(12/TB-VPCP)" in share.events.get(event="duties.revoked").text


def test_who_has_no_say_gets_none(province: Province) -> None:
    _duty, share = given_before(province, 3, 3)

    for who in ("hoa", "lan", "minh"):
        for name in ("suspend", "revoke", "grant-extension"):
            address = reverse(f"duties:{name}", args=[share.id])
            assert province.client(who).get(address).status_code == 404, (who, name)
    with pytest.raises(Refused, match="không làm việc này"):
        actions.revoke(
            share_id=share.id, reason="Thôi.", by=province.seat("hoa"), at=province.at
        )


def test_one_is_urged_once_a_day_and_all_that_is_late_at_once(
    province: Province,
) -> None:
    _duty, share = given_before(province, 9, -3)
    give(province, given_on=province.today, deadline=province.today)
    dung = province.client("dung")
    page = dung.get("/nhiem-vu/?muc=giao-di").content.decode()
    assert "Đôn đốc việc quá hạn" in page
    urge = reverse("duties:urge", args=[share.id])

    assert dung.post(urge, {"text": "Đề nghị khẩn trương."}).status_code == 302
    again = dung.post(urge, {"text": "Nữa."})
    assert "Hôm nay đã đôn đốc nhiệm vụ này rồi." in again.content.decode()
    many = dung.post(reverse("duties:urge-many"), {"text": ""})
    assert "Không có nhiệm vụ quá hạn nào để đôn đốc" in many.content.decode()
    DutyUrging.objects.all().delete()
    sent = {"shares": [str(share.id)], "text": "Sở báo cáo ngay."}
    assert dung.post(reverse("duties:urge-many"), sent).status_code == 302

    assert [u.share_id for u in DutyUrging.objects.all()] == [share.id]
    told = Notice.objects.filter(kind="duties.urged", desk_id=province.division.id)
    assert told.count() == 2
    hoa = province.client("hoa")
    assert "đôn đốc nhiệm vụ" in hoa.get("/thong-bao/").content.decode()


def test_a_deadline_is_reminded_of_before_and_after_each_step_once(
    province: Province,
) -> None:
    days = calendar()
    working = days.add_working_days(province.today, 0)
    at = datetime.combine(working, datetime.min.time(), VIETNAM).replace(hour=9)
    start = at - timedelta(days=20)
    shares = {
        due: give(
            province,
            province.division.id,
            at=start,
            given_on=start.date(),
            deadline=days.add_working_days(working, due) if due else working,
        ).shares.get()
        for due in (-4, 0, 25)
    }

    first = actions.remind_of_duties(at=at)
    assert first == 2
    assert actions.remind_of_duties(at=at + timedelta(minutes=10)) == 0
    assert set(DutyReminder.objects.values_list("share", flat=True)) == {
        shares[-4].id,
        shares[0].id,
    }
    late = Notice.objects.filter(kind="duties.late")
    dung = province.cast["dung"].post
    assert dung is not None
    assert {n.desk_id for n in late} >= {province.division.id, dung.id}
    assert Notice.objects.filter(kind="duties.due").count() == 1
    night = at.replace(hour=3) + timedelta(days=1)
    assert actions.remind_of_duties(at=night) == 0


def test_what_waits_is_counted_beside_the_place(province: Province) -> None:
    _duty, share = given_before(province, 3, 3)

    assert duties_waiting(province.seat("hoa")).ask() == 1
    actions.report_done(
        share_id=share.id,
        done_on=province.today,
        text="Xong.",
        by=province.seat("hoa"),
        at=province.at,
    )
    assert duties_waiting(province.seat("hoa")).ask() == 0
    assert duties_waiting(province.seat("dung")).ask() == 1
    page = province.client("dung").get("/nhiem-vu/").content.decode()
    assert TITLE in page, "what lies with a unit is the agency's"
