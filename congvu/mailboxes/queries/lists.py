"""Lists, requests and rules as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from congvu.mailboxes.models import (
    DistributionList,
    Mailbox,
    MailboxRequest,
    NamingRule,
)
from congvu.mailboxes.queries.boxes import PAGE, boxes_of, codes_on
from congvu.mailboxes.rules import BoxKind, RequestState, person_addresses
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind, Appointment
from congvu.organisations.queries import names_ever
from congvu.organisations.rules import ROLE_NAMES, Role


def list_sizes(addresses: Collection[str]) -> dict[str, int]:
    """How many boxes each of these lists means today; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT address, count(DISTINCT target) FROM mail.listed"
            " WHERE address = ANY(%s) GROUP BY address",
            [list(addresses)],
        )
        return dict(cursor.fetchall())


def list_targets(address: str, *, most: int = 500) -> list[tuple[str, str]]:
    """(address, name) of whom a list means today, by address; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT box.address, box.title FROM mail.listed"
            " JOIN mailboxes_mailbox box ON box.address = listed.target"
            " WHERE listed.address = %s ORDER BY box.address LIMIT %s",
            [address, most],
        )
        return list(cursor.fetchall())


def entries_shown(found: DistributionList, on: date) -> list[str]:
    """Each entry in words; two queries."""
    rows = list(found.entries.select_related("mailbox").order_by("id"))
    bodies = names_ever(
        [one.agency_id for one in rows if one.agency_id],
        [one.unit_id for one in rows if one.unit_id],
    )
    said = []
    for one in rows:
        if one.mailbox is not None:
            said.append(one.mailbox.address)
            continue
        body = one.unit_id or one.agency_id
        where = bodies.get(body, "") if body else ""
        if one.agency_kind:
            kind = AgencyKind(one.agency_kind).label
            where = _("mọi cơ quan: %(kind)s") % {"kind": kind}
        role = _(ROLE_NAMES[Role(one.role)]) if one.role else _("mọi người")
        said.append(f"{role}, {where}")
    return said


@dataclass(frozen=True)
class RequestPage:
    """``after`` is where the next begins; empty at the end."""

    rows: Sequence[MailboxRequest]
    after: str


def requests_page(
    rows: QuerySet[MailboxRequest], *, after: str = "", limit: int = PAGE
) -> RequestPage:
    """What waits first, then the newest; two queries."""
    waiting = Case(
        When(state=RequestState.WAITING, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = rows.annotate(part=waiting)
    part, _bar, key = after.partition("|")
    try:
        last = rows.filter(pk=UUID(key)).first()
    except ValueError:
        last = None
    if last is not None and part in ("0", "1"):
        # Whatever became of it since, the page after it is the same.
        older = Q(asked_at__lt=last.asked_at) | Q(
            asked_at=last.asked_at, pk__lt=last.pk
        )
        rows = rows.filter(Q(part__gt=int(part)) | Q(part=int(part)) & older)
    found = list(rows.order_by("part", "-asked_at", "-id")[: limit + 1])
    more = found[limit - 1] if len(found) > limit else None
    return RequestPage(
        found[:limit],
        f"{int(more.state != RequestState.WAITING)}|{more.pk}" if more else "",
    )


def seats_of(seat: Seat, on: date) -> list[Mailbox]:
    """The open boxes of seats of an agency, which its people may ask about."""
    rows = boxes_of(seat.agency_id, on).valid(on=on)  # type: ignore[attr-defined]  # the stubs lose our queryset
    return list(rows.filter(kind=BoxKind.SEAT).order_by("address"))


def rules_so_far() -> list[NamingRule]:
    """The newest first; one query."""
    return list(NamingRule.objects.select_related("domain").order_by("-valid_from"))


def tries_of(rule: NamingRule, on: date, *, most: int = 5) -> list[tuple[str, str]]:
    """(name, address) as the rule would give them to some who hold a post."""
    codes = codes_on(on)
    held = Appointment.objects.valid(on=on).select_related("person", "post__unit")
    return [
        (
            row.person.full_name,
            person_addresses(
                rule.naming(),
                row.person.full_name,
                codes.get(row.post.unit.agency_id, ""),
            )[0],
        )
        for row in held.order_by("id")[:most]
    ]
