"""Letters on their way, as the servers' log has them: lists, and whose each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.exchange.models import Packet
from congvu.exchange.rules import Channel
from congvu.lib.dates import VIETNAM
from congvu.mailboxes.models import (
    DmarcReport,
    Mailbox,
    MailDelivery,
    MailDomain,
    MailedPaper,
)
from congvu.mailboxes.rules.deliveries import FAILED, DeliveryState
from congvu.organisations.models import Appointment

PAGE = 50
NOT_THERE = "khong-toi"
TABS = {
    NOT_THERE: sorted(FAILED),
    DeliveryState.DEFERRED: [DeliveryState.DEFERRED],
    DeliveryState.SENT: [DeliveryState.SENT],
}


@dataclass(frozen=True)
class DeliveryPage:
    """``after`` is the key of the next page."""

    deliveries: list[MailDelivery]
    after: UUID | None


def deliveries_of(scope: Collection[UUID] | None) -> QuerySet[MailDelivery]:
    """Of these agencies; with None everybody's."""
    rows = MailDelivery.objects.all()
    return rows if scope is None else rows.filter(agency__in=scope)


def deliveries_page(
    scope: Collection[UUID] | None,
    *,
    tab: str = "",
    address: str = "",
    after: UUID | None = None,
    limit: int = PAGE,
) -> DeliveryPage:
    """One page, newest first, found by its key; one query however many there are."""
    rows = deliveries_of(scope).select_related("paper__packet__entry")
    if tab in TABS:
        rows = rows.filter(state__in=TABS[tab])
    if address:
        rows = rows.filter(Q(sender=address) | Q(recipient=address))
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    return DeliveryPage(found[:limit], found[limit - 1].pk if found[limit:] else None)


def breaches_page(
    scope: Collection[UUID] | None,
    span: tuple[datetime, datetime],
    *,
    after: UUID | None = None,
    limit: int = PAGE,
) -> DeliveryPage:
    """Letters of a span of time that departed from the regulation outside the office,
    one page, newest first; one query."""
    rows = deliveries_of(scope).exclude(breach="")
    rows = rows.filter(queued_at__gte=span[0], queued_at__lt=span[1])
    if after is not None:
        rows = rows.filter(id__lt=after)
    rows = rows.select_related("unit", "box").order_by("-id")
    found = list(rows[: limit + 1])
    return DeliveryPage(found[:limit], found[limit - 1].pk if found[limit:] else None)


def unnamed_packets(limit: int = 5_000) -> list[Packet]:
    """Papers that go by letter and whose letters have no names here yet; one query."""
    rows = Packet.objects.filter(
        channel=Channel.MAIL, kind="document", file__isnull=False, entry__isnull=False
    )
    rows = rows.filter(letters=None).select_related("file")
    return list(rows.order_by("created_at")[:limit])


def papers_named(message_ids: Iterable[str]) -> dict[str, MailedPaper]:
    rows = MailedPaper.objects.filter(message_id__in=set(message_ids))
    return {row.message_id: row for row in rows.select_related("packet")}


@dataclass(frozen=True)
class Whose:
    """Of which box an address is, and in which body that box's owner works."""

    box_id: UUID
    agency_id: UUID | None
    unit_id: UUID | None
    kind: str = ""


def whose(addresses: Iterable[str], on: date) -> dict[str, Whose]:
    """A person's box is of the body of their first post that day; two queries."""
    rows = Mailbox.objects.filter(address__in=set(addresses)).select_related("agency")
    boxes = list(rows)
    people = {box.person_id for box in boxes if box.person_id}
    posts = Appointment.objects.valid(on=on).filter(person__in=people)
    held = {
        row.person_id: row.post.unit
        for row in posts.select_related("post__unit__agency").order_by("-valid_from")
    }
    found = {}
    for box in boxes:
        unit = held.get(box.person_id) if box.person_id else None
        agency = unit.agency if unit is not None else box.agency
        found[box.address] = Whose(
            box.pk,
            agency.pk if agency is not None else None,
            unit.pk if unit is not None else box.unit_id,
            agency.kind if agency is not None else "",
        )
    return found


# -- what others say of letters in our name


def is_ours(domain: str, on: date) -> bool:
    """Whether this office receives letters for it that day; one query."""
    return MailDomain.objects.valid(on=on).filter(name=domain.lower()).exists()


@dataclass(frozen=True)
class DmarcPage:
    reports: list[DmarcReport]
    after: UUID | None


def dmarc_page(*, after: UUID | None = None, limit: int = PAGE) -> DmarcPage:
    """With how many letters each report speaks of, and how many failed, and the letter
    that brought it; two queries."""
    rows = DmarcReport.objects.all()
    if after is not None:
        rows = rows.filter(id__lt=after)
    rows = rows.select_related("letter").prefetch_related("rows")
    found = list(rows.order_by("-id")[: limit + 1])
    return DmarcPage(found[:limit], found[limit - 1].pk if found[limit:] else None)


def delivery_counts(scope: Collection[UUID] | None, since: datetime) -> dict[str, int]:
    """By state, since a moment; one query."""
    rows = deliveries_of(scope).filter(queued_at__gte=since).order_by()
    return dict(rows.values_list("state").annotate(n=Count("id")))


def moment_of(day: date) -> datetime:
    """Its first moment here."""
    return datetime.combine(day, time(), VIETNAM)
