"""What surveys are judged by, and what upgrades cost: shown, set from a day on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.surveys import actions, queries
from congvu.surveys.forms import CriterionForm, PriceForm
from congvu.surveys.rules import CRITERIA, ITEMS
from congvu.surveys.views.deeds import METHODS, RUN, Words, answer, posted


@require_safe
@with_seat(RUN)
def norms(request: SeatRequest) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "criteria": [(one, _(one.name)) for one in queries.criteria_on(on)],
        "prices": [(one, _(one.item.name)) for one in queries.priced_on(on)],
        "on": on,
    }
    return render(request, "surveys/norms.html", context)


@require_http_methods(METHODS)
@with_seat(RUN)
def criterion(request: SeatRequest, criterion_key: str) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    if criterion_key not in CRITERIA:
        raise Http404
    now = {one.key: one for one in queries.criteria_on(on)}.get(criterion_key)
    form = CriterionForm(
        posted(request),
        key=criterion_key,
        initial={**CriterionForm.of(now), "valid_from": on},
    )
    words = Words(
        _("Đặt tiêu chí"),
        _("Đặt"),
        _("Đã đặt."),
        _("%(name)s; đợt đã mở vẫn chấm theo tiêu chí ngày mở.")
        % {"name": _(CRITERIA[criterion_key])},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_criterion(
            key=criterion_key, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("surveys:norms"),
    )


@require_http_methods(METHODS)
@with_seat(RUN)
def price(request: SeatRequest, item_key: str) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    if item_key not in ITEMS:
        raise Http404
    rows = {one.item.key: one.row for one in queries.priced_on(on)}
    form = PriceForm(
        posted(request), initial={**PriceForm.of(rows[item_key]), "valid_from": on}
    )
    item = ITEMS[item_key]
    words = Words(
        _("Đặt đơn giá"),
        _("Đặt"),
        _("Đã đặt."),
        _("%(name)s: giá của một %(unit)s")
        % {"name": _(item.name), "unit": _(item.unit)},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_price(
            item=item_key, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("surveys:norms"),
    )
