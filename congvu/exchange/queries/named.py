"""Whom the codes of other systems mean; the table says so, nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.exchange.models import Arrival, DirectoryEntry, Dispatch, SenderRequest
from congvu.exchange.rules import WISH_ANSWERS, Channel
from congvu.organisations.models import Identifier, IdentifierScheme
from congvu.organisations.queries import on_map, posts_of_role
from congvu.organisations.rules import Role

_SCHEMES = (IdentifierScheme.CODE_13, IdentifierScheme.CODE_35)


def doors_named(codes: Sequence[str], on: date) -> dict[UUID, str]:
    """The agencies with a registry here that are meant, each with the code it was
    called by; a closed code means who answers for it now."""
    asked = {code.strip().upper(): code for code in codes if code.strip()}
    rows = Identifier.objects.filter(value__in=asked, scheme__in=_SCHEMES)
    found: dict[UUID, str] = {}
    for code, agency_id in _answering(rows, on).items():
        found.setdefault(agency_id, asked[code])
    return found


def boxes_of(channel: str, on: date) -> dict[str, UUID | None]:
    """Every box of ours on a channel: one shared mailbox, or one for each code, old or
    new, that means an agency with a registry here."""
    if channel == Channel.MAIL:
        return {"": None}
    rows = Identifier.objects.filter(scheme__in=_SCHEMES)
    return dict(_answering(rows, on))


def _answering(rows: QuerySet[Identifier], on: date) -> dict[str, UUID]:
    """By code, who has it that day or had it last, itself or its heir; four queries."""
    started = rows.filter(valid_from__lte=on).order_by("valid_from")
    meant = dict(started.values_list("value", "agency_id"))
    now = on_map(set(meant.values()), on)
    here = posts_of_role(Role.RECORDS_CLERK, now.values(), on)
    answering = {code: now.get(body, body) for code, body in meant.items()}
    return {code: one for code, one in answering.items() if one in here}


def clerks_for(agency_id: UUID, on: date) -> set[UUID]:
    """The desks of the registry that answers for an agency that day; five queries."""
    now = on_map([agency_id], on).get(agency_id, agency_id)
    return posts_of_role(Role.RECORDS_CLERK, [now], on).get(now, set())


def _listed(codes: Iterable[str]) -> QuerySet[DirectoryEntry]:
    """Most have no old code: no code names nobody, not all of those."""
    asked = [code for code in codes if code]
    return DirectoryEntry.objects.filter(
        Q(code__in=asked) | Q(old_code__in=asked) | Q(code102__in=asked)
    )


def mailboxes_of(code: str) -> set[str]:
    """Where the directory says that an organisation writes from, in small letters."""
    rows = _listed([code.strip().upper()]).exclude(mailbox="")
    return {mailbox.lower() for mailbox in rows.values_list("mailbox", flat=True)}


def same_body(code: str, others: Iterable[str]) -> set[str]:
    """Those of the others that name the same body as ``code``, old or new; no code is
    nobody's."""
    asked = {one.strip().upper(): one for one in others if one.strip()}
    own = code.strip().upper()
    rows = Identifier.objects.filter(value__in={own, *asked})
    bodies: dict[str, set[UUID]] = {}
    for value, agency_id in rows.values_list("value", "agency_id"):
        bodies.setdefault(value, set()).add(agency_id)
    for entry in _listed([own, *asked]):
        for value in {entry.code, entry.old_code, entry.code102} - {""}:
            bodies.setdefault(value, set()).add(entry.id)
    mine = bodies.get(own, set())
    return {
        asked[one]
        for one in asked
        if one == own or (mine and mine & bodies.get(one, set()))
    }


def earlier_arrivals(arrival: Arrival, document_id: str) -> QuerySet[Arrival]:
    """What came before of one paper, from the same sender to the same agency."""
    rows = Arrival.objects.filter(
        kind="document", document_id=document_id, agency=arrival.agency_id
    ).exclude(pk=arrival.pk)
    senders = set(rows.values_list("sender", flat=True))
    alike = same_body(arrival.sender, senders)
    return rows.filter(sender__in=alike).order_by("-received_at", "-id")


def dispatches_told_of(arrival: Arrival) -> tuple[bool, list[Dispatch]]:
    """Whether we sent the paper a status is about at all, and the recipients that it
    speaks for. An answer may name the later paper that a wish went as."""
    document = arrival.document_id
    outside = Dispatch.objects.exclude(channel__in=(Channel.INSIDE, Channel.PAPER))
    own = outside.filter(packet__document_id=document, packet__kind="document")
    was_sent, meant = _spoken_for(arrival, own)
    if arrival.code not in WISH_ANSWERS:
        return was_sent, meant
    open_wishes = SenderRequest.objects.filter(answered_at=None)
    if open_wishes.filter(dispatch__in=meant).exists():
        return was_sent, meant
    wishes = open_wishes.filter(packet__document_id=document, packet__kind="document")
    about = outside.filter(pk__in=wishes.values("dispatch"))
    did_ask, asked = _spoken_for(arrival, about)
    return was_sent or did_ask, asked or meant


def _spoken_for(
    arrival: Arrival, sent: QuerySet[Dispatch]
) -> tuple[bool, list[Dispatch]]:
    """Those of the rows that the arrival's sender speaks for: by its code, old or new,
    or by the mailbox it came from."""
    addresses = set(sent.values_list("address", flat=True))
    alike = same_body(arrival.sender, addresses)
    if arrival.channel == Channel.MAIL:
        alike = {a for a in addresses if a.lower() == arrival.told_sender.lower()}
    return bool(addresses), list(sent.filter(address__in=alike))
