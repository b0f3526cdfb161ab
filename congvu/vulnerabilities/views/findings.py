"""What was found, in the order of mending; one finding and what is decided about it."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui
from congvu.vulnerabilities import actions, queries
from congvu.vulnerabilities.access import (
    get_finding_for,
    get_finding_to_keep,
    keeps_finding,
    seen_findings,
    warns_of_weaknesses,
)
from congvu.vulnerabilities.forms import AcceptForm, PlanForm
from congvu.vulnerabilities.models import Finding
from congvu.vulnerabilities.queries.listed import words_of
from congvu.vulnerabilities.rules import (
    FINDING_STATE_NAMES,
    PRIORITY_NAMES,
    STILL_THERE,
    FindingState,
    Priority,
)
from congvu.vulnerabilities.views.deeds import (
    KEEP,
    METHODS,
    PRIORITY_TONES,
    READ,
    TONES,
    Words,
    answer,
    posted,
    tabs,
    uuid_or_none,
)


def shown(one: Finding, names: dict[UUID, str]) -> dict[str, object]:
    """One line of a list."""
    rank = Priority(one.priority)
    state = FindingState(one.state)
    return {
        "finding": one,
        "where": one.machine.name if one.machine else one.bom and one.bom.name,
        "agency": names.get(one.agency_id, "–"),
        "priority": _(PRIORITY_NAMES[rank]),
        "priority_tone": PRIORITY_TONES.get(rank, ""),
        "why": ", ".join(words_of(one)),
        "state": _(FINDING_STATE_NAMES[state]),
        "tone": TONES.get(state, ""),
        "late": state in STILL_THERE
        and state != FindingState.ACCEPTED
        and one.due_on < timezone.localdate(),
    }


@require_safe
@with_seat(READ)
def findings(request: SeatRequest) -> HttpResponse:
    """Of one's agency; to the centre of all."""
    seat = request.seat
    state = request.GET.get("trang-thai", "")
    machine = uuid_or_none(request.GET.get("may", ""))
    rows = seen_findings(seat)
    page = queries.findings_page(
        queries.narrowed(rows, state=state, machine=machine),
        uuid_or_none(request.GET.get("sau", "")),
    )
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    kept = {"trang-thai": state} if state in set(FindingState) else {}
    kept |= {"may": machine.hex} if machine else {}
    more = {**kept, "sau": page.after.hex} if page.after else {}
    found = queries.counted(rows, timezone.localdate())
    context = {
        "rows": [shown(one, names) for one in page.rows],
        "counted": [
            ui.Figure(_("chưa vá"), ui.dotted(found.open)),
            ui.Figure(_("phải vá ngay"), ui.dotted(found.now)),
            ui.Figure(_("đang bị khai thác"), ui.dotted(found.exploited)),
            ui.Figure(_("quá hạn vá"), ui.dotted(found.late)),
            ui.Figure(_("đã chấp nhận rủi ro"), ui.dotted(found.accepted)),
        ],
        "states": [
            (value, _(name), value == state)
            for value, name in FINDING_STATE_NAMES.items()
        ],
        "pages": ui.Pages(
            previous_url=f"?{urlencode(kept)}" if "sau" in request.GET else "",
            next_url=f"?{urlencode(more)}" if more else "",
        ),
        "tab_items": tabs("list"),
    }
    return render(request, "vulnerabilities/list.html", context)


@require_safe
@with_seat(READ)
def finding(request: SeatRequest, weakness_id: UUID) -> HttpResponse:
    found = get_finding_for(request.seat, weakness_id)
    names = agency_names_on({found.agency_id}, request.seat.on)
    context = {
        **shown(found, names),
        "rule": queries.due_rule(found),
        "advisories": queries.advisories_of(found.cause),
        "warns": warns_of_weaknesses(request.seat) and found.state in STILL_THERE,
        "called": quote(found.cause),
        "may_decide": keeps_finding(request.seat, found) and found.state in STILL_THERE,
    }
    return render(request, "vulnerabilities/finding.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def plan(request: SeatRequest, weakness_id: UUID) -> HttpResponse:
    found = get_finding_to_keep(request.seat, weakness_id)
    form = PlanForm(posted(request))
    words = Words(
        _("Lên kế hoạch vá"),
        _("Ghi kế hoạch"),
        _("Đã ghi kế hoạch vá."),
        lead=f"{found.cause} · {found.name}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.plan_mending(
            finding_id=found.pk,
            **form.cleaned_data,
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("vulnerabilities:finding", args=[found.pk]),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def accept(request: SeatRequest, weakness_id: UUID) -> HttpResponse:
    found = get_finding_to_keep(request.seat, weakness_id)
    form = AcceptForm(posted(request))
    words = Words(
        _("Chấp nhận rủi ro"),
        _("Chấp nhận"),
        _("Đã ghi việc chấp nhận rủi ro."),
        lead=f"{found.cause} · {found.name}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.accept_risk(
            finding_id=found.pk,
            **form.cleaned_data,
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("vulnerabilities:finding", args=[found.pk]),
    )
