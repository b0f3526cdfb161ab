"""What another agency is told of work it was sent: on its own line, at its own desks.

In the sender's name: who there decided stays there, as who has the work stays here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from congvu.documents import queries
from congvu.documents.models import Delivery, HistoryEvent, RegisterEntry, Urging
from congvu.documents.rules import AWAITED, IntakeState
from congvu.lib.dates import local_date
from congvu.notices.actions import notify_each
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role


def tell_receivers(
    event: str, told: Mapping[UUID, Mapping[str, object]], *, kind: str, at: datetime
) -> None:
    """A line on the timeline of whoever has these parts, and a notice at its desks.

    ``told`` holds the detail by the sender's part. A paper still at the door has no
    line yet: its clerks are told of the file. The same few statements however many.
    """
    crossed = list(
        Delivery.objects.filter(
            assignment__in=told, state__in=sorted(AWAITED)
        ).select_related("assignment", "received", "item")
    )
    received = [(d, d.received) for d in crossed if d.received is not None]
    HistoryEvent.objects.bulk_create(
        _line(event, d, entry, told[d.assignment_id], at) for d, entry in received
    )
    desks = queries.holder_desks([entry for _d, entry in received], on=local_date(at))
    ring: list[tuple[Delivery, UUID, Iterable[UUID]]] = [
        (d, entry.id, desks[entry.id]) for d, entry in received
    ]
    ring += _at_doors(crossed, at)
    for sender in sorted({d.sender_name for d, _target, _desks in ring}):
        notify_each(
            kind,
            to=[
                (desk, target, {})
                for d, target, those in ring
                for desk in sorted(those)
                if d.sender_name == sender
            ],
            at=at,
            actor=sender,
        )


def _at_doors(
    crossed: Sequence[Delivery], at: datetime
) -> list[tuple[Delivery, UUID, Iterable[UUID]]]:
    """Where the file lies now, which is the heir's door where the receiver ended."""
    items = [
        (d, d.item)
        for d in crossed
        if d.received is None
        and d.item is not None
        and d.item.state == IntakeState.READY
    ]
    clerks = posts_of_role(
        Role.RECORDS_CLERK, {item.agency_id for _d, item in items}, local_date(at)
    )
    return [(d, item.id, clerks.get(item.agency_id, ())) for d, item in items]


def _line(
    event: str,
    delivery: Delivery,
    entry: RegisterEntry,
    detail: Mapping[str, object],
    at: datetime,
) -> HistoryEvent:
    return HistoryEvent(
        at=at,
        entry_id=entry.id,
        agency_id=entry.agency_id,
        event=event,
        actor=delivery.sender_name[:80],
        detail={"desk": delivery.assignment.desk_name, **detail},
    )


def tell_what_was_urged(delivery: Delivery, entry: RegisterEntry) -> None:
    """What was urged at the door stands on the line as soon as there is one."""
    urged = Urging.objects.filter(assignment=delivery.assignment_id).order_by("at")
    HistoryEvent.objects.bulk_create(
        _line("documents.urged", delivery, entry, {"text": one.text}, one.at)
        for one in urged
    )
