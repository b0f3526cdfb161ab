"""The overview as the parts that draw it; every number with its list's address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.documents.queries import deadline_of
from congvu.documents.queries.overview import (
    FATE_NAMES,
    STEP_NAMES,
    CoursePaper,
    Fate,
    Load,
    Lying,
    Step,
)
from congvu.home.queries import (
    FIGURES,
    Counts,
    Overview,
    StepLine,
    UnitCounts,
    unit_name,
    why_foreseen,
)
from congvu.home.views.places import Place, unit_word
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar
from congvu.organisations.rules import short_name
from congvu.ui.formats import charts
from congvu.ui.formats.charts import Part
from congvu.ui.rules import Deadline, Figure, dotted

SHOWN_UNITS, SHOWN_PEOPLE, SHOWN_FORESEEN = 8, 8, 5
# The word of the address for each single fate.
_WORD_OF = {fates[0]: word for word, fates in FIGURES.items() if len(fates) == 1}


@dataclass(frozen=True)
class Cell:
    """A number of a table; an address only where there is something to list."""

    value: int
    url: str
    late: bool = False

    @property
    def words(self) -> str:
        return dotted(self.value) if self.value else "–"


def parts_of_page(found: Overview, place: Place) -> dict[str, Any]:
    days = calendar()
    return {
        "figures": _figures(found, place),
        "sum": [
            (
                dotted(found.fates[fate]),
                _(FATE_NAMES[fate]),
                place.listing(_WORD_OF[fate]),
            )
            for fate in Fate
            if found.fates[fate]
        ],
        "chart": _weeks_chart(found, place, days),
        "weeks": [
            (
                f"{week.monday:%d/%m/%Y}",
                _short_week(week.monday, days),
                _cells(week.counts, place, tuan=week.monday),
            )
            for week in found.weeks
        ],
        "totals": _cells(found.counts, place),
        "late": [late_line(paper, found, days) for paper in found.late],
        "late_url": place.listing("dang-qua-han", moi_ngay=1),
        "steps": _steps(found, place),
        "slowest": _slowest(found, place),
        "units": _units(found, place),
        "loads": [_load(load, place) for load in found.loads],
        "foreseen": [
            (late_line(line.paper, found, days), why_foreseen(line))
            for line in found.foreseen
        ],
        "foreseen_url": place.listing(du_bao=1),
        "shown_units": SHOWN_UNITS,
        "shown_people": SHOWN_PEOPLE,
        "shown_foreseen": SHOWN_FORESEEN,
    }


def work_url(assignment_id: UUID) -> str:
    return reverse("home:work-item", args=[assignment_id])


def percent(counts: Counts) -> str:
    """ "91,9 %", or a dash where nothing with a day was finished."""
    return "–" if counts.rate is None else f"{dotted(float(counts.rate))} %"


def _figures(found: Overview, place: Place) -> list[Figure]:
    """Received, and its four parts that have a day; the rest stands in the sum."""
    counts, listed = found.counts, _("xem danh sách")
    share = _("%(rate)s của %(done)s đã xong") % {
        "rate": percent(counts),
        "done": dotted(counts.in_time + counts.late),
    }
    units = sum(1 for unit in found.units if unit.counts.open_late)
    at = ngettext("ở %(n)s đơn vị", "ở %(n)s đơn vị", units) % {"n": dotted(units)}
    told = (
        (_("đã nhận"), counts.received, "da-nhan", listed),
        (_("xong đúng hạn"), counts.in_time, "dung-han", share),
        (_("xong quá hạn"), counts.late, "xong-qua-han", listed),
        (_("đang trong hạn"), found.fates[Fate.OPEN], "trong-han", listed),
        (_("đang quá hạn"), counts.open_late, "dang-qua-han", at),
    )
    return [
        Figure(
            label,
            dotted(value),
            place.listing(word),
            more if value else listed,
            "late" if value and word == "dang-qua-han" else "",
        )
        for label, value, word, more in told
    ]


def _parts(counts: Counts, place: Place, where: str, **asked: Any) -> list[Part]:
    """A bar from the bottom up: done in time, done late, still open, open and late."""
    told = (
        ("in-time", counts.in_time, "dung-han", _("xong đúng hạn")),
        ("late", counts.late, "xong-qua-han", _("xong quá hạn")),
        ("open", counts.open + counts.open_late, "dang-giai-quyet", _("đang làm")),
    )
    return [
        Part(
            form,
            value,
            f"{where}: {dotted(value)} {words}",
            place.listing(word, **asked) if value else "",
        )
        for form, value, word, words in told
    ]


def _weeks_chart(
    found: Overview, place: Place, days: WorkCalendar
) -> charts.ColumnChart:
    this = found.on - timedelta(days=found.on.weekday())
    return charts.column_chart(
        [
            charts.Column(
                f"{week.monday.day}/{week.monday.month}",
                _parts(
                    week.counts,
                    place,
                    _("Tuần %(day)s") % {"day": f"{week.monday:%d/%m}"},
                    tuan=week.monday,
                ),
                strong=week.monday == this,
                note=_short_week(week.monday, days),
                off=_days_off(week.monday, days),
            )
            for week in found.weeks
        ]
    )


def _days_off(monday: date, days: WorkCalendar) -> list[bool]:
    """From Monday to Friday, whether each is a day off."""
    return [not days.is_working(monday + timedelta(days=n)) for n in range(5)]


def _short_week(monday: date, days: WorkCalendar) -> str:
    """ "3 ngày": a week with days off holds fewer papers for that reason."""
    works = days.working_days_between(
        monday - timedelta(days=1), monday + timedelta(days=6)
    )
    if works >= 5:
        return ""
    return ngettext("nghỉ %(n)d", "nghỉ %(n)d", 5 - works) % {"n": 5 - works}


def _cells(counts: Counts, place: Place, **asked: Any) -> list[Cell]:
    """A row of a table: the parts, then all of them; each opens its list."""
    told = (
        (counts.in_time, "dung-han"),
        (counts.late, "xong-qua-han"),
        (counts.open, "dang-con-han"),
        (counts.open_late, "dang-qua-han"),
        (counts.other, "con-lai"),
        (counts.received, "da-nhan"),
    )
    return [
        Cell(
            value,
            place.listing(word, **asked) if value else "",
            late=word == "dang-qua-han" and value > 0,
        )
        for value, word in told
    ]


@dataclass(frozen=True)
class LateLine:
    """One paper with who has it and since when it is late."""

    number: int
    subject: str
    url: str
    unit: str
    where: str
    holder: str
    deadline: Deadline


def late_line(paper: CoursePaper, found: Overview, days: WorkCalendar) -> LateLine:
    return LateLine(
        paper.number,
        paper.subject,
        reverse("documents:entry", args=[paper.id]),
        short_name(unit_name(paper.unit_id, found.names)) if paper.unit_id else "",
        where_it_waits(paper),
        paper.holder.split(",")[0],
        deadline_of(paper.due_on, on=found.on, days=days),
    )


def where_it_waits(paper: CoursePaper) -> str:
    """ "chờ ý kiến Phòng Tài chính", "chờ bút phê"."""
    if paper.step is None:
        return ""
    if paper.step == Step.SUPPORT:
        return _("chờ ý kiến %(desk)s") % {"desk": paper.asked_of.split(",")[0]}
    words = _(STEP_NAMES[paper.step])
    return words[:1].lower() + words[1:]


def _steps(found: Overview, place: Place) -> list[dict[str, Any]]:
    slowest = found.slowest
    longest = max(
        (line.time.nine_tenths for line in found.steps if line.time), default=0
    )
    return [
        {
            "name": _(STEP_NAMES[line.step]),
            "is_slowest": slowest is not None and line.step == slowest.step,
            "spread": charts.spread(
                line.time.half,
                line.time.nine_tenths,
                of=longest,
                longest=slowest is not None and line.step == slowest.step,
            )
            if line.time
            else None,
            "half": dotted(float(line.time.half)) if line.time else "–",
            "nine": dotted(float(line.time.nine_tenths)) if line.time else "–",
            "passed": Cell(
                line.time.count if line.time else 0, place.listing(qua_buoc=line.step)
            ),
            "waiting": Cell(line.waiting, place.listing(buoc=line.step)),
        }
        for line in found.steps
    ]


def _slowest(found: Overview, place: Place) -> dict[str, Any]:
    """The step that holds papers longest, and the two units where most wait in it."""
    line: StepLine | None = found.slowest
    if line is None or not line.waiting:
        return {}
    at: dict[UUID | None, int] = {}
    for cell in found.cells:
        if cell.step == line.step and cell.unit_id:
            at[cell.unit_id] = at.get(cell.unit_id, 0) + cell.count
    most = sorted(at, key=lambda unit: -at[unit])[:2]
    names = [short_name(unit_name(unit, found.names)) for unit in most]
    return {
        "name": _(STEP_NAMES[line.step]),
        "waiting": dotted(line.waiting),
        "at": dotted(sum(at[unit] for unit in most)),
        "units": (" " + _("và") + " ").join(names),
        "url": place.listing(buoc=line.step),
    }


def _units(found: Overview, place: Place) -> list[dict[str, Any]]:
    """Bars to the scale of the busiest unit; what nobody leads yet fills its own."""
    led = [unit.counts.received for unit in found.units if unit.unit_id]
    most = max(led, default=found.counts.received)
    return [_unit(unit, place, most) for unit in found.units]


def _unit(unit: UnitCounts, place: Place, most: int) -> dict[str, Any]:
    word, counts = unit_word(unit.unit_id), unit.counts
    name = short_name(unit.name)
    return {
        "name": name,
        "cells": _cells(counts, place, don_vi=word),
        "bar": charts.bar(
            _parts(counts, place, name, don_vi=word), of=max(most, counts.received)
        ),
        "rate": percent(counts),
    }


def _load(load: Load, place: Place) -> dict[str, Any]:
    post = load.post
    told: Sequence[tuple[int, Lying]] = (
        (load.open, Lying.OPEN),
        (load.late, Lying.LATE),
        (load.this_week, Lying.THIS_WEEK),
        (load.finished, Lying.FINISHED),
    )
    return {
        "person": post.person_name,
        "post": f"{post.name} · {short_name(post.unit_name)}",
        "cells": [
            Cell(
                value,
                place.listing(nguoi=post.id, viec=lying) if value else "",
                late=lying == Lying.LATE and value > 0,
            )
            for value, lying in told
        ],
    }
