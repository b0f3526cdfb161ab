"""The measuring itself: figures say what they are, and rows cost no queries."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from congvu.bench import reform
from congvu.bench.lists import find_people, pages_of
from congvu.bench.rows import row_figures
from congvu.bench.story import handled_paper
from congvu.bench.timing import Figure, ratio
from congvu.documents.models import Assignment, DocumentFile, Grant, RegisterEntry
from congvu.documents.rules import EntryState
from congvu.files import jail


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("a", 3, "ms", most=3), True),
        (Figure("a", 3.1, "ms", most=3), False),
        (Figure("a", 2700, "per minute", least=2700), True),
        (Figure("a", 2699, "per minute", least=2700), False),
        (Figure("a", 5, "MB"), True),
    ],
)
def test_a_figure_is_met_or_not(figure: Figure, met: bool) -> None:
    assert figure.as_json()["met"] is met


def test_a_ratio_takes_turns() -> None:
    turns: list[str] = []

    ratio(
        "x",
        lambda: turns.append("ours"),
        lambda: turns.append("other"),
        most=9,
        rounds=5,
    )

    assert turns == ["ours", "other"] * 8  # three of them to warm up


@pytest.mark.django_db
def test_pages_cost_the_same_for_3_and_300_rows_and_all_is_put_back(
    tmp_path: Path, settings
) -> None:
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    call_command("load_law", verbosity=0)
    made = {"documents": 900, "seed": 5, "last": date(2026, 11, 20)}
    call_command("synth", **made, stdout=StringIO(), stderr=StringIO())
    who = find_people(5, timezone.localdate())
    entry = handled_paper(clerk=who.clerk, specialist=who.specialist, at=timezone.now())
    jail.stop()
    before = [m.objects.count() for m in (RegisterEntry, Grant, Assignment)]

    with override_settings(ROOT_URLCONF="congvu.bench.lists"):
        figures = list(row_figures(pages_of(who, entry)))

    assert [f.name.split(":")[0] for f in figures] == [
        "register of the clerk",
        "list of the specialist",
        "work of the specialist",
        "one paper",
    ]
    assert all(f.is_met for f in figures), [f.as_json() for f in figures]
    assert before == [m.objects.count() for m in (RegisterEntry, Grant, Assignment)]


@pytest.mark.django_db
def test_the_measured_paper_went_the_whole_way(tmp_path: Path, settings) -> None:
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    call_command("load_law", verbosity=0)
    made = {"documents": 60, "seed": 6, "last": date(2026, 11, 20)}
    call_command("synth", **made, stdout=StringIO(), stderr=StringIO())
    who = find_people(6, timezone.localdate())

    entry = handled_paper(clerk=who.clerk, specialist=who.specialist, at=timezone.now())
    jail.stop()

    entry.refresh_from_db()
    assert entry.state == EntryState.HANDLING
    assert DocumentFile.objects.get(document=entry.document).file.pages == 1
    on_desk = Assignment.objects.get(entry=entry, desk_id=who.specialist.post_id)
    assert on_desk.instruction is not None


@pytest.mark.django_db
def test_the_act_meets_as_much_open_work_as_asked_for(monkeypatch) -> None:
    """Nearly all of it is finished; what is opened for the measuring is put back."""
    call_command("load_law", verbosity=0)
    made = {"documents": 300, "seed": 8, "last": date(2026, 11, 20)}
    call_command("synth", **made, stdout=StringIO(), stderr=StringIO())
    monkeypatch.setattr(reform, "OPEN_PARTS", 450)
    before = list(Assignment.objects.order_by("pk").values_list("pk", "state"))

    figures = {f.name: f for f in reform.reform_figures(8, timezone.localdate())}

    parts = figures["open parts before that act"]
    assert (parts.least, parts.is_met) == (450, True)
    assert parts.value < 450 + 3  # the parts of one paper more at most
    documents = figures["documents before that act"]
    assert (documents.value, documents.least, documents.is_met) == (300, 200_000, False)
    assert figures["the day of that act"].beside["open_parts"] == parts.value
    assert before == list(Assignment.objects.order_by("pk").values_list("pk", "state"))
