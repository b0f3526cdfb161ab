"""Risks of systems by the day on which they are looked at again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    get_risk_to_keep,
    get_system_to_keep,
    keeps_system,
    reads,
    seen_risks,
)
from congvu.controls.forms import DropForm, RiskForm
from congvu.controls.models import SystemRisk
from congvu.controls.rules import (
    RISK_LEVEL_NAMES,
    RISK_NOW_NAMES,
    SURE_NAMES,
    TREATMENT_NAMES,
    RiskLevel,
    RiskNow,
    Treatment,
    risk_level,
    risk_now,
    scale_on,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.systems.models import InformationSystem
from congvu.ui import rules as ui

_LEVEL_TONES = {RiskLevel.GRAVE: "late", RiskLevel.HIGH: "late"}
_NOW_TONES = {
    RiskNow.OVER: "late",
    RiskNow.REVIEW: "look",
    RiskNow.ENDED: "done",
}


@require_safe
@with_seat()
def risks(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    whole = request.GET.get("tat-ca") == "1"
    rows = seen_risks(seat)
    page = queries.risks_page(
        rows if whole else rows.filter(ended_on=None),
        uuid_or_none(request.GET.get("sau", "")),
    )
    kept = "tat-ca=1&" if whole else ""
    context = {
        "rows": [_row(one, seat) for one in page.rows],
        "whole": whole,
        "reads": reads(seat),
        "sure": _(SURE_NAMES[scale_on(today).sure]),
        "pages": ui.Pages(
            previous_url=f"?{kept}" if "sau" in request.GET else "",
            next_url=f"?{kept}sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("risks"),
    }
    return render(request, "controls/risks.html", context)


def _row(one: SystemRisk, seat: Seat) -> dict[str, object]:
    level = risk_level(one.likelihood, one.effect, one.judged_on)
    now = risk_now(
        one.review_on, one.accepted_until, one.ended_on, timezone.localdate()
    )
    return {
        "risk": one,
        "level": _(RISK_LEVEL_NAMES[level]),
        "level_tone": _LEVEL_TONES.get(level, ""),
        "treatment": _(TREATMENT_NAMES[Treatment(one.treatment)]),
        "now": _(RISK_NOW_NAMES[now]),
        "tone": _NOW_TONES.get(now, ""),
        "keeps": one.ended_on is None and keeps_system(seat, one.system),
    }


@require_http_methods(METHODS)
@with_seat(KEEP)
def enter(request: SeatRequest, system_id: UUID) -> HttpResponse:
    return _form(request, get_system_to_keep(request.seat, system_id), None)


@require_http_methods(METHODS)
@with_seat(KEEP)
def judge(request: SeatRequest, risk_id: UUID) -> HttpResponse:
    found = get_risk_to_keep(request.seat, risk_id)
    return _form(request, found.system, found)


def _form(
    request: SeatRequest, system: InformationSystem, risk: SystemRisk | None
) -> HttpResponse:
    today = timezone.localdate()
    sections = queries.sections_of(system, today)
    form = RiskForm(
        posted(request),
        posts=queries.posts_named(system.agency_id, today),
        requirements=[one.requirement for s in sections for one in s.lines],
        initial=RiskForm.of(risk) if risk else {},
    )
    title = _("Đánh giá lại rủi ro") if risk else _("Ghi rủi ro")
    words = Words(title, _("Ghi"), _("Đã ghi rủi ro."), system.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.keep_risk(
            system_id=system.pk,
            risk_id=risk.pk if risk else None,
            data=form.data_given(),
            by=request.seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:risks"),
        more={"parent": _("Rủi ro")},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def end(request: SeatRequest, risk_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_risk_to_keep(request.seat, risk_id)
    form = DropForm(posted(request))
    form.fields["reason"].label = _("Vì sao không còn rủi ro")
    words = Words(_("Ghi hết rủi ro"), _("Ghi"), _("Đã ghi."), found.title)
    return answer(
        request,
        form,
        words,
        lambda: actions.end_risk(
            risk_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:risks"),
        more={"parent": _("Rủi ro")},
    )
