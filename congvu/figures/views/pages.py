"""The list of indicators, and one of them over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.duties.access import reach_of
from congvu.duties.queries import visible_duties
from congvu.figures import queries
from congvu.figures.access import sight_of
from congvu.figures.queries import IndicatorLine
from congvu.figures.rules import TREND, name_of, usual_period
from congvu.figures.views.frame import Frame, asked_period
from congvu.figures.views.telling import (
    change_words,
    difference_words,
    spark_of,
    standing_words,
    sure_words,
    target_words,
    trend_of,
)
from congvu.indicators.actions import week_of
from congvu.indicators.queries import (
    figure_words,
    fraction_words,
    indicators_known,
    period_words,
    trends,
    value_words,
)
from congvu.indicators.rules import UNIT_NAMES, Figure, Period, PeriodKind
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.formats.drawings import Drawing


@dataclass(frozen=True)
class Told:
    """One figure in words, with all that has to stand beside it."""

    figure: Figure

    @property
    def value(self) -> str:
        return figure_words(self.figure)

    @property
    def is_known(self) -> bool:
        return self.figure.exact is not None

    @property
    def made_of(self) -> str:
        return fraction_words(self.figure)

    @property
    def target(self) -> str:
        return target_words(self.figure)

    @property
    def standing(self) -> str:
        return standing_words(self.figure)[0] if self.target else ""

    @property
    def tone(self) -> str:
        return standing_words(self.figure)[1]

    @property
    def reported(self) -> str:
        said = self.figure.reported
        return value_words(self.figure.unit, said.value) if said else ""

    @property
    def difference(self) -> str:
        return difference_words(self.figure)

    @property
    def period(self) -> str:
        return period_words(self.figure.period)


@dataclass(frozen=True)
class Line:
    """An indicator in the list."""

    line: IndicatorLine
    url: str
    spark: Drawing

    @property
    def name(self) -> str:
        return _(self.line.declared.name)

    @property
    def definition(self) -> str:
        return _(self.line.declared.definition)

    @property
    def unit(self) -> str:
        return _(UNIT_NAMES[self.line.declared.unit])

    @property
    def shown(self) -> Told:
        return Told(self.line.shown)

    @property
    def own(self) -> Told | None:
        """One's own body, where the province stands first."""
        return Told(self.line.own[-1]) if self.line.whole and self.line.own else None


@require_safe
@with_seat()
def indicator_list(request: SeatRequest) -> HttpResponse:
    """Every indicator in one period; as many queries for any."""
    today = timezone.localdate()
    sight = sight_of(request.seat)
    period = asked_period(request.GET, usual_period(PeriodKind.MONTH, today))
    known = indicators_known()
    lines = [
        _line(number, line)
        for number, line in enumerate(
            queries.indicator_lines(sight, known, period, on=today)
        )
    ]
    here, after = reverse("figures:list"), period.moved(1)
    context = {
        "lines": lines,
        "sight": sight,
        "period_words": period_words(period),
        "before": _place(here, period.moved(-1)),
        "after": _place(here, after) if after.start <= today else None,
        "troubled": [line for line in lines if line.line.shown.why],
    }
    return render(request, "figures/list.html", context)


def _place(here: str, period: Period) -> tuple[str, str]:
    return period_words(period), f"{here}?{urlencode({'ky': name_of(period)})}"


def _line(number: int, line: IndicatorLine) -> Line:
    code = line.declared.code
    asked = urlencode({"ky": name_of(line.shown.period)})
    return Line(
        line,
        f"{reverse('figures:indicator', args=[code])}?{asked}",
        spark_of(line.whole or line.own, f"spark-{number}", _(line.declared.name)),
    )


@require_safe
@with_seat()
def indicator(request: SeatRequest, code: str) -> HttpResponse:
    """One indicator of one body or of the province: now, over time, against Monday."""
    seat, at, today = request.seat, timezone.now(), timezone.localdate()
    frame = Frame.of(seat, code, request.GET, today)
    found = trends([frame.group], [code], frame.period, on=today, count=TREND)
    trend = found[frame.group.key, code]
    since = week_of(at)
    moved = queries.change_of(frame.group, code, frame.period, since=since, on=today)
    told = Told(trend[-1])
    context: dict[str, Any] = {
        **frame.context("indicator"),
        "told": told,
        "figure": trend[-1],
        "trend": trend_of(frame.declared, trend, _about(frame, told)),
        "table": [Told(figure) for figure in reversed(trend)],
        "change": change_words(moved),
        "moved_known": moved is not None and moved.change is not None,
        "since": since,
        "definition": _(frame.declared.definition),
        "source": _(frame.declared.source),
        "sure": sure_words(frame.declared.sure),
        "unit": _(UNIT_NAMES[frame.declared.unit]),
        "target_sure": sure_words(trend[-1].target.sure)
        if trend[-1].target and trend[-1].target.sure
        else "",
        "records_url": frame.url("records"),
        "others": _others(frame),
        "duties": queries.duties_measured(visible_duties(reach_of(seat)), code),
    }
    return render(request, "figures/indicator.html", context)


def _about(frame: Frame, told: Told) -> str:
    return _("%(whose)s, %(period)s: %(value)s") % {
        "whose": frame.whose,
        "period": told.period,
        "value": told.value,
    }


def _others(frame: Frame) -> list[tuple[str, str, bool]]:
    """The same of the province and of one's own body, for who sees both."""
    if frame.sight.whole is None:
        return []
    own = frame.sight.own_body
    found = [(_("Toàn tỉnh"), frame.of_body(None), frame.body is None)]
    if own is not None:
        is_here = frame.body is not None and frame.body.id == own.id
        found.append((own.short_name, frame.of_body(own), is_here))
    if frame.body is not None and (own is None or frame.body.id != own.id):
        found.append((frame.body.short_name, frame.of_body(frame.body), True))
    return found
