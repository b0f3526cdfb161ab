"""The door: a try is counted before it is looked at, so that parallel tries all count.

A refused try must be remembered, so these actions commit what they write before they
refuse; `Refused` is raised outside their transactions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from congvu.accounts import queries
from congvu.accounts.actions.outsiders import admit
from congvu.accounts.actions.second_factor import use_code
from congvu.accounts.models import SignInAttempt, User
from congvu.accounts.rules import (
    ACCOUNT_FAILURES,
    ADDRESS_FAILURES,
    FRESH,
    WINDOW,
    Admission,
    Directory,
    Outsider,
    locked_until,
)
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused


class CannotSignIn(Refused):
    """Wrong name, password or code, or too many of them; never says which."""


def check_password(
    *, login: str, password: str, directory: Directory | None, by: Actor, at: datetime
) -> User:
    """The user of this name and password. Not yet signed in: a code may be asked for.

    Passwords kept here are looked at first, so that whoever runs the office gets in
    when the directory does not answer. Takes the same time for a name that does not
    exist.
    """
    user = queries.user_named(login)
    attempt = begin_attempt(user=user, login=login, by=by, at=at)
    if user is None:
        make_password(password)
    known = user if user is not None and user.check_password(password) else None
    if known is None and directory is not None:
        with taken_back(attempt):
            known = _known_to(directory, login, password, by=by, at=at)
    if known is None or not known.is_active:
        refuse_attempt(attempt=attempt, user=user, what="password", by=by, at=at)
        raise CannotSignIn([Reason(_("Tên đăng nhập hoặc mật khẩu không đúng."))])
    # Only the whole way in counts as success, or the code could be guessed at leisure:
    # this try is taken back instead.
    attempt.delete()
    return known


def _known_to(
    directory: Directory, login: str, password: str, *, by: Actor, at: datetime
) -> User | None:
    outsider = directory.verify(login, password) if password else None
    if outsider is None:
        return None
    return admit(outsider=outsider, admission=directory.admission, by=by, at=at)


def check_recognised(
    *, outsider: Outsider, admission: Admission, by: Actor, at: datetime
) -> User:
    """The account of somebody whom the OpenID provider has recognised, if it is
    open.
    """
    user = admit(outsider=outsider, admission=admission, by=by, at=at)
    if not user.is_active:
        actor = replace(by, name=user.username, user_id=user.pk)
        data = {"what": "openid"}
        record("accounts.sign-in-failed", by=actor, at=at, on=user, data=data)
        raise CannotSignIn([Reason(_("Tài khoản đang bị khóa."))])
    return user


@contextmanager
def taken_back(attempt: SignInAttempt) -> Iterator[None]:
    """A refusal that has nothing to do with a wrong password does not count as one."""
    try:
        yield
    except Refused:
        attempt.delete()
        raise


def confirm_password(
    *,
    user: User,
    password: str,
    directory: Directory | None,
    entered_at: datetime | None,
    by: Actor,
    at: datetime,
) -> bool:
    """Whether it is the user's own, asked again before what an unattended browser or a
    found token must not do. A wrong one counts as at the door: it is not to be guessed.

    Who has no password at all has signed in just now (``entered_at``).
    """
    if not queries.knows_password(user):
        if entered_at is None or at - entered_at > FRESH:
            raise Refused(
                [
                    _(
                        "Tài khoản này không có mật khẩu: hãy đăng xuất, đăng nhập lại"
                        " rồi làm việc này trong vòng mười phút."
                    )
                ]
            )
        return True
    attempt = begin_attempt(user=user, login=user.username, by=by, at=at)
    own = user.check_password(password)
    if not own and directory is not None and password:
        with taken_back(attempt):
            outsider = directory.verify(user.username, password)
        own = outsider is not None and queries.is_same(user, outsider)
    if not own:
        refuse_attempt(attempt=attempt, user=user, what="password", by=by, at=at)
        return False
    attempt.delete()
    return True


def check_second_factor(*, user: User, code: str, by: Actor, at: datetime) -> str:
    """Accept a code of the phone ("totp") or a recovery code ("recovery"), once."""
    attempt = begin_attempt(user=user, login=user.username, by=by, at=at)
    kind = use_code(user=user, code=code, at=at)
    if kind is None:
        refuse_attempt(attempt=attempt, user=user, what="code", by=by, at=at)
        raise CannotSignIn(
            [Reason(_("Mã không đúng, đã dùng rồi hoặc đã hết giờ."), field="code")]
        )
    attempt.delete()
    return kind


def begin_attempt(
    *, user: User | None, login: str, by: Actor, at: datetime
) -> SignInAttempt:
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
def refuse_attempt(
    *,
    attempt: SignInAttempt,
    user: User | None,
    what: str,
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
