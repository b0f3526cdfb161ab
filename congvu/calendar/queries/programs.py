"""Whose a secret or an address is, as calendar programs say them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from congvu.accounts.models import User
from congvu.accounts.queries import may_write, user_named
from congvu.lib.dates import local_date
from congvu.mailboxes.models import AppPassword, Mailbox
from congvu.mailboxes.queries import own_box
from congvu.mailboxes.rules import digest_of

_NOTED_EVERY = timedelta(minutes=1)


def user_for_password(secret: str, *, at: datetime) -> User | None:
    """The owner of a living application password; notes its use now and then."""
    rows = AppPassword.objects.select_related("person__user")
    row = rows.filter(digest=digest_of(secret), revoked_at__isnull=True).first()
    if row is None or row.person.user is None or not row.person.user.is_active:
        return None
    noted = row.last_used_at
    if may_write() and (noted is None or at - noted > _NOTED_EVERY):
        AppPassword.objects.filter(pk=row.pk).update(last_used_at=at)
    found: User = row.person.user
    return found


def user_addressed(name: str, *, at: datetime) -> User | None:
    """By log-in name or mail address, or by the address of the person's own box."""
    found = user_named(name)
    if found is not None or "@" not in name or "\x00" in name:
        return found
    rows = Mailbox.objects.select_related("person__user").valid(on=local_date(at))
    box = rows.filter(address=name.strip().lower(), person__isnull=False).first()
    return box.person.user if box is not None and box.person is not None else None


def own_address(person_id: UUID, *, at: datetime) -> str:
    """The address of somebody's own box; "" where there is none."""
    box = own_box(person_id, local_date(at))
    return box.address if box is not None else ""
