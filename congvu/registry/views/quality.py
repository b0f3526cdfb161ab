"""How good a data set is, with the rows that fail for who keeps it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.lib.dates import local_date
from congvu.organisations.access import SeatRequest, with_seat
from congvu.registry import actions, queries
from congvu.registry.access import get_set_to_keep
from congvu.registry.models import DataQuality
from congvu.registry.rules import QUALITY_MEANS, QUALITY_NAMES, Quality
from congvu.registry.views.deeds import USE, press


def figures(one: DataQuality) -> list[tuple[str, str, str, str]]:
    """Each with its share, what was counted, and how."""
    counted = {
        Quality.COMPLETE: (one.filled, one.cells),
        Quality.UNIQUE: (one.unique, one.rows),
        Quality.VALID: (one.valid, one.rows),
    }
    told = {code: (_share(*n), f"{n[0]} / {n[1]}") for code, n in counted.items()}
    told[Quality.FRESH] = (_fresh(one), _changed(one))
    return [
        (_(QUALITY_NAMES[code]), share, parts, _(QUALITY_MEANS[code]))
        for code, (share, parts) in told.items()
    ]


def _share(part: int, whole: int) -> str:
    """Cut, not rounded: all is said only where it is all."""
    if whole == 0:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10},{tenths % 10} %"


def _fresh(one: DataQuality) -> str:
    if one.is_fresh is None:
        return "–"
    return _("có") if one.is_fresh else _("không")


def _changed(one: DataQuality) -> str:
    if one.changed_at is None:
        return ""
    day = f"{local_date(one.changed_at):%d/%m/%Y}"
    return _("thay đổi gần nhất ngày %(day)s") % {"day": day}


@require_safe
@with_seat(USE)
def quality(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    found = get_set_to_keep(request.seat, data_set_id)
    measured = queries.last_quality(found)
    context: dict[str, Any] = {"found": found, "measured": measured}
    if measured is not None:
        labels = {one.key: one.label for one in queries.columns_of(found)}
        context |= {
            "figures": figures(measured),
            "faults": [
                (
                    one["row"],
                    labels.get(one["column"], one["column"]),
                    _(one["words"]) % one["given"],
                )
                for one in measured.faults
            ],
        }
    return render(request, "registry/quality.html", context)


@require_POST
@with_seat(USE)
def measure(request: SeatRequest, data_set_id: UUID) -> HttpResponse:
    found = get_set_to_keep(request.seat, data_set_id)
    return press(
        request,
        lambda: actions.measure_set(
            set_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã đo."),
        reverse("registry:quality", args=[found.pk]),
    )
