"""Quân and Dung judge software offered, each apart; what is best is recommended."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from congvu.standards.models import (
    Evaluation,
    EvaluationPaper,
    EvaluationScore,
)
from congvu.standards.rules import Weighed, firsts, ranking, sensitivity
from tests.people import Province
from tests.systems.stories import sang

PLACE = "/an-toan/tieu-chuan/danh-gia/"
A, B, C = (UUID(int=n) for n in (1, 2, 3))
X, Y = UUID(int=11), UUID(int=12)
CRITERIA = [Weighed(X, 60, 0), Weighed(Y, 40, 5)]


def test_ranked_by_hand() -> None:
    """A: 8 and 6 → 7,2. B: 6 and 10 → 7,6. C: 10 and 4 → below five, out."""
    points = {
        (A, X): [8, 8],
        (A, Y): [5, 7],
        (B, X): [6, 6],
        (B, Y): [10, 10],
        (C, X): [10, 10],
        (C, Y): [4, 4],
    }
    found = ranking([A, B, C], CRITERIA, points)
    assert [(o.offer, o.total, o.place) for o in found] == [
        (B, Fraction(38, 5), 1),
        (A, Fraction(36, 5), 2),
        (C, Fraction(38, 5), None),
    ]
    assert found[2].below == (Y,)
    shifted = sensitivity([A, B, C], CRITERIA, points)
    told = {(o.criterion, o.by): (o.first, o.changes) for o in shifted}
    assert told[X, 10] == ((B,), False)
    assert told[Y, 10] == ((B,), False)
    assert told[Y, -10] == ((A, B), True), "8·60 + 6·30 = 6·60 + 10·30"


def test_equals_share_a_place_and_a_shift_may_change_the_first() -> None:
    even = {(A, X): [6], (A, Y): [6], (B, X): [6], (B, Y): [6]}
    assert firsts(ranking([A, B], CRITERIA, even)) == (A, B)
    close = {(A, X): [8], (A, Y): [5], (B, X): [6], (B, Y): [8]}
    assert firsts(ranking([A, B], CRITERIA, close)) == (A, B)
    told = {(o.criterion, o.by): o for o in sensitivity([A, B], CRITERIA, close)}
    assert told[X, 10].first == (A,)
    assert told[X, -10].first == (B,)
    assert told[X, 10].changes


@given(
    st.lists(st.integers(0, 10), min_size=8, max_size=8),
    st.integers(1, 99),
)
def test_more_points_never_rank_lower(given_: list[int], weight: int) -> None:
    criteria = [Weighed(X, weight, 0), Weighed(Y, 100 - weight, 0)]
    keys = [(o, c) for o in (A, B) for c in (X, Y)]
    points = {key: given_[2 * n : 2 * n + 2] for n, key in enumerate(keys)}
    before = {o.offer: o.place for o in ranking([A, B], criteria, points)}
    more = {**points, (A, X): [min(10, p + 1) for p in points[A, X]]}
    after = {o.offer: o.place for o in ranking([A, B], criteria, more)}
    assert (after[A] or 0) <= (before[A] or 0)


@pytest.fixture
def begun(province: Province, law: None) -> Evaluation:
    quan = province.client("quan")
    told = {"name": "Phần mềm văn bản cho xã", "need": "108 xã, liên thông trục"}
    assert quan.post("/an-toan/tieu-chuan/danh-gia-moi/", told).status_code == 302
    return Evaluation.objects.get()


def add(who: Client, one: Evaluation, part: str, **told: Any) -> Any:
    return who.post(f"{PLACE}{one.pk}/them/{part}/", told)


def filled(people: Province, one: Evaluation) -> None:
    """Two criteria, two offers, two who judge."""
    quan = people.client("quan")
    add(quan, one, "tieu-chi", name="Chức năng", weight="60")
    add(quan, one, "tieu-chi", name="An toàn", weight="40", least="5")
    add(quan, one, "phan-mem", name="Văn thư A", vendor="Công ty A", price="100000000")
    add(quan, one, "phan-mem", name="Văn thư B", vendor="Công ty B")
    for name in ("quan", "dung"):
        add(quan, one, "nguoi-cham", person=str(people.seat(name).person_id))


def sheet(one: Evaluation, first: int, second: int) -> dict[str, str]:
    told = {}
    criteria = one.criteria.order_by("pk")
    for criterion, points in zip(criteria, (first, second), strict=True):
        told[f"points-{criterion.pk}"] = str(points)
        told[f"evidence-{criterion.pk}"] = "Bản thử ngày đầu, trang 3"
    return told


def test_put_together_with_every_reason(province: Province, begun: Evaluation) -> None:
    quan, one = province.client("quan"), begun
    bad = add(quan, one, "tieu-chi", name=" ", weight="0", least="11").content.decode()
    for reason in ("Ghi tên tiêu chí.", "từ 1 đến 100", "từ 0 đến 10"):
        assert reason in bad
    assert add(quan, one, "phan-mem", name="A", vendor="").status_code == 422
    stranger = str(province.seat("minh").person_id)
    assert add(quan, one, "nguoi-cham", person=stranger).status_code == 422
    opened = quan.post(f"{PLACE}{one.pk}/mo-cham/", follow=True).content.decode()
    for reason in ("Tổng trọng số là 0", "hai phần mềm", "hai người chấm"):
        assert reason in opened
    filled(province, one)
    gone = one.criteria.get(name="An toàn")
    quan.post(f"{PLACE}{one.pk}/bo/tieu-chi/{gone.pk}/")
    assert "Tổng trọng số 60" in quan.get(f"{PLACE}{one.pk}/").content.decode()
    add(quan, one, "tieu-chi", name="An toàn", weight="40", least="5")
    assert quan.post(f"{PLACE}{one.pk}/mo-cham/").status_code == 302
    one.refresh_from_db()
    assert one.state == "scoring"
    late = add(quan, one, "tieu-chi", name="Giá", weight="1").content.decode()
    assert "không thêm bớt" in late


def test_each_judges_apart_then_all_is_compared(
    province: Province, begun: Evaluation
) -> None:
    one, quan, dung = begun, province.client("quan"), province.client("dung")
    filled(province, one)
    quan.post(f"{PLACE}{one.pk}/mo-cham/")
    a, b = one.offers.order_by("pk")
    page = f"{PLACE}{one.pk}/"
    bad = quan.post(f"{page}cham/{a.pk}/", {f"points-{uuid4()}": "3"})
    assert "Chức năng: điểm từ 0 đến 10." in bad.content.decode()
    for offer, points in ((a, (8, 6)), (b, (6, 10))):
        sent = quan.post(f"{page}cham/{offer.pk}/", sheet(one, *points))
        assert sent.status_code == 302
    assert "chưa chấm" in dung.post(f"{page}nop/", follow=True).content.decode()
    assert quan.post(f"{page}nop/").status_code == 302
    hidden = dung.get(page).content.decode()
    assert "Bản thử ngày đầu" not in hidden, "not before one's own is handed in"
    again = quan.post(f"{page}cham/{a.pk}/", sheet(one, 10, 10)).content.decode()
    assert "đã nộp phiếu" in again
    for offer, points in ((a, (8, 4)), (b, (6, 10))):
        dung.post(f"{page}cham/{offer.pk}/", sheet(one, *points))
    signer = {"signer": str(province.seat("dung").post_id)}
    early = dung.post(f"{page}kien-nghi/", signer).content.decode()
    assert "Chưa chấm xong." in early
    dung.post(f"{page}nop/")
    one.refresh_from_db()
    assert one.state == "closed"
    shown = dung.get(page).content.decode()
    assert "7,60" in shown, "B: 6 and 10"
    assert "Bản thử ngày đầu" in shown
    assert dung.post(f"{page}kien-nghi/", signer).status_code == 302
    paper = EvaluationPaper.objects.get().draft.versions.get().body
    assert "Kiến nghị lựa chọn Văn thư B của Công ty B." in str(paper["body"])
    (compared,) = (one["rows"] for one in paper["body"] if one["kind"] == "table")
    assert compared == [
        ["Tiêu chí", "Trọng số (%)", "Tối thiểu", "Văn thư B", "Văn thư A"],
        ["Chức năng", "60", "0", "6,00", "8,00"],
        ["An toàn", "40", "5", "10,00", "5,00"],
        ["Điểm chung", "100", "", "7,60", "6,80"],
    ]
    rests_on = str(paper["appendices"][0]["body"])
    assert rests_on.count("Bản thử ngày đầu, trang 3") == 8, "what each point rests on"
    assert quan.get(f"{page}kien-nghi/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationScore.objects.update(points=11)


def test_another_agency_finds_none_of_it(province: Province, begun: Evaluation) -> None:
    theirs, minh = sang(province).client("sang"), province.client("minh")
    for who in (theirs, minh):
        assert who.get(f"{PLACE}{begun.pk}/").status_code == 404
        assert who.post(f"{PLACE}{begun.pk}/nop/").status_code == 404
    filled(province, begun)
    assert (
        province.client("dung").post(f"{PLACE}{begun.pk}/mo-cham/").status_code == 404
    )


def test_who_left_does_not_keep_it_from_ending(
    province: Province, begun: Evaluation
) -> None:
    """Of three one goes away without handing in; the two others' points decide."""
    one, quan, dung = begun, province.client("quan"), province.client("dung")
    filled(province, one)
    gone = one.scorers.create(person_id=province.seat("minh").person_id, name="Minh")
    quan.post(f"{PLACE}{one.pk}/mo-cham/")
    for who in (quan, dung):
        for offer in one.offers.all():
            who.post(f"{PLACE}{one.pk}/cham/{offer.pk}/", sheet(one, 7, 7))
        who.post(f"{PLACE}{one.pk}/nop/")
    drop = f"{PLACE}{one.pk}/bo/nguoi-cham/"
    kept = one.scorers.get(person=province.seat("dung").person_id)
    refused = quan.post(f"{drop}{kept.pk}/", follow=True).content.decode()
    assert "đã nộp phiếu chấm" in refused
    assert quan.post(f"{drop}{gone.pk}/").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.scorers.count()) == ("closed", 2)
