"""What came from bodies that ended, and from desk to desk: old books and records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.documents import actions, queries
from congvu.documents.access import (
    get_hand_over_for,
    get_old_book_for,
    hand_overs_for,
    scope_of,
)
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, get_reform_for, with_seat
from congvu.organisations.models import Reform
from congvu.organisations.rules import DESK_WORK, Permission
from congvu.ui import rules as ui
from congvu.ui.deeds import as_download

LINES = 100


def _after(request: HttpRequest) -> int | None:
    """Where the page before ended; the first page where nothing sensible is asked."""
    after = request.GET.get("sau", "")
    return int(after) if after.isdecimal() and len(after) < 10 else None


# -- /van-ban/den/so-cu/


@require_safe
@with_seat()
def old_books(request: SeatRequest) -> HttpResponse:
    """Every book of the agencies that ended in favour of the reader's."""
    books = queries.old_books(scope_of(request.seat).ancestors)
    return render(request, "documents/old_books.html", {"books": books})


@require_safe
@with_seat()
def old_book(request: SeatRequest, register_id: UUID) -> HttpResponse:
    """One book, read-only, under the name of its day; what the reader may see of it."""
    seat, on, days = request.seat, timezone.localdate(), calendar()
    book = get_old_book_for(seat, register_id)
    find, after = request.GET.get("tim", "")[:200], _after(request)
    page = queries.old_page(scope_of(seat), book.register, find=find, after=after)
    here = reverse("documents:old-book", args=[register_id])
    context = {
        "book": book,
        "find": find,
        "rows": [
            queries.entry_row(
                e,
                url=reverse("documents:entry", args=[e.id]),
                on=on,
                days=days,
                in_book=True,
            )
            for e in page.entries
        ],
        "pages": ui.Pages(
            previous_url=f"{here}{_asked(find)}" if after else "",
            next_url=f"{here}{_asked(find, page.after)}" if page.after else "",
        ),
        "may_print": seat.can(Permission.READ_REGISTER),
    }
    return render(request, "documents/old_book.html", context)


def _asked(find: str, after: int | None = None) -> str:
    kept = {"tim": find, "sau": after or ""}
    query = urlencode({key: value for key, value in kept.items() if value})
    return f"?{query}" if query else ""


@require_safe
@with_seat(Permission.READ_REGISTER)
def old_book_pdf(request: SeatRequest, register_id: UUID) -> HttpResponse:
    return _old_printed(request, register_id, "pdf")


@require_safe
@with_seat(Permission.READ_REGISTER)
def old_book_xlsx(request: SeatRequest, register_id: UUID) -> HttpResponse:
    return _old_printed(request, register_id, "xlsx")


def _old_printed(request: SeatRequest, register_id: UUID, kind: Any) -> HttpResponse:
    book = get_old_book_for(request.seat, register_id)
    try:
        made = actions.print_register(
            book=queries.book_of_year("incoming", book.register.year),
            form=kind,
            by=request.seat,
            at=timezone.now(),
            of=book.register.agency_id,
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("documents:old-book", register_id)
    return as_download(made)


# -- /van-ban/ban-giao/


@require_safe
@with_seat()
def hand_overs(request: SeatRequest) -> HttpResponse:
    """Records the reader's side gave or took, newest first; those of one act."""
    found = queries.newest_records(hand_overs_for(request.seat))
    reform = _act_asked_for(request)
    if reform is not None:
        found = found.filter(reform=reform)
    context = {"records": found[:200], "reform": reform}
    return render(request, "documents/hand_overs.html", context)


def _act_asked_for(request: SeatRequest) -> Reform | None:
    asked = request.GET.get("quyet-dinh", "")
    if not asked:
        return None
    try:
        return get_reform_for(request.seat, UUID(asked))
    except ValueError:
        raise Http404 from None


@require_safe
@with_seat()
def hand_over(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    """One record, line by line, as either side prints it."""
    made = get_hand_over_for(request.seat, hand_over_id)
    after = _after(request) or 0
    lines = list(queries.handed_lines(made.pk, after=after, limit=LINES + 1))
    here = reverse("documents:hand-over", args=[made.pk])
    more = lines[LINES - 1].position if len(lines) > LINES else None
    context = {
        "record": made,
        "kept": [
            (_(work.label), names)
            for work in DESK_WORK.values()
            if (names := work.told(made.pk))
        ],
        "counts": queries.handed_counts(made.pk),
        "lines": lines[:LINES],
        "pages": ui.Pages(
            previous_url=here if after else "",
            next_url=f"{here}?sau={more}" if more else "",
        ),
    }
    return render(request, "documents/hand_over.html", context)


@require_safe
@with_seat()
def hand_over_pdf(request: SeatRequest, hand_over_id: UUID) -> HttpResponse:
    made = get_hand_over_for(request.seat, hand_over_id)
    try:
        printed = actions.print_hand_over(
            hand_over=made, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        messages.error(request, " ".join(_(r.message) for r in why.reasons))
        return redirect("documents:hand-over", made.pk)
    return as_download(printed)
