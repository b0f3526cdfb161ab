"""Which indicator shows whether a duty is carried out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.duties import actions
from congvu.duties.access import get_duty_for, measures
from congvu.duties.forms import MeasureForm
from congvu.duties.views.deeds import METHODS, Words, answer, posted
from congvu.indicators.queries import indicators_known
from congvu.organisations.access import SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat()
def measure_by(request: SeatRequest, duty_id: UUID) -> HttpResponse:
    duty = get_duty_for(request.seat, duty_id)
    if not measures(request.seat, duty):
        raise Http404
    form = MeasureForm(
        posted(request),
        initial={
            "indicator": duty.indicator,
            "target": f"{duty.target.normalize():f}" if duty.target else "",
        },
        known=[(one.code, _(one.name)) for one in indicators_known()],
    )
    words = Words(
        title=_("Chỉ tiêu của nhiệm vụ"),
        button=_("Ghi"),
        done=_("Đã ghi chỉ tiêu của nhiệm vụ."),
        lead=duty.measure or duty.title,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.measure_by(
            duty_id=duty.id,
            code=form.cleaned_data["indicator"],
            target=form.cleaned_data["target"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("duties:duty", args=[duty.id]),
    )
