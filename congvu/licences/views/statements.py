"""Statements of a day's position: listed, and made into a draft to sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents.access import scope_of
from congvu.licences import actions, queries
from congvu.licences.access import may_state, reads_all
from congvu.licences.forms import StatementForm
from congvu.licences.views.deeds import METHODS, READ, done, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.outgoing.rules import DRAFT_STATE_NAMES, DraftState


@require_safe
@with_seat(READ)
def statements(request: SeatRequest) -> HttpResponse:
    """The newest first, as far as one may read their drafts."""
    seat = request.seat
    if not may_state(seat):
        raise Http404
    rows, after = queries.statements_page(
        scope_of(seat), after=request.GET.get("sau", "")
    )
    context = {
        "lines": [
            (one, _(DRAFT_STATE_NAMES[DraftState(one.draft.state)])) for one in rows
        ],
        "next_query": urlencode({"sau": after}) if after else "",
        "tab_items": tabs(seat, "statements"),
    }
    return render(request, "licences/statements.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def state(request: SeatRequest) -> HttpResponse:
    """The form; on POST the draft."""
    seat, today = request.seat, timezone.localdate()
    if not may_state(seat):
        raise Http404
    form = StatementForm(
        posted(request),
        signers=signers(seat.agency_id, today),
        whole=reads_all(seat),
        initial={"day": today},
    )
    made = done(
        form,
        lambda: actions.state_position(wish=form.wish(), by=seat, at=timezone.now()),
    )
    if made is not None:
        messages.success(request, _("Đã lập dự thảo bản kê; xem lại rồi trình ký."))
        return redirect("outgoing:draft", made.draft_id)
    words = {
        "title": _("Lập bản kê để ký"),
        "button": _("Lập dự thảo"),
        "lead": _("Số liệu của ngày đã chọn, kèm mức kiểm kê, thành một báo cáo"),
    }
    context = {"form": form, "words": words, "back": reverse("licences:statements")}
    status = 422 if form.errors else 200
    return render(request, "licences/form.html", context, status=status)
