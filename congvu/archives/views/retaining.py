"""The retention period of a dossier: proposed from tables, decided by its maker."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.archives import actions, queries
from congvu.archives.access import get_dossier_for
from congvu.archives.forms import RetentionForm
from congvu.archives.views.deeds import METHODS, Words, answer, posted
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission


@require_http_methods(METHODS)
@with_seat(Permission.MAKE_DOSSIERS)
def retention(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    offered = queries.retention_proposals(found, on=timezone.localdate())
    initial = {"proposal": offered[0].key if offered else ""}
    form = RetentionForm(posted(request), initial=initial, proposals=offered)
    words = Words(
        title=_("Xác định thời hạn bảo quản"),
        button=_("Ghi"),
        done=_("Đã ghi thời hạn bảo quản, kèm căn cứ."),
        lead=f"{found.symbol} · {found.title}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.decide_retention(
            dossier_id=found.id, by=request.seat, at=timezone.now(), **form.cleaned_data
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )
