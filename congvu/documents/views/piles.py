"""Bó quét: a pile of scans comes in, and its cut is looked at and mended."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.documents import actions, queries
from congvu.documents.access import get_pile_for
from congvu.documents.formats.separator_pdf import write_separator_pdf
from congvu.documents.forms import UploadForm
from congvu.documents.models import Pile
from congvu.documents.rules import PileState
from congvu.documents.views.intake import reasons_text
from congvu.files.actions import preview
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission

PARTS_A_PAGE = 15
THUMB_WIDTH = 260


@require_http_methods(["GET", "HEAD", "POST"])
@with_seat(Permission.INTAKE)
def pile_list(request: SeatRequest) -> HttpResponse:
    """The piles, and the place to drop one."""
    if request.method == "POST":
        return _receive(request)
    piles = queries.piles_of(request.seat.agency_id)
    busy = (PileState.LOOKING, PileState.CUTTING)
    context = {
        "piles": piles,
        "busy": any(p.state in busy for p in piles),
        "prefix": queries.label_prefix(request.seat.agency_id),
        "upload": UploadForm(),
    }
    return render(request, "documents/piles.html", context)


def _receive(request: SeatRequest) -> HttpResponse:
    uploads = request.FILES.getlist("file")
    if not uploads:
        messages.error(request, _("Chưa chọn tệp nào. Không có gì được nhận."))
    for upload in uploads:
        pile = actions.receive_pile(
            stream=cast(BinaryIO, upload),
            name=upload.name or "",
            channel="upload",
            by=request.seat,
            at=timezone.now(),
        )
        if pile.reason:
            messages.error(request, f"{pile.name}: {_(pile.reason)}".strip(": "))
        else:
            messages.success(request, _("Đã nhận %(name)s.") % {"name": pile.name})
    return redirect("documents:piles")


@require_POST
@with_seat(Permission.INTAKE)
def pile_label(request: SeatRequest) -> HttpResponse:
    """How the agency's labels begin, for piles that come from now on."""
    try:
        actions.set_label_prefix(
            prefix=request.POST.get("prefix", ""), by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, reasons_text(why))
    else:
        messages.success(request, _("Đã đặt tiền tố nhãn cho các bó quét sau."))
    return redirect("documents:piles")


@require_safe
@with_seat(Permission.INTAKE)
def pile_separator(request: SeatRequest) -> HttpResponse:
    """The sheet to print; the same for everybody."""
    out = BytesIO()
    try:
        write_separator_pdf(out)
    except Refused as why:
        messages.error(request, reasons_text(why))
        return redirect("documents:piles")
    answer = HttpResponse(out.getvalue(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="to-ngan.pdf"'
    return answer


@require_safe
@with_seat(Permission.INTAKE)
def pile_page(request: SeatRequest, pile_id: UUID) -> HttpResponse:
    """Every page of the pile once, by paper; some papers at a time."""
    pile = get_pile_for(request.seat, pile_id)
    items = queries.cut_items(pile)
    shown = pile.file is not None and not queries.has_secret(items)
    parts = queries.parts_of(pile, items) if shown else []
    asked = request.GET.get("tu", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    if shown:
        actions.record_pile_look(pile=pile, by=request.seat, at=timezone.now())
    context: dict[str, Any] = {
        "pile": pile,
        "papers": len(items),
        "first_id": items[0].id if items else None,
        "parts": parts[start : start + PARTS_A_PAGE],
        "start": start,
        "earlier": max(0, start - PARTS_A_PAGE) if start else None,
        "later": start + PARTS_A_PAGE if start + PARTS_A_PAGE < len(parts) else None,
        "hidden": not shown and pile.state == PileState.DONE,
        "first_open": next((i for i in items if i.state in queries.OPEN), None),
    }
    return render(request, "documents/pile.html", context)


@require_safe
@with_seat(Permission.INTAKE)
def pile_image(request: SeatRequest, pile_id: UUID, number: int) -> HttpResponse:
    """The small picture of one page; none while one of the papers may be a secret."""
    pile = get_pile_for(request.seat, pile_id)
    if pile.file is None or queries.has_secret(queries.cut_items(pile)):
        raise Http404
    try:
        made = preview(file=pile.file, number=number, width=THUMB_WIDTH)
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    answer = HttpResponse(made.read_bytes(), content_type="image/webp")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@with_seat(Permission.INTAKE)
def pile_split(request: SeatRequest, pile_id: UUID, number: int) -> HttpResponse:
    return _mend(request, pile_id, number, actions.split_paper)


@require_POST
@with_seat(Permission.INTAKE)
def pile_join(request: SeatRequest, pile_id: UUID, number: int) -> HttpResponse:
    return _mend(request, pile_id, number, actions.join_papers)


@require_POST
@with_seat(Permission.INTAKE)
def pile_keep(request: SeatRequest, pile_id: UUID, number: int) -> HttpResponse:
    return _mend(request, pile_id, number, actions.keep_page)


def _mend(
    request: SeatRequest, pile_id: UUID, number: int, change: Callable[..., Pile]
) -> HttpResponse:
    """Back to where the clerk was looking, whatever came of it."""
    pile = get_pile_for(request.seat, pile_id)
    try:
        change(pile_id=pile.id, page=number, by=request.seat, at=timezone.now())
    except Refused as why:
        messages.error(request, reasons_text(why))
    start = request.POST.get("tu", "")
    place = f"?tu={start}" if start.isdecimal() and len(start) < 6 else ""
    return redirect(
        f"{reverse('documents:pile', args=[pile.id])}{place}#trang-{number}"
    )
