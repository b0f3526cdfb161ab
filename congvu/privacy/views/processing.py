"""The register of processing of personal data."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.privacy import actions, queries
from congvu.privacy.access import (
    get_processing_for,
    get_processing_to_keep,
    keeps_of,
    need_keeper,
    seen_processing,
    seen_requests,
)
from congvu.privacy.forms import AssessForm, EndForm, ProcessingForm
from congvu.privacy.models import Processing
from congvu.privacy.rules import ASSESSMENT_NAMES, Assessment
from congvu.privacy.views.deeds import (
    KEEP,
    METHODS,
    READ,
    Words,
    answer,
    posted,
    tabs,
    uuid_or_none,
)
from congvu.systems.access import keeps, seen_systems
from congvu.systems.rules import SystemState
from congvu.ui import rules as ui


@require_safe
@with_seat(READ)
def processing_list(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    page = queries.processing_page(
        seen_processing(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "rows": [
            {
                "one": one,
                "agency": names.get(one.agency_id, "–"),
                **_assessed(one, seat.on),
            }
            for one in page.rows
        ],
        "keeps": keeps(seat),
        "tab_items": tabs("list"),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "privacy/list.html", context)


def _assessed(one: Processing, on: date) -> dict[str, Any]:
    """Where the assessment stands; late where its time is over."""
    words, tone = _(ASSESSMENT_NAMES[Assessment(one.assessment)]), ""
    if one.ended_on is None and one.assessment == Assessment.OWED:
        late = one.assessment_due is not None and one.assessment_due < on
        tone = "late" if late else "look"
    elif one.assessment == Assessment.FILED:
        tone = "done"
    return {"assessment": words, "tone": tone}


def _url(found: Processing) -> str:
    return reverse("privacy:processing", args=[found.pk])


def _systems(seat: Seat) -> list[tuple[UUID, str]]:
    rows = seen_systems(seat).exclude(state=SystemState.RETIRED)
    return list(rows.order_by("name").values_list("pk", "name")[:300])


@require_http_methods(METHODS)
@with_seat(KEEP)
def enter(request: SeatRequest) -> HttpResponse:
    seat = need_keeper(request.seat)
    form = ProcessingForm(posted(request), systems=_systems(seat))
    words = Words(_("Ghi hoạt động xử lý dữ liệu cá nhân"), _("Ghi"), _("Đã ghi."))
    return answer(
        request,
        form,
        words,
        lambda: actions.enter_processing(
            data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=reverse("privacy:list"),
        to=_url,
    )


@require_safe
@with_seat(READ)
def processing(request: SeatRequest, processing_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_processing_for(seat, processing_id)
    names = agency_names_on([found.agency_id], seat.on)
    system = found.system_id
    seen = system is not None and seen_systems(seat).filter(pk=system).exists()
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "shows_system": seen,
        "requests": seen_requests(seat).filter(processing=found.pk).count(),
        "may_keep": keeps_of(seat, found.agency_id) and found.ended_on is None,
        **_assessed(found, seat.on),
    }
    return render(request, "privacy/processing.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def change(request: SeatRequest, processing_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_processing_to_keep(seat, processing_id)
    given = {name: getattr(found, name) for name in ProcessingForm.base_fields}
    systems = _systems(seat)
    form = ProcessingForm(posted(request), initial=given, systems=systems)
    words = Words(_("Sửa hoạt động xử lý"), _("Ghi"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.change_processing(
            processing_id=found.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def assess(request: SeatRequest, processing_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_processing_to_keep(seat, processing_id)
    form = AssessForm(posted(request))
    lead = _(
        "Cơ quan nhà nước có thể được miễn (Luật 91/2025 Điều 21.6): phần mềm chưa "
        "kiểm chứng; cơ quan tự quyết định và ghi lý do."
    )
    words = Words(_("Đánh giá tác động"), _("Ghi"), _("Đã ghi."), lead)
    return answer(
        request,
        form,
        words,
        lambda: actions.assess_processing(
            processing_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def end(request: SeatRequest, processing_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_processing_to_keep(seat, processing_id)
    form = EndForm(posted(request))
    words = Words(_("Chấm dứt xử lý"), _("Chấm dứt"), _("Đã ghi."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.end_processing(
            processing_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        back=_url(found),
    )
