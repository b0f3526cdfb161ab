"""Thirteen thousand boxes are a few statements; a page of them is one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.audit.rules import SYSTEM
from congvu.lib.text import fold
from congvu.mailboxes.actions import provision
from congvu.mailboxes.models import Mailbox, MailboxRequest
from congvu.mailboxes.queries import Asked, boxes_page
from congvu.mailboxes.rules import RequestKind, RequestState
from congvu.organisations.models import Appointment, Person, Post
from congvu.organisations.rules import Role
from tests.mailboxes.stories import provisioned
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db

_FAMILY = ("Nguyễn", "Hoàng", "Nông", "Triệu", "Lường", "Ma", "Đặng")
_GIVEN = ("Anh", "Bình", "Dũng", "Hùng", "Lan", "Ngọc", "Quân", "Thảo", "Yến")


def join(province: Province, count: int) -> None:
    """So many people come, with names that repeat."""
    names = [f"{_FAMILY[n % 7]} Văn {_GIVEN[n % 9]}" for n in range(count)]
    people = Person.objects.bulk_create(
        Person(full_name=name, folded_name=fold(name), valid_from=SINCE)
        for name in names
    )
    posts = Post.objects.bulk_create(
        Post(
            unit=province.division,
            name="Chuyên viên",
            role=Role.SPECIALIST,
            valid_from=SINCE,
        )
        for _name in names
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, post=post, valid_from=SINCE)
        for person, post in zip(people, posts, strict=True)
    )


def test_provisioning_asks_as_much_for_ten_people_as_for_nine_hundred(
    province: Province,
) -> None:
    provisioned(province)
    asked = []
    for count in (10, 900):
        join(province, count)
        with CaptureQueriesContext(connection) as caught:
            made = provision(by=SYSTEM, at=province.at)
        assert made.people == count
        asked.append(len(caught))
    assert asked[0] == asked[1]
    assert Mailbox.objects.values("address").distinct().count() == 910 + 9 + 3


def test_the_pages_of_the_list_are_all_of_it_once(province: Province) -> None:
    provisioned(province)
    join(province, 120)
    provision(by=SYSTEM, at=province.at)
    seen: list[str] = []
    after, on = "", province.today
    with CaptureQueriesContext(connection) as caught:
        while True:
            page = boxes_page(Asked(), on, after=after, limit=50)
            seen += [box.address for box in page.rows]
            after = page.after
            if not after:
                break

    assert len(seen) == len(set(seen)) == Mailbox.objects.count()
    assert len(caught) == 3


def test_a_list_is_narrowed_by_words_agency_kind_and_state(province: Province) -> None:
    provisioned(province)
    on: date = province.today

    def found(**asked: object) -> set[str]:
        page = boxes_page(Asked(**asked), on)  # type: ignore[arg-type]  # words of a test
        return {box.title for box in page.rows}

    assert found(text="nong thi") == {"Nông Thị Lan"}
    assert found(text="hoa.mathi") == {"Ma Thị Hoa"}
    assert found(kind="seat", agency_id=province.commune.id) == {
        "Văn thư UBND xã Yến Dương"
    }
    assert "Triệu Văn Tú" in found(agency_id=province.commune.id)
    assert "Nông Thị Lan" not in found(agency_id=province.commune.id)
    assert found(state="closed") == set()
    assert boxes_page(Asked(), on, after="nonsense").rows


def test_the_pages_of_requests_are_all_of_them_what_waits_first(
    province: Province,
) -> None:
    decided = {
        "state": RequestState.APPROVED,
        "decided_at": province.at,
        "decided_by": "Bế Văn Quân",
    }
    MailboxRequest.objects.bulk_create(
        MailboxRequest(
            agency=province.committee,
            kind=RequestKind.OPEN,
            title=f"Tổ {number}",
            reason="Nhận báo cáo chung.",
            asked_at=province.at - timedelta(minutes=number // 2),
            asked_by="Ma Thị Hoa",
            asked_by_post="Trưởng phòng",
            desk_id=province.committee.id,
            **({"state": RequestState.WAITING} if number % 2 else decided),
        )
        for number in range(130)
    )
    seen: list[dict[str, str]] = []
    quan, after, sizes = province.client("quan"), "", []
    while True:
        found = quan.get("/api/v1/mailbox-requests", {"after": after}).json()
        sizes.append(len(found["items"]))
        seen += found["items"]
        if len(sizes) == 1:
            # Decided while the page was read: what comes after it is the same.
            MailboxRequest.objects.filter(pk=seen[-1]["id"]).update(**decided)
        after = found["after"]
        if not after:
            break

    assert sizes[:2] == [50, 50]
    waiting = [row["title"] for row in seen if row["state"] == "waiting"]
    assert waiting == [f"Tổ {number}" for number in range(1, 130, 2)]
    assert {row["title"] for row in seen} == {f"Tổ {number}" for number in range(130)}
    page = quan.get("/hop-thu/de-nghi/").content.decode()
    assert "Trang sau" in page
    odd = quan.get("/hop-thu/de-nghi/?sau=0|%00")
    assert odd.status_code == 200
