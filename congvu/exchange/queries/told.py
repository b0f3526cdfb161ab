"""What receivers told of a paper, what its sender asked."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from congvu.documents.models import RegisterEntry
from congvu.exchange.models import (
    Arrival,
    Dispatch,
    DispatchStatus,
    SenderRequest,
)
from congvu.exchange.queries.named import earlier_arrivals
from congvu.outgoing.models import OutgoingEntry


def dispatches_of(entry: OutgoingEntry) -> list[Dispatch]:
    """Every recipient with what it told and was asked; three queries however many."""
    rows = Dispatch.objects.filter(entry=entry).select_related(
        "recipient", "entry", "packet"
    )
    return list(
        rows.order_by("recipient__kind", "recipient__name", "id").prefetch_related(
            Prefetch("statuses", DispatchStatus.objects.order_by("at", "id")),
            Prefetch("requests", SenderRequest.objects.order_by("asked_at")),
        )
    )


def requests_of(entry: RegisterEntry) -> list[SenderRequest]:
    """What the sender of a registered paper asked, oldest first; one query."""
    here, from_outside = Q(dispatch__item__entry=entry), Q(arrival__item__entry=entry)
    asked = SenderRequest.objects.filter(here | from_outside)
    return list(asked.select_related("paper").order_by("asked_at"))


def wish_said_by(arrival: Arrival) -> SenderRequest | None:
    """What waits for the clerk because of a packet: 13 and a recall name the paper
    itself; a later paper asked in the moment in which it was settled."""
    named = earlier_arrivals(arrival, arrival.document_id)
    asked_then = Q(
        arrival__agency=arrival.agency_id,
        arrival__sender=arrival.sender,
        asked_at=arrival.settled_at,
    )
    rows = SenderRequest.objects.filter(asked_then | Q(arrival__in=named))
    return rows.select_related("arrival__item").order_by("-asked_at").first()
