"""The list behind a figure: exactly as many lines as the figure says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from congvu.documents.queries.overview import (
    CAUSE_NAMES,
    LYING_NAMES,
    STEP_NAMES,
    Cause,
    Chosen,
    FigureList,
    Lying,
    Step,
    entries_list,
    entries_of_load,
    figure_list,
    people,
    picture,
)
from congvu.home.queries.forecast import foreseen, why_foreseen
from congvu.home.queries.maps import UnitMap, asked_of
from congvu.home.queries.overview import FIGURE_NAMES, FIGURES, unit_name
from congvu.home.rules import Period, week_end
from congvu.organisations.access import Seat
from congvu.organisations.rules import short_name


@dataclass(frozen=True)
class Wish:
    """Which figure of a period: a person's work, the forecast, or papers that share
    week, lead unit, step or cause. ``unled`` asks for those that no unit leads.
    """

    figure: str = "da-nhan"
    week: date | None = None
    unit_id: UUID | None = None
    unled: bool = False
    waits_in: Step | None = None
    went_through: Step | None = None
    cause: Cause | None = None
    whenever: bool = False
    person: UUID | None = None
    lying: Lying = Lying.OPEN
    forecast: bool = False
    after: int | None = None


@dataclass(frozen=True)
class Listed:
    """A figure's list with its words; ``notes`` say more about some of its lines."""

    words: str
    found: FigureList
    notes: dict[UUID, str]


def listing(
    seat: Seat, period: Period, units: UnitMap, wish: Wish, *, on: date, at: datetime
) -> Listed:
    """The list of a figure through the eyes of a seat; not found where it may not."""
    asked = asked_of(seat, period, units, on=on, at=at)
    end = week_end(on, asked.days)
    if wish.person is not None:
        seen = people(asked.scope, seat.agency_id, on)
        post = next((post for post in seen if post.id == wish.person), None)
        if post is None:
            raise Http404
        ids = entries_of_load(asked, post, wish.lying, week_end=end)
        words = f"{post.person_name}, {post.name} · {_(LYING_NAMES[wish.lying])}"
        return Listed(words, entries_list(asked.scope, ids, after=wish.after), {})
    if wish.forecast:
        lines = foreseen(asked, picture(asked, week_end=end, shown=0))
        ids = [line.paper.id for line in lines]
        words = _("Dự báo trễ đến %(day)s") % {"day": f"{end:%d/%m/%Y}"}
        notes = {line.paper.id: why_foreseen(line) for line in lines}
        return Listed(words, entries_list(asked.scope, ids, after=wish.after), notes)
    chosen = Chosen(
        fates=FIGURES[wish.figure],
        week=wish.week,
        units=_units(units, wish),
        waits_in=wish.waits_in,
        went_through=wish.went_through,
        cause=wish.cause,
        whenever=wish.whenever,
    )
    return Listed(_words(units, wish), figure_list(asked, chosen, after=wish.after), {})


def _units(units: UnitMap, wish: Wish) -> tuple[UUID | None, ...] | None:
    if wish.unled:
        return (None,)
    if wish.unit_id is None:
        return None
    return units.units_of(wish.unit_id)


def _words(units: UnitMap, wish: Wish) -> str:
    """ "Đang quá hạn · Phòng Kinh tế · tuần 16/11/2026"."""
    first = _(FIGURE_NAMES[wish.figure]).capitalize()
    if wish.waits_in:
        first = _("Đang ở bước: %(step)s") % {"step": _(STEP_NAMES[wish.waits_in])}
    if wish.went_through:
        step = _(STEP_NAMES[wish.went_through])
        first = _("Đã qua bước: %(step)s") % {"step": step}
    words = [first]
    if wish.cause:
        cause = _(CAUSE_NAMES[wish.cause])
        words.append(_("nguyên nhân: %(cause)s") % {"cause": cause})
    if wish.unled or wish.unit_id:
        words.append(short_name(unit_name(wish.unit_id, units.names())))
    if wish.week:
        words.append(_("tuần %(day)s") % {"day": f"{wish.week:%d/%m/%Y}"})
    return " · ".join(words)
