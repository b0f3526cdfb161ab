"""What the agency's site tells of it: its units, who leads, how they are reached."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.portal.access.profiles import described, get_line_for, lines_for
from congvu.portal.actions.profiles import describe
from congvu.portal.forms.profiles import ProfileForm
from congvu.portal.rules.profiles import PROFILE_NAMES, ProfileOf
from congvu.portal.views.ask_deeds import answer_page, ask_tabs
from congvu.ui.deeds import METHODS, Words, posted


@require_safe
@with_seat(Permission.PUBLISH_PORTAL)
def profiles(request: SeatRequest) -> HttpResponse:
    """Everything that is told, and what nobody wrote yet."""
    lines = lines_for(request.seat)
    context = {
        "lines": [
            (line, _(PROFILE_NAMES[line.of]), line.of == ProfileOf.POST)
            for line in lines
        ],
        "tab_items": ask_tabs(request.seat, "profiles"),
    }
    return render(request, "portal/office/profiles.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.PUBLISH_PORTAL)
def profile(request: SeatRequest, kind: str, thing_id: UUID) -> HttpResponse:
    seat = request.seat
    line = get_line_for(seat, kind, thing_id)
    form = ProfileForm(posted(request), of=line.of, now=line.data, seen=line.seen)
    words = Words(
        title=line.name,
        button=_("Ghi"),
        done=_("Đã ghi; Cổng thông tin đổi theo trong một phút."),
        lead=_("Tên, sơ đồ, người giữ chức vụ lấy từ danh mục tổ chức; ở đây ghi phần"
               " còn lại."),
    )  # fmt: skip
    return answer_page(
        request,
        form,
        words,
        lambda: describe(
            thing=described(line),
            data=form.data_given(),
            seen=form.seen_given(line.seen),
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("portal:profiles"),
    )
