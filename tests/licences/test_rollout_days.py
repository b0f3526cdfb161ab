"""A roll-out asked of a day that is over: who had which machine, and what was on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from congvu.inventory.actions import receive
from congvu.licences import actions
from congvu.licences.actions import RolloutWish, WaveWish, recognise_new
from congvu.licences.models import Rollout, RolloutMachine
from congvu.licences.queries.rollouts import moment_of, progress, with_standing
from congvu.licences.rules import TargetState
from tests.licences.world import (
    LIBRE,
    OFFICE_2016,
    catalogue,
    change,
    machine,
    product,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def ago(people: Province, days: int) -> date:
    return people.today - timedelta(days=days)


def begun(people: Province, days: int) -> Rollout:
    """LibreOffice instead of Office, of every machine there that many days ago."""
    at, quan = people.at - timedelta(days=days), people.seat("quan")
    recognise_new()
    made = actions.begin_rollout(
        wish=RolloutWish(
            title="LibreOffice thay Microsoft Office",
            product_id=product("libreoffice").pk,
            instead_of_id=product("office-2016").pk,
        ),
        agency_id=people.committee.pk,
        by=quan,
        at=at,
    )
    assert people.minh.post is not None
    wish = WaveWish(
        number=1,
        agency_id=people.committee.pk,
        unit_id=None,
        post_id=people.minh.post.pk,
        starts_on=ago(people, days),
        due_on=ago(people, 10),
    )
    actions.add_wave(rollout_id=made.pk, wish=wish, by=quan, at=at)
    return made


def stood(people: Province, made: Rollout, days: int, **whose: Any) -> dict[str, str]:
    at = moment_of(ago(people, days), people.at)
    rows = with_standing(made, at, **whose).select_related("machine")
    return {one.machine.name: one.standing for one in rows}


def test_each_day_is_told_as_it_was(province: Province) -> None:
    """Begun 40 days ago, due 10 days ago.

    A  got LibreOffice 20 days ago, Office gone; went to the commune 5 days ago
    B  as it was, told of 30 days ago and yesterday
    C  as it was; disposed of 15 days ago
    D  as it was; 8 days ago somebody said what stands in the way
    E  said nothing since it came, 50 days ago
    """
    catalogue()
    for name in "ABCDE":
        machine(province, name, [OFFICE_2016], ago(province, 50))
    made = begun(province, 40)
    for name, programs, days in (
        ("A", [OFFICE_2016], 30), ("B", [OFFICE_2016], 30), ("C", [OFFICE_2016], 30),
        ("D", [OFFICE_2016], 30), ("A", [LIBRE], 20), ("D", [OFFICE_2016], 2),
        ("B", [OFFICE_2016], 1), ("A", [LIBRE], 1),
    ):  # fmt: skip
        machine(province, name, programs, ago(province, days))
    recognise_new()
    keys = dict(RolloutMachine.objects.values_list("machine__name", "machine"))
    change(keys["C"], province.at - timedelta(days=15), state="disposed")
    change(keys["A"], province.at - timedelta(days=5), agency=province.commune)
    actions.set_block(
        target_id=RolloutMachine.objects.get(machine__name="D").pk,
        block="hardware",
        note="Chỉ có 1 GB bộ nhớ",
        by=province.seat("quan"),
        at=province.at - timedelta(days=8),
    )
    hand = {
        41: {},
        30: dict.fromkeys("ABCDE", TargetState.WAITING),
        16: {
            **dict.fromkeys("BCD", TargetState.WAITING),
            "A": TargetState.DONE,
            "E": TargetState.UNSEEN,
        },
        9: {
            "A": TargetState.DONE,
            **dict.fromkeys("BD", TargetState.LATE),
            "C": TargetState.GONE,
            "E": TargetState.UNSEEN,
        },
        0: {
            "A": TargetState.DONE,
            "B": TargetState.LATE,
            "C": TargetState.GONE,
            "D": TargetState.BLOCKED,
            "E": TargetState.UNSEEN,
        },
    }
    assert {days: stood(province, made, days) for days in hand} == hand
    done = [
        progress(made, moment_of(ago(province, days), province.at)).whole.done
        for days in hand
    ]
    assert done == [0, 0, 1, 1, 1]

    # Whose A was on the day, not whose it is.
    here, there = province.committee.pk, province.commune.pk
    assert "A" in stood(province, made, 6, holder=here)
    assert stood(province, made, 6, holder=there) == {}
    assert "A" not in stood(province, made, 4, holder=here)
    assert [*stood(province, made, 4, holder=there)] == ["A"]

    # The page, its file and the API say the same of the day.
    quan, day = province.client("quan"), ago(province, 9)
    url = f"/phan-mem/nguon-mo/trien-khai/{made.pk}/"
    page = quan.get(url, {"ngay": f"{day:%d/%m/%Y}"}).content.decode()
    assert "1 trên 4 máy đã thấy phần mềm qua kiểm kê" in page
    assert "Báo vướng" not in page
    file = quan.get(f"{url}tai-ve/", {"dang": "csv", "ngay": f"{day:%d/%m/%Y}"})
    assert f"Theo kiểm kê đến {day:%d/%m/%Y}" in file.content.decode("utf-8-sig")
    told = quan.get(f"/api/v1/rollouts/{made.pk}", {"day": day.isoformat()}).json()
    assert told["whole"]["states"] == {"done": 1, "late": 2, "gone": 1, "unseen": 1}
    rows = quan.get(
        f"/api/v1/rollouts/{made.pk}/machines",
        {"day": day.isoformat(), "state": "late"},
    ).json()["items"]
    assert {one["machine"] for one in rows} == {"B", "D"}
    odd = quan.get(url, {"ngay": "31/02/2026"}).content.decode()
    assert "1 trên 4 máy" in odd, "a day that never was: today"


def test_a_table_that_people_kept_tells_of_no_program(province: Province) -> None:
    """A's agent fell silent; Quân's list of machines names it five days ago."""
    catalogue()
    machine(province, "A", [OFFICE_2016], ago(province, 50))
    made = begun(province, 40)
    receive(
        content="Tên máy,Số máy\nA,SN-A-77\n".encode(),
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=province.at - timedelta(days=5),
    )

    assert stood(province, made, 0) == {"A": TargetState.UNSEEN}
