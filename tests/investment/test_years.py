"""The estimate of a year: added up from needs, as a file and as papers to sign."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from congvu.files.formats.sheets import read_sheets
from congvu.investment.access import seen_needs
from congvu.investment.queries.years import year_sums
from congvu.investment.rules.estimates import Cell
from congvu.outgoing.models import Draft
from tests.investment.estimating import an_estimate, estimated
from tests.investment.stories import (
    MILLION,
    YEAR,
    a_need,
    a_version,
    adopted,
    chosen,
    sent,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _year_page(people: Province, who: str = "quan", **asked: str) -> Any:
    return people.client(who).get(reverse("investment:year"), asked)


def test_a_year_is_the_sum_of_its_newest_estimates(province: Province) -> None:
    first = estimated(province)
    an_estimate(province, first.need, seen=1, note="Như cũ")
    a_need(province, "Chưa dự toán", {YEAR: 9 * MILLION})
    found = year_sums(seen_needs(province.seat("quan")), YEAR)
    assert found.sums == {
        ("equipment", Cell("province", YEAR)): 60 * MILLION,
        ("equipment", Cell("province", YEAR + 1)): 40 * MILLION,
        ("contingency", Cell("province", YEAR)): 6 * MILLION,
        ("contingency", Cell("province", YEAR + 1)): 4 * MILLION,
    }
    assert found.rough == {YEAR: 9 * MILLION}
    assert found.whole == {YEAR: 75 * MILLION, YEAR + 1: 44 * MILLION}
    told = _year_page(province, nam=str(YEAR)).content.decode()
    for words in ("75.000.000", "9.000.000 đồng theo kinh phí", "Chưa dự toán"):
        assert words in told
    first.need.costs.filter(year=YEAR).update(money=1)
    assert "dự toán chưa khớp" in _year_page(province, nam=str(YEAR)).content.decode()
    for odd in ("1999", "9" * 5000, "x", "2026.5"):
        assert _year_page(province, nam=odd).status_code == 404


def test_as_a_file_that_runs_nothing(province: Province) -> None:
    estimated(province)
    a_need(province, '=HYPERLINK("http://127.0.0.1")', {YEAR: 9 * MILLION})
    url = reverse("investment:year-file")
    answer: Any = province.client("quan").get(url, {"nam": str(YEAR)})
    table = read_sheets(b"".join(answer.streaming_content))
    needs, sums = table.sheets
    assert [cells for _line, cells in needs.rows][-1][4:] == [
        "75000000",
        "44000000",
        "0",
    ]
    assert [cells for _line, cells in sums.rows][-1][1:] == [
        "66000000",
        "44000000",
        "110000000",
    ]
    texts = {cell for _line, cells in needs.rows for cell in cells}
    assert '=HYPERLINK("http://127.0.0.1")' in texts
    assert not any("f" in kinds for kinds in needs.kinds)


def test_the_chief_of_office_composes_what_is_signed(province: Province) -> None:
    made = estimated(province)
    signer = str(province.seat("dung").post_id)
    url = f"{reverse('investment:compose-year')}?nam={YEAR}"
    chief = province.client("ha")
    assert chief.post(url, {}).status_code == 422
    assert chief.post(url, {"signer": signer}).status_code == 302
    draft = Draft.objects.get()
    content = str(draft.versions.get().body)
    assert f"năm {YEAR}" in draft.subject
    for words in ("66.000.000", "110.000.000", "Tường lửa", "Chi phí thiết bị"):
        assert words in content
    other = a_need(province, "Máy trạm", {YEAR: 5 * MILLION})
    version = a_version(province, budgets={("province", YEAR): 66 * MILLION})
    url = reverse("investment:compose-plan", args=[version.pk])
    early = chief.post(url, {"signer": signer})
    assert "phương án đã chọn" in early.content.decode()
    chosen(province, version, {made.need: 0, other: 100})
    adopted(province, version)
    assert chief.post(url, {"signer": signer}).status_code == 302
    content = str(Draft.objects.order_by("pk").last().versions.get().body)  # type: ignore[union-attr]
    for words in ("Nguồn vốn không đủ", "1 trên 2 nhu cầu", "5.000.000"):
        assert words in content
    assert sent(province, "compose-plan", version.pk, signer=signer).status_code == 422
