"""A year's book of outgoing papers: closed when the year is over, reopened with why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.actions.drafts import why_reasons
from congvu.outgoing.models import OutgoingBook, OutgoingEntry
from congvu.outgoing.rules import OutgoingState


@transaction.atomic
def close_book(*, year: int, by: Seat, at: datetime) -> OutgoingBook:
    """Close a year's book: no number any more, it is read and printed only.

    Not while its year runs, nor while a number in it is held for a paper that has not
    gone out: such a line could neither be issued nor cancelled afterwards.
    """
    if not by.can(Permission.CLOSE_REGISTER):
        raise Refused([_("Chức vụ này không có quyền khóa sổ.")])
    book, reasons = _locked(year, by), []
    if book.closed_at is not None:
        words = _("Sổ văn bản đi năm %(year)s đã khóa (%(who)s).")
        reasons.append(Reason(words % {"year": year, "who": book.closed_by}))
    if year >= local_date(at).year:
        words = _(
            "Sổ văn bản đi năm %(year)s còn đang dùng; khóa được từ 01/01/%(next)s."
        )
        reasons.append(Reason(words % {"year": year, "next": year + 1}))
    held = OutgoingEntry.objects.filter(
        sequence__book=book, state=OutgoingState.RESERVED
    ).count()
    if held:
        words = _(
            "Sổ còn %(n)s số đang giữ, chưa phát hành; phát hành hoặc hủy số trước khi "
            "khóa."
        )
        reasons.append(Reason(words % {"n": held}))
    if reasons:
        raise Refused(reasons)
    book.closed_at, book.closed_by = at, by.person_name
    book.save(update_fields=["closed_at", "closed_by"])
    record(
        "outgoing.book-closed",
        by=by.actor,
        at=at,
        on=book,
        agency_id=book.agency_id,
        data={"year": year, "entries": book.last_line},
    )
    return book


@transaction.atomic
def reopen_book(*, year: int, reason: str, by: Seat, at: datetime) -> OutgoingBook:
    """Open a closed book again: the leader or the office chief, and why.

    The book keeps the last reopening; the log keeps every one, with its reason.
    """
    if not by.can(Permission.REOPEN_REGISTER):
        raise Refused([_("Chức vụ này không có quyền mở lại sổ.")])
    book, reasons = _locked(year, by), why_reasons(reason)
    if book.closed_at is None:
        words = _("Sổ văn bản đi năm %(year)s đang mở.") % {"year": year}
        reasons.insert(0, Reason(words))
    if book.closed_by_reform_id is not None:
        words = _("Sổ này khép lại cùng cơ quan theo %(act)s, không mở lại được.")
        reasons.insert(0, Reason(words % {"act": book.closed_by}))
    if reasons:
        raise Refused(reasons)
    book.closed_at, book.closed_by = None, ""
    book.reopened_at, book.reopened_by = at, by.person_name
    book.reopened_because = nfc(reason)
    book.save(
        update_fields=[
            "closed_at",
            "closed_by",
            "reopened_at",
            "reopened_by",
            "reopened_because",
        ]
    )
    record(
        "outgoing.book-reopened",
        by=by.actor,
        at=at,
        on=book,
        agency_id=book.agency_id,
        data={"year": year, "reason": book.reopened_because},
    )
    return book


def _locked(year: int, by: Seat) -> OutgoingBook:
    """The row that numbers are taken under: nobody takes one while it closes."""
    book = (
        OutgoingBook.objects.select_for_update()
        .filter(agency=by.agency_id, year=year)
        .first()
    )
    if book is None:
        raise Refused([_("Chưa có sổ của năm này.")])
    return book
