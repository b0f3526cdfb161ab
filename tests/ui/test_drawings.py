"""Drawings: well formed alone and in a page, gaps that say so, nothing to run."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from congvu.ui.formats.drawings import (
    Bar,
    Drawing,
    Form,
    SharePart,
    Shares,
    Spot,
    Stop,
    TrendWords,
    bar_drawing,
    places_drawing,
    shares_drawing,
    spark_drawing,
    trend_drawing,
)

Draw = Callable[[int | None], Drawing]
SVG = "{http://www.w3.org/2000/svg}"
WORDS = TrendWords("số đo", "số báo cáo", "mức phải đạt", "chưa biết", "không có")
STOPS = [
    Stop("01/24", "60 %", 60, target=80),
    Stop("02/24", "Chưa đo kỳ này.", None, 75, "75 %", target=80),
    Stop("03/24", "70 %", 70, 90, "90 %", target=80),
    Stop("04/24", "không có gì để tính", None, target=85, is_nothing=True),
    Stop("05/24", "84 %", 84, target=85),
]


def bars(width: int | None = None, **more: str) -> Drawing:
    lines = [
        Bar("Sở Tài chính & Kế hoạch", 92, "92 %", 80, url=more.get("url", "")),
        Bar("Sở <b>Nội vụ</b>", 0, "0 %", 80, Form.LATE),
        Bar("UBND xã Yến Dương", None, "chưa biết", 80),
    ]
    return bar_drawing(
        lines, key="b", title="Điện tử", about="Ba cơ quan", most=100, width=width
    )


def trend(width: int | None = None) -> Drawing:
    return trend_drawing(
        STOPS, key="t", title="Theo tháng", about="Năm kỳ", words=WORDS, most=100,
        width=width,
    )  # fmt: skip


def shares(width: int | None = None) -> Drawing:
    rows = [
        Shares(
            "Tất cả",
            [
                SharePart(Form.SOLID, "xong", 3, "3"),
                SharePart(Form.LATE, "quá hạn", 1, "1"),
                SharePart(Form.DOTTED, "gia hạn", 0, "0"),
            ],
        )
    ]
    return shares_drawing(rows, key="s", title="Phần", about="Bốn", width=width)


def spark(width: int | None = None) -> Drawing:
    return spark_drawing([1, None, None, 3], key="k", title="Bốn kỳ", about="Nay 3")


ALL = pytest.mark.parametrize("draw", [bars, trend, shares, spark])


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg)  # noqa: S314 - our own drawing


def texts(drawing: Drawing) -> list[str]:
    return [text.text or "" for text in parsed(drawing).iter(f"{SVG}text")]


@ALL
@pytest.mark.parametrize("width", [None, 640])
def test_a_drawing_is_well_formed_and_tells_itself(
    draw: Draw, width: int | None
) -> None:
    drawing = draw(width)
    root = parsed(drawing)

    named = root.attrib["aria-labelledby"].split()
    told = {one.attrib["id"]: one.text for one in root if "id" in one.attrib}
    assert told[named[0]] == drawing.title
    assert told[named[1]]
    assert not re.search(
        r"\sstyle=|<style|<script|\son[a-z]+=|href=\"http", drawing.svg
    )


@ALL
def test_for_print_every_place_is_a_plain_number(draw: Draw) -> None:
    drawing = draw(640)

    assert "%" not in re.sub(r">[^<]*<", "><", drawing.svg)
    assert parsed(drawing).attrib["viewBox"].startswith("0 0 ")


def test_what_is_not_known_has_no_bar_and_nought_has_one() -> None:
    root = parsed(bars())

    parts = [rect for rect in root.iter(f"{SVG}rect") if "part" in rect.attrib["class"]]
    assert [part.attrib["width"] for part in parts] == ["92.00%", "0.00%"]
    assert "chưa biết" in texts(bars())


def test_a_line_breaks_where_nothing_is_known() -> None:
    """Two periods known side by side: none here; a line would be invented."""
    root = parsed(trend())
    kinds = [line.attrib["class"] for line in root.iter(f"{SVG}line")]

    assert kinds.count("measured") == 1  # the sample of the legend
    assert kinds.count("reported") == 2
    assert texts(trend()).count("chưa biết") == 1
    assert texts(trend()).count("không có") == 1
    whole = trend_drawing(
        [STOPS[0], STOPS[2], STOPS[4]],
        key="t", title="a", about="b", words=WORDS, most=100,
    )  # fmt: skip
    kinds = [line.attrib["class"] for line in parsed(whole).iter(f"{SVG}line")]
    assert kinds.count("measured") == 3


def test_a_target_may_change_from_period_to_period() -> None:
    root = parsed(trend())
    steps = [x for x in root.iter(f"{SVG}line") if x.attrib["class"] == "target"][:5]

    assert [step.attrib["y1"] for step in steps[2:4]] == ["57.2", "48.4"]


def test_the_parts_of_a_whole_fill_it() -> None:
    root = parsed(shares())
    parts = [r for r in root.iter(f"{SVG}rect") if r.attrib.get("y") == "21.0"]

    assert [(p.attrib["x"], p.attrib["width"]) for p in parts] == [
        ("0.00%", "75.00%"),
        ("75.00%", "25.00%"),
    ]


def test_names_are_text_and_never_marks() -> None:
    assert "Sở <b>Nội vụ</b>" in texts(bars())
    assert "<b>" not in bars(url='/x"><script>').svg
    assert 'href="/x&quot;&gt;&lt;script&gt;"' in bars(url='/x"><script>').svg


def test_nothing_at_all_is_drawn_too() -> None:
    for drawing in (
        bar_drawing([], key="a", title="b", about="c"),
        shares_drawing([], key="a", title="b", about="c"),
        trend_drawing([], key="a", title="b", about="c", words=WORDS),
        trend_drawing(
            [Stop("1", "0", 0.0)], key="a", title="b", about="c", words=WORDS
        ),
        spark_drawing([], key="a", title="b", about="c"),
        spark_drawing([None, None], key="a", title="b", about="c"),
        spark_drawing([2.5], key="a", title="b", about="c"),
    ):
        assert parsed(drawing).attrib["height"] != "0"


def test_places_lie_as_they_do_on_the_ground() -> None:
    spots = [
        Spot(22.4, 105.7, "Yến <Dương>", "/a/"),
        Spot(22.1, 106.1, "Nà Rì"),
        Spot(22.1, 105.7, "Chợ Mới"),
    ]
    drawn = places_drawing(spots, key="m", title="Bản đồ", about="Ba nơi")
    root = ET.fromstring(drawn.svg)  # noqa: S314  # our own
    dots = [
        (float(c.attrib["cx"]), float(c.attrib["cy"]))
        for c in root.iter(f"{SVG}circle")
    ]
    (north, corner, east) = dots[0], dots[2], dots[1]
    assert north[0] == corner[0] < east[0]
    assert north[1] < corner[1] == east[1]
    # A degree to the east is shorter here than one to the north.
    wide, high = (east[0] - corner[0]) / 0.4, (corner[1] - north[1]) / 0.3
    assert 0.9 < wide / high < 0.95
    assert "Yến &lt;Dương&gt;" in drawn.svg
    assert [a.attrib["href"] for a in root.iter(f"{SVG}a")] == ["/a/"]


def test_one_place_and_places_far_apart_are_drawn() -> None:
    for spots in (
        [Spot(22.1, 105.8, "Một")],
        [Spot(-90, -180, "Đầu"), Spot(90, 180, "Cuối")],
        [Spot(8.0, 105.0, "Nam"), Spot(23.4, 105.0, "Bắc")],
    ):
        drawn = places_drawing(spots, key="m", title="Bản đồ", about="Xa")
        root = ET.fromstring(drawn.svg)  # noqa: S314  # our own
        for circle in root.iter(f"{SVG}circle"):
            assert 0 <= float(circle.attrib["cx"]) <= 720
            assert 0 <= float(circle.attrib["cy"]) <= drawn.height
