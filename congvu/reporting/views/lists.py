"""Báo cáo định kỳ: what has to be handed in, what is collected, the forms."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.organisations.access import SeatRequest, with_seat
from congvu.reporting import queries
from congvu.reporting.access import agencies_of, makes_forms, own_side
from congvu.reporting.queries import OwnLine
from congvu.reporting.rules import OPEN, SHOWN_NAMES
from congvu.reporting.views.deeds import ASKED, FORMS, OWN, TONES, need_desk, tabs
from congvu.ui import rules as ui

MOST_SHOWN = 200


@dataclass(frozen=True)
class ListLine:
    """A report with how it stands in words, and its day."""

    line: OwnLine
    deadline: ui.Deadline | None

    @property
    def words(self) -> str:
        return _(SHOWN_NAMES[self.line.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.line.state, "")


@require_safe
@with_seat()
def reports(request: SeatRequest) -> HttpResponse:
    """Open reports first, the earliest day on top; as many queries for any number."""
    seat, today = request.seat, timezone.localdate()
    need_desk(seat)
    agencies = agencies_of(seat)
    tab = request.GET.get("muc", "")
    if tab not in (OWN, ASKED, FORMS):
        # Who collects, and is asked for nothing, begins with what is collected.
        collects = makes_forms(seat) and not queries.is_asked(own_side(seat))
        tab = ASKED if collects else OWN
    context: dict[str, object] = {
        "tab": tab,
        "tab_items": tabs(tab),
        "may_make": makes_forms(seat),
    }
    if tab == OWN:
        days = calendar()
        for name, is_open in (("waiting", True), ("past", False)):
            found = queries.own_returns(
                own_side(seat), on=today, open_only=is_open, limit=MOST_SHOWN
            )
            context[name] = [
                ListLine(
                    line,
                    deadline_shown(line.report.round.due_on, on=today, days=days)
                    if line.report.state in OPEN
                    else None,
                )
                for line in found
            ]
    elif tab == ASKED:
        context["rounds"] = queries.rounds_asked(agencies, on=today, limit=MOST_SHOWN)
    else:
        context["forms"] = queries.form_lines(agencies, limit=MOST_SHOWN)
    return render(request, "reporting/list.html", context)
