"""The list behind a figure: exactly as many lines as the figure says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from congvu.documents.queries import entry_row
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
from congvu.home.forms import ListForm
from congvu.home.queries import (
    FIGURE_NAMES,
    FIGURES,
    asked_of,
    foreseen,
    unit_name,
)
from congvu.home.rules import week_end
from congvu.home.views.drawn import why_foreseen
from congvu.home.views.places import Place, papers_seat
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import unit_names_on
from congvu.organisations.rules import short_name
from congvu.ui.rules import Pages, Row, dotted


@dataclass(frozen=True)
class Listed:
    """A figure's list with its words; ``notes`` say more about some of its lines."""

    words: str
    found: FigureList
    notes: dict[UUID, str]


@require_safe
@with_seat()
def overview_list(request: SeatRequest) -> HttpResponse:
    seat, on, at = papers_seat(request), timezone.localdate(), timezone.now()
    form = ListForm(request.GET)
    place = Place.of(form, on)
    listed = list_of(seat, form, place, on=on, at=at)
    total = listed.found.total
    count = ngettext("%(n)s văn bản", "%(n)s văn bản", total) % {"n": dotted(total)}
    context = {
        "place": place,
        "words": listed.words,
        "count": count,
        "rows": _rows(listed, on),
        "pages": _pages(request, listed.found),
        "back_url": place.url(),
    }
    return render(request, "home/overview_list.html", context)


def list_of(
    seat: Seat, form: ListForm, place: Place, *, on: date, at: datetime
) -> Listed:
    """What the address asks for: a person's work, the forecast, or a figure."""
    if form.wish("nguoi") is not None:
        return _of_person(seat, form, place, on=on, at=at)
    if form.wish("du_bao"):
        return _forecast(seat, form, place, on=on, at=at)
    asked = asked_of(seat, place.period, on=on, at=at)
    names = unit_names_on(seat.agency_id, place.units.names_on)
    chosen, words = _chosen(seat, form, place, names)
    found = figure_list(asked, chosen, after=form.wish("sau"))
    return Listed(" · ".join(words), found, {})


def _chosen(
    seat: Seat, form: ListForm, place: Place, names: dict[UUID, str]
) -> tuple[Chosen, list[str]]:
    """The figure and what it is called."""
    figure = form.wish("con_so") or "da-nhan"
    unit, week = form.unit(), form.wish("tuan")
    step, passed, cause = (form.wish(name) for name in ("buoc", "qua_buoc", "ly_do"))
    words = [_(FIGURE_NAMES[figure]).capitalize()]
    if step:
        words = [_("Đang ở bước: %(step)s") % {"step": _(STEP_NAMES[Step(step)])}]
    if passed:
        words = [_("Đã qua bước: %(step)s") % {"step": _(STEP_NAMES[Step(passed)])}]
    if cause:
        told = {"cause": _(CAUSE_NAMES[Cause(cause)])}
        words.append(_("nguyên nhân: %(cause)s") % told)
    units: tuple[UUID | None, ...] | None = None
    if unit is None:
        units = (None,)
    elif isinstance(unit, UUID):
        units = place.units.units_of(seat.agency_id, unit)
    if units is not None:
        told_unit = unit if isinstance(unit, UUID) else None
        words.append(short_name(unit_name(told_unit, names)))
    if week:
        words.append(_("tuần %(day)s") % {"day": f"{week:%d/%m/%Y}"})
    chosen = Chosen(
        fates=FIGURES[figure],
        week=week,
        units=units,
        waits_in=Step(step) if step else None,
        went_through=Step(passed) if passed else None,
        cause=Cause(cause) if cause else None,
        whenever=bool(form.wish("moi_ngay")),
    )
    return chosen, words


def _of_person(
    seat: Seat, form: ListForm, place: Place, *, on: date, at: datetime
) -> Listed:
    """One figure of one person's load, if these eyes may see that load."""
    asked = asked_of(seat, place.period, on=on, at=at)
    wanted = form.wish("nguoi")
    seen = people(asked.scope, seat.agency_id, on)
    post = next((post for post in seen if post.id == wanted), None)
    if post is None:
        raise Http404
    lying = Lying(form.wish("viec") or Lying.OPEN)
    ids = entries_of_load(asked, post, lying, week_end=week_end(on, asked.days))
    words = f"{post.person_name}, {post.name} · {_(LYING_NAMES[lying])}"
    return Listed(words, entries_list(asked.scope, ids, after=form.wish("sau")), {})


def _forecast(
    seat: Seat, form: ListForm, place: Place, *, on: date, at: datetime
) -> Listed:
    asked = asked_of(seat, place.period, on=on, at=at)
    end = week_end(on, asked.days)
    lines = foreseen(asked, picture(asked, week_end=end, shown=0))
    ids = [line.paper.id for line in lines]
    return Listed(
        _("Dự báo trễ đến %(day)s") % {"day": f"{end:%d/%m/%Y}"},
        entries_list(asked.scope, ids, after=form.wish("sau")),
        {line.paper.id: why_foreseen(line) for line in lines},
    )


def _rows(listed: Listed, on: date) -> list[tuple[Row, str]]:
    days = calendar()
    return [
        (
            replace(
                entry_row(
                    line,
                    url=reverse("documents:entry", args=[line.id]),
                    on=on,
                    days=days,
                ),
                unread=False,
            ),
            listed.notes.get(line.id, ""),
        )
        for line in listed.found.lines
    ]


def _pages(request: SeatRequest, found: FigureList) -> Pages:
    asked = request.GET.copy()
    asked.pop("sau", None)
    first = f"{request.path}?{asked.urlencode()}" if request.GET.get("sau") else ""
    following = ""
    if found.after is not None:
        asked["sau"] = str(found.after)
        following = f"{request.path}?{asked.urlencode()}"
    return Pages(previous_url=first, next_url=following)
