"""The lists with how many systems stand how; one standard; what is not connected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission
from congvu.reporting.formats.table_files import FORMS
from congvu.standards import queries
from congvu.standards.actions import export_standards
from congvu.standards.rules import (
    FORCE_NAMES,
    GROUP_NAMES,
    STANDING_NAMES,
    Force,
    Said,
    Standard,
    StandardStanding,
    standing,
)
from congvu.systems.access import keeps_system, seen_systems
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

READ = Permission.READ_SECURITY
TONES = {
    StandardStanding.FAILED: "late",
    StandardStanding.ABSENT: "late",
    StandardStanding.OPEN: "look",
    StandardStanding.TESTED: "done",
}


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def standard_or_404(code: str) -> Standard:
    found = queries.find_standard(code, timezone.localdate())
    if found is None:
        raise Http404
    return found


def told(one: Standard) -> dict[str, Any]:
    """A standard in words; what is not read in the law says so."""
    return {
        "one": one,
        "group": _(GROUP_NAMES[one.group]),
        "force": _(FORCE_NAMES[one.force]),
        "is_must": one.force == Force.MUST,
    }


def shown(said: Said) -> dict[str, Any]:
    found = standing(said, timezone.localdate())
    return {
        "said": said,
        "words": _(STANDING_NAMES[found]),
        "tone": TONES.get(found, ""),
    }


def grouped(
    rows: Sequence[dict[str, Any]],
) -> list[tuple[str, Sequence[dict[str, Any]], bool]]:
    """By group, with whether no row of it was read in the law: then the group says so
    once.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    return [
        (name, part, not any(row["one"].is_certain for row in part))
        for name, part in groups.items()
    ]


def _parts(
    found: Mapping[StandardStanding, int], count: int
) -> list[tuple[int, str, str]]:
    """How many of all systems stand how; of whom nothing is on record are open."""
    opened = count - sum(found.values()) + found[StandardStanding.OPEN]
    quiet = {StandardStanding.OPEN: ""}
    numbers = {one: found[one] for one in StandardStanding}
    numbers[StandardStanding.OPEN] = opened
    return [
        (n, _(STANDING_NAMES[one]), (TONES | quiet).get(one, ""))
        for one, n in numbers.items()
        if n
    ]


@require_safe
@with_seat(READ)
def register(request: SeatRequest) -> HttpResponse:
    """By group: each standard with how many of the systems one sees stand how."""
    seat, today = request.seat, timezone.localdate()
    systems = seen_systems(seat)
    count, counted = queries.by_standard(systems, today)
    none: Counter[StandardStanding] = Counter()
    rows, wrong = [], 0
    for one in queries.standards_on(today):
        found = counted.get(one.code, none)
        wrong += found[StandardStanding.FAILED] + found[StandardStanding.ABSENT]
        rows.append({**told(one), "parts": _parts(found, count)})
    waiting = queries.unconnected(systems, today).count()
    context = {
        "groups": grouped(rows),
        "count": count,
        "lists": queries.catalogue().lists,
        "unconnected": waiting,
        "connect_by": queries.connect_by(),
        "figures": [
            ui.Figure(_("hệ thống đang dùng"), ui.dotted(count)),
            ui.Figure(_("tiêu chuẩn trong danh mục"), ui.dotted(len(rows))),
            ui.Figure(
                _("lần kiểm tra không đạt, chưa đáp ứng"),
                ui.dotted(wrong),
            ),
            ui.Figure(_("hệ thống chưa kết nối"), ui.dotted(waiting)),
        ],
    }
    return render(request, "standards/register.html", context)


@require_safe
@with_seat(READ)
def standard(request: SeatRequest, standard_code: str) -> HttpResponse:
    """One standard: each system one sees beside it, by name."""
    seat, found = request.seat, standard_or_404(standard_code)
    after = uuid_or_none(request.GET.get("sau", ""))
    page = queries.systems_page(queries.living(seen_systems(seat)), after)
    said = queries.said_of([one.pk for one in page.rows])
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    rows = [
        {
            "system": one,
            "agency": names.get(one.agency_id, "–"),
            **shown(said.get((one.pk, found.code), Said())),
        }
        for one in page.rows
    ]
    context = {**told(found), "rows": rows, "pages": pages(request, page.after)}
    return render(request, "standards/standard.html", context)


@require_safe
@with_seat(READ)
def unconnected(request: SeatRequest) -> HttpResponse:
    """Systems that run and are connected to nothing, before and after the legal day."""
    seat, today = request.seat, timezone.localdate()
    rows = queries.unconnected(seen_systems(seat), today)
    page = queries.systems_page(rows, uuid_or_none(request.GET.get("sau", "")))
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    by = queries.connect_by()
    rows_told = [
        (one, names.get(one.agency_id, "–"), keeps_system(seat, one))
        for one in page.rows
    ]
    context = {
        "rows": rows_told,
        "connect_by": by,
        "source": queries.catalogue().connect_source,
        "days": (by - today).days,
        "keeps": any(kept for _one, _agency, kept in rows_told),
        "pages": pages(request, page.after),
    }
    return render(request, "standards/unconnected.html", context)


@require_safe
@with_seat(READ)
def alike(request: SeatRequest) -> HttpResponse:
    """Pairs of systems that may do the same, with what they share."""
    pairs, rows = queries.alike_systems(seen_systems(request.seat))
    names = agency_names_on({one.agency_id for one in rows.values()}, request.seat.on)

    def of(key: UUID) -> tuple[Any, str]:
        return rows[key], names.get(rows[key].agency_id, "–")

    context = {"pairs": [(one, of(one.first), of(one.second)) for one in pairs]}
    return render(request, "standards/alike.html", context)


@require_safe
@with_seat(READ)
def export(request: SeatRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    made = export_standards(form=form, by=request.seat, at=timezone.now())
    return as_download(made)


def pages(request: SeatRequest, after: UUID | None) -> ui.Pages:
    return ui.Pages(
        previous_url="?" if "sau" in request.GET else "",
        next_url=f"?sau={after.hex}" if after else "",
    )
