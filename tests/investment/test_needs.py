"""What an agency needs, entered by who answers for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from congvu.investment.forms import MoneyField
from congvu.investment.models import Need
from tests.investment.stories import MILLION, YEAR, a_need, page, sent
from tests.people import Province
from tests.systems.stories import sang

pytestmark = pytest.mark.usefixtures("law")
GOOD: dict[str, Any] = {
    "title": "Máy trạm cho một cửa",
    "purpose": "Máy cũ 12 năm",
    "priority": "1",
    "score": "80",
    "costs": "2026: 300.000.000\n2027: 150 000 000",
    "sources": ["province", "central"],
    "steps": "50,100",
    "way": "project",
}


def test_a_need_needs_all_of_it_and_nothing_typed_is_lost(province: Province) -> None:
    bad = sent(
        province,
        "enter",
        purpose="Máy cũ",
        score="101",
        costs="2026 300\n2027: abc",
        steps="50,100",
    )
    told = bad.content.decode()
    assert bad.status_code == 422
    for words in ("Ghi mỗi năm một dòng", "2026 300; 2027: abc", "Máy cũ"):
        assert words in told
    for endless in (f"{'9' * 5000}: 5", f"2026: {'9' * 5000}"):
        bad = sent(province, "enter", **{**GOOD, "costs": endless})
        assert bad.status_code == 422
        assert "Ghi mỗi năm một dòng" in bad.content.decode()
    told = sent(province, "enter", costs="1999: 5", score="0").content.decode()
    for words in (
        "Ghi nhu cầu gì.",
        "Ghi để làm gì",
        "Chọn mức ưu tiên.",
        "Điểm từ 1 đến 100.",
        "Chọn ít nhất một nguồn vốn.",
        "Năm 1999 không đúng.",
    ):
        assert words in told
    assert not Need.objects.exists()


def test_quan_enters_and_changes_what_nobody_has_decided(province: Province) -> None:
    assert sent(province, "enter", **GOOD).status_code == 302
    one = Need.objects.get()
    assert list(one.costs.order_by("year").values_list("year", "money")) == [
        (2026, 300 * MILLION),
        (2027, 150 * MILLION),
    ]
    assert "450.000.000" in page(province, "list")
    change = {**GOOD, "costs": "2026: 1", "after": [str(one.pk)]}
    told = sent(province, "change", one.pk, **change).content.decode()
    assert "không còn trong danh sách" in told
    assert (
        sent(province, "change", one.pk, **{**GOOD, "costs": "2026: 7"}).status_code
        == 302
    )
    assert one.costs.get().money == 7
    Need.objects.filter(pk=one.pk).update(state="full", granted=100)
    assert "đã có kết quả" in sent(province, "change", one.pk, **GOOD).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=one.pk).update(state="rejected", granted=0)


def test_an_agency_sees_its_own_needs_the_province_all(province: Province) -> None:
    own = a_need(province, "Của tỉnh", {YEAR: 5})
    other = sang(province)
    commune = a_need(province, "Của xã", {YEAR: 5})
    Need.objects.filter(pk=commune.pk).update(agency=province.commune)
    theirs = other.client("sang")
    told = theirs.get(reverse("investment:list")).content.decode()
    assert "Của xã" in told
    assert "Của tỉnh" not in told
    assert theirs.get(reverse("investment:need", args=[own.pk])).status_code == 404
    assert theirs.get(reverse("investment:versions")).status_code in (403, 404)
    assert "Của xã" in page(province, "list")
    url = reverse("investment:change", args=[commune.pk])
    assert province.client("quan").get(url).status_code == 404
    assert province.client("minh").get(reverse("investment:list")).status_code in (
        403,
        404,
    )


def test_a_sum_of_endless_digits_is_named_not_read() -> None:
    field = MoneyField("Số tiền")
    assert field.clean("100.000.000.000.000") == 10**14
    for endless in ("9" * 16, "9" * 5000, "-" + "9" * 5000):
        with pytest.raises(ValidationError):
            field.clean(endless)
