"""Two machines that may be one: shown beside each other, decided with a reason."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.inventory import actions, queries
from congvu.inventory.access import get_likeness_to_keep, kept_machines
from congvu.inventory.forms import VerdictForm
from congvu.inventory.models import Machine
from congvu.inventory.rules import (
    FACT_NAMES,
    FACTS,
    LIKELY_NAMES,
    Likely,
    Verdict,
)
from congvu.inventory.views.deeds import (
    METHODS,
    Words,
    answer,
    as_keeper,
    posted,
    tabs,
)
from congvu.inventory.views.machines import fact_words
from congvu.organisations.access import SeatRequest


@require_safe
@as_keeper
def likenesses(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    rows = queries.likenesses_waiting(kept_machines(seat))
    context = {
        "rows": [(one, _(LIKELY_NAMES[Likely(one.likely)])) for one in rows],
        "tab_items": tabs(seat, "likenesses"),
    }
    return render(request, "inventory/likenesses.html", context)


def _beside(first: Machine, second: Machine) -> list[tuple[str, str, str]]:
    """(fact, first's, second's), only where either says something."""
    found = []
    for fact in FACTS:
        pair = [getattr(one, fact) for one in (first, second)]
        if any(value not in (None, "") for value in pair):
            told = [fact_words(fact, value) for value in pair]
            found.append((_(FACT_NAMES[fact]), told[0], told[1]))
    return found


@require_http_methods(METHODS)
@as_keeper
def likeness(request: SeatRequest, likeness_id: UUID) -> HttpResponse:
    """Merged, or with ``apart`` kept as two."""
    seat = request.seat
    found = get_likeness_to_keep(seat, likeness_id)
    form = VerdictForm(posted(request))
    is_apart = "apart" in request.POST
    words = Words(
        title=_("Hai máy hay một máy?"),
        button=_("Là một máy: gộp"),
        done=_("Đã ghi hai máy khác nhau.") if is_apart else _("Đã gộp thành một máy."),
        lead=_(LIKELY_NAMES[Likely(found.likely)]),
    )
    act = actions.keep_apart if is_apart else actions.merge
    return answer(
        request,
        form,
        words,
        lambda: act(
            likeness_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("inventory:likenesses"),
        more={
            "pair": found if found.verdict == Verdict.WAITING else None,
            "beside": _beside(found.first, found.second),
        },
    )
