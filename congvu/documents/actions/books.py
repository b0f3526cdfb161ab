"""The years' books: closed when the year is over, reopened by a recorded act only."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.actions.entries import reason_reasons
from congvu.documents.actions.registering import RegisterClosed
from congvu.documents.models import Register
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


@transaction.atomic
def close_register(*, year: int, by: Seat, at: datetime) -> Register:
    """Close a year's book: afterwards it can be read and printed only.

    Not while its year runs: every paper that arrives would find it closed.
    """
    if not by.can(Permission.CLOSE_REGISTER):
        raise Refused([_("Chức vụ này không có quyền khóa sổ.")])
    register = _locked(year, by)
    if register.closed_at is not None:
        raise RegisterClosed([queries.closed_reason(year, register.closed_at)])
    if year >= local_date(at).year:
        words = _(
            "Sổ văn bản đến năm %(year)s còn đang dùng, chưa khóa được; khóa được từ "
            "ngày 01/01/%(next)s."
        )
        raise Refused([words % {"year": year, "next": year + 1}])
    register.closed_at, register.closed_by = at, by.person_name
    register.save(update_fields=["closed_at", "closed_by"])
    record(
        "documents.register-closed",
        by=by.actor,
        at=at,
        on=register,
        data={"year": year, "last_number": register.last_number},
    )
    return register


@transaction.atomic
def reopen_register(*, year: int, reason: str, by: Seat, at: datetime) -> Register:
    """Open a closed book again: the leader or the office chief, and why.

    The book keeps the last reopening; the log keeps every one, with its reason.
    """
    if not by.can(Permission.REOPEN_REGISTER):
        raise Refused([_("Chức vụ này không có quyền mở lại sổ.")])
    register = _locked(year, by)
    reasons = reason_reasons(reason)
    if register.closed_at is None:
        words = _("Sổ văn bản đến năm %(year)s đang mở.") % {"year": year}
        reasons.insert(0, Reason(words))
    if register.closed_by_reform_id is not None:
        words = _("Sổ này khép lại cùng cơ quan theo %(act)s, không mở lại được.")
        reasons.insert(0, Reason(words % {"act": register.closed_by}))
    if reasons:
        raise Refused(reasons)
    register.closed_at, register.closed_by = None, ""
    register.reopened_at, register.reopened_by = at, by.person_name
    register.reopened_because = nfc(reason)
    register.save(
        update_fields=[
            "closed_at",
            "closed_by",
            "reopened_at",
            "reopened_by",
            "reopened_because",
        ]
    )
    record(
        "documents.register-reopened",
        by=by.actor,
        at=at,
        on=register,
        data={"year": year, "reason": register.reopened_because},
    )
    return register


def _locked(year: int, by: Seat) -> Register:
    register = (
        Register.objects.select_for_update()
        .filter(agency=by.agency_id, year=year)
        .first()
    )
    if register is None:
        raise Refused([_("Chưa có sổ của năm này.")])
    return register
