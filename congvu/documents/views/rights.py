"""Who may see one paper beside those who work on it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, may_open
from congvu.documents.forms import OpenForm, ReasonForm
from congvu.documents.rules import GrantOrigin
from congvu.documents.views.deed import Words, answer, back_url, entry_at
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import posted

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
@with_seat()
def who_may(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """Ai được xem: opened in the paper's page by whoever wonders, or by itself."""
    entry = get_entry_for(request.seat, entry_id)
    context = {
        "entry": entry,
        "document": entry.document,
        "rights": queries.rights_of(entry, on=timezone.localdate()),
        "may_open": may_open(request.seat, entry),
        "back": back_url(request, entry.id),
    }
    is_part = request.headers.get("HX-Request") == "true"
    name = "rights_part" if is_part else "rights_page"
    return render(request, f"documents/{name}.html", context)


@require_http_methods(GET_POST)
@with_seat(Permission.OPEN_PAPERS)
def open_right(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    desks = queries.desks(seat.agency_id, timezone.localdate())
    form = OpenForm(posted(request), desks=list(desks.values()))
    words = Words(
        title=_("Mở quyền xem"),
        button=_("Mở quyền xem"),
        done=_("Đã mở quyền xem số đến %(number)s.") % {"number": entry.number},
        lead=_(
            "Nơi được chọn đọc được văn bản này và diễn biến của nó, không nhận việc."
        ),
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.open_to(
            entry_id=entry.id,
            desk_id=UUID(form.cleaned_data["desk"]),
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )


@require_http_methods(GET_POST)
@with_seat(Permission.OPEN_PAPERS)
def close_right(request: SeatRequest, entry_id: UUID, desk_id: UUID) -> HttpResponse:
    entry, seat = entry_at(request, entry_id), request.seat
    lines = queries.rights_of(entry, on=timezone.localdate())
    line = next((x for x in lines if x.principal_id == desk_id), None)
    if line is None or line.origin != GrantOrigin.OPENED:
        raise Http404
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Thu lại quyền xem"),
        button=_("Thu lại"),
        done=_("Đã thu lại quyền xem của %(desk)s.") % {"desk": line.name},
        lead=_("%(desk)s thôi đọc được văn bản này.") % {"desk": line.name},
    )
    return answer(
        request,
        entry,
        form=form,
        words=words,
        act=lambda: actions.close_to(
            entry_id=entry.id,
            desk_id=desk_id,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
    )
