"""What Dũng the chairman, Minh his specialist, Tú and Phúc of a commune see.

Last month: the committee 3 of 4 in time; Yến Dương and Tây 1 of 2; Đông had nothing.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.figures.rules import name_of
from congvu.indicators.actions import measure
from congvu.indicators.queries import period_words
from congvu.indicators.rules import PeriodKind, period_of
from tests.figures.stories import SHARE, Filled, commune, count


def page(told: Filled, who: str, name: str, **asked: Any) -> Any:
    address = reverse(f"figures:{name}", args=[] if name == "list" else [SHARE])
    return told.people.client(who).get(address, {"ky": name_of(told.month)} | asked)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_list_tells_the_province_beside_ones_own(told: Filled) -> None:
    line = page(told, "dung", "list").context["lines"][0]

    assert (line.shown.value, line.shown.made_of) == ("62,5 %", "5 trên 8")
    assert (line.own.value, line.own.made_of) == ("75 %", "3 trên 4")
    assert (line.shown.target, line.shown.standing) == ("70 %", "chưa đạt")
    mine = page(told, "tu", "list").context["lines"]
    assert (mine[0].shown.value, mine[0].own) == ("50 %", None)
    assert mine[1].shown.value == "chỉ có số báo cáo"


def test_what_was_never_counted_is_not_known_and_not_nought(told: Filled) -> None:
    before = name_of(told.month.moved(-1))

    answer = page(told, "dung", "indicator", ky=before)

    assert answer.context["told"].value == "chưa biết"
    said = text(answer)
    assert "Chưa đo kỳ này." in said
    assert ">0 %<" not in answer.content.decode()
    assert answer.context["trend"].svg.count(">chưa biết</text>") == 1


def test_a_query_that_fails_is_named_and_the_old_figure_stays(told: Filled) -> None:
    told.hand.sql = (
        "SELECT gen_random_uuid(), now()::date, '', gen_random_uuid(),"
        " 1 / (%(size)s - %(size)s)"
    )
    count(told.people)

    answer = page(told, "dung", "indicator")

    assert answer.context["told"].value == "62,5 %"
    said = text(answer)
    assert "division by zero" in said
    assert "Số dưới đây biết lúc" in said
    assert "division by zero" in text(page(told, "dung", "list"))


def test_a_league_ranks_by_fractions_and_keeps_the_rest_apart(told: Filled) -> None:
    found = page(told, "dung", "bodies").context

    ranked = [(r.place, r.name, r.told.value) for r in found["ranked"]]
    assert ranked[0] == (1, "UBND tỉnh Bắc Kạn", "75 %")
    assert sorted(ranked[1:]) == [
        (2, "UBND xã Tây", "50 %"),
        (2, "UBND xã Yến Dương", "50 %"),
    ]
    assert [r.name for r in found["nothing"]] == ["UBND xã Đông"]
    assert found["unknown"] == []
    unknown = page(told, "dung", "bodies", ky=name_of(told.month.moved(-1))).context
    assert unknown["ranked"] == []
    assert len(unknown["unknown"]) == 4


def test_every_number_opens_exactly_its_list(told: Filled) -> None:
    dung = told.people.client("dung")
    for row in page(told, "dung", "bodies").context["ranked"]:
        listed = dung.get(row.records_url).context["rows"]
        assert len(listed) == row.line.figure.records
        good = [one for one in listed if one.line.counts]
        assert len(good) == row.line.figure.numerator
    whole = page(told, "dung", "records").context
    assert len(whole["rows"]) == 8
    good = page(told, "dung", "records", tinh="co").context["rows"]
    assert len(good) == 5


def test_the_communes_of_today_are_a_map_read_without_colour(told: Filled) -> None:
    found = page(told, "dung", "map").context

    assert [(c.name, c.mark, c.told.value) for c in found["cells"]][-1] == (
        "UBND xã Yến Dương",
        "✗",
        "50 %",
    )
    assert {c.standing_words for c in found["cells"]} == {
        "chưa đạt",
        "không có gì để tính",
    }
    assert [c.name for c in found["others"]] == ["UBND tỉnh Bắc Kạn"]
    for cell in found["cells"]:
        assert told.people.client("dung").get(cell.url).status_code == 200


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("phuc", "bodies", 404),  # his commune has nobody below it
        ("phuc", "map", 404),
        ("minh", "bodies", 404),  # he works there, and leads nobody
        ("minh", "map", 404),
        ("minh", "indicator", 200),
        ("lan", "bodies", 404),  # the registry holds papers, not reins
        ("ha", "bodies", 200),
        ("quan", "list", 404),  # the administrator has no desk
        ("quan", "indicator", 404),
    ],
)
def test_who_sees_which_page(told: Filled, who: str, name: str, status: int) -> None:
    assert page(told, who, name).status_code == status


def test_a_body_one_may_not_see_is_not_found(told: Filled) -> None:
    commune, committee = str(told.people.commune.id), str(told.people.committee.id)

    assert page(told, "dung", "indicator", **{"co-quan": commune}).status_code == 200
    assert page(told, "minh", "indicator", **{"co-quan": committee}).status_code == 200
    for who, whose in (
        ("minh", commune),
        ("tu", committee),
        ("phuc", str(told.tay.id)),
    ):
        for name in ("indicator", "records"):
            answer = page(told, who, name, **{"co-quan": whose})
            assert answer.status_code == 404, (who, name)
    assert page(told, "tu", "indicator", **{"co-quan": "tinh"}).status_code == 404
    assert page(told, "dung", "indicator", **{"co-quan": "x"}).status_code == 404


@pytest.mark.parametrize("ky", ["2026-13", "hôm qua", "0001", "2026-q5", "9999-01"])
def test_a_period_that_is_none_is_not_found(told: Filled, ky: str) -> None:
    assert page(told, "dung", "indicator", ky=ky).status_code == 404
    assert page(told, "dung", "list", ky=ky).status_code == 404


@pytest.mark.parametrize("kind", [PeriodKind.QUARTER, PeriodKind.HALF])
def test_months_together_are_known_where_each_that_began_is(
    told: Filled, kind: PeriodKind
) -> None:
    longer = period_of(kind, told.month.start)
    list(measure(at=told.people.at, codes=[SHARE], span=(longer.start, longer.last)))

    answer = page(told, "dung", "indicator", ky=name_of(longer))

    assert answer.context["told"].value == "62,5 %"
    assert answer.context["told"].period == period_words(longer)


def test_the_list_behind_a_number_says_when_it_moved_on(told: Filled) -> None:
    told.hand.write(told.tay, told.month.last, 1, 1)

    said = text(page(told, "dung", "records"))

    assert "Danh sách bây giờ cho 66,7" in said
    count(told.people)
    assert "Danh sách bây giờ" not in text(page(told, "dung", "records"))


def test_records_come_page_by_page_and_as_files(told: Filled) -> None:
    told.hand.write(told.tay, told.month.last, 20, 40)
    count(told.people)
    dung = told.people.client("dung")

    first = page(told, "dung", "records")
    second = dung.get(first.context["pages"].next_url)

    rows = [*first.context["rows"], *second.context["rows"]]
    assert len({row.line.record_id for row in rows}) == 48
    assert not second.context["pages"].next_url
    for form in ("csv", "xlsx"):
        url = reverse("figures:records-export", args=[SHARE, form])
        made = dung.get(url, {"ky": name_of(told.month)})
        assert made.status_code == 200
        body = made.getvalue()
        if form == "csv":
            assert len(body.decode("utf-8-sig").splitlines()) == 49
    wrong = reverse("figures:records-export", args=[SHARE, "exe"])
    assert dung.get(wrong).status_code == 404


def test_as_many_questions_for_any_number_of_bodies(told: Filled) -> None:
    """Four more communes cost nothing."""
    dung = told.people.client("dung")

    def asked(name: str) -> int:
        address = reverse(f"figures:{name}", args=[] if name == "list" else [SHARE])
        with CaptureQueriesContext(connection) as seen:
            assert dung.get(address, {"ky": name_of(told.month)}).status_code == 200
        return len(seen)

    names = ("list", "indicator", "bodies", "map", "records")
    for name in names:
        asked(name)
    before = {name: asked(name) for name in names}
    for n in range(4):
        told.hand.write(commune(told.people, f"Mới {n}"), told.month.last, 1, 2)
    count(told.people)

    assert {name: asked(name) for name in names} == before
