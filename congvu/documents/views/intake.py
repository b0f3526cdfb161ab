"""Tiếp nhận: files come in, show their state, and become lines of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from congvu.documents import actions, queries
from congvu.documents.access import get_item_for
from congvu.documents.forms import RegistrationForm, UploadForm
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState
from congvu.documents.views import door
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission

# -- /tiep-nhan/


@require_safe
@with_seat(Permission.INTAKE)
def intake_page(request: SeatRequest) -> HttpResponse:
    """The list; on the desk the first open file lies beside it already."""
    return page(request, None)


@require_safe
@with_seat(Permission.INTAKE)
def intake_item(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """The list with one file beside it; the pane alone beside a list that is there."""
    item = get_item_for(request.seat, item_id)
    lies_with = item.entry_id or (
        item.attach_to_id if item.state == IntakeState.ATTACHED else None
    )
    if lies_with is not None and not item.is_held:
        return redirect("documents:entry", entry_id=lies_with)
    if request.headers.get("HX-Request") == "true":
        at = timezone.now()
        lists = queries.Lists.of(local_date(at))
        line = door.lines_of([item], lists, at=at, selected=item)[0]
        context = {"line": line} | _open_context(request, line, lists, None, ())
        return render(request, "documents/intake_pane_only.html", context)
    return page(request, item)


@require_safe
@with_seat(Permission.INTAKE)
def intake_row(request: SeatRequest, item_id: UUID) -> HttpResponse:
    """One line of the list, asked again while its file is being read."""
    item, at = get_item_for(request.seat, item_id), timezone.now()
    lists = queries.Lists.of(local_date(at))
    chosen = item if "chon" in request.GET else None
    context: dict[str, Any] = {
        "line": door.lines_of([item], lists, at=at, selected=chosen)[0]
    }
    if item.state != IntakeState.READING:
        lines = door.lines_of(
            queries.intake_items(request.seat.agency_id, at=at), lists, at=at
        )
        context |= _counts(lines)
    return render(request, "documents/intake_row.html", context)


@require_POST
@with_seat(Permission.INTAKE)
def intake_upload(request: SeatRequest) -> HttpResponse:
    """Take files in, one action each; a dropped file is answered by its row."""
    files = request.FILES.getlist("file")
    if not files:
        messages.error(request, _("Chưa chọn tệp nào. Không có gì được nhận."))
        return redirect("documents:intake")
    items = [
        actions.receive_file(
            stream=cast(BinaryIO, upload),
            name=upload.name or "",
            channel="upload",
            by=request.seat,
            at=timezone.now(),
        )
        for upload in files
    ]
    if request.headers.get("HX-Request") == "true":
        at = timezone.now()
        line = door.lines_of(items[:1], queries.Lists.of(local_date(at)), at=at)[0]
        return render(request, "documents/intake_row.html", {"line": line})
    _tell_received(request, items)
    return redirect("documents:intake")


def _tell_received(request: SeatRequest, items: Sequence[IntakeItem]) -> None:
    kept = [i for i in items if i.state == IntakeState.READING]
    if kept:
        words = ngettext("Đã nhận %(n)d tệp.", "Đã nhận %(n)d tệp.", len(kept))
        messages.success(request, words % {"n": len(kept)})
    for item in items:
        if item.state != IntakeState.READING:
            reason = queries.reason_of(item)
            told = f"{item.name}: {reason}" if item.name else reason
            messages.error(request, told)


@require_POST
@with_seat(Permission.REGISTER)
def intake_register_ready(request: SeatRequest) -> HttpResponse:
    """Enter every ready file; each that fails says why."""
    done = actions.register_ready(by=request.seat, at=timezone.now())
    for item, why in done.refused:
        messages.error(request, f"{item.name}: {reasons_text(why)}")
    _tell_registered(request, [str(entry.number) for entry in done.entries])
    return redirect("documents:intake")


def reasons_text(why: Refused) -> str:
    return " ".join(_(reason.message) for reason in why.reasons)


def _tell_registered(request: SeatRequest, numbers: Sequence[str]) -> None:
    if not numbers:
        messages.warning(request, _("Không có văn bản nào được vào sổ."))
        return
    words = ngettext(
        "Đã vào sổ %(n)d văn bản, số đến %(numbers)s.",
        "Đã vào sổ %(n)d văn bản, số đến %(numbers)s.",
        len(numbers),
    )
    messages.success(
        request, words % {"n": len(numbers), "numbers": ", ".join(numbers)}
    )


# -- the page


def page(
    request: SeatRequest,
    item: IntakeItem | None,
    *,
    form: RegistrationForm | None = None,
    duplicates: Sequence[RegisterEntry] = (),
) -> HttpResponse:
    """The list with a file beside it; ``form`` is given when it was refused."""
    at = timezone.now()
    lists = queries.Lists.of(local_date(at))
    items = queries.intake_items(request.seat.agency_id, at=at)
    lines = door.lines_of(items, lists, at=at, selected=item)
    shown = next((line for line in lines if line.selected), None)
    if shown is None and item is not None:
        shown = door.lines_of([item], lists, at=at, selected=item)[0]
    if item is None:
        shown = next((li for li in lines if li.item.state == IntakeState.READY), None)
        lines = [replace(li, selected=li is shown) for li in lines]
    context: dict[str, Any] = {
        "lines": lines,
        "more": queries.intake_total(request.seat.agency_id, at=at) - len(items),
        **_counts(lines),
        "upload": UploadForm(),
        "most_mb": settings.MAX_FILE_BYTES >> 20,
        "selected": item is not None,
        "line": shown,
    }
    if shown is not None:
        context |= _open_context(request, shown, lists, form, duplicates)
    status = 422 if form is not None else 200
    return render(request, "documents/intake.html", context, status=status)


def _counts(lines: Sequence[door.Line]) -> dict[str, Any]:
    """The figures of the page's head; asked again when a file has been read."""
    states = [line.item.state for line in lines]
    return {
        "count": len(lines),
        "waiting": states.count(IntakeState.READY),
        "ready_count": sum(line.is_ready for line in lines),
        "reading": IntakeState.READING in states,
    }


def _open_context(
    request: SeatRequest,
    line: door.Line,
    lists: queries.Lists,
    form: RegistrationForm | None,
    duplicates: Sequence[RegisterEntry],
) -> dict[str, Any]:
    """The paper, its form and what looks like it; nothing for a file not let in."""
    if line.item.state not in queries.OPEN:
        return {}
    actions.record_look(on=[line.item], by=request.seat, at=timezone.now())
    today, proposal = timezone.localdate(), line.proposal
    if form is not None:
        proposal = queries.proposal_of(line.item, form.typed(), lists, today=today)
    asked = request.GET.get("trang", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    waits = line.item.state == IntakeState.READING and "go-tay" not in request.GET
    wrong = frozenset(form.errors) if form is not None else frozenset()
    not_duplicate = proposal.not_duplicate or line.proposal.not_duplicate
    alike = duplicates or ([] if not_duplicate else line.duplicates)
    return {
        "form": form or door.registration_form(request, lists, proposal=proposal),
        "was_refused": form is not None,
        "signs": door.field_signs(proposal, wrong),
        "issuers": lists.issuers.values(),
        "pages": door.shown_pages(line.item, proposal, number),
        "duplicates": alike,
        "likeness": door.likeness(proposal, alike[0]) if alike else "",
        "not_duplicate": not_duplicate,
        "waits": waits and form is None,
        "others": _others(request, line.item),
        "this_year": today.year,
        "last_page": (line.item.file.pages or 1) if line.item.file else 1,
        "page_number": number,
    }


def _others(request: SeatRequest, item: IntakeItem) -> list[tuple[IntakeItem, bool]]:
    """Files at the door that may belong to the same paper, and which are ticked."""
    chosen = set(request.POST.getlist("with"))
    items = queries.intake_items(request.seat.agency_id, at=timezone.now(), limit=50)
    return [
        (other, str(other.id) in chosen)
        for other in items
        if other.id != item.id
        and other.state in queries.OPEN
        and not other.attach_to_id
    ]
