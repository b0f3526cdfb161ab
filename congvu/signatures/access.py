"""Who may check signatures (every seat), and who may say which roots are trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from congvu.signatures import queries
from congvu.signatures.models import SigningKey, TrustAnchor, Verification

# Known to every seat; the roles give the other one to administrators.
LOOK = "rules.read"
EDIT_TRUST = "trust.edit"
# NĐ 30/2020 Điều 33: the agency's own key is kept by its clerk.
KEEP_KEYS = "keys.keep"


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


def seat_of(request: HttpRequest) -> Any:
    """Where the reader sits; whoever sits nowhere has no key here."""
    seat: Any = getattr(request, "seat", None)
    if seat is None:
        raise Http404
    return seat


def keys_seen(request: HttpRequest) -> QuerySet[SigningKey]:
    """One's own; of the whole agency for those who keep its keys."""
    seat = seat_of(request)
    if may(request, KEEP_KEYS):
        return queries.keys_of_agency(seat.agency_id)
    return queries.keys_of_owner(seat.person_id)


def seen_key(request: HttpRequest, key_id: UUID) -> SigningKey:
    found = keys_seen(request).filter(pk=key_id).first()
    if found is None:
        raise Http404
    return found


def owners(request: HttpRequest) -> list[tuple[str, UUID, str]]:
    """For whom one may register: oneself; the agency, who keeps its keys.

    A key is its person's, whichever seat it signs from: whoever takes over a post or
    stands in has a certificate of their own.
    """
    seat = seat_of(request)
    found = [("seat", seat.person_id, f"{seat.person_name}, {seat.post_name}")]
    if may(request, KEEP_KEYS):
        found.append(("agency", seat.agency_id, seat.agency_name))
    return found


def owner(request: HttpRequest, name: str) -> tuple[UUID, str]:
    for known, owner_id, label in owners(request):
        if known == name:
            return owner_id, label
    raise Http404


def own_key(request: HttpRequest, key_id: UUID) -> SigningKey:
    """A person's own key. The agency's signs nothing but what its registry issues
    (NĐ 30/2020 Điều 32): through the draft, never a file by itself.
    """
    seat = seat_of(request)
    found = SigningKey.objects.filter(
        pk=key_id, owner_id=seat.person_id, agency_id=seat.agency_id
    ).first()
    if found is None:
        raise Http404
    return found
