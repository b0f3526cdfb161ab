"""What hangs on a box: other addresses, the answer while away, passwords, looks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from congvu.mailboxes.models import (
    AppPassword,
    BoxAccess,
    MailAlias,
    Mailbox,
    Vacation,
)


def aliases_of(box: Mailbox, on: date) -> list[MailAlias]:
    """Those that mean the box that day or later; one query."""
    rows = MailAlias.objects.filter(mailbox=box)
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    return list(rows.order_by("address"))


def vacation_of(box: Mailbox, on: date) -> Vacation | None:
    """The one that answers that day, or the next to; one query."""
    rows = Vacation.objects.filter(mailbox=box, valid_until__gt=on)
    found: Vacation | None = rows.order_by("valid_from").first()
    return found


def last_day_of(vacation: Vacation) -> date:
    until = vacation.valid_until or vacation.valid_from  # never open: a constraint
    return until - timedelta(days=1)


def passwords_of(person_id: UUID) -> list[AppPassword]:
    """Live ones, the newest first; one query."""
    rows = AppPassword.objects.filter(person=person_id, revoked_at=None)
    return list(rows.order_by("-made_at"))


def looks_at(boxes: Collection[UUID], *, most: int = 50) -> list[BoxAccess]:
    """Who opened these boxes as an administrator, the last first; one query."""
    if not boxes:
        return []
    rows = BoxAccess.objects.filter(mailbox__in=list(boxes)).select_related("mailbox")
    return list(rows.order_by("-since")[:most])
