"""What comes back from another agency: registered, answered, refused.

Only that crosses, with the result and its symbol. The order of locks is always the
sender's entry first, so that registering there and recalling here wait for each other.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from congvu.documents.actions.across import tell_what_was_urged
from congvu.documents.actions.history import tell
from congvu.documents.actions.tree import give_back, mark_reported
from congvu.documents.models import (
    Assignment,
    Delivery,
    DocumentFile,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import (
    AWAITED,
    OPEN_ENTRY_STATES,
    UNDER_WAY,
    AssignmentState,
    DeliveryState,
    Part,
    Step,
    step_taken,
)
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat


def lock_sender(item_id: UUID | None) -> None:
    """Before a step at the door: the entry of whoever sent the item, if anybody did."""
    sent = Delivery.objects.filter(item=item_id, item__isnull=False).values("entry")
    list(RegisterEntry.objects.select_for_update().filter(pk__in=sent).values("pk"))


def lock_sender_of(entry_id: UUID) -> None:
    """Before a step that looks at the sender's day, or answers the sender: its entry.

    Whoever moves that day holds it already and goes on to the receiver's line.
    """
    sent = Delivery.objects.filter(received=entry_id).values("entry")
    list(RegisterEntry.objects.select_for_update().filter(pk__in=sent).values("pk"))


def mark_registered(item: IntakeItem, entry: RegisterEntry, at: datetime) -> None:
    """The receiver has entered it: its line takes the day and the further files."""
    delivery = _awaited(Delivery.objects.filter(item=item))
    if delivery is None:
        return
    part = delivery.assignment
    delivery.state, delivery.received = DeliveryState.REGISTERED, entry
    delivery.registered_at = at
    delivery.save(update_fields=["state", "received", "registered_at"])
    _hand_over_files(delivery, entry)
    tell_what_was_urged(delivery, entry)
    if part.due_on is not None:
        entry.due_on, entry.due_basis = part.due_on, delivery.sender_name[:200]
        entry.save(update_fields=["due_on", "due_basis"])
    if part.state != AssignmentState.WAITING:
        return
    part.read_at = at
    if part.part == Part.INFORM:
        part.state, part.ended_at = AssignmentState.SEEN, at
    else:
        part.state = AssignmentState.WORKING
    part.save(update_fields=["state", "read_at", "ended_at"])


def _hand_over_files(delivery: Delivery, entry: RegisterEntry) -> None:
    """The files that came with the paper, named again and not copied."""
    sent = delivery.entry.document_id
    further = DocumentFile.objects.filter(document=sent, position__gt=0)
    DocumentFile.objects.bulk_create(
        DocumentFile(
            document_id=entry.document_id,
            file_id=f.file_id,
            name=f.name,
            position=f.position,
        )
        for f in further
    )


def come_back(
    *, entry: RegisterEntry, result: str, reply: str, by: Seat, at: datetime
) -> None:
    """The receiver's leader has confirmed: its result is the report of the part."""
    delivery = _awaited(Delivery.objects.filter(received=entry))
    if delivery is None or delivery.assignment.part == Part.INFORM:
        return
    part, sender = delivery.assignment, delivery.entry
    delivery.state, delivery.ended_at = DeliveryState.ANSWERED, at
    delivery.result, delivery.reply_symbol = result, reply
    delivery.save(update_fields=["state", "ended_at", "result", "reply_symbol"])
    if part.state in UNDER_WAY and sender.state in OPEN_ENTRY_STATES:
        mark_reported(sender, part, result, reply, at)
    _tell(delivery, by, at, {"text": result, **({"reply": reply} if reply else {})})


def refuse_received(
    *, entry: RegisterEntry, reason: str, by: Seat, at: datetime
) -> None:
    """The receiver gives a registered paper back to who sent it."""
    _refuse(_awaited(Delivery.objects.filter(received=entry)), reason, by, at)


def refuse_at_door(*, item: IntakeItem, reason: str, by: Seat, at: datetime) -> None:
    """The same before it is registered."""
    _refuse(_awaited(Delivery.objects.filter(item=item)), reason, by, at)
    step_taken(Step("documents.refused-at-door", item, at, by.agency_name, reason))


def _refuse(delivery: Delivery | None, reason: str, by: Seat, at: datetime) -> None:
    if delivery is None:
        return
    part, sender = delivery.assignment, delivery.entry
    delivery.state, delivery.ended_at = DeliveryState.REFUSED, at
    delivery.reason = reason[:1000]
    delivery.save(update_fields=["state", "ended_at", "reason"])
    waited = part.state in UNDER_WAY and sender.state in OPEN_ENTRY_STATES
    if waited or part.part == Part.INFORM:
        part.state, part.ended_at = AssignmentState.RETURNED, at
        part.reason = reason[:1000]
        part.save(update_fields=["state", "ended_at", "reason"])
    if waited and part.part != Part.INFORM:
        give_back(sender, part, local_date(at))
    _tell(delivery, by, at, {"text": reason, "returned": True})


def _awaited(found: QuerySet[Delivery]) -> Delivery | None:
    """The delivery with the sender's part, their rows locked, the entry's first."""
    known = found.values_list("pk", "entry").first()
    if known is None:
        return None
    pk, entry_id = known
    sender = RegisterEntry.objects.select_for_update().get(pk=entry_id)
    delivery = Delivery.objects.select_for_update().get(pk=pk)
    if delivery.state not in AWAITED:
        return None
    delivery.entry = sender
    delivery.assignment = Assignment.objects.select_related("parent").get(
        pk=delivery.assignment_id
    )
    return delivery


def _tell(
    delivery: Delivery, by: Seat, at: datetime, detail: dict[str, object]
) -> None:
    """On the sender's timeline in the agency's name: who in it decided stays there."""
    part = delivery.assignment
    tell(
        "documents.came-back",
        entry=delivery.entry,
        actor=by.agency_name[:80],
        at=at,
        detail={"assignment": str(part.id), "agency": part.desk_name, **detail},
    )
