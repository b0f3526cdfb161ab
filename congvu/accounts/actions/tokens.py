"""Passwords of programs."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from congvu.accounts.models import ApiToken, User
from congvu.accounts.rules import new_token, token_digest
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc


class TokenRefused(Refused):
    """Such a token cannot be made."""


@transaction.atomic
def create_token(
    *,
    user: User,
    name: str,
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its text, which is never to be had again."""
    reasons = []
    if not user.is_active:
        reasons.append(Reason(_("Tài khoản đang bị khóa.")))
    if not nfc(name):
        reasons.append(Reason(_("Hãy đặt tên để sau này còn nhận ra mã."), "name"))
    if expires_on and expires_on <= localtime(at).date():
        reasons.append(Reason(_("Ngày hết hạn phải sau hôm nay."), "expires_on"))
    if reasons:
        raise TokenRefused(reasons)
    raw = new_token()
    token = ApiToken.objects.create(
        user=user,
        name=nfc(name),
        prefix=raw[:8],
        digest=token_digest(raw),
        created_at=at,
        expires_on=expires_on,
    )
    record("accounts.token-created", by=by, at=at, on=token, data={"name": token.name})
    return token, raw


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record("accounts.token-revoked", by=by, at=at, on=token, data={"name": token.name})
