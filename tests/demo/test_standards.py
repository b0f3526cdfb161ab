"""The demo's systems that may do the same, and the software it was offered."""

from __future__ import annotations

import pytest

from congvu.standards.models import Evaluation
from congvu.standards.queries import alike_systems, whole
from congvu.standards.rules import EvaluationState
from congvu.systems.models import InformationSystem
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_two_that_keep_staff_are_named_beside_each_other(demo: Demo) -> None:
    pairs, rows = alike_systems(InformationSystem.objects.all())
    named = [{rows[one.first].code, rows[one.second].code} for one in pairs]
    assert named == [{"CCVC", "VCYT"}]
    assert pairs[0].share == 58, "seven words of twelve"


def test_one_offer_is_recommended_and_another_choice_is_being_made(demo: Demo) -> None:
    done, going = Evaluation.objects.order_by("pk")
    assert (done.state, going.state) == (
        EvaluationState.CLOSED,
        EvaluationState.SCORING,
    )
    told = whole(done)
    names = {one.pk: one.name for one in told.offers}
    assert [(names[one.offer], one.place) for one in told.ranked] == [
        ("Hồ sơ Mở 2", 1),
        ("Văn thư Xanh 4", 2),
        ("Sổ Nhanh", None),
    ]
    assert whole(going).ranked == []
    draft = done.papers.get().draft
    paper = draft.versions.get().body
    assert "Kiến nghị lựa chọn Hồ sơ Mở 2 của Hợp tác xã" in str(paper["body"])
    rests_on = str(paper["appendices"])
    assert "Chưa có nhật ký đăng nhập" in rests_on, "what each point rests on"
