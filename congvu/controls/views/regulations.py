"""The agency's regulation on security: its versions, who knows it, the next one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    composes_report,
    drafts_read,
    get_regulation_to_tell,
    tells_staff,
)
from congvu.controls.formats import template
from congvu.controls.forms import AskStaffForm, ComposeForm
from congvu.controls.rules import SURE_NAMES
from congvu.controls.views.deeds import METHODS, READ, Words, answer, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing.queries import signers


@require_safe
@with_seat(READ)
def regulations(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    versions = queries.versions_of(seat.agency_id)
    read = drafts_read(seat, [one.row.draft_id for one in versions])
    tells = tells_staff(seat)
    context = {
        "rows": [
            {
                "one": one,
                "is_read": one.row.draft_id in read,
                "asks": tells
                and one.in_force
                and (one.telling is None or one.telling.ended_at is not None),
            }
            for one in versions
        ],
        "composes": composes_report(seat),
        "tells": tells,
        "sure": _(SURE_NAMES[template()["sure"]]),
        "tab_items": tabs("regulations"),
    }
    return render(request, "controls/regulations.html", context)


@require_http_methods(METHODS)
@with_seat(READ)
def compose(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    if not composes_report(seat):
        raise Http404
    form = ComposeForm(posted(request), signers=signers(seat.agency_id, today))
    words = Words(
        _("Soạn quy chế an ninh hệ thống"),
        _("Soạn dự thảo"),
        _("Đã soạn dự thảo; xem lại rồi trình ký."),
        seat.agency_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.compose_regulation(
            signer_post_id=form.signer_id(),
            signing_basis=form.cleaned_data["signing_basis"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=reverse("controls:regulations"),
        to=lambda made: reverse("outgoing:draft", args=[made.draft_id]),
        more={"parent": _("Quy chế")},
    )


@require_http_methods(METHODS)
@with_seat(READ)
def ask(request: SeatRequest, unit_regulation_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_regulation_to_tell(request.seat, unit_regulation_id)
    form = AskStaffForm(posted(request))
    words = Words(
        _("Báo mọi người đọc, xác nhận quy chế"),
        _("Báo mọi người"),
        _("Đã báo; ai chưa xác nhận có trong danh sách."),
        found.draft.subject,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.ask_staff(
            regulation_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:regulations"),
        more={"parent": _("Quy chế")},
    )
