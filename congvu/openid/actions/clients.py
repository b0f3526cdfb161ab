"""Programs registered by the operator, what people let them know, and the office's
key.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.accounts.models import User
from congvu.accounts.rules import token_digest
from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.openid import store
from congvu.openid.actions.tokens import end_tokens
from congvu.openid.models import Consent, IssuedToken, OpenIdClient
from congvu.openid.rules import is_client_id, is_safe_return


class ClientRefused(Refused):
    """Such a client cannot be registered."""


@transaction.atomic
def register_client(
    *,
    client_id: str,
    name: str,
    redirect_uris: Sequence[str],
    logout_uris: Sequence[str] = (),
    may_introspect: bool = False,
    opens_mail: bool = False,
    without_pkce: bool = False,
    by: Actor,
    at: datetime,
) -> tuple[OpenIdClient, str]:
    """A new client and its secret, which is never to be had again."""
    reasons = []
    if not is_client_id(client_id):
        words = _("Mã chương trình gồm 2 đến 40 chữ thường, số, gạch ngang.")
        reasons.append(Reason(words, "client_id"))
    if OpenIdClient.objects.filter(client_id=client_id).exists():
        words = _("Mã chương trình đã dùng rồi; chương trình đã thôi cũng giữ mã.")
        reasons.append(Reason(words, "client_id"))
    if not nfc(name):
        reasons.append(
            Reason(_("Chương trình phải có tên người dùng nhận ra."), "name")
        )
    if not redirect_uris:
        reasons.append(Reason(_("Cần ít nhất một địa chỉ trở về."), "redirect_uris"))
    for address in (*redirect_uris, *logout_uris):
        if not is_safe_return(address):
            words = _(
                "Địa chỉ “%(address)s” phải là https:// (hoặc http:// tới chính máy"
                " này), viết đầy đủ, không có * và #."
            )
            reasons.append(Reason(words % {"address": address}, "redirect_uris"))
    if reasons:
        raise ClientRefused(reasons)
    secret = secrets.token_urlsafe(32)
    client = OpenIdClient.objects.create(
        client_id=client_id,
        name=nfc(name),
        secret_digest=token_digest(secret),
        redirect_uris=list(redirect_uris),
        logout_uris=list(logout_uris),
        may_introspect=may_introspect,
        opens_mail=opens_mail,
        without_pkce=without_pkce,
        created_at=at,
    )
    data = {"client": client_id}
    record("openid.client-registered", by=by, at=at, on=client, data=data)
    return client, secret


@transaction.atomic
def end_client(*, client: OpenIdClient, by: Actor, at: datetime) -> None:
    """It lets nobody in any more; what it holds is worth nothing from now on."""
    client.ended_at = at
    client.save(update_fields=["ended_at"])
    IssuedToken.objects.filter(client=client, revoked_at__isnull=True).update(
        revoked_at=at
    )
    data = {"client": client.client_id}
    record("openid.client-ended", by=by, at=at, on=client, data=data)


@transaction.atomic
def give_consent(
    *, user: User, client: OpenIdClient, scope: str, by: Actor, at: datetime
) -> None:
    Consent.objects.update_or_create(
        user=user, client=client, defaults={"scope": scope, "given_at": at}
    )
    data = {"client": client.client_id, "scope": scope}
    record("openid.consent-given", by=by, at=at, on=client, data=data)


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Actor, at: datetime) -> None:
    """The client is asked out as well: its tokens about this user end."""
    client = consent.client
    data = {"client": client.client_id}
    record("openid.consent-withdrawn", by=by, at=at, on=client, data=data)
    end_tokens(user=consent.user, client=client, by=by, at=at)
    consent.delete()


def rotate_key(*, by: Actor, at: datetime) -> str:
    """A new key signs; the old one is published a while longer. Gives its id."""
    kid = store.rotate(at)
    record("openid.key-rotated", by=by, at=at, data={"kid": kid})
    return kid
