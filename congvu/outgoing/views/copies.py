"""Bản sao: choose a paper, its copy is numbered, printed or signed by key, recorded."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.documents import queries as papers
from congvu.documents.access import get_entry_for, scope_of
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client, queries
from congvu.outgoing.access import (
    copy_deeds,
    get_copy_for,
    get_key_for,
    get_line_for,
    keys_for,
)
from congvu.outgoing.forms import CopyForm, FinishCopyForm, SealCopyForm
from congvu.outgoing.models import PaperCopy
from congvu.outgoing.rules import Leaving, SequenceKind, ruling_on
from congvu.outgoing.views.deeds import METHODS, done, form_page, posted
from congvu.outgoing.views.issuing import kept_scan
from congvu.ui.rules import SHOWN_LINES

_MOST_FOUND = 20


@require_safe
@with_seat()
def copies(request: SeatRequest) -> HttpResponse:
    """The register of copies, newest first."""
    seat, after = request.seat, request.GET.get("sau", "")
    page = queries.copies_page(
        scope_of(seat),
        after=int(after) if after.isdecimal() and len(after) < 16 else None,
        limit=SHOWN_LINES,
    )
    context = {
        "copies": page.copies,
        "after": page.after,
        "may_copy": seat.can(Permission.NUMBER),
        "print_query": _print_query(seat, timezone.localdate()),
    }
    return render(request, "outgoing/copies.html", context)


def _print_query(seat: Seat, on: date) -> str:
    """The year's register of copies, for whoever may print registers."""
    if not seat.can(Permission.READ_REGISTER):
        return ""
    rules = queries.sequence_rules(seat.agency_id, on.year)
    name = next(r.name for r in rules if r.kind == SequenceKind.COPIES)
    days = {"tu": f"01/01/{on.year}", "den": f"{on:%d/%m/%Y}", "day_so": name}
    return urlencode(days)


@require_safe
@with_seat(Permission.NUMBER)
def choose(request: SeatRequest) -> HttpResponse:
    """Find the paper, in either register, by its symbol or words."""
    scope, find = scope_of(request.seat), (request.GET.get("tim") or "").strip()[:200]
    incoming: list[Any] = []
    outgoing: list[Any] = []
    if find:
        incoming = papers.entries_page(
            scope, on=timezone.localdate(), find=find, limit=_MOST_FOUND
        ).entries
        tab = queries.OutgoingTab.ISSUED
        outgoing = queries.outgoing_page(
            scope, tab=tab, find=find, limit=_MOST_FOUND
        ).entries
    context = {"find": find, "incoming": incoming, "outgoing": outgoing}
    return render(request, "outgoing/copy_choose.html", context)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def of_incoming(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_entry_for(request.seat, entry_id)
    back = reverse("documents:entry", args=[entry_id])
    return _started(request, queries.of_incoming(entry), back)


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def of_outgoing(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_line_for(request.seat, entry_id)
    back = reverse("outgoing:line", args=[entry_id])
    return _started(request, queries.of_outgoing(entry), back)


def _started(request: SeatRequest, paper: queries.ToCopy, back: str) -> HttpResponse:
    """Kind, direction, signer, recipients; then the copy has its number."""
    seat, on = request.seat, timezone.localdate()
    form = CopyForm(
        posted(request),
        allowed=queries.copy_directions(on),
        signers=queries.signers(seat.agency_id, on),
    )
    made = done(
        form,
        lambda: actions.start_copy(
            paper=paper, wish=form.wish(), by=seat, at=timezone.now()
        ),
    )
    if made is not None:
        said = _("Bản sao đã có số %(symbol)s.") % {"symbol": made.entry.symbol}
        messages.success(request, said)
        return redirect("outgoing:copy", copy_id=made.id)
    context = {
        "title": _("Sao văn bản"),
        "lead": paper.words,
        "button": _("Lấy số bản sao"),
        "failed": _("Chưa sao được"),
        "undone": _("Chưa có số nào được cấp."),
        "back": back,
    }
    return form_page(request, form, context)


@require_safe
@with_seat()
def copy(request: SeatRequest, copy_id: UUID) -> HttpResponse:
    """One copy: of what, who signs it, and what is still to be done."""
    seat, found = request.seat, get_copy_for(request.seat, copy_id)
    actions.record_view(entry=found.entry, by=seat, at=timezone.now())
    issued = queries.issued_of(found.entry, timezone.now())
    context = {
        "copy": found,
        "entry": found.entry,
        "deeds": copy_deeds(seat, found),
        "may_print": seat.can(Permission.NUMBER) and found.to_paper,
        "events": queries.told([found.entry_id], on=seat.on),
        "has_paper": issued["has_paper"],
        "sent_to": issued["sent_to"],
    }
    return render(request, "outgoing/copy.html", context)


@require_safe
@with_seat(Permission.NUMBER)
def copy_print(request: SeatRequest, copy_id: UUID) -> HttpResponse:
    """What is printed to be signed and stamped."""
    found = get_copy_for(request.seat, copy_id)
    try:
        pdf = actions.print_copy(copy=found, by=request.seat, at=timezone.now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, _(reason.message))
        return redirect("outgoing:copy", copy_id=copy_id)
    return pdf_answer(pdf, found.entry.symbol)


def pdf_answer(pdf: bytes, symbol: str) -> HttpResponse:
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = f"{symbol.replace('/', '-')}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def copy_finish(request: SeatRequest, copy_id: UUID) -> HttpResponse:
    """The printed copy is signed and stamped."""
    seat, found = request.seat, get_copy_for(request.seat, copy_id)
    form = FinishCopyForm(
        posted(request), request.FILES or None, **_places_given(seat, found)
    )

    def act() -> Any:
        scan = form.cleaned_data["scan"]
        return actions.finish_copy(
            copy_id=copy_id,
            scan=kept_scan(request, scan) if scan else None,
            goes_to=form.goes_to(),
            by=seat,
            at=timezone.now(),
        )

    return _finished(
        request,
        found,
        form,
        act,
        title=_("Đã ký, đóng dấu bản sao"),
        button=_("Đã ký, đóng dấu"),
    )


@require_http_methods(METHODS)
@with_seat(Permission.NUMBER)
def copy_seal(request: SeatRequest, copy_id: UUID) -> HttpResponse:
    """The agency's signature makes the electronic copy."""
    seat, found = request.seat, get_copy_for(request.seat, copy_id)
    keys = keys_for(seat, seat.agency_id)
    form = SealCopyForm(posted(request), keys=keys, **_places_given(seat, found))

    def act() -> Any:
        at, to = timezone.now(), form.goes_to()
        with actions.ready_to_mark(copy=found, by=seat, at=at, goes_to=to) as path:
            key = get_key_for(seat, seat.agency_id, form.key_id())
            applied = client.mark_with(
                path,
                key=key,
                secret=form.cleaned_data["secret"],
                lines=actions.mark_of(found, seat),
                at=at,
            )
        return actions.keep_marked_copy(
            copy_id=copy_id, applied=applied, key=key, goes_to=to, by=seat, at=at
        )

    return _finished(
        request,
        found,
        form,
        act,
        title=_("Ký số bản sao điện tử"),
        button=_("Ký số của cơ quan"),
    )


def _places_given(seat: Seat, copy: PaperCopy) -> dict[str, Any]:
    """What a form offers as places of today."""
    on = timezone.localdate()
    own = list(queries.groups_of(seat.agency_id))
    return {
        "agencies": [a for a in agencies_on(on) if a.id != seat.agency_id],
        "own_groups": queries.places_of(own, seat.agency_id, on),
        "on_paper": copy.to_paper,
    }


def _finished(
    request: SeatRequest,
    found: PaperCopy,
    form: Any,
    act: Any,
    *,
    title: str,
    button: str,
) -> HttpResponse:
    if done(form, act) is not None:
        messages.success(request, _("Bản sao đã xong và đã vào sổ."))
        return redirect("outgoing:copy", copy_id=found.id)
    context = {
        "title": title,
        "lead": f"{found.entry.symbol}: {found.source_words}",
        "button": button,
        "failed": _("Chưa xong bản sao"),
        "undone": _("Bản sao vẫn như trước."),
        "back": reverse("outgoing:copy", args=[found.id]),
        "group_places": form.group_places,
        "allowed": ruling_on(
            Leaving.of_line(found.entry, timezone.localdate())
        ).allowed,
    }
    return form_page(request, form, context)
