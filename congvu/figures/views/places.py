"""Bodies beside one another: by rank, and the communes as a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.figures import queries
from congvu.figures.queries import BodyLine, League, is_commune
from congvu.figures.rules import STANDING_NAMES, Standing
from congvu.figures.views.frame import Frame
from congvu.figures.views.pages import Told
from congvu.figures.views.telling import FORMS, change_words
from congvu.indicators.actions import week_of
from congvu.indicators.rules import Unit
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import short_name
from congvu.ui.formats.charts import BarPart, Part, bar

_BAR_FORMS = {
    Standing.REACHED: "in-time",
    Standing.MISSED: "late",
    Standing.PLAIN: "plain",
}
MARKS = {
    Standing.REACHED: "✓",
    Standing.MISSED: "✗",
    Standing.PLAIN: "•",
    Standing.NOTHING: "–",
    Standing.UNKNOWN: "?",
}


@dataclass(frozen=True)
class Row:
    """One body in the table or on the map."""

    line: BodyLine
    url: str
    records_url: str
    bar: list[BarPart]

    @property
    def told(self) -> Told:
        return Told(self.line.figure)

    @property
    def name(self) -> str:
        return short_name(self.line.body.short_name)

    @property
    def cell_name(self) -> str:
        """Xã Yến Dương: on a map nobody needs to read that it has a committee."""
        name = self.name.removeprefix("UBND ")
        return name[:1].upper() + name[1:]

    @property
    def place(self) -> int | None:
        return self.line.place

    @property
    def change(self) -> str:
        return change_words(self.line.moved)

    @property
    def standing(self) -> str:
        return self.line.standing.value

    @property
    def standing_words(self) -> str:
        return _(STANDING_NAMES[self.line.standing])

    @property
    def mark(self) -> str:
        return MARKS[self.line.standing]


@require_safe
@with_seat()
def bodies(request: SeatRequest, code: str) -> HttpResponse:
    """The league: the known by rank, nothing to count apart, unknown apart."""
    frame, league, context = _asked(request, code, "bodies")
    if not frame.sight.is_several:
        raise Http404
    most = _most(frame, league)
    context |= {
        "ranked": [_row(frame, line, most) for line in league.ranked],
        "nothing": [_row(frame, line, most) for line in league.nothing],
        "unknown": [_row(frame, line, most) for line in league.unknown],
        "has_reported": any(line.figure.reported for line in league.lines),
        "has_targets": any(line.figure.target for line in league.lines),
        "whole": frame.sight.whole is not None,
    }
    return render(request, "figures/bodies.html", context)


@require_safe
@with_seat()
def commune_map(request: SeatRequest, code: str) -> HttpResponse:
    """A cell a commune of today, in the order of their codes; other bodies beside."""
    frame, league, context = _asked(request, code, "map")
    if frame.sight.whole is None:
        raise Http404
    rows = [_row(frame, line, 0) for line in league.lines]
    cells = [row for row in rows if is_commune(row.line.body)]
    cells.sort(key=lambda row: (row.line.body.code, row.name))
    context |= {
        "cells": cells,
        "others": [row for row in rows if not is_commune(row.line.body)],
        "legend": [
            (standing.value, MARKS[standing], _(STANDING_NAMES[standing]), count)
            for standing in Standing
            if (count := sum(row.line.standing == standing for row in cells))
        ],
    }
    return render(request, "figures/map.html", context)


def _asked(
    request: SeatRequest, code: str, page: str
) -> tuple[Frame, League, dict[str, Any]]:
    at, today = timezone.now(), timezone.localdate()
    frame = Frame.of(request.seat, code, request.GET, today)
    since = week_of(at)
    league = queries.league_lines(
        frame.sight, code, frame.period, since=since, on=today
    )
    return frame, league, {**frame.context(page), "since": since}


def _most(frame: Frame, league: League) -> float:
    """How long the longest bar is; a percentage is of a hundred."""
    if frame.declared.unit == Unit.PERCENT:
        return 100.0
    values = [float(x.figure.exact) for x in league.ranked if x.figure.exact]
    return max(values, default=0.0)


def _row(frame: Frame, line: BodyLine, most: float) -> Row:
    exact = line.figure.exact
    parts: list[BarPart] = []
    if exact is not None and most and line.standing in FORMS:
        told = Told(line.figure)
        form = _BAR_FORMS[line.standing]
        parts = bar([Part(form, float(exact), told.value)], of=most)
    return Row(
        line,
        frame.of_body(line.body),
        frame.of_body(line.body, "records"),
        parts,
    )
