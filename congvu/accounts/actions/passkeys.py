"""Passkeys: added, taken off, and used at the door."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.accounts.actions.signing_in import (
    CannotSignIn,
    begin_attempt,
    refuse_attempt,
)
from congvu.accounts.formats.passkeys import (
    BadAnswer,
    Question,
    named_in,
    read_new,
    read_use,
)
from congvu.accounts.models import Passkey, User
from congvu.accounts.rules import WayIn, tell_of
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc


class PasskeyRefused(Refused):
    """Such a passkey cannot be added."""


def check_passkey_name(*, user: User, name: str) -> None:
    """Before the device is asked: it should not make a key that is then refused."""
    reasons = []
    if not nfc(name):
        words = _("Hãy đặt tên để sau này còn nhận ra khóa.")
        reasons.append(Reason(words, "name"))
    if user.passkeys.filter(name__iexact=nfc(name)).exists():
        reasons.append(Reason(_("Đã có khóa tên này."), "name"))
    if reasons:
        raise PasskeyRefused(reasons)


@transaction.atomic
def add_passkey(
    *, user: User, name: str, answer: str, question: Question, by: Actor, at: datetime
) -> Passkey:
    """Keep the public half of a key that a device has just made."""
    user = User.objects.select_for_update().get(pk=user.pk)
    check_passkey_name(user=user, name=name)
    try:
        made = read_new(answer, question)
    except BadAnswer as why:
        words = _("Thiết bị trả lời không đúng câu hỏi; hãy thử lại từ đầu.")
        raise PasskeyRefused([words]) from why
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise PasskeyRefused([_("Khóa này đã được thêm rồi.")])
    passkey = Passkey.objects.create(
        user=user,
        name=nfc(name),
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        created_at=at,
    )
    data = {"name": passkey.name}
    record("accounts.passkey-added", by=by, at=at, on=passkey, data=data)
    tell_of(WayIn("accounts.passkey-added", passkey.user_id, by.name, at))
    return passkey


@transaction.atomic
def remove_passkey(*, passkey: Passkey, by: Actor, at: datetime) -> None:
    data = {"name": passkey.name}
    record("accounts.passkey-removed", by=by, at=at, on=passkey, data=data)
    tell_of(WayIn("accounts.passkey-removed", passkey.user_id, by.name, at))
    passkey.delete()


def check_passkey(*, answer: str, question: Question, by: Actor, at: datetime) -> User:
    """Whose passkey it is. Counted and locked as a password is; says as little."""
    key, handle = named_in(answer)
    found = Passkey.objects.select_related("user").filter(credential_id=key).first()
    user = found.user if found else None
    attempt = begin_attempt(user=user, login=f"passkey {key.hex()}", by=by, at=at)
    if user is None or not user.is_active or handle != user.pk.bytes:
        refuse_attempt(attempt=attempt, user=user, what="passkey", by=by, at=at)
        raise _unknown()
    try:
        _use(key, answer, question, at)
    except BadAnswer as why:
        refuse_attempt(attempt=attempt, user=user, what="passkey", by=by, at=at)
        raise _unknown() from why
    attempt.delete()
    return user


@transaction.atomic
def _use(key: bytes, answer: str, question: Question, at: datetime) -> None:
    """Under the row's lock: of two copies of a counting key, one is found out."""
    passkey = Passkey.objects.select_for_update().get(credential_id=key)
    passkey.sign_count = read_use(
        answer,
        question,
        public_key=bytes(passkey.public_key),
        sign_count=passkey.sign_count,
    )
    passkey.last_used_at = at
    passkey.save(update_fields=["sign_count", "last_used_at"])


def _unknown() -> CannotSignIn:
    return CannotSignIn([_("Khóa truy cập này không mở được tài khoản nào ở đây.")])
