"""Who may check signatures (every seat), and who may say which roots are trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from congvu.files.models import StoredFile
from congvu.signatures import queries
from congvu.signatures.formats.certificates import bears_name
from congvu.signatures.models import SigningKey, TrustAnchor, Verification

# Known to every seat; the roles give the other one to administrators.
LOOK = "rules.read"
EDIT_TRUST = "trust.edit"
# NĐ 30/2020 Điều 32: the agency's own key is kept and used by its registry.
KEEP_KEYS = "keys.keep"
# Whoever looks after the machines stops a lost key; they never register or use one.
RETIRE_KEYS = "keys.retire"


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
    """One's own; of the whole agency for those who keep its keys, or stop them."""
    seat = seat_of(request)
    if may(request, KEEP_KEYS) or may(request, RETIRE_KEYS):
        return queries.keys_of_agency(seat.agency_id)
    return queries.keys_of_owner(seat.person_id)


def seen_key(request: HttpRequest, key_id: UUID) -> SigningKey:
    found = keys_seen(request).filter(pk=key_id).first()
    if found is None:
        raise Http404
    return found


def shows_image(request: HttpRequest, key: SigningKey) -> bool:
    """A hand's picture to its own person, the seal's to who keeps the seal: with them
    anybody could make a paper that looks signed (NĐ 30/2020 Điều 32).
    """
    seat = seat_of(request)
    if key.owner_id == seat.agency_id:
        return may(request, KEEP_KEYS)
    return bool(key.owner_id == seat.person_id)


def image_of(request: HttpRequest, key_id: UUID) -> StoredFile:
    """The picture that goes on papers with a key's signature."""
    key = seen_key(request, key_id)
    if key.image is None or not shows_image(request, key):
        raise Http404
    return key.image


@dataclass(frozen=True)
class Owner:
    """Whose a key becomes; ``told_id`` is the log-in or desk that hears of its end."""

    name: str
    id: UUID
    label: str
    told_id: UUID


def owners(request: HttpRequest) -> list[Owner]:
    """For whom one may register: oneself; the agency, who keeps its keys.

    A key is its person's, whichever seat it signs from: whoever takes over a post or
    stands in has a certificate of their own. Whoever may stop all keys has none.
    """
    seat = seat_of(request)
    if may(request, RETIRE_KEYS):
        return []
    label = f"{seat.person_name}, {seat.post_name}"
    found = [Owner("seat", seat.person_id, label, seat.user_id)]
    if may(request, KEEP_KEYS):
        found.append(Owner("agency", seat.agency_id, seat.agency_name, seat.post_id))
    return found


def need_owners(request: HttpRequest) -> list[Owner]:
    """Whoever registers for nobody does not find the page."""
    found = owners(request)
    if not found:
        raise Http404
    return found


def owner(request: HttpRequest, name: str) -> Owner:
    for one in owners(request):
        if one.name == name:
            return one
    raise Http404


def is_offered(request: HttpRequest, certificate: bytes) -> bool:
    """Of what lies at a keeper the whole office shares, everything to who keeps the
    agency's keys; to anybody else what bears their own name.
    """
    if may(request, KEEP_KEYS):
        return True
    return bears_name(certificate, seat_of(request).person_name)


def own_key(request: HttpRequest, key_id: UUID) -> SigningKey:
    """A person's own key. The agency's signs nothing but what its registry issues
    (NĐ 30/2020 Điều 32): through the draft, never a file by itself.
    """
    need_owners(request)
    seat = seat_of(request)
    found = SigningKey.objects.filter(
        pk=key_id, owner_id=seat.person_id, agency_id=seat.agency_id
    ).first()
    if found is None:
        raise Http404
    return found
