"""Log-ins given out, locked, and changed by their owners."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from congvu.accounts import queries
from congvu.accounts.actions.sessions import (
    carry_session,
    end_sessions_of,
    end_sessions_of_many,
)
from congvu.accounts.actions.signing_in import confirm_password
from congvu.accounts.models import SignInAttempt, User
from congvu.accounts.queries import attempt_account
from congvu.accounts.rules import (
    LEAST_PASSWORD,
    LEAST_PASSWORD_WITH_CODE,
    WayIn,
    tell_of,
)
from congvu.audit.actions import event_row, record, record_many
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc


class UserRefused(Refused):
    """The log-in cannot be so."""


@transaction.atomic
def create_user(
    *,
    username: str,
    password: str,
    by: Actor,
    at: datetime,
    email: str = "",
    second_factor_required: bool = False,
    must_change_password: bool = False,
) -> User:
    """Give out a log-in. One name in any case of letters; a mail address once only."""
    name, mail = nfc(username), email.strip()
    reasons = [Reason(text, "password") for text in _weaknesses(password, None)]
    reasons += _name_problems(name, User.objects.all())
    if (
        mail
        and User.objects.filter(
            Q(email__iexact=mail) | Q(username__iexact=mail)
        ).exists()
    ):
        reasons.append(Reason(_("Thư công vụ đã có tài khoản khác dùng."), "email"))
    if reasons:
        raise UserRefused(reasons)
    user = User(
        username=name,
        email=mail,
        second_factor_required=second_factor_required,
        must_change_password=must_change_password,
    )
    user.set_password(password)
    user.save(force_insert=True)
    record("accounts.user-created", by=by, at=at, on=user, data={"username": name})
    return user


@transaction.atomic
def rename_user(*, user: User, username: str, by: Actor, at: datetime) -> None:
    """Another name for the same account, for instance to free one for its new owner."""
    name = nfc(username)
    reasons = _name_problems(name, User.objects.exclude(pk=user.pk))
    if reasons:
        raise UserRefused(reasons)
    data = {"from": user.username, "username": name}
    user.username = name
    user.save(update_fields=["username"])
    record("accounts.user-renamed", by=by, at=at, on=user, data=data)


@transaction.atomic
def lock_user(*, user: User, by: Actor, at: datetime) -> None:
    """Close the log-in: open sessions end now, tokens do not work until unlocked."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    count = end_sessions_of(user=user, keep_key=None, at=at)
    record("accounts.user-locked", by=by, at=at, on=user, data={"sessions": count})


@transaction.atomic
def unlock_user(*, user: User, by: Actor, at: datetime) -> None:
    """Open the log-in again, and forget its failures at the door."""
    user.is_active, user.reopened_at = True, at
    user.save(update_fields=["is_active", "reopened_at"])
    _forget_failures(user, at)
    record("accounts.user-unlocked", by=by, at=at, on=user)


@transaction.atomic
def lock_idle_users(*, by: Actor, at: datetime) -> list[User]:
    """Close every account that nobody has used for ``ACCOUNT_IDLE``; which ones.

    Two statements and the log's, however many. Nothing of theirs is lost: whoever comes
    back has it opened (`unlock_user`). Source: TCVN 14423:2026, accounts and access.
    """
    if not settings.ACCOUNT_IDLE:
        return []
    idle = list(queries.idle_users(since=at - settings.ACCOUNT_IDLE))
    User.objects.filter(pk__in=[user.pk for user in idle]).update(is_active=False)
    end_sessions_of_many(user_ids=[user.pk for user in idle], at=at)
    data = {"days": settings.ACCOUNT_IDLE.days}
    record_many(
        event_row("accounts.user-idle", by=by, at=at, on=user, data=data)
        for user in idle
    )
    return idle


@transaction.atomic
def reset_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """A first password again, to be changed at the next sign-in.

    Sessions end, API tokens are revoked and passkeys removed: whoever had the account
    has it no more.
    """
    if queries.is_of_directory(user):
        raise UserRefused(
            [_("Mật khẩu của tài khoản này do danh bạ giữ; đặt lại ở đó.")]
        )
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions_of(user=user, keep_key=None, at=at)
    user.tokens.filter(revoked_at__isnull=True).update(revoked_at=at)
    user.passkeys.all().delete()
    _forget_failures(user, at)
    record("accounts.password-reset", by=by, at=at, on=user)
    tell_of(WayIn("accounts.password-reset", user.pk, by.name, at))


def change_password(
    *,
    user: User,
    old: str,
    new: str,
    session: SessionBase | None,
    by: Actor,
    at: datetime,
) -> None:
    """By its owner. Every browser but the one of ``session`` is signed out.

    A wrong old password is remembered though this refuses: see `confirm_password`.
    """
    if not user.has_usable_password():
        raise UserRefused(
            [_("Mật khẩu của bạn không do Công Vụ giữ; đổi ở nơi giữ nó.")]
        )
    reasons = []
    if not confirm_password(
        user=user, password=old, directory=None, entered_at=None, by=by, at=at
    ):
        reasons.append(Reason(_("Mật khẩu đang dùng không đúng."), "old"))
    if old == new:
        reasons.append(Reason(_("Mật khẩu mới phải khác mật khẩu đang dùng."), "new"))
    reasons += [Reason(text, "new") for text in _weaknesses(new, user)]
    if reasons:
        raise UserRefused(reasons)
    with transaction.atomic():
        user.set_password(new)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        keep_key = session.session_key if session is not None else None
        end_sessions_of(user=user, keep_key=keep_key, at=at)
        if session is not None:
            carry_session(user=user, session=session)
        record("accounts.password-changed", by=by, at=at, on=user)
        tell_of(WayIn("accounts.password-changed", user.pk, by.name, at))


@transaction.atomic
def set_language(*, user: User, language: str, by: Actor, at: datetime) -> None:
    if language not in {code for code, _name in settings.LANGUAGES}:
        raise UserRefused([Reason(_("Chưa có ngôn ngữ này."), "language")])
    user.language = language
    user.save(update_fields=["language"])
    record("accounts.language-changed", by=by, at=at, on=user, data={"to": language})


@transaction.atomic
def set_preferences(
    *,
    user: User,
    single_letter_keys: bool,
    larger_text: bool,
    high_contrast: bool,
    by: Actor,
    at: datetime,
) -> None:
    chosen = {
        "single_letter_keys": single_letter_keys,
        "larger_text": larger_text,
        "high_contrast": high_contrast,
    }
    for name, value in chosen.items():
        setattr(user, name, value)
    user.save(update_fields=list(chosen))
    record("accounts.preferences-changed", by=by, at=at, on=user, data=chosen)


def _name_problems(name: str, others: QuerySet[User]) -> list[Reason]:
    reasons = []
    if not name or " " in name:
        reasons.append(Reason(_("Tên đăng nhập không được trống, không có dấu cách.")))
    taken = Q(username__iexact=name) | Q(email__iexact=name)
    if name and others.filter(taken).exists():
        reasons.append(Reason(_("Tên đăng nhập đã có người dùng."), "username"))
    return reasons


def _weaknesses(password: str, user: User | None) -> list[str]:
    least = (
        LEAST_PASSWORD_WITH_CODE if user and user.has_second_factor else LEAST_PASSWORD
    )
    if len(password) < least:
        return [_("Mật khẩu phải có ít nhất %(n)s ký tự.") % {"n": least}]
    if len(set(password)) < 5:
        return [_("Mật khẩu lặp lại quá ít ký tự.")]
    if user and user.username.lower() in password.lower():
        return [_("Mật khẩu không được chứa tên đăng nhập.")]
    try:
        validate_password(password, user)
    except ValidationError as why:
        return list(why.messages)
    return []


def _forget_failures(user: User, at: datetime) -> None:
    SignInAttempt.objects.create(
        at=at, account=attempt_account(user, user.username), address="", succeeded=True
    )
