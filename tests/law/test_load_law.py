from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.law import queries
from congvu.law.actions import load_law, remove_calendar_day, set_calendar_day
from congvu.law.formats import LawFileRefused, read_law
from congvu.law.models import CalendarDay, Rule
from congvu.law.rules import SHEETS, Sureness

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = """
sheet: {sheet}
sources:
  s: {{title: Nghị định thử, symbol: 1/2020/NĐ-CP}}
rules:
"""
ROW = (
    "  - {{kind: urgency, source: s, from: {first}, {until} sure: {letter},"
    " rows: [{{key: normal, label: {label}, value: {{rank: 0}}}}]}}\n"
)


def a_file(*rows: str, sheet: str = "documents") -> dict[str, str]:
    return {"a.yaml": HEAD.format(sheet=sheet) + "".join(rows)}


def a_row(first: str, until: str = "", letter: str = "A", label: str = "Thường") -> str:
    ending = f"until: {until}," if until else ""
    return ROW.format(first=first, until=ending, letter=letter, label=label)


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_says_it_once() -> None:
    call_command("load_law", verbosity=0)
    before = list(Rule.objects.order_by("id").values())
    call_command("load_law", verbosity=0)
    assert list(Rule.objects.order_by("id").values()) == before
    events = AuditEvent.objects.filter(event="law.loaded")
    assert [event.door for event in events] == ["command"]


@pytest.mark.django_db
def test_a_changed_file_changes_the_rows_and_the_copies() -> None:
    day = date(2022, 1, 1)
    load_law(law=read_law(a_file(a_row("2020-01-01"))), by=SYSTEM, at=AT)
    assert queries.rule("urgency", "normal", day).label == "Thường"

    files = a_file(
        a_row("2020-01-01", "2021-06-01"), a_row("2021-06-01", label="Bình thường")
    )
    loaded = load_law(law=read_law(files), by=SYSTEM, at=AT)
    assert (loaded.added, loaded.changed, loaded.withdrawn) == (1, 1, 0)
    assert queries.rule("urgency", "normal", day).label == "Bình thường"
    assert queries.rule("urgency", "normal", date(2020, 2, 1)).label == "Thường"

    files = a_file(a_row("2020-01-01"))
    loaded = load_law(law=read_law(files), by=SYSTEM, at=AT)
    assert (loaded.added, loaded.changed, loaded.withdrawn) == (0, 1, 1)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("letter", "ABCD")
def test_the_letters_of_each_sheet_are_read_as_it_means_them(
    sheet: str, letter: str
) -> None:
    law = read_law(a_file(a_row("2020-01-01", letter=letter), sheet=sheet))
    expected = {
        "A": Sureness.READ,
        "B": Sureness.SECONDARY,
        "C": Sureness.SECONDARY if sheet == "documents" else Sureness.UNVERIFIED,
        "D": Sureness.UNVERIFIED,
    }[letter]
    assert law.rules[0].sureness == expected


def test_everything_wrong_is_said_at_once() -> None:
    files = a_file(
        a_row("2020-01-01", "2021-01-01"),
        a_row("2020-12-31"),
        a_row("2022-01-01", letter="Z"),
        a_row("2023-01-01", "2022-01-01"),
    )
    files["b.yaml"] = "rules: []"
    files["c.yaml"] = "sheet: documents\nrules:\n  - {kind: nothing, rows: [{key: x}]}"
    files["d.yaml"] = "a: [1"
    with pytest.raises(LawFileRefused) as refused:
        read_law(files)
    said = "\n".join(reason.message for reason in refused.value.reasons)
    assert "từ 01/01/2020 và từ 31/12/2020 chồng lên nhau" in said
    assert "«Z»" in said
    assert "holds no day" in said
    assert "b.yaml: thiếu «sheet" in said
    assert "nothing" in said
    assert "d.yaml: không đọc được YAML" in said


@pytest.mark.django_db
def test_a_folder_that_contradicts_itself_loads_nothing(tmp_path: Path) -> None:
    text = a_file(a_row("2020-01-01"), a_row("2021-01-01"))["a.yaml"]
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="chồng lên nhau"):
        call_command("load_law", folder=tmp_path)
    assert not Rule.objects.exists()
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command("load_law", folder=tmp_path / "missing")


@pytest.mark.django_db
def test_loading_does_not_undo_what_the_office_set() -> None:
    call_command("load_law", verbosity=0)
    tet, cultural = date(2026, 2, 17), date(2026, 11, 24)
    set_calendar_day(
        day=tet, kind="holiday", name="Tết", source="QĐ 1", by=SYSTEM, at=AT
    )
    remove_calendar_day(day=cultural, by=SYSTEM, at=AT)
    call_command("load_law", verbosity=0)
    assert CalendarDay.objects.get(day=tet).name == "Tết"
    assert queries.calendar().is_working(cultural)
