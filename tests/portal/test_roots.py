"""The root of a day: anybody can work it out, and nobody can add to it afterwards."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.portal import actions, queries
from congvu.portal.models import PublicDay
from congvu.portal.rules import EMPTY, leaf_of, path_to, root_from, root_of
from tests.people import Province
from tests.portal.papers import public

_LEAVES = st.lists(st.binary(min_size=1, max_size=8), min_size=1, max_size=40).map(
    lambda parts: [sha256(part).hexdigest() for part in parts]
)


@given(_LEAVES, st.data())
def test_each_leaf_leads_to_the_root_and_no_other_does(
    leaves: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    path = path_to(leaves, place)

    assert root_from(leaves[place], path) == root_of(leaves)
    assert len(path) <= len(leaves).bit_length()
    other = leaf_of(["12/KH-UBND", "tỉnh", "2026-11-28", "", "nay"])
    assert root_from(other, path) != root_of(leaves)


def test_two_leaves_by_hand() -> None:
    left, right = leaf_of(["a"]), leaf_of(["b"])

    assert left == sha256(b"\x00a").hexdigest()
    joined = b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)
    assert root_of([left, right]) == sha256(joined).hexdigest()
    assert root_of([]) == EMPTY


@pytest.mark.usefixtures("law", "home")
def test_a_day_is_closed_once_with_all_its_papers(province: Province) -> None:
    papers = [public(province, subject=f"Kế hoạch số {n}") for n in range(3)]
    assert actions.close_days(by=SYSTEM, at=province.at) == []
    later = province.at + timedelta(days=2)

    made = actions.close_days(by=SYSTEM, at=later)
    again = actions.close_days(by=SYSTEM, at=later)

    assert [one.count for one in made] == [3, 0]
    assert again == []
    day = PublicDay.objects.get(day=province.today)
    for paper in papers:
        proof = queries.proof_of(paper)
        assert proof is not None
        assert root_from(paper.leaf, proof.path) == day.root
    assert made[1].previous == day.root
    told = AuditEvent.objects.filter(event="portal.day-closed")
    assert day.root in [event.data["root"] for event in told]
