"""The same by program, by command and by the worker."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from congvu.mailboxes.jobs import keep_boxes
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.rules import LEFT_POST
from congvu.organisations.models import Appointment
from tests.mailboxes.stories import (
    DOMAIN,
    address_of,
    box_of,
    provisioned,
    readers_of,
    registry,
    ruled,
    targets_of,
)
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db


def asked(client: Client, way: str, path: str, data: Any = None) -> Any:
    answer = getattr(client, way)(
        f"/api/v1{path}", data, content_type="application/json"
    )
    assert answer.status_code in (200, 204), answer.content
    return answer.json() if answer.content else None


def test_a_program_opens_a_box_lets_a_post_in_and_closes_it(province: Province) -> None:
    provisioned(province)
    quan = province.client("quan")
    made = asked(
        quan, "post", "/mailboxes", {"title": "Tổ đề án", "local_part": "da06"}
    )
    assert made["address"] == f"da06@{DOMAIN}"
    one = f"/mailboxes/{made['id']}"
    assert province.minh.post is not None
    member = asked(
        quan,
        "post",
        f"{one}/members",
        {"post_id": str(province.minh.post.id), "can_send_as": True},
    )
    assert readers_of(made["address"]) == {address_of(province, "minh")}
    alias = asked(quan, "post", f"{one}/aliases", {"address": "de-an-06"})
    assert targets_of(f"de-an-06@{DOMAIN}") == {made["address"]}
    asked(quan, "delete", f"/mailbox-aliases/{alias['id']}")
    asked(quan, "delete", f"/mailbox-members/{member['id']}")
    assert readers_of(made["address"]) == set()
    mine = asked(province.client("minh"), "get", "/mailbox")
    assert mine["box"]["address"] == address_of(province, "minh")
    assert mine["opened"] == []
    closed = asked(quan, "post", f"{one}/close", {"reason": "xong đề án"})
    assert closed["closed_because"] == "xong đề án"
    shown = asked(quan, "get", one)
    assert shown["box"]["id"] == made["id"]


def test_the_list_goes_on_where_the_page_before_ended(province: Province) -> None:
    provisioned(province)
    quan = province.client("quan")
    page = asked(quan, "get", "/mailboxes?kind=seat")
    assert {row["kind"] for row in page["items"]} == {"seat"}
    assert page["after"] == ""
    odd = quan.get("/hop-thu/quan-ly/?q=%00&loai=%00&sau=%00|x&co_quan=%00")
    assert odd.status_code == 200


def test_a_request_by_program_is_refused_in_words(province: Province) -> None:
    provisioned(province)
    hoa = province.client("hoa")
    answer = hoa.post(
        "/api/v1/mailbox-requests",
        {"kind": "quota", "reason": "", "quota_mb": 9_000_000},
        content_type="application/json",
    )
    assert answer.status_code == 422
    said = answer.content.decode()
    for words in ("Ghi lý do đề nghị", "Dung lượng từ", "Chọn một hộp thư"):
        assert words in said


def test_a_keeper_of_one_agency_makes_no_list_across_agencies(
    province: Province,
) -> None:
    provisioned(province)
    assert province.phuc.post is not None
    type(province.phuc.post).objects.filter(pk=province.phuc.post.pk).update(
        role="administrator"
    )
    answer = province.client("phuc").post(
        "/api/v1/distribution-lists",
        {
            "title": "Mọi xã",
            "address": "moixa",
            "entries": [{"agency_kind": "commune"}],
        },
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert "cơ quan mình" in answer.content.decode()


def test_the_command_opens_for_one_agency_or_all(province: Province) -> None:
    with pytest.raises(CommandError, match="quy tắc"):
        call_command("mailboxes", "provision")
    ruled(province)
    told = StringIO()
    call_command("mailboxes", "provision", "--agency", "H03.33.10", stdout=told)
    assert "Mở 2 hộp thư cá nhân" in told.getvalue()
    call_command("mailboxes", "provision", stdout=told)
    assert "Mở 7 hộp thư cá nhân" in told.getvalue()
    call_command("mailboxes", "provision", stdout=told)
    assert "Mở 0 hộp thư cá nhân" in told.getvalue()
    with pytest.raises(CommandError, match="mã này"):
        call_command("mailboxes", "provision", "--agency", "X")


def test_the_worker_opens_and_closes_where_the_rule_says_so(province: Province) -> None:
    keep_boxes()
    assert not Mailbox.objects.exists()
    rule = ruled(province)
    type(rule).objects.update(is_automatic=False)
    keep_boxes()
    assert not Mailbox.objects.exists()
    type(rule).objects.update(is_automatic=True)
    keep_boxes()
    box = box_of(province, "minh")
    Mailbox.objects.filter(pk=box.pk).update(valid_from=SINCE)
    Appointment.objects.filter(post=province.minh.post).update(
        valid_until=province.today
    )
    keep_boxes()

    box.refresh_from_db()
    assert box.valid_until == province.today
    assert box.grace_until == province.today + timedelta(days=30)
    assert box.forward_to == registry(province).address
    Appointment.objects.filter(post=province.minh.post).update(valid_until=None)
    keep_boxes()
    box.refresh_from_db()
    assert box.valid_until is None


@pytest.mark.parametrize("reason", ["theo quyết định", LEFT_POST])
def test_what_a_keeper_closed_no_worker_opens(province: Province, reason: str) -> None:
    provisioned(province)
    quan = province.client("quan")
    closed = [box_of(province, "minh"), registry(province)]
    Mailbox.objects.update(valid_from=SINCE)
    for box in closed:
        asked(quan, "post", f"/mailboxes/{box.pk}/close", {"reason": reason})
    before = Mailbox.objects.count()
    keep_boxes()

    assert Mailbox.objects.count() == before
    for box in closed:
        box.refresh_from_db()
        assert box.valid_until == province.today
        asked(quan, "post", f"/mailboxes/{box.pk}/reopen")
        box.refresh_from_db()
        assert box.valid_until is None
    assert readers_of(closed[1].address) == {address_of(province, "lan")}


def test_a_post_let_out_on_its_first_day_stays_out(province: Province) -> None:
    provisioned(province)
    quan, box = province.client("quan"), registry(province)
    (holder,) = asked(quan, "get", f"/mailboxes/{box.pk}")["holders"]
    asked(quan, "delete", f"/mailbox-members/{holder['member']['id']}")
    assert readers_of(box.address) == set()
    keep_boxes()

    assert readers_of(box.address) == set()
    assert asked(quan, "get", f"/mailboxes/{box.pk}")["holders"] == []
    assert province.lan.post is not None
    again = {"post_id": str(province.lan.post.id)}
    asked(quan, "post", f"/mailboxes/{box.pk}/members", again)
    assert readers_of(box.address) == {address_of(province, "lan")}
