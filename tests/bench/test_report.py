"""The page of figures: tables at each size, growth, goals; what is missing is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from congvu.bench.report import SIZES, bench_tables, grown, page, renewed
from congvu.bench.report.goals import GOALS
from congvu.bench.report.words import number, origin, size, span
from congvu.bench.timing import Figure

MACHINE = {"processor": "Máy thử", "cores": 2, "memory_mb": 4096, "system": "Linux"}
REGISTER = "register of the clerk: page / empty page"
FOUND = "search of the clerk: hits, counts, lines and quotes"


def told(kind: str, *figure: Any, **more: Any) -> dict[str, Any]:
    return Figure(*figure, **more).as_json() | {"kind": kind}


def register(ours: float) -> dict[str, Any]:
    beside = {"ours_ms": ours, "other_ms": 5.0}
    return told("lists", REGISTER, ours / 5, "ratio", 4.0, beside=beside)


def bench(*sizes: tuple[int, list[dict[str, Any]]]) -> dict[str, Any]:
    measured = [{"documents": count, "figures": figures} for count, figures in sizes]
    return {
        "on": "2026-11-27 04:30 UTC",
        "commit": "abcd1234",
        "command": "python -m congvu.bench",
        "load_before": 0.2,
        "machine": MACHINE,
        "sizes": measured,
        "growth": [figure.as_json() for figure in grown(measured)],
        "quality": [],
    }


def line(text: str, begins: str) -> list[str]:
    """The cells of the first row of a table that begins so."""
    found = next(row for row in text.splitlines() if row.startswith(f"| {begins} |"))
    return [cell.strip() for cell in found.strip("|").split("|")]


def test_a_row_has_each_size_its_growth_its_ceiling_and_whether_it_is_met() -> None:
    text = bench_tables(
        bench((10_000, [register(6)]), (100_000, [register(7)]), (10**6, [register(9)]))
    )

    assert line(text, REGISTER) == [
        REGISTER,
        "1.2 (6 / 5 ms)",
        "1.4 (7 / 5 ms)",
        "1.8 (9 / 5 ms)",
        "1.5 ×",
        "≤ 4",
        "yes",
    ]
    assert (
        "| what | 10,000 papers | 100,000 papers | 1,000,000 papers | grows |" in text
    )
    assert "All 4 ceilings met." in text


def test_what_passes_its_ceiling_stands_at_the_top_and_is_bold() -> None:
    text = bench_tables(bench((10_000, [register(6)]), (10**6, [register(25)])))

    assert "**5 (25 / 5 ms)**" in text
    assert f"- {REGISTER} (5 at 1,000,000, ≤ 4)" in text
    assert "- growth of register of the clerk: page" in text
    assert line(text, REGISTER)[-1] == "**no**"
    assert line(text, "register of the clerk: page")[-3:] == [
        "4.17 ×",
        "≤ 2 ×",
        "**no**",
    ]
    assert "ceilings met" not in text


def test_a_size_and_a_kind_that_were_not_run_are_said_to_be_missing() -> None:
    packed = told("packing", "a dossier packed", 2.5, "s", 60)
    text = bench_tables(bench((10_000, []), (100_000, [packed])))

    assert "**Not run yet at 1,000,000 papers.**" in text
    assert line(text, "a dossier packed")[1:4] == ["–", "2.5 s", "–"]
    assert "### Hub\n" in text
    assert "Not run yet." in text[text.index("### Hub\n") :]
    assert all(line(text, goal.words)[-1] == "not run yet" for goal in GOALS)


def test_one_size_alone_has_no_growth() -> None:
    text = bench_tables(bench((10_000, [register(6)])))

    assert "Not run yet at more than one size." in text
    assert line(text, REGISTER)[2] == "–"


@pytest.mark.parametrize(
    ("unit", "before", "after", "grows"),
    [
        ("ms", 10, 15, "1.5 ×"),
        ("1/s", 3000, 1500, "2 ×"),
        ("queries", 12, 12, "1 ×"),
        ("papers", 10, 1000, "–"),
        ("%", 10, 20, "–"),
    ],
)
def test_a_cost_grows_and_a_count_does_not(
    unit: str, before: float, after: float, grows: str
) -> None:
    sizes = [(n, [told("office", "it", v, unit)]) for n, v in ((1, before), (2, after))]

    assert line(bench_tables(bench(*sizes)), "it")[3] == grows


def test_goals_are_missed_where_one_size_misses_them() -> None:
    def found(value: float, late: float) -> dict[str, Any]:
        return told("search", FOUND, value, "ms", beside={"p95_ms": late})

    text = bench_tables(bench((10_000, [found(8, 30)]), (10**6, [found(11, 41)])))

    assert line(text, "full text, clerk: median")[1:] == [
        "≤ 12 ms",
        "8 ms",
        "11 ms",
        "yes",
    ]
    assert line(text, "full text, clerk: 95th percentile")[-2:] == ["41 ms", "**no**"]
    assert line(text, "full text, clerk: growth")[1:] == [
        "≤ 1.5 ×",
        "–",
        "1.38 ×",
        "yes",
    ]
    assert line(text, "memory at rest")[1:] == ["≤ 450 MB", "–", "–", "not run yet"]


def test_goals_name_figures_that_are_measured(request: pytest.FixtureRequest) -> None:
    """Every name a goal looks for stands in the code that measures."""
    folder = request.config.rootpath / "congvu" / "bench"
    code = "\n".join(file.read_text("utf-8") for file in folder.glob("*.py"))
    for figure in {goal.figure for goal in GOALS}:
        words = figure.removeprefix("16 people ").rpartition(": ")
        assert words[2] in code, figure
        assert words[0].split(" of the ")[0] in code, figure


def test_what_is_beside_a_figure_has_lines_of_its_own() -> None:
    beside = {"p50": 30.0, "register, p50": 20.0, "register, p95": 60.0, "used_s": 1.5}
    crowd = told("crowd", "people: p95", 90, "ms", 150, beside=beside)
    text = bench_tables(bench((10_000, [crowd])))

    assert line(text, "– register: median / p95")[1] == "20 / 60 ms"
    assert line(text, "– p50")[1] == "30 ms"
    assert line(text, "– used")[1] == "1.5 s"


def test_what_one_machine_carries_is_reckoned_from_the_largest_size() -> None:
    taken = "documents taken in a minute, without OCR"
    made = "index made anew: things a second"
    figures = [
        told("intake", taken, 2500, "per minute"),
        told("search", made, 2000, "1/s", beside={"things": 200_000}),
        told("crowd", "16 people without a pause: pages", 50, "per second"),
    ]
    text = bench_tables(bench((10_000, []), (100_000, figures)))

    year = "1,000,000 papers a year, in 250 days of 8 hours"
    assert line(text, year)[1:] == ["2,500 /min", "is busy 0.3 % of the time"]
    night = "the index made anew in a night of 8 hours"
    assert line(text, night)[1:] == ["2,000 /s", "28,800,000 papers"]
    assert line(text, "a page for everybody every 30 s")[2] == "1,500 people"
    assert line(text, "messages through one hub in 8 hours")[1] == "not run yet"


def test_the_quality_of_search_is_told_with_accents_and_without() -> None:
    counted = {"questions": 520, "recall@1": 0.9, "recall@10": 0.97, "mrr@10": 0.93}
    both = [{"set": "2022", "accents": accents, **counted} for accents in (True, False)]
    text = bench_tables({**bench((10_000, [])), "quality": both})

    assert "| 2022 | with accents | 520 | 0.9 | 0.97 | 0.93 |" in text
    assert "| 2022 | without accents | 520 |" in text


def test_nothing_has_been_run(tmp_path: Path) -> None:
    text = page(tmp_path)

    for command in ("make bench", "make soak", "make ha", "make trial"):
        assert f"Not run yet: `{command}`" in text, command


def test_something_lost_is_told_as_it_is(tmp_path: Path) -> None:
    crash = {
        "on": "2026-11-27 05:00 UTC",
        "machine": MACHINE,
        "seconds": 604,
        "kills": {"web": 3, "worker": 1},
        "acknowledged": {"issued": 20, "sent": 5},
        "asked_again": 1,
        "longest_wait_s": 12.5,
        "left_uncertain": 0,
        "unexpected": [],
        "verified": 25,
        "missing": ["issued 7|QĐ"],
        "check": {"code": 1, "said": ["Kho tệp: sai."]},
    }
    (tmp_path / "crash.json").write_text(json.dumps(crash), encoding="utf-8")

    text = page(tmp_path)

    assert "| killed | 4 times: web 3; worker 1 |" in text
    assert "| **acknowledged and missing** | issued 7\\|QĐ |" in text
    assert "`make soak`: 2026-11-27 05:00 UTC, Máy thử, 2 cores, 4 GB, Linux" in text


def test_long_runs_are_told_in_their_own_words(tmp_path: Path) -> None:
    api = {
        "seconds": 600,
        "operations": 2,
        "people": ["lan", "nobody"],
        "cases": 40,
        "statuses": {"200": 30, "404": 10},
        "5xx": 1,
        "schema_violations": 0,
        "findings": {"Server error · GET /a": "500"},
    }
    growth = Figure(
        "16 people for 30 minutes: growth of memory, web",
        11.24,
        "%",
        10,
        beside={"first_MB": 300.0, "last_MB": 333.7},
    )
    crowd = bench((10_000, [growth.as_json() | {"kind": "crowd"}]))
    for name, printed in (("api", api), ("crowd", crowd)):
        (tmp_path / f"{name}.json").write_text(json.dumps(printed), encoding="utf-8")

    text = page(tmp_path)

    assert "| answers | 200 30; 404 10 |" in text
    assert "| **findings** | Server error · GET /a |" in text
    assert line(text, growth.name)[1:] == ["300 → 334 MB", "11.2 %", "≤ 10 %", "**no**"]
    assert "10,000 papers." in text


def test_figures_as_a_reader_finds_them() -> None:
    assert [number(n) for n in (3, 1234.5, 0.0712, 14.26)] == [
        "3",
        "1,234",
        "0.0712",
        "14.3",
    ]
    assert [span(s) for s in (9.26, 119, 604, 1200)] == [
        "9.26 s",
        "119 s",
        "10 min 4 s",
        "20 min",
    ]
    assert [size(n) for n in (12, 20_000, 5e6, 2e9)] == [
        "12 bytes",
        "20 kB",
        "5 MB",
        "2 GB",
    ]
    assert origin({"on": "hôm nay", "commit": "abcd"}) == "hôm nay, commit abcd"


def test_the_sizes_are_those_promised() -> None:
    assert SIZES == (10_000, 100_000, 1_000_000)


def test_kinds_measured_anew_stand_in_place_and_are_named() -> None:
    """One paper was too slow in the whole run; the crowd was asked once."""
    slow = told("crowd", "16 people: p95", 190.0, "milliseconds", 150.0)
    quick = told("crowd", "16 people: p95", 140.0, "milliseconds", 150.0)
    whole = bench((10_000, [register(6), slow]), (10**6, [register(9), slow]))
    part = bench((10**6, [quick])) | {
        "on": "2026-12-01 05:00 UTC",
        "commit": "eeee0000",
    }

    text = bench_tables(renewed(whole, part))

    assert line(text, "16 people: p95")[1:3] == ["**190 ms**", "140 ms"]
    assert line(text, REGISTER)[1:3] == ["1.2 (6 / 5 ms)", "1.8 (9 / 5 ms)"]
    assert "Ceilings not met: 1." in text
    flat = " ".join(text.split())
    assert "Measured anew by `python -m congvu.bench`, 2026-12-01 05:00 UTC" in flat
    assert "commit eeee0000" in flat
    assert "(1,000,000)." in flat
    assert "190" in line(bench_tables(whole), "16 people: p95")[2]
    with pytest.raises(ValueError, match="50 papers"):
        renewed(whole, bench((50, [quick])))
    broken = part | {"sizes": [part["sizes"][0] | {"failed": 1}]}
    with pytest.raises(ValueError, match="1,000,000"):
        renewed(whole, broken)
