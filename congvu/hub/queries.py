"""Finding agencies and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from congvu.hub.models import Agency, AgencyName, Box, Message
from congvu.hub.rules import MOST_LISTED, WAITING, Kind, MessageState


def agencies_named(codes: Iterable[str]) -> dict[str, Agency]:
    """Whoever is registered under each of these codes, old or new."""
    names = AgencyName.objects.filter(
        value__in=[c[:36] for c in codes], agency__deleted_at=None
    )
    return {n.value: n.agency for n in names.select_related("agency")}


def waiting_for(agency: Agency, *, kind: Kind | None, after: str = "") -> Sequence[Box]:
    """The most urgent first, then as they came; ``after`` goes on behind that one."""
    found = Box.objects.filter(receiver=agency, state__in=WAITING)
    if kind:
        found = found.filter(message__kind=kind)
    last = Box.objects.filter(pk=_uuid(after), receiver=agency).first()
    if last is not None:
        found = found.filter(
            Q(urgency__lt=last.urgency) | Q(urgency=last.urgency, id__gt=last.id)
        )
    found = found.select_related("message__sender", "receiver")
    return list(found.order_by("-urgency", "id")[:MOST_LISTED])


def sent_by(agency: Agency, *, kind: Kind | None, after: str = "") -> Sequence[Box]:
    """What it sent, box by box, the newest message first."""
    found = Box.objects.filter(
        message__sender=agency, message__state=MessageState.STORED
    )
    if kind:
        found = found.filter(message__kind=kind)
    last = Box.objects.filter(pk=_uuid(after), message__sender=agency).first()
    if last is not None:
        found = found.filter(id__lt=last.id)
    found = found.select_related("message__sender", "receiver")
    return list(found.order_by("-id")[:MOST_LISTED])


def box_of_system(box_id: str, system: int) -> Box | None:
    """A box, if it is for an agency that this system speaks for."""
    found = Box.objects.filter(pk=_uuid(box_id), receiver__system_id=system)
    return found.select_related("message__sender", "receiver").first()


def receivers_of(sender: Agency, document_id: str) -> list[Agency]:
    """Who got that document from its sender."""
    boxes = Box.objects.filter(
        message__in=Message.objects.filter(
            sender=sender, document_id=document_id, kind=Kind.DOCUMENT
        )
    )
    found = {b.receiver_id: b.receiver for b in boxes.select_related("receiver")}
    return list(found.values())


def _uuid(text: str) -> UUID:
    """Nobody's, where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
