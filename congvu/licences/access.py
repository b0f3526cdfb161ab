"""One policy: who sees a position, who keeps rights, who extends the catalogue.

An agency's administrator keeps its rights, and sees its position with its leaders and
the chief of its office; the province's committee sees and keeps all, and extends the
catalogue, which is one for all. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.inventory.access import agencies_offered, keeps, keeps_all
from congvu.inventory.models import Machine
from congvu.inventory.queries import living
from congvu.licences.models import (
    CatalogueRule,
    Entitlement,
    EntitlementProof,
    Product,
    SeatAllocation,
)
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import Permission

__all__ = ["agencies_offered", "keeps", "keeps_all"]


def reads(seat: Seat) -> bool:
    return seat.can(Permission.READ_LICENCES)


def reads_all(seat: Seat) -> bool:
    return reads(seat) and seat.is_central


def read_agencies(seat: Seat) -> list[UUID] | None:
    """Whose position one sees; None: of all."""
    if reads_all(seat):
        return None
    return [seat.agency_id] if reads(seat) else []


def agencies_to_read(seat: Seat) -> list[tuple[UUID, str]]:
    """What a page may be narrowed to, one's own first."""
    own = [(seat.agency_id, seat.agency_name)]
    if not reads_all(seat):
        return own
    return own + [(a.id, a.name) for a in agencies_on(seat.on) if a.id != own[0][0]]


def may_extend(seat: Seat) -> bool:
    """The catalogue is one for the province."""
    return keeps_all(seat)


def may_state(seat: Seat) -> bool:
    return reads(seat) and seat.can(Permission.DRAFT)


def get_product(seat: Seat, product_id: UUID) -> Product:
    """Everybody who sees a position sees the catalogue."""
    found = Product.objects.select_related("publisher").filter(pk=product_id).first()
    if found is None or not reads(seat):
        raise Http404
    return found


def get_product_to_change(seat: Seat, product_id: UUID) -> Product:
    if not may_extend(seat):
        raise Http404
    return get_product(seat, product_id)


def get_rule_to_remove(seat: Seat, rule_id: UUID) -> CatalogueRule:
    found = CatalogueRule.objects.select_related("product").filter(pk=rule_id).first()
    if found is None or not may_extend(seat):
        raise Http404
    return found


def get_machine_read(seat: Seat, machine_id: UUID) -> Machine:
    """Of an agency whose position one sees."""
    found = living().select_related("unit", "user").filter(pk=machine_id).first()
    agencies = read_agencies(seat)
    if found is None or (agencies is not None and found.agency_id not in agencies):
        raise Http404
    return found


def read_rights(seat: Seat) -> QuerySet[Entitlement]:
    """One's agency's own, and those of which it was given seats."""
    agencies = read_agencies(seat)
    rows = Entitlement.objects.all()
    if agencies is None:
        return rows
    given = SeatAllocation.objects.filter(agency__in=agencies).values("entitlement")
    return rows.filter(agency__in=agencies) | rows.filter(pk__in=given)


def get_right(seat: Seat, entitlement_id: UUID) -> Entitlement:
    found = (
        read_rights(seat)
        .select_related("product__publisher")
        .filter(pk=entitlement_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_right_to_keep(seat: Seat, entitlement_id: UUID) -> Entitlement:
    """Only who holds it gives its seats away."""
    found = get_right(seat, entitlement_id)
    if not keeps(seat) or not (keeps_all(seat) or found.agency_id == seat.agency_id):
        raise Http404
    return found


def get_allocation_to_keep(seat: Seat, allocation_id: UUID) -> SeatAllocation:
    found = SeatAllocation.objects.filter(pk=allocation_id).first()
    if found is None:
        raise Http404
    get_right_to_keep(seat, found.entitlement_id)
    return found


def seen_allocations(
    seat: Seat, right: Entitlement, rows: list[SeatAllocation]
) -> list[SeatAllocation]:
    """Who was given seats sees theirs; who holds the right, and the province, all."""
    agencies = read_agencies(seat)
    if agencies is None or right.agency_id in agencies:
        return rows
    return [one for one in rows if one.agency_id in agencies]


def get_proof(seat: Seat, proof_id: UUID) -> EntitlementProof:
    """To who sees the agency that holds it: a contract is not for who has seats."""
    rows = EntitlementProof.objects.select_related("entitlement", "file")
    found = rows.filter(pk=proof_id).first()
    agencies = read_agencies(seat)
    if found is None or (
        agencies is not None and found.entitlement.agency_id not in agencies
    ):
        raise Http404
    return found
