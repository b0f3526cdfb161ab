"""What one machine carries: the figures of the largest size, by proportion.

What grows and what takes it over (``docs/scale.md``) rests on these lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from congvu.bench.report.sizes import Row, Told, rows_of
from congvu.bench.report.words import NOTHING, number, of_unit, table

YEAR_MINUTES = 250 * 8 * 60
NIGHT_SECONDS = 8 * 3600
PAGE_EVERY = 30  # seconds, of somebody at work
_INTAKE = "documents taken in a minute, without OCR"
_INDEX = "index made anew: things a second"
_PAGES = "16 people without a pause: pages"
_HUB = "messages of 20 kB sent, fetched and acknowledged by the hub"


def carries_table(bench: Told) -> str:
    """By proportion only: the same machine, nothing else on it."""
    rows = {row.name: row for row in rows_of(bench["sizes"])}
    head = ["load", "measured", "so one machine"]
    return table(head, _lines(rows, bench))


def _lines(rows: Mapping[str, Row], bench: Told) -> Iterator[list[str]]:
    intake, index = _last(rows.get(_INTAKE)), _last(rows.get(_INDEX))
    pages, hub = _last(rows.get(_PAGES)), _last(rows.get(_HUB))
    for papers in (1_000_000, 5_000_000):
        load = f"{number(papers)} papers a year, in 250 days of 8 hours"
        share = papers / YEAR_MINUTES / intake["value"] * 100 if intake else 0
        yield [
            load,
            _said(intake),
            f"is busy {share:.1f} % of the time" if intake else NOTHING,
        ]
    yield [
        "the index made anew in a night of 8 hours",
        _said(index),
        _night(index, bench),
    ]
    people = f"{number(int(pages['value'] * PAGE_EVERY))} people" if pages else NOTHING
    yield [f"a page for everybody every {PAGE_EVERY} s", _said(pages), people]
    daily = number(round(hub["value"] * NIGHT_SECONDS)) if hub else NOTHING
    yield ["messages through one hub in 8 hours", _said(hub), daily]


def _last(row: Row | None) -> Told | None:
    """At the largest size where it was measured."""
    return next((f for f in reversed(row.figures) if f), None) if row else None


def _said(figure: Told | None) -> str:
    return of_unit(figure["value"], figure["unit"]) if figure else "not run yet"


def _night(index: Told | None, bench: Told) -> str:
    if not index:
        return NOTHING
    things = index["beside"]["things"] / bench["sizes"][-1]["documents"]
    return f"{number(round(index['value'] * NIGHT_SECONDS / things, -5))} papers"
