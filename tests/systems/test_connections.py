"""Systems joined to one another, and the last days of what was before the law."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from congvu.lib.dates import VIETNAM
from congvu.notices.models import Notice
from congvu.systems.actions import (
    record_level,
    remind_of_transitions,
)
from congvu.systems.models import InformationSystem, SystemConnection
from congvu.systems.notices import tell_systems
from congvu.systems.queries import transition_ends, transition_of
from congvu.systems.rules import Transition
from tests.people import Province
from tests.systems.stories import judged, sang, system

pytestmark = pytest.mark.django_db

GIVEN = {
    "name": "qlcb",
    "kind": "leased",
    "direction": "out",
    "exchanged": "Văn bản đã phát hành",
    "protocol": "HTTPS 443",
    "agreement": "Công văn 12/UBND-VP",
}


@pytest.fixture(autouse=True)
def _law(law: None) -> None:
    """Every story is judged by the rules."""


def add(
    people: Province, one: InformationSystem, who: str = "quan", **changed: str
) -> Any:
    client = people.client(who)
    address = f"/an-toan/he-thong/{one.pk}/them/ket-noi/"
    return client.post(address, {**GIVEN, **changed})


def page(people: Province, one: InformationSystem, who: str = "quan") -> str:
    return people.client(who).get(f"/an-toan/he-thong/{one.pk}/").content.decode()


def test_a_connection_is_told_from_both_sides(province: Province) -> None:
    own = system(province)
    other = system(province, "QLCB")
    assert add(province, own).status_code == 302
    kept = SystemConnection.objects.get()
    assert (kept.other, kept.name) == (other, "Hệ thống QLCB")
    told = page(province, own)
    for words in (
        "gửi đi, qua mạng truyền số liệu chuyên dùng",
        "Văn bản đã phát hành",
        "HTTPS 443",
        "Công văn 12/UBND-VP",
    ):
        assert words in told
    assert "nhận về, qua mạng truyền số liệu chuyên dùng" in page(province, other)
    assert "hệ thống kia ghi" in page(province, other)

    again = add(province, own)
    assert again.status_code == 422
    assert "Đã có kết nối này" in again.content.decode()
    address = f"/an-toan/he-thong/{own.pk}/bo/ket-noi/{kept.pk}/"
    assert province.client("quan").post(address).status_code == 302
    assert not SystemConnection.objects.exists()


def test_all_that_is_wrong_is_said_at_once(province: Province) -> None:
    own = system(province)
    bad = add(
        province, own, name="", kind="x", direction="", exchanged="", protocol="y" * 121
    )
    assert bad.status_code == 422
    told = bad.content.decode()
    assert told.count("Chọn") >= 2
    assert "y" * 121 in told
    for given in ({"name": "QLVB"}, {"name": "hệ thống qlvb"}):
        itself = add(province, own, **given)
        assert "Đây chính là hệ thống này" in itself.content.decode()
    assert not SystemConnection.objects.exists()


def test_another_agencys_system_is_named_and_not_shown(province: Province) -> None:
    """Sáng of the commune knows the province's system by name only; the centre sees
    both ways.
    """
    sang(province)
    theirs = system(province)
    own = system(province, "XA-1", who="sang")
    assert add(province, own, "sang", name="QLVB").status_code == 302
    kept = SystemConnection.objects.get()
    assert (kept.other, kept.name) == (None, "QLVB")
    assert add(province, theirs, "sang").status_code == 404
    assert add(province, own, "quan", name="QLVB", exchanged="Khác").status_code == 302
    assert SystemConnection.objects.get(exchanged="Khác").other == theirs
    assert str(theirs.pk) not in page(province, own, "sang")
    assert str(own.pk) in page(province, theirs)


def test_a_new_connection_asks_for_the_level_again(province: Province) -> None:
    own = system(province)
    assert add(province, own, name="Cổng quốc gia").status_code == 302
    own.refresh_from_db()
    assert own.review_since is None, "nobody has judged it yet"
    judged(province, own)
    assert add(province, own, name="Trục tỉnh", exchanged="Hồ sơ").status_code == 302
    own.refresh_from_db()
    assert (own.review_reason, own.review_note) == (
        "connection",
        "Kết nối với Trục tỉnh.",
    )


# -- the transition

MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=VIETNAM)


def test_the_last_days_are_those_of_law_and_decree() -> None:
    assert transition_ends(date(2026, 6, 30)) == {}
    before = transition_ends(date(2026, 8, 18))
    assert before == {Transition.OLD_LEVEL: (date(2026, 7, 1), date(2027, 7, 1))}
    after = transition_ends(date(2026, 8, 19))
    assert after[Transition.PROJECT] == (date(2026, 8, 19), date(2027, 2, 19))


@pytest.mark.parametrize(
    ("state", "level_on", "found"),
    [
        ("running", date(2026, 6, 30), Transition.OLD_LEVEL),
        ("running", date(2026, 7, 1), None),
        ("running", None, None),
        ("planned", None, Transition.PROJECT),
        ("planned", date(2025, 1, 1), Transition.OLD_LEVEL),
        ("retired", date(2025, 1, 1), None),
        ("retired", None, None),
    ],
)
def test_whom_a_transition_concerns(
    state: str, level_on: date | None, found: Transition | None
) -> None:
    one = InformationSystem(
        state=state, level_on=level_on, level=2 if level_on else None
    )
    told = transition_of(one, transition_ends(MONDAY.date()))
    assert (told and told[0]) == found


def test_both_are_told_once_on_a_working_day(province: Province) -> None:
    old, project = system(province), system(province, "DA-1", state="planned")
    system(province, "MOI-1")
    record_level(
        system_id=old.pk,
        level=2,
        on=date(2025, 5, 5),
        basis="QĐ 5/QĐ-UBND",
        by=province.seat("quan"),
        at=province.at,
    )
    sunday, early = MONDAY.replace(day=29), MONDAY.replace(hour=6)
    assert [remind_of_transitions(at=at) for at in (sunday, early)] == [0, 0]
    assert remind_of_transitions(at=MONDAY) == 2
    assert remind_of_transitions(at=MONDAY.replace(hour=9)) == 0
    told = Notice.objects.filter(kind="systems.transition")
    assert {one.target_id for one in told} == {old.pk, project.pk}
    lines = tell_systems(province.seat("quan"), list(told)).values()
    assert {
        one.deadline.due_on
        for one in lines
        if one.deadline and "nguồn thứ cấp" in one.words
    } == {
        date(2027, 7, 1),
        date(2027, 2, 19),
    }
    assert "01/07/2027" in page(province, old)
    assert "19/02/2027" in page(province, project)


def test_nothing_is_told_after_the_last_day(province: Province) -> None:
    system(province, "DA-1", state="planned")
    late = datetime(2027, 2, 22, 8, 0, tzinfo=VIETNAM)
    assert remind_of_transitions(at=late) == 0
