"""The yearly report: what is told, what is missing, who owes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.controls import actions, queries
from congvu.controls.access import (
    composes_report,
    drafts_read,
    get_system_to_tell,
    keeps,
)
from congvu.controls.forms import ComposeForm, OtherForm, YearForm
from congvu.controls.queries import UnitTold
from congvu.controls.rules import (
    CONTENT_NAMES,
    DEGREE_NAMES,
    OWES_NAMES,
    Content,
    Degree,
    Missing,
    YearlyWindow,
    due_window,
    window_of,
    yearly_window,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    press,
    tabs,
)
from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.outgoing.queries import signers
from congvu.ui import rules as ui

_FIRST = 2026


def _years() -> range:
    """From the first one under the decree to the one that runs."""
    return range(_FIRST, yearly_window(timezone.localdate()).year + 1)


def _window(year: int) -> YearlyWindow:
    if year not in _years():
        raise Http404
    return window_of(year)


def _url(year: int) -> str:
    return reverse("controls:report", args=[year])


@require_safe
@with_seat(READ)
def current(request: SeatRequest) -> HttpResponse:
    """That which is due next."""
    return _shown(request, due_window(timezone.localdate()))


@require_safe
@with_seat(READ)
def report(request: SeatRequest, year: int) -> HttpResponse:
    return _shown(request, _window(year))


def _shown(request: SeatRequest, window: YearlyWindow) -> HttpResponse:
    """One's own agency's: as a unit, and merged where it owns systems."""
    seat, today = request.seat, timezone.localdate()
    own, merged = queries.told_of(seat.agency_id, window, today)
    is_open = window.first <= today < window.owner_before
    context = {
        "window": window,
        "others": [year for year in _years() if year != window.year],
        "own": own,
        "own_rows": _systems(own) if own else [],
        "own_missing": _missing([own]) if own else [],
        "own_due": _due(window.units_before, today),
        "units": [_unit(one) for one in merged],
        "contents": _contents(merged or ([own] if own else [])),
        "owner_due": _due(window.owner_before, today),
        "keeps": keeps(seat) and is_open,
        "composes": composes_report(seat) and bool(merged) and is_open,
        "papers": _papers(seat, window.year),
        "tab_items": tabs("current-report"),
    }
    return render(request, "controls/report.html", context)


def _due(before: date, today: date) -> ui.Deadline:
    return deadline_shown(before - timedelta(days=1), on=today, days=calendar())


def _papers(seat: Seat, year: int) -> list[tuple[object, bool]]:
    papers = queries.papers_of(seat.agency_id, year)
    read = drafts_read(seat, [one.draft_id for one in papers])
    return [(one, one.draft_id in read) for one in papers]


def _degree(given: str) -> str:
    return _(DEGREE_NAMES[Degree(given)]) if given else ""


def _systems(own: UnitTold) -> list[dict[str, object]]:
    return [
        {
            "id": key,
            "facts": one,
            "obeyed": _degree(one.obeyed),
            "tested": _degree(one.tested),
        }
        for one, key in zip(own.facts, own.system_ids, strict=True)
    ]


def _words(lack: Missing) -> str:
    return _(lack.words) % {"count": lack.count}


def _missing(units: Sequence[UnitTold]) -> list[dict[str, object]]:
    return [
        {
            "content": int(lack.content),
            "system": lack.system,
            "words": _words(lack),
            "owes": _(OWES_NAMES[lack.owes]),
        }
        for unit in units
        for lack in unit.missing
    ]


def _unit(one: UnitTold) -> dict[str, object]:
    return {
        "name": one.name,
        "systems": len(one.facts),
        "missing": len(one.missing),
        "confirmed_at": one.report.confirmed_at if one.report else None,
        "confirmed_by": one.report.confirmed_by if one.report else "",
    }


def _contents(units: Sequence[UnitTold]) -> list[dict[str, object]]:
    """The twelve, each with how many systems it has data of, and what it lacks."""
    facts = [one for unit in units for one in unit.facts]
    lacks = [lack for unit in units for lack in unit.missing]
    said = {
        Content.NATIONAL: sum(one.national for one in facts),
        Content.PLAN: sum(bool(one.plan) for one in facts),
        Content.REGULATION_DECISION: sum(bool(one.regulation) for one in facts),
        Content.OTHER: sum(bool(u.report and u.report.other) for u in units),
        Content.WHO: len(units),
    }
    return [
        {
            "number": int(content),
            "name": _(CONTENT_NAMES[content]),
            "have": said.get(
                content, len(facts) - sum(one.content == content for one in lacks)
            ),
            "missing": sum(one.content == content for one in lacks),
        }
        for content in Content
    ]


@require_http_methods(METHODS)
@with_seat(KEEP)
def say(request: SeatRequest, year: int, system_id: UUID) -> HttpResponse:
    seat, window = request.seat, _window(year)
    found = get_system_to_tell(seat, system_id)
    form = YearForm(
        posted(request), initial=YearForm.of(queries.said_of(found, window.year))
    )
    words = Words(_("Tình hình trong năm"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.say_year(
            system_id=found.pk,
            year=year,
            data=form.data_given(),
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=_url(year),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def other(request: SeatRequest, year: int) -> HttpResponse:
    seat, window = request.seat, _window(year)
    own, _merged = queries.told_of(seat.agency_id, window, timezone.localdate())
    told = own.report.other if own and own.report else ""
    form = OtherForm(posted(request), initial={"other": told})
    words = Words(_("Nội dung khác"), _("Ghi"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.say_other(
            year=year, text=form.cleaned_data["other"], by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=_url(year),
    )


@require_POST
@with_seat(KEEP)
def confirm(request: SeatRequest, year: int) -> HttpResponse:
    _window(year)
    return press(
        request,
        lambda: actions.confirm_report(year=year, by=request.seat, at=timezone.now()),
        _("Đã xác nhận báo cáo năm."),
        _url(year),
    )


@require_http_methods(METHODS)
@with_seat(READ)
def compose(request: SeatRequest, year: int) -> HttpResponse:
    """All units merged as a draft, which then goes the way of every draft."""
    seat, today = request.seat, timezone.localdate()
    _window(year)
    if not composes_report(seat):
        raise Http404
    form = ComposeForm(posted(request), signers=signers(seat.agency_id, today))
    words = Words(
        _("Soạn báo cáo an ninh năm"),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
        str(year),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_report(
            year=year,
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=_url(year),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
    )
