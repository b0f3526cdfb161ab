"""One system by every standard; one of them: said, waived, checked."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission
from congvu.standards import actions, queries
from congvu.standards.forms import AddressForm, ClaimForm, FileCheckForm, WaiverForm
from congvu.standards.models import StandardCheck
from congvu.standards.rules import (
    CHECKER_NAMES,
    CLAIM_NAMES,
    CONNECTION,
    FINDINGS,
    Checker,
    ClaimKind,
    Said,
)
from congvu.standards.views.register import READ, grouped, shown, standard_or_404, told
from congvu.systems.access import get_system_for, get_system_to_keep, keeps_system
from congvu.systems.rules import SystemState
from congvu.ui import deeds
from congvu.ui.deeds import METHODS, Words, posted

KEEP = Permission.KEEP_SECURITY
answer = partial(deeds.answer, template="standards/form.html")


@require_safe
@with_seat(READ)
def system(request: SeatRequest, system_id: UUID) -> HttpResponse:
    """Every standard of today beside one system."""
    seat, today = request.seat, timezone.localdate()
    found = get_system_for(seat, system_id)
    said = queries.said_of([found.pk])
    rows = [
        {**told(one), **shown(said.get((found.pk, one.code), Said()))}
        for one in queries.standards_on(today)
    ]
    names = agency_names_on([found.agency_id], seat.on)
    context = {
        "found": found,
        "agency": names.get(found.agency_id, "–"),
        "groups": grouped(rows),
    }
    return render(request, "standards/system.html", context)


@require_safe
@with_seat(READ)
def cell(request: SeatRequest, system_id: UUID, standard_code: str) -> HttpResponse:
    """One system and one standard: what was said, what each check found."""
    seat, found = request.seat, get_system_for(request.seat, system_id)
    one = standard_or_404(standard_code)
    claim = queries.claim_of(found.pk, one.code)
    said = queries.said_of([found.pk]).get((found.pk, one.code), Said())
    alive = found.state != SystemState.RETIRED
    context = {
        **told(one),
        **shown(said),
        "found": found,
        "claim": claim,
        "claim_words": _(CLAIM_NAMES[ClaimKind(claim.kind)]) if claim else "",
        "checks": [_check(row) for row in queries.checks_of(found.pk, one.code)],
        "checker": _(CHECKER_NAMES[one.checker]) if one.checker else "",
        "may_keep": alive and keeps_system(seat, found),
    }
    return render(request, "standards/cell.html", context)


def _check(row: StandardCheck) -> dict[str, Any]:
    return {"row": row, "found": [_(FINDINGS[key]) for key in row.found]}


def _url(system_id: UUID, code: str) -> str:
    return reverse("standards:cell", args=[system_id, code])


@require_http_methods(METHODS)
@with_seat(KEEP)
def claim(request: SeatRequest, system_id: UUID, standard_code: str) -> HttpResponse:
    found = get_system_to_keep(request.seat, system_id)
    one = standard_or_404(standard_code)
    last = queries.claim_of(found.pk, one.code)
    given = {"kind": last.kind, "reason": last.reason} if last else {}
    form = ClaimForm(posted(request), initial=given)
    words = Words(one.name, _("Khai"), _("Đã khai."), found.name)
    return answer(
        request,
        form,
        words,
        lambda: actions.claim_standard(
            system_id=found.pk,
            standard=one.code,
            **form.cleaned_data,
            by=request.seat,
            at=timezone.now(),
        ),
        back=_url(found.pk, one.code),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def waive(request: SeatRequest, system_id: UUID, standard_code: str) -> HttpResponse:
    """Of a standard, or of the duty to be connected."""
    found = get_system_to_keep(request.seat, system_id)
    is_connection = standard_code == CONNECTION
    title = _("Miễn kết nối") if is_connection else _("Miễn áp dụng tiêu chuẩn")
    name = "" if is_connection else standard_or_404(standard_code).name
    back = (
        reverse("standards:unconnected")
        if is_connection
        else _url(found.pk, standard_code)
    )
    form = WaiverForm(posted(request))
    lead = " · ".join(part for part in (found.name, name) if part)
    return answer(
        request,
        form,
        Words(title, _("Miễn"), _("Đã ghi miễn."), lead),
        lambda: actions.waive_standard(
            system_id=found.pk,
            standard=standard_code,
            **form.cleaned_data,
            by=request.seat,
            at=timezone.now(),
        ),
        back=back,
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def check(request: SeatRequest, system_id: UUID, standard_code: str) -> HttpResponse:
    found = get_system_to_keep(request.seat, system_id)
    one = standard_or_404(standard_code)
    if one.checker is None:
        raise Http404
    given: dict[str, Any] = {
        "system_id": found.pk,
        "standard": one.code,
        "by": request.seat,
        "at": timezone.now(),
    }
    title, lead = _(CHECKER_NAMES[one.checker]), f"{found.name} · {one.name}"
    back = _url(found.pk, one.code)
    if one.checker == Checker.TLS:
        asked = AddressForm(posted(request))
        words = Words(title, _("Kiểm tra"), _("Đã yêu cầu; kết quả hiện sau."), lead)
        return answer(
            request,
            asked,
            words,
            lambda: actions.ask_tls_check(**asked.cleaned_data, **given),
            back=back,
        )
    form = FileCheckForm(posted(request), request.FILES or None)
    words = Words(title, _("Kiểm tra"), _("Đã kiểm tra; kết quả dưới đây."), lead)
    sent = request.FILES.get("file")
    return answer(
        request,
        form,
        words,
        lambda: actions.check_file(
            name=sent.name or "" if sent else "",
            stream=cast("BinaryIO", sent.file) if sent and sent.file else None,
            **given,
        ),
        back=back,
    )
