"""A calendar program at the door, with a person's name and a secret of theirs."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from congvu.accounts.access import user_for_token
from congvu.accounts.actions.signing_in import (
    CannotSignIn,
    begin_attempt,
    refuse_attempt,
)
from congvu.accounts.models import User
from congvu.audit.rules import Actor
from congvu.calendar.queries.programs import user_addressed, user_for_password
from congvu.lib.refusals import Reason


def check_program(*, login: str, secret: str, by: Actor, at: datetime) -> User:
    """The user of this name and secret: an application password or an access token,
    never the password that opens the pages.

    A right secret cannot be guessed and is not held up by somebody's wrong tries; a
    wrong one counts as at the door, for the account and the address it came from.
    """
    user = user_for_password(secret, at=at) or user_for_token(secret, at=at)
    named = user_addressed(login, at=at)
    if user is not None and named is not None and named.pk == user.pk:
        return user
    attempt = begin_attempt(user=named, login=login, by=by, at=at)
    refuse_attempt(attempt=attempt, user=named, what="token", by=by, at=at)
    raise CannotSignIn([Reason(_("Tên đăng nhập hoặc mật khẩu ứng dụng không đúng."))])
