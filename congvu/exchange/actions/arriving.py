"""A packet from outside is kept, whoever brings it; reading it comes after.

Any inlet (a hub, a gateway, a folder, a mailbox) hands its packets in here. The bytes
are safe before the channel hears that they came, and the same packet again is the same
row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.exchange.models import Arrival
from congvu.exchange.rules import ArrivalState
from congvu.files import actions as files
from congvu.files.models import StoredFile


@dataclass(frozen=True)
class Brought:
    """What a channel says of a packet beside it; to be checked, or shown as told."""

    channel: str
    remote_id: str
    kind: str = "document"
    sender: str = ""
    sha256: str = ""
    length: int = 0
    at: datetime | None = None


def take_in(
    *,
    packet: BinaryIO,
    brought: Brought,
    agency_id: UUID | None,
    by: Actor,
    at: datetime,
) -> Arrival:
    """Keep a packet for the agency in whose box it lay; none where several share it.

    Raises a refusal for bytes that nobody may keep: none, too many, or destroyed here
    once as a secret.
    """
    kept = files.store(
        stream=packet,
        name=f"{brought.remote_id}.edxml",
        by=by,
        at=at,
        agency_id=agency_id,
        is_envelope=True,
    )
    return _enter(kept.file, brought, agency_id, by, at)


@transaction.atomic
def _enter(
    file: StoredFile, brought: Brought, agency_id: UUID | None, by: Actor, at: datetime
) -> Arrival:
    known = Arrival.objects.select_for_update().filter(
        channel=brought.channel, sha256=file.sha256
    )
    if agency_id is not None:
        known = known.filter(agency=agency_id)
    found = known.order_by("id").first()
    if found is not None:
        found.times += 1
        found.remote_id, found.acknowledged_at = brought.remote_id[:300], None
        found.save(update_fields=["times", "remote_id", "acknowledged_at"])
        return found
    wrong = _what_differs(file, brought)
    arrival = Arrival(
        channel=brought.channel,
        remote_id=brought.remote_id[:300],
        agency_id=agency_id,
        kind=brought.kind,
        told_sender=brought.sender[:200],
        sha256=file.sha256,
        differs=bool(wrong),
        size=file.size,
        file=file,
        state=ArrivalState.BROKEN if wrong else ArrivalState.NEW,
        reason=wrong,
        told_at=brought.at,
        received_at=at,
        settled_at=at if wrong else None,
    )
    # Two workers that bring the same packet: one of them wrote it.
    Arrival.objects.bulk_create([arrival], ignore_conflicts=True)
    kept = known.order_by("id").get()
    if kept.pk == arrival.pk:
        record(
            "exchange.packet-kept",
            by=by,
            at=at,
            on=kept,
            agency_id=agency_id,
            data={
                "channel": kept.channel,
                "sha256": kept.sha256,
                "state": kept.state,
                "sender": kept.told_sender,
            },
        )
    return kept


@transaction.atomic
def note_not_kept(
    *, brought: Brought, reason: str, agency_id: UUID | None, by: Actor, at: datetime
) -> Arrival:
    """What came and nobody may keep: no bytes, but that it came, from whom, and why it
    was not taken."""
    arrival, is_new = Arrival.objects.get_or_create(
        channel=brought.channel,
        agency_id=agency_id,
        remote_id=brought.remote_id[:300],
        file=None,
        defaults={
            "kind": brought.kind,
            "told_sender": brought.sender[:200],
            "size": brought.length,
            "state": ArrivalState.REFUSED,
            "reason": clean_text(reason)[:1000],
            "told_at": brought.at,
            "received_at": at,
            "settled_at": at,
        },
    )
    if is_new:
        record(
            "exchange.packet-not-kept",
            by=by,
            at=at,
            on=arrival,
            agency_id=agency_id,
            data={
                "channel": arrival.channel,
                "sender": arrival.told_sender,
                "reason": arrival.reason,
            },
        )
    return arrival


def _what_differs(file: StoredFile, brought: Brought) -> str:
    with override("vi"):
        if brought.sha256 and brought.sha256.lower() != file.sha256:
            words = _("Trục ghi mã băm %(told)s, tệp nhận được có mã băm %(got)s.")
            return words % {"told": brought.sha256, "got": file.sha256}
        if brought.length and brought.length != file.size:
            words = _("Trục ghi tệp dài %(told)d byte, tệp nhận được dài %(got)d byte.")
            return words % {"told": brought.length, "got": file.size}
    return ""


@transaction.atomic
def note_again(*, arrival: Arrival) -> None:
    """The channel lists what it was told of already: it is told again. No audit entry:
    nothing came."""
    rows = Arrival.objects.filter(pk=arrival.pk, acknowledged_at__isnull=False)
    rows.update(acknowledged_at=None)


@transaction.atomic
def note_acknowledged(*, arrival: Arrival, at: datetime) -> None:
    """The channel knows what became of it. No audit entry: settling made its own."""
    rows = Arrival.objects.filter(pk=arrival.pk, remote_id=arrival.remote_id)
    rows.update(acknowledged_at=at)
