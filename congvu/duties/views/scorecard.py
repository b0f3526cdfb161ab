"""Bảng điểm: bodies by states, of any day."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.duties import actions, queries
from congvu.duties.access import reach_of
from congvu.duties.forms import AS_WAS, NOW, THEN, TODAY, DayForm
from congvu.duties.queries import DutyTab, ScoreAsked, ScoreLine
from congvu.duties.rules import DUTY_STATE_NAMES, DutyState
from congvu.duties.views.deeds import need_desk, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import as_download
from congvu.ui.rules import dotted


@dataclass(frozen=True)
class Cell:
    value: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class Row:
    """One body; every number opens its list."""

    name: str
    cells: list[Cell]
    total: Cell
    in_time: str


@require_safe
@with_seat()
def scorecard(request: SeatRequest) -> HttpResponse:
    """Today, or a past day as it was on record that evening."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    reach = reach_of(seat)
    form = DayForm(
        request.GET or None,
        initial={"ngay": today},
        papers=queries.papers_of(reach, DutyTab.COUNTED),
    )
    asked = form.asked(today) if form.is_bound else ScoreAsked(today)
    found = queries.scorecard(reach, asked, today=today)
    states = [s for s in DutyState if found.whole.counts.get(s)]
    context = {
        "form": form,
        "tab_items": tabs("scorecard"),
        "asked": asked,
        "is_past": asked.day != today,
        "states": [_(DUTY_STATE_NAMES[s]) for s in states],
        "rows": [_row(line, states, asked) for line in found.lines],
        "whole": _row(found.whole, states, asked),
        "export_url": _export(asked),
    }
    return render(request, "duties/scorecard.html", context)


@require_safe
@with_seat()
def scorecard_export(request: SeatRequest) -> HttpResponse:
    """The same day as a file, with the duties behind the numbers."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    papers = queries.papers_of(reach_of(seat), DutyTab.COUNTED)
    asked = DayForm(request.GET, papers=papers).asked(today)
    made = actions.export_scorecard(asked=asked, by=seat, at=timezone.now())
    return as_download(made)


def _row(line: ScoreLine, states: list[DutyState], asked: ScoreAsked) -> Row:
    share = line.in_time
    return Row(
        line.name if line.body_id else _("Tất cả"),
        [
            Cell(
                dotted(line.counts[s]) if line.counts.get(s) else "",
                _list(line, asked, s),
                late=s == DutyState.LATE,
            )
            for s in states
        ],
        Cell(dotted(line.total), _list(line, asked, None)),
        f"{dotted(round(share, 1))} %" if share is not None else "",
    )


def _export(asked: ScoreAsked) -> str:
    given = {
        "ngay": f"{asked.day:%d/%m/%Y}",
        "ghi": THEN if asked.as_recorded else NOW,
        "ban_do": TODAY if asked.on_today else AS_WAS,
        "van_ban": str(asked.paper) if asked.paper else "",
    }
    told = {key: value for key, value in given.items() if value}
    return f"{reverse('duties:scorecard-export')}?{urlencode(told)}"


def _list(line: ScoreLine, asked: ScoreAsked, state: DutyState | None) -> str:
    """The list of exactly these tasks on that day."""
    named = {
        "muc": DutyTab.COUNTED,
        "ngay": f"{asked.day:%d/%m/%Y}",
        "ghi": THEN if asked.as_recorded else NOW,
        "ban_do": TODAY if asked.on_today else AS_WAS,
        "trang_thai": state or "",
        "noi": str(line.body_id) if line.body_id else "",
        "van_ban": str(asked.paper) if asked.paper else "",
    }
    told = {key: value for key, value in named.items() if value}
    return f"{reverse('duties:list')}?{urlencode(told)}"
