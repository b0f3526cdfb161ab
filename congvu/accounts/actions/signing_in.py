"""The door: a try is counted before it is looked at, so that parallel tries all count.

A refused try must be remembered, so these actions commit what they write before they
refuse; `Refused` is raised outside their transactions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from congvu.accounts import queries
from congvu.accounts.actions.second_factor import use_code
from congvu.accounts.models import SignInAttempt, User
from congvu.accounts.rules import (
    ACCOUNT_FAILURES,
    ADDRESS_FAILURES,
    WINDOW,
    locked_until,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused


class CannotSignIn(Refused):
    """Wrong name, password or code, or too many of them; never says which."""


def check_password(*, login: str, password: str, by: Actor, at: datetime) -> User:
    """The user of this name and password. Not yet signed in: a code may be asked for.

    Takes the same time for a name that does not exist.
    """
    user = queries.user_named(login)
    attempt = _begin(user, login, by=by, at=at)
    if user is None:
        make_password(password)
        known = False
    else:
        known = user.check_password(password) and user.is_active
    if user is None or not known:
        _refuse(attempt, user, "password", by=by, at=at)
        raise CannotSignIn([Reason(_("Tên đăng nhập hoặc mật khẩu không đúng."))])
    # Only the whole way in counts as success, or the code could be guessed at leisure:
    # this try is taken back instead.
    attempt.delete()
    return user


def confirm_password(*, user: User, password: str, by: Actor, at: datetime) -> bool:
    """Whether it is the user's own, asked again before what an unattended browser or a
    found token must not do. A wrong one counts as at the door: it is not to be guessed.
    """
    attempt = _begin(user, user.username, by=by, at=at)
    if not user.check_password(password):
        _refuse(attempt, user, "password", by=by, at=at)
        return False
    attempt.delete()
    return True


def check_second_factor(*, user: User, code: str, by: Actor, at: datetime) -> str:
    """Accept a code of the phone ("totp") or a recovery code ("recovery"), once."""
    attempt = _begin(user, user.username, by=by, at=at)
    kind = use_code(user=user, code=code, at=at)
    if kind is None:
        _refuse(attempt, user, "code", by=by, at=at)
        raise CannotSignIn(
            [Reason(_("Mã không đúng, đã dùng rồi hoặc đã hết giờ."), field="code")]
        )
    attempt.delete()
    return kind


def _begin(user: User | None, login: str, *, by: Actor, at: datetime) -> SignInAttempt:
    """Write the try down as failed, unless account or address is locked."""
    account = queries.attempt_account(user, login)
    with transaction.atomic():
        with connection.cursor() as cursor:
            for key in sorted({account, by.address}):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
        ends = [
            locked_until(
                queries.account_failures(account, at=at), limit=ACCOUNT_FAILURES
            ),
            locked_until(
                queries.address_failures(by.address, at=at), limit=ADDRESS_FAILURES
            ),
        ]
        until = max((end for end in ends if end and end > at), default=None)
        if until is None:
            return SignInAttempt.objects.create(
                at=at, account=account, address=by.address
            )
    raise _locked(until)


def _locked(until: datetime) -> CannotSignIn:
    words = _("Sai quá nhiều lần. Hãy thử lại sau %(time)s ngày %(day)s.") % {
        "time": f"{localtime(until):%H:%M}",
        "day": f"{localtime(until):%d/%m/%Y}",
    }
    return CannotSignIn([Reason(words)])


@transaction.atomic
def _refuse(
    attempt: SignInAttempt,
    user: User | None,
    what: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Log the failure. What was typed as a name is not kept: it may be a password."""
    actor = replace(by, name=user.username, user_id=user.pk) if user else by
    record("accounts.sign-in-failed", by=actor, at=at, on=user, data={"what": what})
    failures = queries.account_failures(attempt.account, at=at)
    if locked_until(failures, limit=ACCOUNT_FAILURES):
        record("accounts.locked-out", by=actor, at=at, on=user)


@transaction.atomic
def forget_old_attempts(*, at: datetime) -> int:
    """Tries that no lock can depend on any more."""
    deleted, _each = SignInAttempt.objects.filter(at__lt=at - 4 * WINDOW).delete()
    return deleted
