"""How everything stands now, and what was lost when."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congvu.lib.text import fold, nfc
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui
from congvu.watching import actions
from congvu.watching.access import (
    get_outage_to_keep,
    kept_target_ids,
    outages_seen,
    targets_seen,
)
from congvu.watching.forms import NoteForm
from congvu.watching.models import Outage
from congvu.watching.queries import Stood, outages_after, stood
from congvu.watching.rules import (
    TARGET_STATE_NAMES,
    TONES,
    Share,
    Subject,
    TargetState,
    said,
)
from congvu.watching.views.deeds import (
    KEEP,
    lasted,
    posted,
    press,
    tabs,
)

PAGE = 500
OUTAGES = 50
_ORDER = [TargetState.DOWN, TargetState.PARTLY, TargetState.UNKNOWN, TargetState.UP]


def shown(one: Stood) -> dict[str, object]:
    """One line of a list."""
    return {
        "target": one.target,
        "state": _(TARGET_STATE_NAMES[one.state]),
        "tone": TONES[one.state],
        "since": one.since,
        "percent": said(one.share),
    }


def outage_shown(one: Outage) -> dict[str, object]:
    end = one.until or timezone.now()
    return {"outage": one, "lasted": lasted(end - one.since)}


@require_safe
@with_seat(KEEP)
def overview(request: SeatRequest) -> HttpResponse:
    seat, at = request.seat, timezone.now()
    asked = nfc(request.GET.get("q", ""))[:100]
    rows = targets_seen(seat).filter(retired_at=None).order_by("name", "id")
    every = stood(rows, since=at - timedelta(days=30), at=at)
    found = [
        one
        for one in every
        if fold(asked) in fold(f"{one.target.name} {one.target.site.name}")
    ]
    found.sort(key=lambda one: _ORDER.index(one.state))
    context = {
        "rows": [shown(one) for one in found[:PAGE]],
        "more": max(len(found) - PAGE, 0),
        "asked": asked,
        "any": bool(every),
        "counted": _counted(every),
        "outages": [
            outage_shown(one)
            for one in outages_seen(seat).filter(until=None).order_by("-since")[:PAGE]
        ],
        "kept": kept_target_ids(seat),
        "tab_items": tabs("overview"),
    }
    return render(request, "watching/overview.html", context)


def _counted(every: list[Stood]) -> list[ui.Figure]:
    count = dict.fromkeys(TargetState, 0)
    for one in every:
        count[one.state] += 1
    links = [one.share for one in every if one.target.subject == Subject.LINK]
    return [
        ui.Figure(_("mất kết nối"), ui.dotted(count[TargetState.DOWN])),
        ui.Figure(_("trả lời một phần"), ui.dotted(count[TargetState.PARTLY])),
        ui.Figure(_("không rõ"), ui.dotted(count[TargetState.UNKNOWN])),
        ui.Figure(_("có kết nối"), ui.dotted(count[TargetState.UP])),
        ui.Figure(_("đường truyền có kết nối, 30 ngày"), said(sum(links, Share()))),
    ]


@require_safe
@with_seat(KEEP)
def outages(request: SeatRequest) -> HttpResponse:
    """The latest first, by key: so many, and on from the last of them."""
    after = _after(request.GET.get("sau", ""))
    rows = outages_after(outages_seen(request.seat), after)
    found = list(rows[: OUTAGES + 1])
    context = {
        "rows": [outage_shown(one) for one in found[:OUTAGES]],
        "next": found[OUTAGES - 1].pk if len(found) > OUTAGES else None,
        "kept": kept_target_ids(request.seat),
        "tab_items": tabs("outages"),
    }
    return render(request, "watching/outages.html", context)


def _after(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@with_seat(KEEP)
def acknowledge(request: SeatRequest, outage_id: UUID) -> HttpResponse:
    found = get_outage_to_keep(request.seat, outage_id)
    form = NoteForm(posted(request))
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return press(
        request,
        lambda: actions.acknowledge(
            outage_id=found.pk, note=note, by=request.seat, at=timezone.now()
        ),
        _("Đã nhận xử lý."),
        reverse("watching:target", args=[found.target_id]),
    )
