"""Where a reader stands in the overview: kept in every address below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.home.forms import PeriodForm
from congvu.home.queries import (
    MAP_NAMES,
    THEN,
    TODAY,
    UnitMap,
    ended_before,
    ended_name,
    unit_map,
)
from congvu.home.rules import PERIOD_NAMES, Period
from congvu.organisations.access import Seat, SeatRequest
from congvu.organisations.queries import Ended
from congvu.organisations.rules import Role


def papers_seat(request: SeatRequest) -> Seat:
    """A seat that reads papers: an administrator's has no figures, so no page."""
    if request.seat.role == Role.ADMINISTRATOR:
        raise Http404
    return request.seat


@dataclass(frozen=True)
class Place:
    """A period on a map, as addresses carry it on."""

    period: Period
    units: UnitMap
    page: str = "home:overview"
    bodies: Sequence[Ended] = ()

    @classmethod
    def of(
        cls, form: PeriodForm, seat: Seat, on: date, page: str = "home:overview"
    ) -> Place:
        period, body = form.period(on), form.wish("co_quan")
        units = unit_map(form.map_key(), period, seat=seat, on=on, body=body)
        return cls(period, units, page, ended_before(seat))

    def query(self, **more: Any) -> str:
        days = {}
        if self.period.key == "tu-chon":
            days = {
                "tu": f"{self.period.first:%d/%m/%Y}",
                "den": f"{self.period.last:%d/%m/%Y}",
            }
        kept = {
            "ky": "" if self.period.key == "13-tuan" else self.period.key,
            **days,
            "ban-do": "" if self.units.key == THEN else self.units.key,
            "co-quan": self.units.ended.id if self.units.ended else "",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        told = urlencode({name: str(value) for name, value in kept.items() if value})
        return f"?{told}" if told else ""

    def url(self, name: str = "home:overview", **more: Any) -> str:
        return reverse(name) + self.query(**more)

    def listing(self, figure: str = "", **more: Any) -> str:
        """The list that a figure counts."""
        return self.url("home:overview-list", con_so=figure, **more)

    def export(self, name: str, form: str) -> str:
        return reverse(name, args=[form]) + self.query()

    def words(self) -> str:
        """ "13 tuần, đến 14/11/2024"."""
        if self.period.key == "tu-chon":
            return f"{self.period.first:%d/%m/%Y} – {self.period.last:%d/%m/%Y}"
        return _("%(period)s, đến %(day)s") % {
            "period": _(PERIOD_NAMES[self.period.key]),
            "day": f"{self.period.last:%d/%m/%Y}",
        }

    @property
    def map_words(self) -> str:
        if self.units.ended:
            return ended_name(self.units.ended)
        return _(MAP_NAMES[self.units.key])

    @property
    def lacks(self) -> str:
        """The period on today's map, where others kept the books for a part of it."""
        ended = [body for body in self.bodies if body.ended_on > self.period.first]
        if self.units.books is None or self.units.ended or not ended:
            return ""
        return replace(self, units=replace(self.units, key=TODAY)).url(self.page)

    def choices(self) -> list[tuple[str, str, bool]]:
        """The other periods: words, address, whether it is this one."""
        return [
            (
                _(words),
                replace(self, period=replace(self.period, key=key)).url(self.page),
                key == self.period.key,
            )
            for key, words in PERIOD_NAMES.items()
            if key != "tu-chon"
        ]

    def maps(self) -> list[tuple[str, str, bool]]:
        """The agency's own map then and today, then the books of bodies that ended."""
        here, own = self.units.ended, replace(self.units, ended=None)
        shown = [
            (_(words), replace(own, key=key), here is None and key == own.key)
            for key, words in MAP_NAMES.items()
        ] + [
            (
                ended_name(body),
                replace(own, key=THEN, ended=body),
                here is not None and here.id == body.id,
            )
            for body in self.bodies
        ]
        return [
            (words, replace(self, units=units).url(self.page), is_here)
            for words, units, is_here in shown
        ]


def form_of(request: HttpRequest) -> PeriodForm:
    return PeriodForm(request.GET if request.GET else None)


def unit_word(unit: UUID | None) -> str:
    return str(unit) if unit else "chua-giao"
