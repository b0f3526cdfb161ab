"""The list of directives, and a paper opened as one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.directives import actions, queries
from congvu.directives.access import directive_of_paper, may_open
from congvu.directives.forms import WatchForm
from congvu.directives.models import Directive
from congvu.directives.views.deeds import METHODS, at_card, posted, show_refusal
from congvu.documents.access import get_entry_for, scope_of
from congvu.documents.models import Document
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import units_on
from congvu.organisations.rules import Role
from congvu.outgoing.access import get_line_for
from congvu.ui import rules as ui


def reads_papers(seat: Seat) -> None:
    """An administrator's seat runs the office and reads no paper."""
    if seat.role == Role.ADMINISTRATOR:
        raise Http404


@require_safe
@with_seat()
def directives(request: SeatRequest) -> HttpResponse:
    """Newest first, each with how far it is."""
    seat = request.seat
    reads_papers(seat)
    undecided = request.GET.get("muc", "") == "cho"
    after = _uuid(request.GET.get("sau", ""))
    page = queries.directives_page(
        scope_of(seat), undecided=undecided, after=after, limit=ui.SHOWN_LINES
    )
    here = reverse("directives:directives")
    kept = f"{here}?muc=cho" if undecided else here
    join = "&" if undecided else "?"
    context = {
        "lines": page.lines,
        "narrowed": undecided,
        "tab_items": [
            ui.Tab(_("Tất cả"), here, active=not undecided),
            ui.Tab(_("Còn chờ xác nhận"), f"{here}?muc=cho", active=undecided),
        ],
        "pages": ui.Pages(
            previous_url=kept if after else "",
            next_url=f"{kept}{join}sau={page.after.hex}" if page.after else "",
        ),
    }
    return render(request, "directives/directives.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(METHODS)
@with_seat()
def open_incoming(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    entry = get_entry_for(request.seat, entry_id)
    url = reverse("documents:entry", args=[entry.id])
    return _open(request, entry.document, url, incoming_id=entry.id)


@require_http_methods(METHODS)
@with_seat()
def open_outgoing(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    line = get_line_for(request.seat, entry_id)
    url = reverse("outgoing:line", args=[line.id])
    return _open(request, line.document, url, outgoing_id=line.id)


def _open(
    request: SeatRequest, document: Document | None, paper_url: str, **line: UUID
) -> HttpResponse:
    """On to the directive where there is one; else the form, for who may open it."""
    seat, today = request.seat, timezone.localdate()
    reads_papers(seat)
    opened = directive_of_paper(seat, document.id) if document else None
    if opened is not None:
        if request.method == "POST":
            messages.info(request, actions.already_words(opened))
        return redirect(at_card(opened.id))
    units = [(u.id, u.name) for u in units_on(seat.agency_id, today)]
    form = WatchForm(posted(request), units=units, initial={"watch": str(seat.unit_id)})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_directive(
                watch_unit_id=UUID(form.cleaned_data["watch"]),
                by=seat,
                at=timezone.now(),
                **line,
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, _done(made))
            return redirect(at_card(made.id))
    context = {
        "form": form,
        "document": document,
        "paper_url": paper_url,
        "may_open": may_open(seat) and document is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "directives/open.html", context, status=status)


def _done(made: Directive) -> str:
    if made.state == "ready":
        found = made.proposals.count()
        return _("Đã đọc văn bản: %(n)d câu được đề xuất là nhiệm vụ.") % {"n": found}
    return _("Đã mở văn bản chỉ đạo.")
