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
    FormatScan,
    OwnListing,
    Procurement,
    Product,
    ReplacementLine,
    ReplacementPlan,
    Rollout,
    RolloutMachine,
    RolloutWave,
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


def seen_allocations(seat: Seat, right: Entitlement) -> QuerySet[SeatAllocation]:
    """Who was given seats sees theirs; who holds the right, and the province, all."""
    agencies, rows = read_agencies(seat), right.allocations.all()
    if agencies is None or right.agency_id in agencies:
        return rows
    return rows.filter(agency__in=agencies)


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


# -- open source by plan


def may_list(seat: Seat) -> bool:
    """What the province prefers beside the ministry's lists is one for all."""
    return keeps_all(seat)


def get_listing_to_end(seat: Seat, listing_id: UUID) -> OwnListing:
    found = OwnListing.objects.filter(pk=listing_id).first()
    if found is None or not may_list(seat):
        raise Http404
    return found


def _sees(seat: Seat, agency_id: UUID) -> bool:
    agencies = read_agencies(seat)
    return agencies is None or agency_id in agencies


def keeps_for(seat: Seat, agency_id: UUID) -> bool:
    return keeps_all(seat) or (keeps(seat) and agency_id == seat.agency_id)


def get_plan(seat: Seat, plan_id: UUID) -> ReplacementPlan:
    found = ReplacementPlan.objects.filter(pk=plan_id).first()
    if found is None or not _sees(seat, found.agency_id):
        raise Http404
    return found


def get_plan_to_keep(seat: Seat, plan_id: UUID) -> ReplacementPlan:
    found = get_plan(seat, plan_id)
    if not keeps_for(seat, found.agency_id):
        raise Http404
    return found


def get_plan_to_compose(seat: Seat, plan_id: UUID) -> ReplacementPlan:
    """Its own agency issues it, by a seat that drafts."""
    found = get_plan(seat, plan_id)
    if not may_compose_plan(seat, found):
        raise Http404
    return found


def may_compose_plan(seat: Seat, plan: ReplacementPlan) -> bool:
    return may_state(seat) and plan.agency_id == seat.agency_id


def get_line_to_keep(seat: Seat, line_id: UUID) -> ReplacementLine:
    rows = ReplacementLine.objects.select_related("plan", "instead_of", "product")
    found = rows.filter(pk=line_id).first()
    if found is None:
        raise Http404
    get_plan_to_keep(seat, found.plan_id)
    return found


def get_rollout(seat: Seat, rollout_id: UUID) -> Rollout:
    """To its agency, to those with a wave of their own, to the province."""
    rows = Rollout.objects.select_related("product", "instead_of")
    found = rows.filter(pk=rollout_id).first()
    if found is None or not reads(seat):
        raise Http404
    taken = found.waves.filter(agency=seat.agency_id)
    if not _sees(seat, found.agency_id) and not taken.exists():
        raise Http404
    return found


def wave_agencies(seat: Seat, rollout: Rollout) -> list[UUID] | None:
    """Whose waves of it one sees; None: all."""
    return None if _sees(seat, rollout.agency_id) else [seat.agency_id]


def get_rollout_to_keep(seat: Seat, rollout_id: UUID) -> Rollout:
    found = get_rollout(seat, rollout_id)
    if not keeps_for(seat, found.agency_id):
        raise Http404
    return found


def get_wave_to_keep(seat: Seat, wave_id: UUID) -> RolloutWave:
    found = RolloutWave.objects.filter(pk=wave_id).first()
    if found is None:
        raise Http404
    get_rollout_to_keep(seat, found.rollout_id)
    return found


def get_target_to_keep(seat: Seat, target_id: UUID) -> RolloutMachine:
    """A machine's own keeper says what stands in its way."""
    rows = RolloutMachine.objects.select_related("machine", "rollout")
    found = rows.filter(pk=target_id).first()
    if found is None or not keeps_for(seat, found.machine.agency_id):
        raise Http404
    return found


def get_scan(seat: Seat, scan_id: UUID) -> FormatScan:
    found = FormatScan.objects.filter(pk=scan_id).first()
    if found is None or not _sees(seat, found.agency_id):
        raise Http404
    return found


def get_procurement_to_keep(seat: Seat, procurement_id: UUID) -> Procurement:
    found = Procurement.objects.filter(pk=procurement_id).first()
    if found is None or not keeps_for(seat, found.agency_id):
        raise Http404
    return found
