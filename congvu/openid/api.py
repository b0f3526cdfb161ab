"""What I let programs know, for programs of mine."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from congvu.accounts.models import User
from congvu.audit.access import actor_of
from congvu.audit.rules import Door
from congvu.openid import access, actions, queries
from congvu.openid.models import Consent

router = Router(tags=["Tài khoản"])


class ConsentOut(Schema):
    """``scope``: what the client is told, as OpenID Connect calls it."""

    id: UUID
    client: str
    scope: str
    given_at: datetime

    @staticmethod
    def resolve_client(consent: Consent) -> str:
        return consent.client.name


def _me(request: HttpRequest) -> User:
    key = actor_of(request, door=Door.API).user_id
    user = User.objects.filter(pk=key).first() if key else None
    if user is None:
        raise Http404
    return user


@router.get(
    "/me/consents", response=list[ConsentOut], summary="Chương trình đã cho phép"
)
def consents(request: HttpRequest) -> list[Consent]:
    return list(queries.consents_of(_me(request)))


@router.post(
    "/me/consents/{consent_id}/withdraw",
    response={204: None},
    summary="Thôi cho phép một chương trình",
)
def withdraw(request: HttpRequest, consent_id: UUID) -> None:
    consent = access.own_consent(_me(request), consent_id)
    by = actor_of(request, door=Door.API)
    actions.withdraw_consent(consent=consent, by=by, at=timezone.now())
