"""From a number to its list, and from the list to each record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.figures import actions
from congvu.figures.views.frame import Frame
from congvu.figures.views.pages import Told
from congvu.indicators.queries import (
    Line,
    figures,
    lineage,
    number_words,
    recount,
    tell,
)
from congvu.indicators.rules import REGISTER, Figure, Unit, worth
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

_NARROWED = {"co": True, "khong": False}


@dataclass(frozen=True)
class Row:
    """One record: in words, and a link, for who may read it."""

    line: Line
    body: str
    kind: str
    words: str
    url: str
    is_number: bool

    @property
    def counts(self) -> str:
        if self.is_number:
            return number_words(self.line.counts)
        return _("được tính") if self.line.counts else _("không được tính")

    @property
    def tone(self) -> str:
        return "" if self.is_number else "done" if self.line.counts else "late"


@require_safe
@with_seat()
def records(request: SeatRequest, code: str) -> HttpResponse:
    """A page of the list; as many queries for any, and one more a kind of record."""
    today = timezone.localdate()
    frame = Frame.of(request.seat, code, request.GET, today)
    if not frame.declared.is_measured:
        raise Http404
    asked = request.GET.get("tinh", "")
    page = lineage(
        code,
        frame.group.bodies,
        frame.period,
        after=_after(request.GET),
        limit=ui.SHOWN_LINES,
        counting=_NARROWED.get(asked),
    )
    (figure,) = figures([frame.group], [code], [frame.period], on=today)
    again = recount(code, frame.group.bodies, frame.period)
    kept = {"tinh": asked} if asked in _NARROWED else {}
    following = f"{page.after[0]}_{page.after[1]}" if page.after else ""
    context: dict[str, Any] = {
        **frame.context("records"),
        "told": Told(figure),
        "rows": _rows(frame, page.lines),
        "narrowings": _narrowings(frame, asked),
        "recounted": _recounted(figure, again),
        "exports": [
            (form, frame.url("records-export", form)) for form in ("xlsx", "csv")
        ],
        "pages": ui.Pages(
            previous_url=frame.url("records", **kept) if "sau" in request.GET else "",
            next_url=frame.url("records", **kept, sau=following) if following else "",
        ),
    }
    return render(request, "figures/records.html", context)


def _after(given: Mapping[str, str]) -> tuple[date, UUID] | None:
    """Where the page before ended; nowhere, where the address says no such thing."""
    day, _line, key = given.get("sau", "").partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _rows(frame: Frame, lines: list[Line]) -> list[Row]:
    readable = tell(frame.seat, lines)
    names = agency_names_on({line.body_id for line in lines}, frame.period.last)
    found = []
    for line in lines:
        told, kind = readable.get(line.record_id), REGISTER.kinds.get(line.kind)
        found.append(
            Row(
                line,
                names.get(line.body_id, ""),
                _(kind.title) if kind else line.kind,
                told.words if told else "",
                told.url if told else "",
                frame.declared.unit not in (Unit.PERCENT, Unit.RATIO),
            )
        )
    return found


def _narrowings(frame: Frame, asked: str) -> list[tuple[str, str, bool]]:
    """All of them, those above the line, those that are not; of a share or a
    ratio only."""
    if frame.declared.unit not in (Unit.PERCENT, Unit.RATIO):
        return []
    words = (
        ("", _("Tất cả")),
        ("co", _("Được tính")),
        ("khong", _("Không được tính")),
    )
    return [
        (label, frame.url("records", tinh=name), name == asked) for name, label in words
    ]


def _recounted(figure: Figure, again: tuple[int, int] | None) -> str:
    """What the list comes to now, where the kept figure says otherwise."""
    if again is None or figure.exact is None:
        return ""
    if again == (figure.numerator, figure.records):
        return ""
    again_worth = worth(figure.unit, *again)
    return number_words(again_worth) if again_worth is not None else _("không có gì")


@require_safe
@with_seat()
def export(request: SeatRequest, code: str, form: str) -> HttpResponse:
    if form not in ("xlsx", "csv"):
        raise Http404
    frame = Frame.of(request.seat, code, request.GET, timezone.localdate())
    if not frame.declared.is_measured:
        raise Http404
    made = actions.export_records(
        code=code,
        group=frame.group,
        period=frame.period,
        form="csv" if form == "csv" else "xlsx",
        by=request.seat,
        at=timezone.now(),
    )
    return as_download(made)
