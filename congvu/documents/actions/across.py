"""What another agency is told of work it was sent: on its own line, at its own desks.

In the sender's name: who there decided stays there, as who has the work stays here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from congvu.documents import queries
from congvu.documents.models import (
    Assignment,
    Delivery,
    HistoryEvent,
    RegisterEntry,
    Urging,
)
from congvu.documents.rules import (
    AWAITED,
    OPEN_ENTRY_STATES,
    RECALLED_FROM,
    DeliveryState,
    IntakeState,
    Part,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason
from congvu.notices.actions import notify_each
from congvu.organisations.queries import on_map, posts_of_role
from congvu.organisations.rules import Role


def tell_receivers(
    event: str,
    told: Mapping[UUID, Mapping[str, object]],
    *,
    kind: str,
    at: datetime,
    way: str = "",
    also: Collection[UUID] = (),
) -> None:
    """A line on the timeline of whoever has these parts, and a notice at its desks.

    ``told`` holds the detail by the sender's part, ``also`` desks there that asked. A
    paper still at the door has no line yet: its clerks are told of the file. The same
    few statements however many.
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
    # who asked may have ended since: their heir hears the answer
    asked = set(on_map(also, local_date(at)).values()) if also else set()
    ring: list[tuple[Delivery, UUID, Iterable[UUID]]] = [
        (d, entry.id, desks[entry.id] | asked) for d, entry in received
    ]
    ring += _at_doors(crossed, at)
    for sender in sorted({d.sender_name for d, _target, _desks in ring}):
        notify_each(
            kind,
            to=[
                (desk, target, {"way": way} if way else {})
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


# -- the sender's day


def beyond_sender_reasons(
    entry: RegisterEntry, *days: date | None, field: str = "until"
) -> list[Reason]:
    """The day another agency asked for is the limit: more of it is theirs to give.

    As long as it waits: what it has taken back since sets no day.
    """
    sent = queries.delivery_of(entry)
    waits = sent and sent.state in AWAITED and sent.assignment.state in RECALLED_FROM
    last = sent.assignment.due_on if sent and waits else None
    if sent is None or last is None or not any(d and d > last for d in days):
        return []
    words = _("Ngày này sau hạn của %(sender)s (%(day)s). Xin nơi gửi gia hạn trước.")
    told = {"sender": sent.sender_name, "day": last.strftime("%d/%m/%Y")}
    return [Reason(words % told, field)]


def days_follow(
    moved: Mapping[UUID, date | None], until: date, *, asked: UUID | None = None
) -> list[UUID]:
    """Lines of other agencies take the new day of the parts they were sent for.

    ``moved`` holds the day each part had; ``asked`` is the one whose receiver asked. A
    day that its leader had set before the sender's stays, unless it is later now or
    more was asked for. What went on to a third agency follows, too. The parts whose
    receivers have a line, for telling them.
    """
    found: list[UUID] = []
    crossed = Delivery.objects.filter(
        assignment__in=moved, state=DeliveryState.REGISTERED
    ).order_by("received")
    for sent in crossed:
        entry = RegisterEntry.objects.select_for_update().get(delivered_by=sent)
        if entry.state not in OPEN_ENTRY_STATES:
            continue
        found.append(sent.assignment_id)
        old, was = entry.due_on, moved[sent.assignment_id]
        sets_own = old is not None and was is not None and old < min(was, until)
        if sets_own and sent.assignment_id != asked:
            continue
        found += days_follow(_parts_follow(entry, until), until)
        entry.first_due_on = entry.first_due_on or old
        entry.due_on, entry.due_basis = until, sent.sender_name[:200]
        entry.save(update_fields=["due_on", "first_due_on", "due_basis"])
    return found


def _parts_follow(entry: RegisterEntry, until: date) -> dict[UUID, date | None]:
    """Open parts that only had the day of their paper."""
    if entry.due_on is None:
        return {}
    parts = Assignment.objects.filter(
        entry=entry,
        part__in=[Part.DIRECT, Part.LEAD, Part.SUPPORT],
        state__in=sorted(RECALLED_FROM),
        due_on=entry.due_on,
    )
    moved: dict[UUID, date | None] = dict(parts.values_list("id", "due_on"))
    Assignment.objects.filter(pk__in=moved).update(
        first_due_on=Coalesce("first_due_on", F("due_on")), due_on=until
    )
    return moved
