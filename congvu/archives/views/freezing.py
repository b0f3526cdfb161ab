"""Sets of dossiers that nobody may change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import get_freeze_for
from congvu.archives.forms import FreezeForm, WhyForm
from congvu.archives.queries import DossierTab
from congvu.archives.views.deeds import METHODS, Words, answer, posted
from congvu.documents.access import scope_of
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission


@require_safe
@with_seat(Permission.FREEZE)
def freezes(request: SeatRequest) -> HttpResponse:
    found = queries.freezes_of(request.seat.agency_id)[:200]
    return render(request, "archives/freezes.html", {"freezes": found})


@require_http_methods(METHODS)
@with_seat(Permission.FREEZE)
def freeze(request: SeatRequest) -> HttpResponse:
    """Choose among the dossiers that were found; one named in the address is ticked."""
    seat, find = request.seat, request.GET.get("tim", "")[:200]
    page = queries.dossiers_page(
        scope_of(seat), tab=DossierTab.AGENCY, find=find, limit=200
    )
    asked = request.GET.get("ho-so", "")
    shown = [d for d in page.dossiers if not asked or str(d.id) == asked]
    form = FreezeForm(posted(request), initial={"dossiers": [asked]}, dossiers=shown)
    words = Words(
        title=_("Đóng băng hồ sơ"),
        button=_("Đóng băng"),
        done=_("Đã đóng băng: không ai sửa, chuyển hay xóa được cho đến khi bỏ."),
        lead=_("Dùng khi thanh tra, kiểm tra, tranh chấp; có lý do và được ghi lại."),
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.freeze_dossiers(
            dossier_ids=[UUID(x) for x in form.cleaned_data["dossiers"]],
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("archives:freezes"),
    )


@require_http_methods(METHODS)
@with_seat(Permission.FREEZE)
def unfreeze(request: SeatRequest, freeze_id: UUID) -> HttpResponse:
    found = get_freeze_for(request.seat, freeze_id)
    form = WhyForm(posted(request))
    words = Words(
        title=_("Bỏ đóng băng"),
        button=_("Bỏ đóng băng"),
        done=_("Đã bỏ đóng băng, ghi cùng lý do."),
        lead=found.reason,
        danger=True,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.unfreeze_dossiers(
            freeze_id=found.id,
            reason=form.cleaned_data["reason"],
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:freezes"),
    )
