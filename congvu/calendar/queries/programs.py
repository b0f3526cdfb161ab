"""Whose a secret or an address is, as calendar programs say them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Upper

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


def users_addressed(addresses: Collection[str], *, at: datetime) -> dict[str, UUID]:
    """Whose log-in each address is, as ``user_addressed`` finds one; two queries."""
    wanted = {one.upper(): one for one in addresses if one}
    found: dict[str, UUID] = {}
    boxes = Mailbox.objects.valid(on=local_date(at)).filter(
        address__in=[one.lower() for one in wanted.values()],
        person__user__isnull=False,
    )
    for address, user in boxes.values_list("address", "person__user"):
        found[wanted[address.upper()]] = user
    rows = User.objects.annotate(login=Upper("username"), mail=Upper("email"))
    rows = rows.filter(Q(login__in=[*wanted]) | Q(mail__in=[*wanted]))
    users = list(rows.values_list("pk", "login", "mail"))
    # By log-in name before mail address before box.
    found |= {wanted[mail]: pk for pk, _name, mail in users if mail in wanted}
    return found | {wanted[name]: pk for pk, name, _mail in users if name in wanted}


def own_address(person_id: UUID, *, at: datetime) -> str:
    """The address of somebody's own box; "" where there is none."""
    box = own_box(person_id, local_date(at))
    return box.address if box is not None else ""
