"""The position of a day: by product, by agency and unit, on one machine, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.licences import queries
from congvu.licences.access import (
    agencies_to_read,
    get_machine_read,
    get_product,
    keeps,
    may_extend,
    read_rights,
    reads_all,
)
from congvu.licences.forms import DayForm
from congvu.licences.queries import Covered, MachineLine, Month
from congvu.licences.rules import (
    LICENCE_NAMES,
    STANDING_NAMES,
    Licence,
    StandingState,
    Tally,
    month_ends,
)
from congvu.licences.views.deeds import READ, TONES, Sight, coverage, sight, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on, unit_names_on
from congvu.reporting.formats.tables import (
    TableSheet,
    Value,
    write_tables_csv,
    write_tables_xlsx,
)
from congvu.reviews.formats.numbers import percent
from congvu.ui import rules as ui
from congvu.ui.formats.drawings import Stop, TrendWords, trend_drawing

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def state_words(state: StandingState, *, ran_out: bool = False) -> str:
    if ran_out:
        return _("quyền đã hết hạn")
    return _(STANDING_NAMES[state])


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _figures(every: Tally, seen: Sight) -> list[ui.Figure]:
    """Never a rate without how many machines it rests on: that stands beside."""
    lines = reverse("licences:standings")
    rate = percent(every.rate) or "–"
    more = f"{_number(every.violations)}/{_number(every.paid)}"
    return [
        ui.Figure(_("vi phạm"), rate, more=more, tone="late" if every.rate else ""),
        ui.Figure(
            _("có quyền sử dụng"),
            _number(every.legal),
            url=lines + seen.query(trang_thai=StandingState.LEGAL),
        ),
        ui.Figure(
            _("cấp vượt số đã có"),
            _number(every.over),
            url=lines + seen.query(trang_thai=StandingState.OVER),
        ),
        ui.Figure(
            _("chưa có quyền"),
            _number(every.unlicensed),
            url=lines + seen.query(trang_thai=StandingState.UNLICENSED),
        ),
        ui.Figure(_("miễn phí, nguồn mở"), _number(every.free)),
        ui.Figure(
            _("chưa nhận biết"), _number(every.unknown), url=reverse("licences:queue")
        ),
    ]


def _trend(months: Sequence[Month], key: str) -> Any:
    stops = [
        Stop(
            label=f"{one.day:%m/%y}",
            shown=percent(one.tally.rate) or _("không có phần mềm thương mại"),
            measured=float(one.tally.rate * 100)
            if one.tally.rate is not None
            else None,
            is_nothing=one.tally.rate is None,
        )
        for one in months
    ]
    if len([one for one in stops if one.measured is not None]) < 2:
        return None
    return trend_drawing(
        stops,
        key=key,
        title=_("Tỷ lệ vi phạm theo tháng"),
        about=_("Ngày cuối mỗi tháng, và lần tính gần nhất"),
        words=TrendWords(
            measured=_("tỷ lệ vi phạm, %"),
            reported="",
            target="",
            unknown=_("chưa biết"),
            nothing=_("không có"),
        ),
    )


def _months(
    seen: Sight, today: Tally, covered: Covered, product_id: UUID | None = None
) -> list[tuple[Month, Covered | None]]:
    """Last days of months as they are kept, and today as the page itself counts it,
    each with how much of the machines it rests on.
    """
    days = month_ends(seen.today)
    known = queries.covered_by_month(days, seen.agencies, seen.today)
    kept = queries.months_of(days, seen.agencies, product_id)
    found: list[tuple[Month, Covered | None]] = [(m, known.get(m.day)) for m in kept]
    if seen.day == seen.today:
        found.append((Month(seen.today, today), covered))
    return found


@require_safe
@with_seat(READ)
def position(request: SeatRequest) -> HttpResponse:
    """What violates most first; figures, months and coverage above."""
    seen = sight(request, request.seat)
    licence = request.GET.get("giay_phep", "")
    licence = licence if licence in set(Licence) else ""
    told = queries.told_on(seen.day, seen.agencies)
    lines, after = queries.product_lines(
        told, licence=licence, text=seen.text, after=seen.after
    )
    covered = coverage(seen)
    months = _months(seen, told.total, covered)
    context = {
        "seen": seen,
        "told": told,
        "figures": _figures(told.total, seen),
        "covered": covered,
        "drawn": _trend([one for one, _c in months], "vi-pham"),
        "months": [(m, percent(m.tally.rate) or "–", seen_of) for m, seen_of in months],
        "lines": [
            (
                one,
                _(LICENCE_NAMES[Licence(one.product.licence)]),
                percent(one.tally.rate) or "–",
                reverse("licences:product", args=[one.product.pk]) + _same(seen),
            )
            for one in lines
        ],
        "next_query": seen.query(sau=after, giay_phep=licence) if after else "",
        "form": DayForm(
            seen.typed, agencies=agencies_to_read(request.seat), by_words=True
        ),
        "held": [("giay_phep", licence)] if licence else [],
        "choices": [
            (_(label), seen.query(giay_phep="" if value == licence else value) or "?",
             value == licence)
            for value, label in LICENCE_NAMES.items()
        ],
        "files": [
            (kind.upper(), reverse("licences:file") + seen.query(dang=kind))
            for kind in ("xlsx", "csv")
        ],
        "tab_items": tabs(request.seat, "list"),
    }  # fmt: skip
    return render(request, "licences/list.html", context)


def _same(seen: Sight) -> str:
    """The day and agency, without the words that were looked for."""
    return Sight(seen.seat, seen.day, seen.today, seen.agency_id, "", "").query()


@dataclass(frozen=True)
class Place:
    """An agency or unit with its numbers."""

    name: str
    url: str
    tally: Tally
    owned: int | None = None
    seen: int | None = None
    months: Sequence[str] = ()

    @property
    def rate(self) -> str:
        return percent(self.tally.rate) or "–"


@require_safe
@with_seat(READ)
def agencies(request: SeatRequest) -> HttpResponse:
    """Every agency of the province; the highest rate first, compared as fractions."""
    seat = request.seat
    if not reads_all(seat):
        raise Http404
    seen = sight(request, seat)
    told = queries.told_on(seen.day)
    covered = queries.covered_by_agency(seen.day)
    tallies = told.by_agency()
    names = agency_names_on({*tallies, *covered}, seen.today)
    where = reverse("licences:units")
    places = [
        Place(
            name,
            where + Sight(seat, seen.day, seen.today, pk, "", "").query(),
            tallies.get(pk, Tally()),
            covered[pk].owned if pk in covered else 0,
            covered[pk].seen if pk in covered else 0,
        )
        for pk, name in names.items()
    ]
    places.sort(key=_worst)
    context = {
        "seen": seen,
        "told": told,
        "places": places,
        "covered": queries.added_up(covered),
        "of_units": False,
        "form": DayForm(seen.typed, agencies=[]),
        "tab_items": tabs(seat, "agencies"),
    }
    return render(request, "licences/places.html", context)


def _worst(one: Place) -> tuple[Any, ...]:
    return -(one.tally.rate or 0), -one.tally.violations, one.name


@require_safe
@with_seat(READ)
def units(request: SeatRequest) -> HttpResponse:
    """One agency by unit, with the months before; one's own where none is said."""
    seat = request.seat
    seen = sight(request, seat)
    agency_id = seen.agency_id or seat.agency_id
    seen = Sight(seat, seen.day, seen.today, agency_id, "", "")
    tallies = queries.units_of(seen.day, agency_id)
    days = month_ends(seen.today)
    months = queries.months_by_unit(agency_id, days)
    covered = queries.covered_by_unit(seen.day, agency_id)
    known = queries.covered_by_month(days, [agency_id], seen.today)
    names = unit_names_on([agency_id], seen.day)
    shown = [day for day in days if any(day in one for one in months.values())]
    lines = reverse("licences:standings")
    places = [
        Place(
            names.get(pk, "") if pk else _("Không của riêng đơn vị nào"),
            lines + seen.query(don_vi=str(pk) if pk else "-"),
            tallies.get(pk, Tally()),
            covered[pk].owned if pk in covered else 0,
            covered[pk].seen if pk in covered else 0,
            months=[
                percent(months.get(pk, {}).get(day, Tally()).rate) or "–"
                for day in shown
            ],
        )
        for pk in {*tallies, *months, *covered}
    ]
    places.sort(key=_worst)
    context = {
        "seen": seen,
        "told": queries.told_on(seen.day, [agency_id]),
        "places": places,
        "covered": coverage(seen),
        "of_units": True,
        "shown": shown,
        "known": [known.get(day) for day in shown],
        "agency": seen.agency_name,
        "form": DayForm(seen.typed, agencies=agencies_to_read(seat)),
        "tab_items": tabs(seat, "agencies" if reads_all(seat) else "units"),
    }
    return render(request, "licences/places.html", context)


@require_safe
@with_seat(READ)
def standings(request: SeatRequest) -> HttpResponse:
    """Machines with what is on them, narrowed to a state, a unit, a product."""
    seen = sight(request, request.seat)
    state, unit = request.GET.get("trang_thai", ""), request.GET.get("don_vi", "")
    state = state if state in set(StandingState) else ""
    lines, after = queries.standings_page(
        seen.day, seen.agencies, unit=unit, state=state, after=seen.after
    )
    more = {"trang_thai": state, "don_vi": unit}
    context = {
        "seen": seen,
        "lines": _lines(lines, seen),
        "next_query": seen.query(sau=after, **more) if after else "",
        "covered": coverage(seen),
        "not_kept": seen.agency_id is None and not queries.is_kept(seen.day),
        "choices": [
            (
                _(label),
                seen.query(trang_thai="" if value == state else value, don_vi=unit)
                or "?",
                value == state,
            )
            for value, label in STANDING_NAMES.items()
            if value != StandingState.UNKNOWN
        ],
        "form": DayForm(seen.typed, agencies=agencies_to_read(request.seat)),
        "held": [(k, v) for k, v in more.items() if v],
        "tab_items": tabs(request.seat, "list"),
    }
    return render(request, "licences/standings.html", context)


def _lines(
    lines: Sequence[MachineLine], seen: Sight
) -> list[tuple[MachineLine, dict[str, Any]]]:
    """Each with its names; a fixed number of queries."""
    products = queries.product_names(list({one.product_id for one in lines}))
    agencies = agency_names_on({one.agency_id for one in lines}, seen.today)
    wanted = {one.agency_id for one in lines if one.unit_id is not None}
    named = unit_names_on(wanted, seen.day) if wanted else {}
    given = [one.allocation_id for one in lines if one.allocation_id is not None]
    rights = queries.allocation_names(given)
    return [
        (
            one,
            {
                "product": products[one.product_id],
                "agency": agencies.get(one.agency_id, ""),
                "unit": named.get(one.unit_id, "") if one.unit_id else "",
                "right": rights.get(one.allocation_id) if one.allocation_id else None,
                "state": state_words(one.state, ran_out=one.ran_out),
                "tone": TONES[one.state],
                "url": reverse("licences:machine", args=[one.machine_id]),
            },
        )
        for one in lines
    ]


@require_safe
@with_seat(READ)
def product(request: SeatRequest, product_id: UUID) -> HttpResponse:
    """What was counted of it, its rights, the machines that have it."""
    seat = request.seat
    found = get_product(seat, product_id)
    seen = sight(request, seat)
    told = queries.told_on(seen.day, seen.agencies)
    tally = told.by_product().get(found.pk, Tally())
    lines, after = queries.standings_page(
        seen.day, seen.agencies, product_id=found.pk, after=seen.after
    )
    covered = coverage(seen)
    months = _months(seen, tally, covered, found.pk)
    rights = queries.rights_page(
        read_rights(seat).filter(
            pk__in=queries.rights_for(found.pk, found.family).values("pk")
        ),
        queries.RightsAsked(),
        seen.day,
    )
    context = {
        "found": found,
        "licence": _(LICENCE_NAMES[Licence(found.licence)]),
        "seen": seen,
        "told": told,
        "tally": tally,
        "rate": percent(tally.rate) or "–",
        "covered": covered,
        "drawn": _trend([one for one, _c in months], "san-pham"),
        "rights": rights.lines,
        "rules": list(found.rules.order_by("place")[:50]),
        "lines": _lines(lines, seen),
        "next_query": seen.query(sau=after) if after else "",
        "form": DayForm(seen.typed, agencies=agencies_to_read(seat)),
        "may_extend": may_extend(seat),
        "may_keep": keeps(seat),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "licences/product.html", context)


@require_safe
@with_seat(READ)
def machine(request: SeatRequest, machine_id: UUID) -> HttpResponse:
    """One machine's part of the position, and names on it that nobody knows."""
    seat = request.seat
    found = get_machine_read(seat, machine_id)
    seen = sight(request, seat)
    seen = Sight(seat, seen.day, seen.today, found.agency_id, "", "")
    part = queries.machine_part(found, seen.day)
    given = [one.allocation_id for _p, _s, one in part.lines if one is not None]
    rights = queries.allocation_names([pk for pk in given if pk is not None])
    units_named = unit_names_on([found.agency_id], seen.day)
    context = {
        "found": found,
        "seen": seen,
        "agency": agency_names_on([found.agency_id], seen.today).get(found.agency_id),
        "unit": units_named.get(found.unit_id) if found.unit_id else "",
        "lines": [
            (
                product,
                _(LICENCE_NAMES[Licence(product.licence)]),
                state_words(state, ran_out=line is not None and line.ran_out),
                TONES[state],
                rights.get(line.allocation_id) if line and line.allocation_id else None,
            )
            for product, state, line in part.lines
        ],
        "unknown": part.unknown,
        "form": DayForm(seen.typed, agencies=[]),
        "tab_items": tabs(seat, "list"),
    }
    return render(request, "licences/machine.html", context)


@require_safe
@with_seat(READ)
def file(request: SeatRequest) -> HttpResponse:
    """The day's position by product, and of the province by agency: never without the
    coverage above it.
    """
    seen = sight(request, request.seat)
    as_csv = request.GET.get("dang") == "csv"
    head, sheets = position_tables(seen)
    out = BytesIO()
    (write_tables_csv if as_csv else write_tables_xlsx)(out, head=head, sheets=sheets)
    name = f"ban-quyen-{seen.day:%Y-%m-%d}.{'csv' if as_csv else 'xlsx'}"
    kind = "text/csv; charset=utf-8" if as_csv else _XLSX
    return HttpResponse(
        out.getvalue(),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def position_tables(seen: Sight) -> tuple[list[str], list[TableSheet]]:
    told = queries.told_on(seen.day, seen.agencies)
    covered = coverage(seen)
    named = queries.product_names()
    counted = told.by_product()
    title = _("Tình trạng bản quyền phần mềm đến hết ngày %(day)s")
    lead = _("%(seen)s trong %(owned)s máy đang dùng đã kiểm kê trong 30 ngày")
    head = [
        title % {"day": f"{seen.day:%d/%m/%Y}"},
        seen.agency_name or _("Mọi cơ quan"),
        lead % {"seen": covered.seen, "owned": covered.owned},
    ]
    numbers = [(_("Lượt cài"), 10), (_("Có quyền"), 10), (_("Cấp vượt"), 10)]
    numbers += [(_("Chưa có quyền"), 10), (_("Miễn phí, nguồn mở"), 10)]
    products: list[list[Value]] = [
        [
            named[pk].publisher.name if pk else "",
            named[pk].full_name if pk else _("Tên chưa nhận biết"),
            _(LICENCE_NAMES[Licence(named[pk].licence)]) if pk else "",
            *_row(tally),
        ]
        for pk, tally in sorted(
            counted.items(), key=lambda one: (-one[1].violations, str(one[0]))
        )
    ]
    columns = [(_("Nhà sản xuất"), 24), (_("Sản phẩm"), 34), (_("Giấy phép"), 14)]
    sheets = [TableSheet(_("Theo sản phẩm"), [*columns, *numbers], products)]
    if seen.agency_id is None:
        by_agency = told.by_agency()
        names = agency_names_on(by_agency, seen.today)
        rows: list[list[Value]] = [
            [names.get(pk, ""), *_row(tally)] for pk, tally in by_agency.items()
        ]
        rows.sort(key=lambda row: str(row[0]))
        sheets.append(
            TableSheet(_("Theo cơ quan"), [(_("Cơ quan"), 40), *numbers], rows)
        )
    return head, sheets


def _row(one: Tally) -> list[int]:
    return [one.installs, one.legal, one.over, one.unlicensed, one.free]
