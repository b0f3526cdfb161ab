"""What the pages of one indicator share: whose, which period, the tabs above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.figures.access import (
    get_group,
    get_indicator,
    reports_figures,
    sets_targets,
    sight_of,
)
from congvu.figures.queries import WHOLE, Body, Sight
from congvu.figures.rules import (
    fitted,
    kinds_from,
    name_of,
    period_called,
    usual_period,
)
from congvu.indicators.queries import (
    period_words,
)
from congvu.indicators.rules import (
    PERIOD_KIND_NAMES,
    Declared,
    Group,
    Period,
    period_of,
)
from congvu.organisations.access import Seat
from congvu.ui import rules as ui


def asked_period(given: Mapping[str, str], usual: Period) -> Period:
    """What the address asks for, if it names a period; else the usual one."""
    name = given.get("ky", "")
    if not name:
        return usual
    found = period_called(name)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Frame:
    """One indicator as one page of it was asked for."""

    seat: Seat
    sight: Sight
    declared: Declared
    period: Period
    group: Group
    body: Body | None
    on: date

    @classmethod
    def of(cls, seat: Seat, code: str, given: Mapping[str, str], on: date) -> Frame:
        """Not found: an unknown indicator, a period that is none, a body not seen."""
        sight, declared = sight_of(seat), get_indicator(code)
        asked = asked_period(given, usual_period(declared.period, on))
        group, body = get_group(sight, given.get("co-quan", ""))
        period = fitted(asked, declared.period)
        return cls(seat, sight, declared, period, group, body, on)

    @property
    def whose(self) -> str:
        return self.body.name if self.body else _("Toàn tỉnh")

    def url(self, page: str, *args: str, **more: str) -> str:
        """Another page of the same indicator, whose and when kept."""
        given: dict[str, str] = {"ky": name_of(self.period)}
        if self.body is not None and self.sight.is_several:
            given["co-quan"] = str(self.body.id)
        given |= more
        address = reverse(f"figures:{page}", args=[self.declared.code, *args])
        return f"{address}?{urlencode(given)}"

    def of_body(self, body: Body | None, page: str = "indicator") -> str:
        key = str(body.id) if body else WHOLE
        return self.url(page, **{"co-quan": key})

    def tabs(self, active: str) -> list[ui.Tab]:
        found = [("indicator", _("Diễn biến"))]
        if self.sight.is_several:
            found.append(("bodies", _("Các cơ quan")))
        if self.sight.whole is not None:
            found.append(("map", _("Bản đồ xã")))
        if self.declared.is_measured:
            found.append(("records", _("Bản ghi")))
        if reports_figures(self.seat):
            found.append(("reports", _("Số báo cáo")))
        if sets_targets(self.seat) and (self.sight.is_several or self.seat.is_central):
            found.append(("targets", _("Mức phải đạt")))
        return [
            ui.Tab(label, self.url(name), active=name == active)
            for name, label in found
        ]

    def context(self, active: str) -> dict[str, Any]:
        """What the head of every page of it shows."""
        before, after = self.period.moved(-1), self.period.moved(1)
        return {
            "frame": self,
            "declared": self.declared,
            "name": _(self.declared.name),
            "whose": self.whose,
            "period_words": period_words(self.period),
            "tab_items": self.tabs(active),
            "before": (period_words(before), self._at(before, active)),
            "after": (period_words(after), self._at(after, active))
            if after.start <= self.on
            else None,
            "kinds": [
                (
                    _(PERIOD_KIND_NAMES[kind]),
                    self._at(period_of(kind, self.period.start), active),
                    kind == self.period.kind,
                )
                for kind in kinds_from(self.declared.period)
            ],
        }

    def _at(self, period: Period, page: str) -> str:
        return self.url(page, ky=name_of(period))
