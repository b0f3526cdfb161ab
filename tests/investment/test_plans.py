"""The plan of a period: who names which line, who none; figures beside needs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from congvu.indicators.actions import measure
from congvu.indicators.models import Measurement
from congvu.indicators.rules import Better, PeriodKind, period_of
from congvu.investment.models import Need, NeedFigure, PeriodPlan, PlanPlace
from congvu.investment.rules.plans import Moving, moving
from tests.duties.stories import give
from tests.investment.stories import a_need, a_plan, page, sent
from tests.investment.test_needs import GOOD
from tests.investment.test_steps import funded
from tests.people import Province
from tests.systems.stories import sang, system

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.parametrize(
    ("better", "before", "target", "now", "told"),
    [
        (Better.HIGHER, 40, 80, None, Moving.UNKNOWN),
        (Better.HIGHER, 40, 80, 40, Moving.STILL),
        (Better.HIGHER, 40, 80, 30, Moving.STILL),
        (Better.HIGHER, 40, 80, 41, Moving.MOVED),
        (Better.HIGHER, 40, 80, 80, Moving.REACHED),
        (Better.LOWER, 40, 10, 50, Moving.STILL),
        (Better.LOWER, 40, 10, 39, Moving.MOVED),
        (Better.LOWER, 40, 10, 10, Moving.REACHED),
        (Better.NEITHER, 40, 10, 39, Moving.MOVED),
        (Better.NEITHER, 40, 80, 41, Moving.MOVED),
        (Better.HIGHER, 40, None, 41, Moving.MOVED),
    ],
)
def test_whether_a_figure_moved(
    better: Better, before: int, target: int | None, now: int | None, told: Moving
) -> None:
    goal = None if target is None else Decimal(target)
    seen = None if now is None else Decimal(now)
    assert moving(better, Decimal(before), goal, seen) == told


def typed(people: Province, **more: str) -> dict[str, str]:
    year = people.today.year
    return {
        "title": "Kế hoạch phát triển công nghệ thông tin",
        "number": "9/QĐ-UBND",
        "decided_on": f"{people.today:%d/%m/%Y}",
        "first_year": str(year),
        "last_year": str(year + 4),
        "lines": "1; Hạ tầng; mạng; 900\n2; Dịch vụ công; 1.500",
        **more,
    }


def test_a_plan_is_kept_as_it_was_decided(province: Province) -> None:
    bad = typed(province, lines="1; Hạ tầng\nabc", number="")
    told = sent(province, "keep-plan", **bad).content.decode()
    assert "Chưa đúng: 1; Hạ tầng | abc" in told
    twice = typed(province, lines="1; A; 5\n1; B; 6", last_year="1999", number="")
    told = sent(province, "keep-plan", **twice).content.decode()
    for words in (
        "Dòng 1 ghi hai lần.",
        "Năm cuối từ năm đầu trở đi.",
        "Ghi số quyết định.",
    ):
        assert words in told
    assert not PeriodPlan.objects.exists()
    assert sent(province, "keep-plan", **typed(province)).status_code == 302
    made = PeriodPlan.objects.get()
    assert sorted(made.lines.values_list("code", "title", "money")) == [
        ("1", "Hạ tầng; mạng", 900),
        ("2", "Dịch vụ công", 1500),
    ]
    told = sent(province, "keep-plan", **typed(province)).content.decode()
    assert "Đã ghi kế hoạch của quyết định này." in told
    assert "Hạ tầng; mạng" in page(province, "plan", made.pk)
    assert made.title in page(province, "plans")


def test_each_need_and_system_names_its_line_or_says_why(province: Province) -> None:
    year = province.today.year
    network = a_need(province, "Mạng nội bộ", {year: 700, year + 1: 300})
    training = a_need(province, "Tập huấn", {year: 5})
    a_need(province, "Xa hơn kế hoạch", {year + 9: 5})
    portal = system(province)
    plan = a_plan(province)
    told = page(province, "plan", plan.pk)
    for words in ("Mạng nội bộ", "Tập huấn", portal.name):
        assert words in told
    assert "Xa hơn kế hoạch" not in told
    assert "chưa ghi thuộc dòng nào" in page(province, "need", network.pk)

    empty = sent(province, "place-need", network.pk, plan.pk).content.decode()
    assert "Chọn dòng của kế hoạch, hoặc ghi vì sao" in empty
    line = plan.lines.get(code="1")
    said = {"line": str(line.pk)}
    assert sent(province, "place-need", network.pk, plan.pk, **said).status_code == 302
    why = {"why": "Chi thường xuyên hằng năm"}
    assert sent(province, "place-need", training.pk, plan.pk, **why).status_code == 302
    done = sent(province, "place-system", plan.pk, portal.pk, **said)
    assert done.status_code == 302
    told = page(province, "plan", plan.pk)
    assert "Không còn nhu cầu nào." in told
    assert "Không còn hệ thống nào." in told
    assert "Chi thường xuyên hằng năm" in told
    assert "quá kế hoạch" in told, "1,000 are asked under a line of 900"

    sent(province, "place-need", training.pk, plan.pk, **said)
    assert PlanPlace.objects.get(need=training).why == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanPlace.objects.filter(need=training).update(why="cả hai")


def test_a_commune_places_its_own_alone(province: Province) -> None:
    other = sang(province)
    own = a_need(province, "Của tỉnh", {province.today.year: 5})
    portal, plan = system(province), a_plan(province)
    theirs = other.client("sang")
    for name, ids in (
        ("place-need", [own.pk, plan.pk]),
        ("place-system", [plan.pk, portal.pk]),
        ("set-figure", [own.pk]),
    ):
        url = reverse(f"investment:{name}", args=ids)
        assert theirs.get(url).status_code == 404
    told = theirs.get(reverse("investment:plan", args=[plan.pk])).content.decode()
    assert "Của tỉnh" not in told
    assert portal.name not in told
    assert theirs.get(reverse("investment:keep-plan")).status_code in (403, 404)


def test_a_figure_is_taken_as_measured_and_its_move_seen(province: Province) -> None:
    """Of the committee's line nothing is paid: 0 %; then all of it: 100 %."""
    need = a_need(province, "Sao lưu khác", {province.today.year: 5})
    funded(province)
    period = period_of(PeriodKind.MONTH, province.today)
    span = (period.start, period.last)
    told = list(measure(at=province.at, codes=["investment.spent"], span=span))
    assert [one.error for one in told] == [""]
    typed_ = {"indicator": "investment.spent", "role": "moves", "target": ""}
    page_ = sent(province, "set-figure", need.pk, **typed_).content.decode()
    assert "Ghi mức phải đạt." in page_
    lost = {**typed_, "indicator": "investment.nothing", "target": "100"}
    assert sent(province, "set-figure", need.pk, **lost).status_code == 422
    good = {**typed_, "target": "100"}
    assert sent(province, "set-figure", need.pk, **good).status_code == 302
    row = NeedFigure.objects.get()
    assert (row.value, row.target) == (0, 100)
    again = sent(province, "set-figure", need.pk, **good).content.decode()
    assert "Đã gắn chỉ tiêu này." in again
    told = page(province, "need", need.pk)
    assert "chưa có số mới" in told
    records = f"ky={row.period}&amp;co-quan={row.body_id}"
    assert records not in told, "who runs the machine reads no figures"
    assert records in page(province, "need", need.pk, who="ha")

    NeedFigure.objects.update(period="2020-01")
    assert "chưa thay đổi" in page(province, "need", need.pk)
    Measurement.objects.filter(indicator_id="investment.spent").update(
        numerator=F("denominator")
    )
    assert "đã đạt" in page(province, "need", need.pk)
    assert sent(province, "drop-figure", row.pk).status_code == 302
    assert "Chưa gắn chỉ tiêu nào" in page(province, "need", need.pk)


def test_a_duty_is_named_by_who_reads_it_and_kept_by_who_does_not(
    province: Province,
) -> None:
    """Hà leads and names the duty; Quân keeps machines, sees none, changes the sum."""
    duty = give(province, title="Rà soát hạ tầng")
    ha = province.client("ha")
    given: dict[str, Any] = {**GOOD, "duties": [str(duty.pk)]}
    assert ha.post(reverse("investment:enter"), given).status_code == 302
    need = Need.objects.get()
    url = reverse("investment:need", args=[need.pk])
    assert duty.title in ha.get(url).content.decode()
    assert duty.title not in page(province, "need", need.pk)
    stranger = {**GOOD, "duties": [str(duty.pk)]}
    assert sent(province, "change", need.pk, **stranger).status_code == 422
    assert sent(province, "change", need.pk, **GOOD).status_code == 302
    assert list(need.duties.all()) == [duty]
