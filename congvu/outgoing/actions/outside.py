"""A draft signed by a program on the signer's own machine (docs/signing-agent.md).

The code is a signature of this office over the number of the waiting signature: nothing
secret is stored, and it opens that one and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, seat_held
from congvu.outgoing.actions.signing import (
    keep_agency_signature,
    keep_mark,
    keep_personal_signature,
    ready_to_seal,
    ready_to_sign,
)
from congvu.outgoing.formats.signable import ToBeMarked, ToBeSigned
from congvu.outgoing.models import Draft, PaperSignature
from congvu.outgoing.rules import DraftState, SignedHow
from congvu.signatures.actions import SigningRefused, hand_out, take_back
from congvu.signatures.formats.signing import Applied, Started
from congvu.signatures.models import OutsideSigning, SigningKey

TASK = "draft"
_SIGNER = Signer(salt="congvu.outgoing.outside")


def ready_outside(*, draft_id: UUID, by: Seat, at: datetime) -> ToBeSigned | ToBeMarked:
    """What the draft waits for: its signer's signature, or the agency's.

    A program signs one digest at a time: what lies beside the paper first, one by one.
    """
    draft = Draft.objects.filter(pk=draft_id, agency=by.agency_id).first()
    if draft is None or not _is_sealing(draft):
        return ready_to_sign(draft_id=draft_id, by=by, at=at)
    asked = ready_to_seal(draft_id=draft_id, by=by, at=at)
    return asked.marks[0] if asked.marks else asked


def _is_sealing(draft: Draft) -> bool:
    return draft.state == DraftState.NUMBERED


def owner_outside(draft: Draft, by: Seat) -> UUID:
    """Whose key signs it next: the person's, or the agency's."""
    return by.agency_id if _is_sealing(draft) else by.person_id


def start_outside(
    *,
    draft: Draft,
    asked: ToBeSigned | ToBeMarked,
    started: Started,
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> OutsideSigning:
    """Keep the half-made signature for the program to come."""
    how = SignedHow.AGENCY if _is_sealing(draft) else SignedHow.PERSONAL
    return hand_out(
        started=started,
        key=key,
        seat_id=by.post_id,
        purpose={
            "task": TASK,
            "draft": str(draft.id),
            "version": str(asked.version),
            "how": how.value,
            "person": str(by.person_id),
            "attachment": str(getattr(asked, "attachment_id", "")),
        },
        by=by.actor,
        at=at,
    )


def code_of(waiting: OutsideSigning) -> str:
    """What the signer gives to the program; good as long as the signature waits."""
    return _SIGNER.sign(waiting.id.hex)


def outside_of_code(code: str) -> OutsideSigning:
    """The signature a code stands for; another code opens nothing."""
    try:
        waiting_id = UUID(hex=_SIGNER.unsign(code))
    except (BadSignature, ValueError) as why:
        raise SigningRefused("outside-unknown") from why
    found = (
        OutsideSigning.objects.select_related("key")
        .filter(pk=waiting_id, purpose__task=TASK)
        .first()
    )
    if found is None:
        raise SigningRefused("outside-unknown")
    return found


@transaction.atomic
def take_digest(*, code: str, at: datetime) -> OutsideSigning:
    """The program comes for the digest; asked again it gets the same."""
    waiting = outside_of_code(code)
    if waiting.finished_at is not None:
        raise SigningRefused("outside-used")
    if at >= waiting.expires_at:
        raise SigningRefused("outside-late")
    if waiting.taken_at is None:
        waiting.taken_at = at
        waiting.save(update_fields=["taken_at"])
    return waiting


@dataclass(frozen=True)
class Returned:
    """A half-made signature whose other half has come, and who sits there now."""

    waiting: OutsideSigning
    state: bytes
    seat: Seat


def take_signature(*, code: str, door: str, address: str, at: datetime) -> Returned:
    """The state, given once; whoever began it must still hold the post."""
    waiting = outside_of_code(code)
    seat = seat_held(
        person_id=UUID(waiting.purpose["person"]),
        post_id=waiting.seat_id,
        on=local_date(at),
        door=door,
        address=address,
    )
    taken, state = take_back(
        waiting_id=waiting.id, seat_id=seat.post_id, task=TASK, by=seat.actor, at=at
    )
    return Returned(taken, state, seat)


def keep_outside(
    *, returned: Returned, applied: Applied, at: datetime
) -> PaperSignature:
    """The record, by the same rules as for a key of this server."""
    waiting, by = returned.waiting, returned.seat
    draft_id = UUID(waiting.purpose["draft"])
    if waiting.purpose.get("attachment"):
        return keep_mark(
            draft_id=draft_id,
            attachment_id=UUID(waiting.purpose["attachment"]),
            applied=applied,
            key=waiting.key,
            by=by,
            at=at,
        )
    if waiting.purpose["how"] == SignedHow.AGENCY:
        return keep_agency_signature(
            draft_id=draft_id, applied=applied, key=waiting.key, by=by, at=at
        )
    return keep_personal_signature(
        draft_id=draft_id,
        version=int(waiting.purpose["version"]),
        applied=applied,
        key=waiting.key,
        by=by,
        at=at,
    )


def note_outside_failure(*, waiting: OutsideSigning, why: Refused) -> None:
    """Let the page say why nothing was signed."""
    waiting.failed = " ".join(_(one.message) for one in why.reasons)
    waiting.save(update_fields=["failed"])
