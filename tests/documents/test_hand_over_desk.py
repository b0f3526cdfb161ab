"""What lies on a desk goes to another one, and a record says so for good."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from congvu.audit.models import AuditEvent
from congvu.documents.access import get_entry_for
from congvu.documents.actions import hand_over_desk, report
from congvu.documents.models import Assignment, HandOver, HistoryEvent, RegisterEntry
from congvu.documents.queries import faults, open_work_of
from congvu.documents.queries.told import sentence
from congvu.documents.rules import HandOverReason
from congvu.lib.refusals import Refused
from congvu.organisations.models import Post
from tests.documents.pages import assign, make_entry, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def post_of(province: Province, who: str) -> Post:
    post = province.cast[who].post
    assert post is not None
    return Post.objects.select_related("unit").get(pk=post.pk)


def hand(
    province: Province, to: Any, *, who: str = "minh", by: str = "hoa", **more: Any
) -> HandOver | None:
    return hand_over_desk(
        from_post=post_of(province, who),
        to_desk=to,
        reason=HandOverReason.END_OF_POST,
        by=province.seat(by),
        at=province.at,
        **more,
    )


def refused(province: Province, to: Any, **more: Any) -> list[str]:
    with pytest.raises(Refused) as why:
        hand(province, to, **more)
    assert not HandOver.objects.exists()
    return [reason.message for reason in why.value.reasons]


def test_minhs_work_goes_to_his_heads_desk(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)

    made = hand(province, province.division.id)

    part.refresh_from_db()
    assert (part.desk_id, part.desk_name) == (
        province.division.id,
        "Phòng Khoa giáo - Văn xã",
    )
    assert RegisterEntry.objects.get().holder == "Phòng Khoa giáo - Văn xã"
    assert made is not None
    assert (made.from_desk_name, made.to_desk_name, made.from_agency_name) == (
        "Hoàng Văn Minh, Chuyên viên",
        "Phòng Khoa giáo - Văn xã",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
    )
    (line,) = made.lines.all()
    assert (line.thing_id, line.number, line.state) == (part.id, 1, "waiting")
    told = HistoryEvent.objects.get(event="documents.handed-over")
    assert sentence(told) == (
        "bàn giao từ Hoàng Văn Minh, Chuyên viên sang Phòng Khoa giáo - Văn xã"
        " (thôi giữ chức vụ)"
    )
    logged = AuditEvent.objects.get(event="documents.handed-over")
    assert logged.data["parts"] == 1
    assert all(fault is None for _rule, fault in faults())


def test_who_took_it_goes_on_with_it(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    hand(province, post_of(province, "ha").id, by="ha")

    report(
        entry_id=entry.id,
        assignment_id=part.id,
        result="Đã tham mưu văn bản trả lời.",
        by=province.seat("ha"),
        at=province.at,
    )

    part.refresh_from_db()
    assert part.state == "reported"
    assert get_entry_for(province.seat("ha"), entry.id) == entry


def test_only_the_papers_named_are_handed_over(province: Province) -> None:
    kept, given = make_entry(province), make_entry(province, symbol="2/KH")
    for entry in (kept, given):
        assign(province, entry)

    hand(province, province.division.id, entries=[given.id])

    left = open_work_of(post_of(province, "minh").id)
    assert [part.entry_id for part in left] == [kept.id]


def test_nothing_open_leaves_no_record(province: Province) -> None:
    assert hand(province, province.division.id) is None
    assert not HandOver.objects.exists()


def test_what_waits_for_a_leader_goes_to_a_leader(province: Province) -> None:
    submit(province, make_entry(province))

    assert refused(province, post_of(province, "minh").id, who="dung", by="ha") == [
        "Có văn bản chờ bút phê: chỉ bàn giao được cho một lãnh đạo."
    ]
    assert hand(province, post_of(province, "ha").id, who="dung", by="ha") is not None
    assert RegisterEntry.objects.get().holder == "Nguyễn Thu Hà, Chánh Văn phòng"


def test_every_reason_is_given_at_once(province: Province) -> None:
    assign(province, make_entry(province))

    assert refused(province, uuid4(), by="tu") == [
        "Chức vụ đang chọn không có quyền làm việc này.",
        "Nơi nhận không còn hoạt động hoặc không thuộc cơ quan này.",
    ]
    assert refused(province, post_of(province, "son").id) == [
        "Chuyên viên hiện không có người giữ, không nhận việc được."
    ]
    assert refused(province, post_of(province, "minh").id) == [
        "Không bàn giao được cho chính mình."
    ]
    assert refused(province, post_of(province, "quan").id) == [
        "Chức vụ quản trị không xử lý văn bản."
    ]


def test_the_administrator_may_do_it_when_nobody_else_is_there(
    province: Province,
) -> None:
    assign(province, make_entry(province))

    assert hand(province, province.division.id, by="quan") is not None


@pytest.mark.parametrize("table", ["documents_handover", "documents_handoverline"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_a_record_is_never_changed(province: Province, table: str, verb: str) -> None:
    assign(province, make_entry(province))
    hand(province, province.division.id)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_what_is_done_stays_with_who_did_it(province: Province) -> None:
    entry = make_entry(province)
    part = assign(province, entry)
    Assignment.objects.filter(pk=part.pk).update(state="done")

    assert hand(province, province.division.id) is None
