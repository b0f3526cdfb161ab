"""Ủy quyền, phụ trách, làm thay: within limits, for a time, never handed on again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM, Actor
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, seats_of
from congvu.organisations.actions import delegate, end_appointment, end_delegation
from congvu.organisations.models import Appointment, Delegation, RightChange
from congvu.organisations.queries import posts_on
from congvu.organisations.rules import DelegationKind, Permission
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _give(
    province: Province, post_of: str, to: str, *, by: Actor = SYSTEM, **given: Any
) -> Delegation:
    defaults: dict[str, Any] = {
        "kind": DelegationKind.ACTING,
        "valid_from": province.today,
        "valid_until": province.today + timedelta(days=14),
        "legal_basis": "Quyết định số 12/QĐ-UBND",
    }
    return delegate(
        post=province.cast[post_of].post,  # type: ignore[arg-type]
        person=province.cast[to].person,  # type: ignore[arg-type]
        by=by,
        at=province.at,
        **(defaults | given),
    )


def _deputy(province: Province, who: str) -> Seat:
    return next(
        s for s in seats_of(province.cast[who].user, province.today) if s.is_delegated
    )


def _reasons(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.message for r in refusal.value.reasons]


def test_a_deputy_may_do_what_was_not_kept_back(province: Province) -> None:
    _give(province, "dung", "ha", withheld=["rights.confirm", "register.reopen"])

    seat = _deputy(province, "ha")

    assert seat.can(Permission.INSTRUCT)
    assert not seat.can(Permission.CONFIRM_RIGHTS)
    assert not seat.can(Permission.REOPEN_REGISTER)
    assert province.seat("dung").can(Permission.CONFIRM_RIGHTS)


def test_a_right_that_does_not_exist_cannot_be_kept_back(province: Province) -> None:
    with pytest.raises(Refused, match="Không có quyền nào tên là everything"):
        _give(province, "dung", "ha", withheld=["everything"])


def test_nobody_stands_in_for_themselves(province: Province) -> None:
    with pytest.raises(Refused, match="không ủy quyền cho chính mình"):
        _give(province, "dung", "dung")


def test_two_do_not_stand_in_for_each_other(province: Province) -> None:
    _give(province, "dung", "ha")

    with pytest.raises(Refused) as refusal:
        _give(province, "ha", "dung")

    (why,) = _reasons(refusal)
    assert why.startswith("Ủy quyền vòng tròn: ")
    assert province.dung.person is not None
    assert why.count(province.dung.person.full_name) == 1


def test_nor_three_in_a_ring(province: Province) -> None:
    _give(province, "dung", "ha")
    _give(province, "ha", "hoa")

    with pytest.raises(Refused, match="vòng tròn"):
        _give(province, "hoa", "dung")


def test_a_ring_in_different_weeks_is_none(province: Province) -> None:
    _give(province, "dung", "ha")
    later = province.today + timedelta(days=14)

    _give(
        province,
        "ha",
        "dung",
        valid_from=later,
        valid_until=later + timedelta(days=7),
    )

    assert Delegation.objects.count() == 2


def test_what_was_authorised_is_not_handed_on(province: Province) -> None:
    """NĐ 30/2020 Đ13.3; the row is not verified, and the refusal says so."""
    _give(province, "dung", "ha")

    with pytest.raises(Refused) as refusal:
        _give(province, "dung", "hoa", by=_deputy(province, "ha").actor)

    (why,) = _reasons(refusal)
    assert "không được ủy quyền lại" in why
    assert "Điều 13.3 30/2020/NĐ-CP (chưa xác minh nguồn)" in why


def test_an_authorisation_is_written_bounded_and_says_of_what(
    province: Province,
) -> None:
    with pytest.raises(Refused) as refusal:
        _give(
            province,
            "dung",
            "ha",
            kind=DelegationKind.AUTHORISED,
            valid_until=None,
            legal_basis=" ",
        )

    assert [r.field for r in refusal.value.reasons] == [
        "legal_basis",
        "valid_until",
        "content",
    ]
    row = _give(
        province, "dung", "ha", kind=DelegationKind.AUTHORISED, content="Ký giấy mời"
    )
    assert row.content == "Ký giấy mời"
    assert _deputy(province, "ha").acts_as == (
        "Chủ tịch (được ủy quyền theo Quyết định số 12/QĐ-UBND)"
    )


def test_an_empty_chair_can_only_be_looked_after(province: Province) -> None:
    assert province.hoa.person is not None
    end_appointment(
        appointment=Appointment.objects.get(person=province.hoa.person),
        valid_until=province.today,
        by=SYSTEM,
        at=province.at,
    )

    with pytest.raises(Refused, match="chỉ có thể giao phụ trách"):
        _give(province, "hoa", "minh", kind=DelegationKind.STAND_IN)

    _give(province, "hoa", "minh")
    assert _deputy(province, "minh").post_name == "Trưởng phòng"


def test_every_reason_is_said_at_once(province: Province) -> None:
    before = province.today - timedelta(days=9000)

    with pytest.raises(Refused) as refusal:
        _give(province, "dung", "ha", valid_from=before, withheld=["x"])

    assert {r.field for r in refusal.value.reasons} == {"post", "person", "withheld"}


def test_ended_at_once_it_opens_nothing_the_same_day(province: Province) -> None:
    row = _give(province, "dung", "ha")
    assert len(seats_of(province.ha.user, province.today)) == 2

    end_delegation(delegation=row, by=province.seat("quan").actor, at=province.at)

    assert len(seats_of(province.ha.user, province.today)) == 1
    assert RightChange.objects.filter(kind="delegation-ended").count() == 1
    with pytest.raises(Refused, match="đã kết thúc"):
        end_delegation(delegation=row, by=SYSTEM, at=province.at)
    # Another one may begin the very same day.
    _give(province, "dung", "ha")


def test_yesterday_still_says_who_acted(province: Province) -> None:
    assert province.hoa.person is not None
    yesterday = province.today - timedelta(days=1)
    end_appointment(
        appointment=Appointment.objects.get(person=province.hoa.person),
        valid_until=yesterday,
        by=SYSTEM,
        at=province.at,
    )
    row = _give(province, "hoa", "minh", valid_from=yesterday)
    end_delegation(delegation=row, by=SYSTEM, at=province.at)

    def holder(days: int) -> str:
        on = province.today - timedelta(days=days)
        posts = posts_on(on, unit_id=province.division.id)
        return next(p.person_name for p in posts if p.name == "Trưởng phòng")

    assert holder(1) == "Hoàng Văn Minh"
    assert holder(0) == ""


def test_the_administrator_sees_and_ends_it(province: Province) -> None:
    row = _give(province, "dung", "ha", withheld=["rights.confirm"])
    quan = province.client("quan")
    address = f"/quan-tri/co-quan/{province.committee.id}/"

    text = quan.get(address).content.decode()
    assert "Quyết định số 12/QĐ-UBND" in text
    assert "Không gồm: Xác nhận thay đổi quyền" in text
    answer = quan.post(f"{address}giao-phu-trach/{row.id}/cham-dut/", follow=True)

    assert "Đã chấm dứt việc làm thay" in answer.content.decode()
    assert "Quyết định số 12/QĐ-UBND" not in quan.get(address).content.decode()
