"""People known to a directory or an OpenID provider, and their one account here.

Whoever was tied once is found by the tie, whatever they are called by now. Nobody gets
a second account: tying and creating happen under one lock, and the database refuses two
ties of one person.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from congvu.accounts import queries
from congvu.accounts.models import OutsideIdentity, User
from congvu.accounts.rules import LDAP, Admission, Outsider, WayIn, tell_of
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc


class NotAdmitted(Refused):
    """Known outside, but no account here may be opened by it."""


@transaction.atomic
def admit(*, outsider: Outsider, admission: Admission, by: Actor, at: datetime) -> User:
    """The account of somebody whom the other side has just recognised.

    Not yet signed in, and not asked whether it is locked: who calls does.
    """
    identity = _tie(outsider)
    if identity is None:
        lock_ties()
        identity = _tie(outsider)  # somebody may have been quicker
    if identity is not None:
        _follow(identity.user, outsider, by=by, at=at)
        return identity.user
    found = queries.users_called(outsider)
    if not found and admission.may_create:
        return _create(outsider, by=by, at=at)
    if len(found) == 1 and admission.may_link and _is_free(found[0], outsider):
        return _link(found[0], outsider, by=by, at=at)
    raise NotAdmitted([_why_not(found)])


def _why_not(found: list[User]) -> str:
    if not found:
        return _("Bạn chưa có tài khoản ở đây; hãy nhờ quản trị của cơ quan tạo.")
    if len(found) > 1:
        return _(
            "Tên đăng nhập và thư công vụ của bạn thuộc về hai tài khoản khác nhau ở"
            " đây; hãy nhờ quản trị của cơ quan xem lại."
        )
    return _(
        "Tên đăng nhập hoặc thư công vụ của bạn đã thuộc về một tài khoản chưa nối với"
        " nơi bạn vừa đăng nhập; hãy nhờ quản trị của cơ quan nối."
    )


def lock_ties() -> None:
    """Until commit nobody else ties or creates an account from outside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('accounts.outside-identity'))"
        )


def new_user(outsider: Outsider) -> User:
    """Not saved yet; there is no password here to open it with."""
    user = User(username=nfc(outsider.username), email=outsider.email)
    user.set_unusable_password()
    return user


def _tie(outsider: Outsider) -> OutsideIdentity | None:
    return (
        OutsideIdentity.objects.select_related("user")
        .filter(issuer=outsider.issuer, subject=outsider.subject)
        .first()
    )


def _is_free(user: User, outsider: Outsider) -> bool:
    return not user.identities.filter(issuer=outsider.issuer).exists()


def _create(outsider: Outsider, *, by: Actor, at: datetime) -> User:
    user = new_user(outsider)
    user.save(force_insert=True)
    data = {"username": user.username, "issuer": outsider.issuer}
    record("accounts.user-created", by=by, at=at, on=user, data=data)
    _keep_tie(user, outsider, at)
    return user


def _link(user: User, outsider: Outsider, *, by: Actor, at: datetime) -> User:
    _keep_tie(user, outsider, at)
    if queries.is_of_directory(user):
        # The directory keeps the password from now on.
        user.set_unusable_password()
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
    data = {"issuer": outsider.issuer, "subject": outsider.subject}
    record("accounts.identity-linked", by=by, at=at, on=user, data=data)
    tell_of(WayIn("accounts.identity-linked", user.pk, by.name, at))
    _follow(user, outsider, by=by, at=at)
    return user


def _keep_tie(user: User, outsider: Outsider, at: datetime) -> None:
    OutsideIdentity.objects.create(
        user=user, issuer=outsider.issuer, subject=outsider.subject, linked_at=at
    )


def _follow(user: User, outsider: Outsider, *, by: Actor, at: datetime) -> None:
    """Take over a new name or address of the directory, unless somebody here has it.

    An OpenID provider's names are not followed: its people may be the directory's, too.
    """
    name, mail = nfc(outsider.username), outsider.email or user.email
    if outsider.issuer != LDAP or (user.username, user.email) == (name, mail):
        return
    lock_ties()
    if any(other != user for other in queries.users_called(outsider)):
        return
    data = {"from": user.username, "username": name, "email": mail}
    user.username, user.email = name, mail
    user.save(update_fields=["username", "email"])
    record("accounts.user-renamed", by=by, at=at, on=user, data=data)
