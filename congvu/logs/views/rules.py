"""Rules of detection: those that come along, those the centre loaded."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.logs import actions
from congvu.logs.access import get_rule_to_keep, need_centre, seen_rules
from congvu.logs.formats import shipped_rules
from congvu.logs.forms import RuleForm
from congvu.logs.models import DetectionRule
from congvu.logs.rules import ALERTING, SEVERITY_NAMES
from congvu.logs.views.deeds import LEVEL_TONES, METHODS, READ, done, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.systems.access import keeps_all
from congvu.ui.deeds import press


@require_http_methods(METHODS)
@with_seat(READ)
def rules(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    form = RuleForm(posted(request), request.FILES or None)

    def add() -> DetectionRule:
        return actions.add_rule(text=form.text(), by=seat, at=timezone.now())

    if request.method == "POST":
        need_centre(seat)
        if done(form, add) is not None:
            return redirect("logs:rules")
    alerting = [one for one in shipped_rules().all if one.level <= ALERTING]
    context = {
        "form": form,
        "keeps": keeps_all(seat),
        "rows": list(seen_rules(seat).order_by("-pk")[:500]),
        "shipped": [
            (one.title, _(SEVERITY_NAMES[one.level]), LEVEL_TONES.get(one.level, ""))
            for one in sorted(alerting, key=lambda one: (one.level, one.title))
        ],
        "tab_items": tabs("rules"),
    }
    status = 422 if form.errors else 200
    return render(request, "logs/rules.html", context, status=status)


@require_POST
@with_seat(READ)
def try_rule(request: SeatRequest, sigma_rule_id: UUID) -> HttpResponse:
    found = get_rule_to_keep(request.seat, sigma_rule_id)
    return press(
        request,
        lambda: actions.try_rule(rule_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã chạy thử."),
        reverse("logs:rules"),
    )


@require_POST
@with_seat(READ)
def switch(request: SeatRequest, sigma_rule_id: UUID) -> HttpResponse:
    """On where it is off, off where it is on: the button says which."""
    found = get_rule_to_keep(request.seat, sigma_rule_id)
    is_on = request.POST.get("bat") == "1"
    return press(
        request,
        lambda: actions.switch_rule(
            rule_id=found.pk, is_on=is_on, by=request.seat, at=timezone.now()
        ),
        _("Đã bật quy tắc.") if is_on else _("Đã tắt quy tắc."),
        reverse("logs:rules"),
    )
