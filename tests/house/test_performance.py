"""The page of figures is what the runs printed: nothing on it is typed by hand."""

from __future__ import annotations

import re
from pathlib import Path

from congvu.bench.kinds import KINDS
from congvu.bench.report import PAGE, page
from congvu.bench.report.groups import GROUPS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_what_the_report_writes() -> None:
    told = page()

    assert PAGE.read_text(encoding="utf-8") == told, "python -m congvu.bench.report"


def test_every_kind_of_measuring_has_its_chapter() -> None:
    assert {*KINDS, "loading", "office"} == set(GROUPS)


def test_how_it_is_measured_repeats_no_figure() -> None:
    """What was measured stands on one page only, the one that is written."""
    told = (DOCS / "bench.md").read_text(encoding="utf-8")

    assert re.findall(r"\d[\d.,]* (?:ms|MB|a second|a minute|s)\b", told) == []
