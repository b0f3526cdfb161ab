"""Leaving a post with nothing left behind: empty desks, and handing one over."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents import access, actions, queries
from congvu.documents.forms import LeavingForm
from congvu.documents.models import Assignment
from congvu.documents.rules import HandOverReason
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import AgencyOnDay, agency_on
from congvu.organisations.rules import DESK_WORK

# /ban-giao/chuc-vu/


@require_safe
@with_seat()
def empty_desks(request: SeatRequest) -> HttpResponse:
    """Work that waits where nobody sits, for who can give it to somebody."""
    units = access.units_kept_by(request.seat)
    if units is not None and not units:
        raise Http404
    on = timezone.localdate()
    agency_id = access.get_agency_kept_by(
        request.seat, request.GET.get("co-quan", "")[:40]
    )
    days = calendar()
    lines = [
        {"desk": desk, "due": queries.deadline_of(desk.due_on, on=on, days=days)}
        for desk in queries.empty_desks(agency_id, on, units=units)
    ]
    context = {"lines": lines, "agency": _other(request.seat, agency_id, on)}
    return render(request, "documents/empty_desks.html", context)


def _other(seat: Seat, agency_id: UUID, on: date) -> AgencyOnDay | None:
    """The agency whose desks these are, where it is not the reader's own."""
    return None if agency_id == seat.agency_id else agency_on(agency_id, on)


@require_http_methods(["GET", "POST"])
@with_seat()
def hand_over_desk(request: SeatRequest, post_id: UUID) -> HttpResponse:
    """What is open on one post's desk, and who takes it over."""
    seat, on = request.seat, timezone.localdate()
    post = access.get_post_to_hand_over_for(seat, post_id)
    parts = list(queries.open_work_of(post.id))
    agency_id = post.unit.agency_id
    held = queries.desks(agency_id, on)
    chair = held.get(post.id)
    empty = chair is None or not chair.is_held
    kept = [(_(w.label), w.count(post.id)) for w in DESK_WORK.values()]
    kept = [(label, count) for label, count in kept if count]
    form = LeavingForm(
        request.POST or None,
        kept=kept,
        desks=[
            d for d in actions.offered(held, seat, leaves=post.id) if d.id != post.id
        ],
        papers=_papers(seat, parts),
        reason=HandOverReason.VACANT if empty else HandOverReason.END_OF_POST,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.hand_over_desk(
                from_post=post, by=seat, at=timezone.now(), **form.given()
            )
        except Refused as why:
            for reason in why.reasons:
                field = reason.field if reason.field in form.fields else None
                form.add_error(field, _(reason.message))
        else:
            if made is not None:
                said = {"from": made.from_desk_name, "to": made.to_desk_name}
                words = _("Đã bàn giao từ %(from)s sang %(to)s.")
                messages.success(request, words % said)
            return redirect("documents:hand-over-desk", post.id)
    context = {
        "form": form,
        "post": post,
        "kept": kept,
        "desk": chair,
        "count": len(parts),
        "is_empty_desk": empty,
        "agency": _other(seat, agency_id, on),
        "keeps_desks": access.units_kept_by(seat) != frozenset(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "documents/hand_over_desk.html", context, status=status)


def _papers(seat: Seat, parts: list[Assignment]) -> list[tuple[UUID, str]]:
    """Each paper once; its subject only for who may read it."""
    ids = {part.entry_id for part in parts}
    seen = set(
        queries.visible_entries(access.scope_of(seat))
        .filter(pk__in=ids)
        .values_list("pk", flat=True)
    )
    words = _("số đến %(number)s")
    lines: dict[UUID, str] = {}
    for part in parts:
        entry = part.entry
        line = words % {"number": f"{entry.number}/{entry.arrived_on.year}"}
        if entry.pk in seen:
            line = f"{line} · {entry.document.symbol} · {entry.document.subject}"
        if part.due_on:
            line += " · " + _("hạn %(day)s") % {"day": f"{part.due_on:%d/%m/%Y}"}
        lines.setdefault(entry.pk, line)
    return list(lines.items())
