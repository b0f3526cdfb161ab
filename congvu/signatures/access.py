"""Who may check signatures (every seat), and who may say which roots are trusted."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest

from congvu.signatures.models import TrustAnchor, Verification

# Known to every seat; the roles give the other one to administrators.
LOOK = "rules.read"
EDIT_TRUST = "trust.edit"


def may(request: HttpRequest, permission: str) -> bool:
    """The seat belongs to an app above this one, which puts ``can`` on the request."""
    can: Callable[[str], bool] | None = getattr(request, "can", None)
    return can is not None and can(permission)


def need(request: HttpRequest, permission: str) -> None:
    """What a seat may not do looks like missing."""
    if not may(request, permission):
        raise Http404


def own_verification(verification_id: UUID, user_id: UUID | None) -> Verification:
    """What somebody had checked here is theirs to see, nobody else's."""
    rows = Verification.objects.filter(pk=verification_id, asked_by=user_id)
    found = rows.first() if user_id else None
    if found is None:
        raise Http404
    return found


def held_anchor(anchor_id: UUID) -> TrustAnchor:
    row = TrustAnchor.objects.filter(pk=anchor_id, removed_at__isnull=True).first()
    if row is None:
        raise Http404
    return row
