"""Đôn đốc cả N: whoever the list names as holder is urged, one line a paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.documents import actions, queries
from congvu.documents.access import scope_of
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, HistoryEvent, RegisterEntry, Urging
from congvu.documents.queries import Tab
from congvu.documents.rules import Part
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.models import Appointment
from tests.documents.pages import assign, instruct, make_entry, multiply, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def make_late(entry: RegisterEntry) -> None:
    """Its own day, and every day of its parts, passed three days ago."""
    day = timezone.localdate() - timedelta(days=3)
    RegisterEntry.objects.filter(pk=entry.pk).update(due_on=day)
    entry.assignments.filter(due_on__isnull=False).update(due_on=day)
    Notice.objects.all().delete()


def lines(province: Province, who: str) -> dict[Any, tuple[list[str], str]]:
    seat = province.seat(who)
    found = queries.late_papers(scope_of(seat), seat, on=province.today)
    return {line.entry.id: (line.whom, line.reason) for line in found}


def report(province: Province, part: Assignment, who: str) -> None:
    actions.report(
        entry_id=part.entry_id,
        assignment_id=part.id,
        result="Đã xong.",
        by=province.seat(who),
        at=timezone.now(),
    )


def rung() -> set[Any]:
    found = Notice.objects.filter(kind="documents.urged")
    assert len(found) == len({(n.desk_id, n.target_id) for n in found})
    return set(found.values_list("desk_id", "target_id"))


def test_whoever_has_a_late_paper_is_urged_in_whatever_step_it_lies(
    province: Province,
) -> None:
    """At the clerk's, the leader's, the head's, Minh's, and back step by step."""
    registered = make_entry(province)
    submitted = make_entry(province)
    submit(province, submitted)
    handling = make_entry(province)
    instruct(province, handling)
    assigned = make_entry(province)
    assign(province, assigned)
    answered = make_entry(province)
    report(province, assign(province, answered), "minh")
    reported = make_entry(province)
    report(province, instruct(province, reported), "hoa")
    papers = [registered, submitted, handling, assigned, answered, reported]
    for entry in papers:
        make_late(entry)

    cast = province.cast
    division = province.division.id
    dung, minh, lan = (cast[n].post.id for n in ("dung", "minh", "lan"))  # type: ignore[union-attr]  # each holds one
    shown = province.client("ha").get("/van-ban/den/?muc=qua-han").content.decode()
    assert "Đôn đốc cả 6" in shown
    actions.urge_many(by=province.seat("ha"), at=timezone.now(), text="Gấp.")

    assert rung() == {
        (lan, registered.id),
        (dung, submitted.id),
        (division, handling.id),
        (minh, assigned.id),
        (division, answered.id),
        (dung, reported.id),
    }
    told = HistoryEvent.objects.filter(event="documents.urged", entry_id=registered.id)
    assert queries.sentence(told.get()) == "đôn đốc Văn thư: “Gấp.”"
    assert Urging.objects.count() == 6
    assert {why for _whom, why in lines(province, "ha").values()} == {
        "hôm nay đã đôn đốc"
    }


def test_the_list_and_the_page_of_urging_hold_the_same_papers(
    province: Province,
) -> None:
    late = make_entry(province)
    submit(province, late)
    make_late(late)
    late_support = make_entry(province)
    instruct(province, late_support)
    Assignment.objects.filter(entry=late_support, part=Part.LEAD).update(
        due_on=province.today - timedelta(days=1)
    )
    make_entry(province)
    seat = province.seat("ha")

    listed = queries.entries_page(scope_of(seat), on=province.today, tab=Tab.OVERDUE)

    assert set(lines(province, "ha")) == {e.id for e in listed.entries}
    assert set(lines(province, "ha")) == {late.id, late_support.id}


def test_one_urging_by_hand_follows_the_same_rule(province: Province) -> None:
    """Hà urges the chairman to write his bút phê, and Lan to submit."""
    waits = make_entry(province)
    direct = submit(province, waits)
    new = make_entry(province)
    ha = province.client("ha")
    url = f"/van-ban/den/{waits.id}/viec/{direct.id}/don-doc/"
    assert ha.post(url).status_code == 422
    assert ha.post(f"/van-ban/den/{new.id}/don-doc-van-thu/").status_code == 422
    make_late(waits)
    make_late(new)

    page = ha.get(f"/van-ban/den/{new.id}/").content.decode()
    assert "Đôn đốc văn thư" in page
    assert ha.post(url).status_code == 302
    assert ha.post(f"/van-ban/den/{new.id}/don-doc-van-thu/").status_code == 302
    assert ha.post(f"/van-ban/den/{new.id}/don-doc-van-thu/").status_code == 422

    assert province.dung.post is not None
    assert province.lan.post is not None
    assert rung() == {
        (province.dung.post.id, waits.id),
        (province.lan.post.id, new.id),
    }


def test_where_nobody_can_be_urged_the_line_says_why(province: Province) -> None:
    own = make_entry(province)
    submit(province, own)
    given = make_entry(province)
    instruct(province, given)
    empty = make_entry(province)
    assign(province, empty)
    for entry in (own, given, empty):
        make_late(entry)
    assert province.minh.post is not None
    Appointment.objects.filter(post=province.minh.post).update(
        valid_until=province.today
    )

    assert lines(province, "dung")[own.id] == ([], "đang chờ chính mình")
    assert lines(province, "dung")[empty.id] == ([], "chưa có người giữ chức vụ này")
    page = province.client("dung").get("/van-ban/den/don-doc/").content.decode()
    assert "Chưa đôn đốc được 2 văn bản" in page
    assert lines(province, "hoa")[given.id] == ([], "đang chờ chính mình")


def test_a_head_is_told_of_late_papers_that_others_gave(province: Province) -> None:
    entry = make_entry(province)
    direct = submit(province, entry)
    assert province.ha.post is not None
    actions.instruct(
        entry_id=entry.id,
        assignment_id=direct.id,
        text="Văn phòng chủ trì, Phòng biết.",
        shares=[
            Share(province.ha.post.id, Part.LEAD),
            Share(province.division.id, Part.INFORM),
        ],
        by=province.seat("dung"),
        at=timezone.now(),
    )
    make_late(entry)
    assert lines(province, "hoa") == {entry.id: ([], "việc do người khác giao")}
    with pytest.raises(Refused):
        actions.urge_many(by=province.seat("hoa"), at=timezone.now(), text="")
    assert rung() == set()


def test_who_leads_and_supports_one_paper_is_rung_once(province: Province) -> None:
    """Hoa's division leads, her own post supports: the same chair."""
    entry = make_entry(province)
    assert province.hoa.post is not None
    instruct(
        province,
        entry,
        shares=[
            Share(province.division.id, Part.LEAD),
            Share(province.hoa.post.id, Part.SUPPORT),
        ],
    )
    make_late(entry)

    actions.urge_many(by=province.seat("dung"), at=timezone.now(), text="")

    assert rung() == {(province.division.id, entry.id)}


def test_as_many_statements_for_ninety_papers_as_for_three(province: Province) -> None:
    def cost(times: int) -> int:
        entry = make_entry(province)
        assign(province, entry)
        make_late(entry)
        multiply(RegisterEntry.objects.get(pk=entry.pk), times)
        with CaptureQueriesContext(connection) as asked:
            actions.urge_many(by=province.seat("ha"), at=timezone.now(), text="")
        return len(asked)

    cost(0)

    assert cost(90) == cost(2)
    assert Urging.objects.count() == 1 + 91 + 3
