"""A duty measured by an indicator: chosen, shown beside its target, given up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from congvu.duties.models import Duty, Evidence
from congvu.indicators.actions import measure
from congvu.indicators.rules import PeriodKind, period_of
from tests.duties.stories import give
from tests.figures.conftest import told as told
from tests.figures.stories import SHARE, Filled


def choose(told: Filled, duty: Duty, who: str = "dung", **given: Any) -> Any:
    address = reverse("duties:measure", args=[duty.id])
    said = {"indicator": SHARE, "target": "60"} | given
    return told.people.client(who).post(address, said)


def test_the_duty_shows_its_figure_and_the_indicator_its_duties(told: Filled) -> None:
    """Counted anew this month: the commune has nothing yet; so it says."""
    duty = give(told.people, measure="60 % việc đúng hạn")

    assert choose(told, duty).status_code == 302

    page = told.people.client("dung").get(reverse("duties:duty", args=[duty.id]))
    measured = page.context["measured"]
    assert (measured.name, measured.value, measured.reached) == (
        "Việc đúng hạn",
        "chưa biết",
        None,
    )
    assert "cho đo bằng chỉ tiêu" in page.content.decode()
    own = told.people.client("phuc").get(reverse("duties:duty", args=[duty.id]))
    assert own.context["measured"].value == "chưa biết"
    assert own.context["measure_url"] == ""
    figures = told.people.client("dung").get(reverse("figures:indicator", args=[SHARE]))
    assert [one.id for one in figures.context["duties"]] == [duty.id]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"indicator": "không.có"}, "Mục đã chọn không còn trong danh sách."),
        ({"indicator": ""}, "Có mục tiêu thì chọn chỉ tiêu."),
        ({"target": "101"}, "Tỷ lệ không quá 100 %."),
        ({"target": "-1"}, "Giá trị phải là số không âm."),
        ({"target": "tám mươi"}, "Chưa phải là một con số."),
    ],
)
def test_bad_input_is_named(told: Filled, given: dict[str, str], words: str) -> None:
    duty = give(told.people)

    answer = choose(told, duty, **given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    duty.refresh_from_db()
    assert (duty.indicator, duty.target) == ("", None)


def test_only_who_follows_it_up_chooses_and_gives_up(told: Filled) -> None:
    duty = give(told.people)

    assert choose(told, duty, "phuc").status_code == 404
    choose(told, duty)
    duty.refresh_from_db()
    assert (duty.indicator, duty.target) == (SHARE, Decimal(60))
    assert choose(told, duty, indicator="", target="").status_code == 302
    duty.refresh_from_db()
    assert duty.indicator == ""


def test_what_is_measured_is_offered_as_evidence(told: Filled) -> None:
    """Phúc's commune had one of two in time, this month too."""
    month = period_of(PeriodKind.MONTH, told.people.today - timedelta(days=1))
    told.hand.lines.clear()
    told.hand.write(told.people.commune, month.start, 1, 2)
    assert list(measure(at=told.people.at, codes=[SHARE]))
    duty = give(told.people)
    choose(told, duty, target="40")

    address = reverse("duties:report", args=[duty.shares.get().id])
    form = told.people.client("phuc").get(address).context["form"]
    page = told.people.client("dung").get(reverse("duties:duty", args=[duty.id]))

    assert (form.initial["figure"], page.context["measured"].value) == ("50", "50 %")
    assert page.context["measured"].reached is True
    assert form.initial["figure_label"].startswith("Việc đúng hạn, tháng")

    said = {"done_on": f"{told.people.today:%d/%m/%Y}", "text": "Đã đạt."}
    said |= {name: form.initial[name] for name in ("figure", "figure_label")}
    assert told.people.client("phuc").post(address, said).status_code == 302
    shown = Evidence.objects.get()
    assert (shown.indicator, shown.body_id) == (SHARE, told.people.commune.id)
    for who in ("phuc", "dung"):
        page = told.people.client(who).get(reverse("duties:duty", args=[duty.id]))
        ((_report, ((_one, url),)),) = page.context["reports"]
        assert told.people.client(who).get(url).context["frame"].period == month


def test_a_typed_figure_is_of_no_indicator(told: Filled) -> None:
    duty = give(told.people)
    choose(told, duty)
    address = reverse("duties:report", args=[duty.shares.get().id])
    said = {"done_on": f"{told.people.today:%d/%m/%Y}", "text": "Đã đạt."}
    said |= {"figure": "50", "figure_label": "% việc đúng hạn"}

    assert told.people.client("phuc").post(address, said).status_code == 302

    assert (Evidence.objects.get().indicator, Evidence.objects.get().period) == ("", "")
