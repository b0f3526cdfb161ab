"""Who writes for the agency's site: named and ended by who publishes there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.portal import actions
from congvu.portal.access import get_editor_for, get_post_for
from congvu.portal.forms.editors import EditorForm
from congvu.portal.queries import candidates_for, editors_of, sites_of
from congvu.portal.views.ask_deeds import ask_tabs
from congvu.ui.deeds import METHODS, Words, answer, posted


@require_http_methods(METHODS)
@with_seat(Permission.PUBLISH_PORTAL)
def editors(request: SeatRequest) -> HttpResponse:
    """Those named, and one more below."""
    seat = request.seat
    form = EditorForm(posted(request), posts=candidates_for(seat.agency_id, seat.on))
    words = Words(
        title=_("Biên tập viên cổng thông tin"),
        button=_("Cử biên tập viên"),
        done=_("Đã cử biên tập viên."),
        lead=_("Người giữ chức vụ này viết bài; anh/chị duyệt và xuất bản."),
    )
    here = reverse("portal:editors")
    return answer(
        request,
        form,
        words,
        lambda: actions.name_editor(
            post=get_post_for(seat, form.cleaned_data["post"]),
            by=seat,
            at=timezone.now(),
        ),
        template="portal/office/editors.html",
        back=here,
        more={
            "editors": editors_of(seat.agency_id, seat.on),
            "sites": sites_of(seat.agency_id),
            "tab_items": ask_tabs(seat, "editors"),
        },
    )


@require_POST
@with_seat(Permission.PUBLISH_PORTAL)
def end_editor(request: SeatRequest, editor_id: UUID) -> HttpResponse:
    editor = get_editor_for(request.seat, editor_id)
    actions.end_editor(editor=editor, by=request.seat, at=timezone.now())
    messages.success(request, _("Đã thôi cử biên tập viên."))
    return redirect("portal:editors")
