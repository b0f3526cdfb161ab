"""Lying bars: one a body, with the mark it has to reach; and bars cut into shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.ui.formats.drawings.sheet import Drawing, Form, Sheet

_ROW, _BAR, _LEGEND = 40, 12, 20
_MOST_LETTERS = 44


@dataclass(frozen=True)
class Bar:
    """One line: a name, what is said at its end, a bar below; ``value`` None is not
    known, and ``shown`` says so in words. ``target`` is where a mark stands.
    """

    name: str
    value: float | None
    shown: str
    target: float | None = None
    form: Form = Form.SOLID
    url: str = ""


def bar_drawing(
    bars: Sequence[Bar],
    *,
    key: str,
    title: str,
    about: str,
    most: float | None = None,
    width: int | None = None,
) -> Drawing:
    """Bars below one another over one scale, which ends at ``most`` or at the longest.

    What is not known has no bar, not even one of no length: a dotted line, and words.
    """
    sheet = Sheet(key, title, about, width=width, links=any(b.url for b in bars))
    ends = [x for b in bars for x in (b.value, b.target) if x is not None]
    top = most or max([*ends, 0.0]) or 1.0
    for number, bar in enumerate(bars):
        y = number * _ROW
        sheet.text("name", 0, y + 15, _name(bar.name, width))
        kind = "gap" if bar.value is None else "value"
        sheet.text(kind, 100, y + 15, bar.shown, "end")
        floor = y + 21 + _BAR
        if bar.value is None:
            sheet.line("empty", (0, y + 21 + _BAR / 2), (100, y + 21 + _BAR / 2))
        else:
            sheet.line("gridline", (0, floor), (100, floor))
            long = 100 * min(bar.value, top) / top
            said = f"{bar.name}: {bar.shown}"
            sheet.part(0, y + 21, (long, _BAR), bar.form, said, bar.url)
        if bar.target is not None:
            x = 100 * min(bar.target, top) / top
            sheet.line("goal", (x, y + 18), (x, floor + 3))
    return sheet.drawing(max(1, len(bars)) * _ROW)


@dataclass(frozen=True)
class SharePart:
    """A part of a whole; ``shown`` is its number in words."""

    form: Form
    label: str
    value: float
    shown: str
    url: str = ""


@dataclass(frozen=True)
class Shares:
    """One whole; without parts ``shown`` says why (not known, nothing there)."""

    name: str
    parts: Sequence[SharePart]
    shown: str = ""


def shares_drawing(
    rows: Sequence[Shares],
    *,
    key: str,
    title: str,
    about: str,
    common_scale: bool = False,
    width: int | None = None,
) -> Drawing:
    """Wholes below one another, cut into their parts; what the forms mean stands below.

    Each fills the width, or ``common_scale`` makes the largest fill it.
    """
    has_links = any(part.url for row in rows for part in row.parts)
    sheet = Sheet(key, title, about, width=width, links=has_links)
    wholes = [sum(part.value for part in row.parts) for row in rows]
    for number, (row, whole) in enumerate(zip(rows, wholes, strict=True)):
        y = number * _ROW
        sheet.text("name", 0, y + 15, _name(row.name, width))
        if row.shown:
            kind = "value" if whole else "gap"
            sheet.text(kind, 100, y + 15, row.shown, "end")
        of = max(wholes) if common_scale else whole
        if not whole:
            sheet.line("empty", (0, y + 21 + _BAR / 2), (100, y + 21 + _BAR / 2))
        x = 0.0
        for part in row.parts:
            wide = 100 * part.value / of if of else 0.0
            if part.value:
                said = f"{row.name}, {part.label}: {part.shown}".removeprefix(", ")
                sheet.part(x, y + 21, (wide, _BAR), part.form, said, part.url)
            x += wide
    return _with_legend(sheet, rows)


def _with_legend(sheet: Sheet, rows: Sequence[Shares]) -> Drawing:
    """Each form once, with its number where there is one whole only."""
    y = max(1, len(rows)) * _ROW + 4
    told: set[Form] = set()
    for part in (part for row in rows for part in row.parts):
        if part.form in told:
            continue
        told.add(part.form)
        sheet.swatch(y + 4, part.form)
        words = part.label if len(rows) > 1 else f"{part.label}: {part.shown}"
        sheet.beside_swatch(y + 14, words)
        y += _LEGEND
    return sheet.drawing(y)


def _name(name: str, width: int | None) -> str:
    """A name that leaves room for its number on a phone, too."""
    if width is not None or len(name) <= _MOST_LETTERS:
        return name
    return name[: _MOST_LETTERS - 1].rstrip() + "…"
