"""Papers handed to other agencies of the installation: put at their door, taken back.

One row a receiver, the files never copied: the receiver's item names the same stored
file, its form is filled from what the sender has confirmed. Callers hold the lock of
the sender's entry, which every step of a delivery takes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congvu.documents.actions.across import days_follow, tell_receivers
from congvu.documents.actions.doors import TAKEN_BACK, put_at_doors
from congvu.documents.models import (
    Assignment,
    Delivery,
    DocumentFile,
    HistoryEvent,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import held_in
from congvu.documents.rules import (
    OPEN_ENTRY_STATES,
    AssignmentState,
    DeliveryState,
    IntakeState,
    Part,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.queries import on_map


def deliver(
    *,
    entry: RegisterEntry,
    parts: Sequence[Assignment],
    by: Seat,
    at: datetime,
    tells: bool = True,
) -> None:
    """Make the deliveries of parts given to other agencies; a fixed number of queries.

    What the registry has still to transfer waits with it.
    """
    parts = _new_there(entry, parts, at)
    if not parts:
        return
    waits = parts[0].state == AssignmentState.HELD
    made = [
        Delivery(
            entry=entry,
            assignment=part,
            agency_id=part.desk_id,
            sender_name=by.agency_name,
            state=DeliveryState.HELD,
        )
        for part in parts
    ]
    if waits:
        _refuse_held_files(entry)
    else:
        _put_at_doors(entry, made, by=by, at=at, tells=tells)
    Delivery.objects.bulk_create(made)


def _new_there(
    entry: RegisterEntry, parts: Sequence[Assignment], at: datetime
) -> list[Assignment]:
    """Without the parts of agencies that have the paper on a line already.

    Asked once more, they work on where they are: that line answers for the new part and
    takes its day; the paper does not come to their door a second time.
    """
    there = {
        sent.agency_id: sent
        for sent in Delivery.objects.select_for_update(of=("self",))
        .filter(
            entry=entry,
            agency__in=[part.desk_id for part in parts],
            state=DeliveryState.REGISTERED,
            assignment__state=AssignmentState.WITHDRAWN,
            received__state__in=sorted(OPEN_ENTRY_STATES),
        )
        .select_related("assignment")
    }
    again = [part for part in parts if part.desk_id in there]
    days: dict[date, dict[UUID, date | None]] = {}
    for part in again:
        sent = there[part.desk_id]
        if part.due_on is not None:
            days.setdefault(part.due_on, {})[part.id] = sent.assignment.due_on
        sent.assignment = part
        if part.part == Part.INFORM:
            part.state, part.ended_at = AssignmentState.SEEN, at
        else:
            part.state = AssignmentState.WORKING
        part.read_at = at
    Delivery.objects.bulk_update(there.values(), ["assignment"])
    Assignment.objects.bulk_update(again, ["state", "read_at", "ended_at"])
    for until, moved in days.items():
        days_follow(moved, until)
    told = {
        part.id: {"until": part.due_on.isoformat() if part.due_on else ""}
        for part in again
    }
    tell_receivers("documents.asked-again", told, kind="documents.given", at=at)
    return [part for part in parts if part.desk_id not in there]


def send_held(*, entry: RegisterEntry, by: Seat, at: datetime) -> None:
    """The registry transfers: what waited for it goes to the other agencies."""
    waiting = list(
        Delivery.objects.filter(entry=entry, state=DeliveryState.HELD).select_related(
            "assignment"
        )
    )
    if waiting:
        _put_at_doors(entry, waiting, by=by, at=at, tells=True)
        Delivery.objects.bulk_update(waiting, ["item", "state", "sent_at"])


def _refuse_held_files(entry: RegisterEntry) -> None:
    held = DocumentFile.objects.filter(document=entry.document_id)
    if held.filter(held_in(entry.agency_id)).exists():
        raise Refused(
            [_("Tệp của văn bản đang chờ xác định có phải văn bản mật không.")]
        )


def _put_at_doors(
    entry: RegisterEntry,
    deliveries: Sequence[Delivery],
    *,
    by: Seat,
    at: datetime,
    tells: bool,
) -> None:
    _refuse_held_files(entry)
    # What waited while an agency ended goes to the one that answers for it now.
    heirs = on_map([d.agency_id for d in deliveries], local_date(at))
    items = put_at_doors(
        paper=entry.document,
        agency_ids=[heirs[d.agency_id] for d in deliveries],
        sender=by.agency_name,
        at=at,
    )
    for delivery, item in zip(deliveries, items, strict=True):
        delivery.item, delivery.sent_at = item, at
        delivery.state = DeliveryState.AT_DOOR
    if tells:
        HistoryEvent.objects.bulk_create(
            HistoryEvent(
                at=at,
                entry_id=entry.id,
                agency_id=entry.agency_id,
                event="documents.sent-across",
                actor=by.person_name,
                actor_post=by.acts_as,
                detail={
                    "agency": d.assignment.desk_name,
                    "assignment": str(d.assignment.id),
                },
            )
            for d in deliveries
        )


def withdraw_deliveries(parts: QuerySet[Assignment], *, at: datetime, why: str) -> None:
    """Take back what still lies at other agencies' doors, for parts about to end.

    What has been registered there is theirs by now and goes its own way: they are told
    that nobody waits for it any more.
    """
    theirs = Delivery.objects.filter(
        assignment__in=parts,
        state=DeliveryState.REGISTERED,
        received__state__in=sorted(OPEN_ENTRY_STATES),
    ).values_list("assignment", flat=True)
    tell_receivers(
        "documents.asked-no-more",
        {part: {"text": why} for part in theirs},
        kind="documents.withdrawn",
        at=at,
    )
    waiting = Delivery.objects.filter(
        assignment__in=parts, state__in=[DeliveryState.HELD, DeliveryState.AT_DOOR]
    )
    items = list(waiting.values_list("item", flat=True))
    if not waiting.update(state=DeliveryState.WITHDRAWN, ended_at=at, reason=why):
        return
    IntakeItem.objects.filter(pk__in=[i for i in items if i]).update(
        state=IntakeState.DISCARDED,
        reason=TAKEN_BACK,
    )
