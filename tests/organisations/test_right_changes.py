"""A change of rights is pointed out until somebody else than its maker confirms it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM, Actor
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    appoint,
    confirm_right_change,
    create_post,
    delegate,
    end_appointment,
)
from congvu.organisations.models import Appointment, RightChange
from congvu.organisations.queries import right_changes, unconfirmed
from congvu.organisations.rules import RightKind, Role
from tests.documents.machine import machine
from tests.people import Province

PAGE = "/quan-tri/quyen/"
WORK = "/viec-cua-toi/"
WARNING = "1 thay đổi quyền chờ xác nhận"


def change_by(province: Province, who: str = "quan") -> RightChange:
    """Minh stands in for Hoa from today, by somebody's hand."""
    post, person = province.hoa.post, province.minh.person
    assert post is not None
    assert person is not None
    delegate(
        post=post,
        person=person,
        valid_from=province.today,
        valid_until=None,
        by=province.seat(who).actor,
        at=timezone.now(),
    )
    return RightChange.objects.latest("at")


def confirm(province: Province, change: RightChange, who: str) -> None:
    confirm_right_change(change_id=change.id, by=province.seat(who), at=timezone.now())


# -- what raises one


def _appointing(province: Province, by: Actor) -> None:
    appoint(
        person=province.minh.person,
        post=province.son.post,
        valid_from=province.today,
        by=by,
        at=timezone.now(),
    )


def _ending(province: Province, by: Actor) -> None:
    end_appointment(
        appointment=Appointment.objects.get(post=province.minh.post),
        valid_until=province.today,
        by=by,
        at=timezone.now(),
    )


def _delegating(province: Province, by: Actor) -> None:
    delegate(
        post=province.hoa.post,
        person=province.minh.person,
        valid_from=province.today,
        valid_until=None,
        by=by,
        at=timezone.now(),
    )


def _creating(province: Province, by: Actor) -> None:
    create_post(
        unit=province.division,
        name="Phó Trưởng phòng",
        role=Role.UNIT_HEAD,
        valid_from=province.today,
        by=by,
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (_appointing, RightKind.APPOINTED, "Hoàng Văn Minh giữ chức vụ Chuyên viên"),
        (_ending, RightKind.APPOINTMENT_ENDED, "Hoàng Văn Minh thôi giữ chức vụ"),
        (_delegating, RightKind.DELEGATED, "Hoàng Văn Minh làm thay chức vụ Trưởng"),
        (_creating, RightKind.POST_CREATED, "Phó Trưởng phòng, vai trò Trưởng phòng"),
    ],
)
def test_each_change_made_by_a_person_is_pointed_out(
    province: Province,
    act: Callable[[Province, Actor], None],
    kind: RightKind,
    words: str,
) -> None:
    act(province, province.seat("quan").actor)

    change = RightChange.objects.get()
    assert change.kind == kind
    assert words in change.what
    assert change.by == "Bế Văn Quân"
    assert change.agency_id == province.committee.id
    assert change.confirmed_at is None


def test_what_the_office_loads_itself_raises_nothing(province: Province) -> None:
    _creating(province, SYSTEM)

    assert not RightChange.objects.exists()


def test_a_refused_change_leaves_no_warning(province: Province) -> None:
    with pytest.raises(Refused):
        appoint(
            person=province.minh.person,
            post=province.hoa.post,
            valid_from=province.today,
            by=province.seat("quan").actor,
            at=timezone.now(),
        )

    assert not RightChange.objects.exists()


def test_the_sentence_is_told_in_the_readers_language(province: Province) -> None:
    change = change_by(province)

    for language in ("vi", "en"):
        with translation.override(language):
            assert "Hoàng Văn Minh" in change.what


# -- who may confirm


@pytest.mark.parametrize("who", ["dung", "quan"])
def test_leader_and_administrator_confirm(province: Province, who: str) -> None:
    maker = "ha" if who == "quan" else "quan"
    change = change_by(province, maker)

    confirm(province, change, who)

    change.refresh_from_db()
    assert change.confirmed_by == province.seat(who).person_name
    event = AuditEvent.objects.get(event="organisations.right-change-confirmed")
    assert event.agency_id == province.committee.id
    assert event.actor_person_id == province.seat(who).person_id
    assert unconfirmed(province.committee.id).ask() == 0


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "ha", "thu"])
def test_others_are_refused_in_words(province: Province, who: str) -> None:
    change = change_by(province)

    with pytest.raises(Refused, match="không có quyền"):
        confirm(province, change, who)


@pytest.mark.parametrize("who", ["dung", "quan"])
def test_ones_own_change_cannot_be_confirmed(province: Province, who: str) -> None:
    change = change_by(province, who)

    with pytest.raises(Refused, match="người khác xác nhận"):
        confirm(province, change, who)

    page = province.client(who).get(PAGE).content.decode()
    assert "chờ người khác xác nhận" in page
    assert f"{PAGE}{change.id}/xac-nhan/" not in page
    assert unconfirmed(province.committee.id).ask() == 1


def test_another_agencys_leader_does_not_find_it(province: Province) -> None:
    change = change_by(province)

    with pytest.raises(Refused, match="Không tìm thấy"):
        confirm(province, change, "phuc")

    phuc = province.client("phuc")
    assert phuc.post(f"{PAGE}{change.id}/xac-nhan/").status_code == 404
    assert change.what not in phuc.get(PAGE).content.decode()


def test_twice_is_refused_and_names_who_was_first(province: Province) -> None:
    change = change_by(province, "ha")
    confirm(province, change, "dung")

    with pytest.raises(Refused, match="Nguyễn Tiến Dũng đã xác nhận"):
        confirm(province, change, "quan")


# -- what the table itself holds


@pytest.mark.parametrize(
    "wrong",
    [
        {"confirmed_by": "Ai đó"},
        {"confirmed_at": timezone.now()},
        {"confirmed_at": timezone.now(), "confirmed_by": "Ai đó"},
        {"confirmed_at": timezone.now(), "confirmed_by_person_id": uuid4()},
        {"kind": "khac"},
    ],
)
def test_the_table_refuses_half_a_confirmation(
    province: Province, wrong: dict[str, Any]
) -> None:
    change = change_by(province)

    with pytest.raises(IntegrityError), transaction.atomic():
        RightChange.objects.filter(pk=change.pk).update(**wrong)


def test_the_table_refuses_the_makers_own_confirmation(province: Province) -> None:
    change = change_by(province)
    whole = {"confirmed_at": timezone.now(), "confirmed_by": "Ai đó"}

    with pytest.raises(IntegrityError), transaction.atomic():
        RightChange.objects.filter(pk=change.pk).update(
            **whole, confirmed_by_person_id=change.by_person_id
        )

    done = RightChange.objects.filter(pk=change.pk).update(
        **whole, confirmed_by_person_id=uuid4()
    )
    assert done == 1


# -- the pages


@pytest.mark.parametrize("who", ["dung", "quan"])
def test_the_warning_stands_until_it_is_confirmed(province: Province, who: str) -> None:
    change = change_by(province, "ha")
    client = province.client(who)
    assert WARNING in client.get(WORK).content.decode()

    answer = client.post(f"{PAGE}{change.id}/xac-nhan/", follow=True)

    page = answer.content.decode()
    assert "Đã xác nhận: " in page
    assert "Không có thay đổi quyền nào chờ xác nhận." in page
    assert change.what in page
    assert "thay đổi quyền chờ" not in client.get(WORK).content.decode()


@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "ha", "thu", "tu"])
def test_others_see_neither_the_warning_nor_the_page(
    province: Province, who: str
) -> None:
    change_by(province)
    client = province.client(who)

    assert WARNING not in client.get(WORK).content.decode()
    assert client.get(PAGE).status_code == 404


def test_khach_and_son_do_not_find_it(province: Province) -> None:
    change = change_by(province)

    for who in ("khach", "son"):
        client = province.client(who)
        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}{change.id}/xac-nhan/").status_code == 404


def test_unconfirmed_ones_come_first(province: Province) -> None:
    old = change_by(province, "ha")
    _creating(province, province.seat("ha").actor)
    newer = RightChange.objects.exclude(pk=old.pk).get()
    confirm(province, newer, "dung")

    assert [c.pk for c in right_changes(province.committee.id)] == [old.pk, newer.pk]


def test_the_page_costs_the_same_for_one_change_and_for_many(
    province: Province,
) -> None:
    def cost() -> int:
        client = province.client("dung")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    change_by(province)
    one = cost()
    for _n in range(5):
        _creating(province, province.seat("ha").actor)

    assert cost() == one


def test_machines_read_and_confirm_them(province: Province) -> None:
    change = change_by(province)
    dung = machine(province, "dung")
    [told] = dung.get("right-changes").data
    assert told["what"] == change.what
    assert told["confirmed_at"] is None

    done = dung.post(f"right-changes/{change.id}/confirm")

    assert done.data["confirmed_by"] == "Nguyễn Tiến Dũng"
    assert dung.post(f"right-changes/{change.id}/confirm").status == 422
    assert machine(province, "lan").get("right-changes").status == 404
