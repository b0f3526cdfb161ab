"""Rights to use products, their proofs and seats."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, BinaryIO, Literal, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Router, UploadedFile

from congvu.inventory.access import may_keep_for
from congvu.lib.text import nfc
from congvu.licences import actions, queries
from congvu.licences.access import (
    get_allocation_to_keep,
    get_right,
    get_right_to_keep,
    read_agencies,
    read_rights,
    seen_allocations,
)
from congvu.licences.api.schemas import (
    AllocateIn,
    EntitlementChangeIn,
    EntitlementDetailOut,
    EntitlementIn,
    EntitlementOut,
    EntitlementPageOut,
    ProofOut,
    SeatAllocationOut,
    SeatsReturnIn,
    TargetIn,
)
from congvu.licences.models import Entitlement, EntitlementProof, SeatAllocation
from congvu.licences.queries import ENDS_SOON, RightsAsked
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Bản quyền phần mềm"])

_ONE = "/entitlements/{entitlement_id}"
_GIVEN = "/seat-allocations/{allocation_id}"


@router.get("/entitlements", response=EntitlementPageOut, summary="Quyền sử dụng")
def rights(
    request: ApiRequest,
    q: str = "",
    product_id: UUID | None = None,
    state: Literal["", "over", "soon", "ended"] = "",
    after: str = "",
) -> dict[str, Any]:
    seat, on = need(request, Permission.READ_LICENCES), timezone.localdate()
    page = queries.rights_page(
        read_rights(seat),
        RightsAsked(nfc(q)[:100], product_id, state),
        on,
        after=after,
        soon=on + timedelta(days=ENDS_SOON),
    )
    return {"items": page.lines, "after": page.after}


@router.post("/entitlements", response=EntitlementOut, summary="Ghi quyền sử dụng")
def entitle(request: ApiRequest, data: EntitlementIn) -> Entitlement:
    seat = need(request, Permission.KEEP_MACHINES)
    if data.agency_id is not None and not may_keep_for(seat, data.agency_id):
        raise Http404
    return actions.entitle(
        agency_id=data.agency_id or seat.agency_id,
        data=data.given(),
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE, response=EntitlementDetailOut, summary="Một quyền sử dụng")
def right(request: ApiRequest, entitlement_id: UUID, after: str = "") -> dict[str, Any]:
    """Its seats by fifty: ``after`` is the ``after`` of the answer before."""
    seat = request.auth
    found = get_right(seat, entitlement_id)
    agencies = read_agencies(seat)
    sees = agencies is None or found.agency_id in agencies
    given = queries.given_now([found.pk], timezone.localdate())
    page = queries.allocations_page(seen_allocations(seat, found), after=after)
    return {
        "right": found,
        "price": found.price if sees else None,
        "given": given.get(found.pk, 0),
        "allocations": page.rows,
        "after": page.after,
        "proofs": queries.proofs_of(found) if sees else [],
    }


@router.put(_ONE, response=EntitlementOut, summary="Sửa quyền sử dụng")
def change(
    request: ApiRequest, entitlement_id: UUID, data: EntitlementChangeIn
) -> Entitlement:
    found = get_right_to_keep(request.auth, entitlement_id)
    return actions.change_entitlement(
        entitlement_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.post(_ONE + "/proofs", response=ProofOut, summary="Thêm chứng từ")
def add_proof(
    request: ApiRequest, entitlement_id: UUID, file: File[UploadedFile]
) -> EntitlementProof:
    found = get_right_to_keep(request.auth, entitlement_id)
    return actions.add_proof(
        entitlement_id=found.pk,
        name=file.name or "",
        stream=cast(BinaryIO, file.file),
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/allocations", response=SeatAllocationOut, summary="Cấp phát")
def allocate(
    request: ApiRequest, entitlement_id: UUID, data: AllocateIn
) -> SeatAllocation:
    seat = request.auth
    found = get_right_to_keep(seat, entitlement_id)
    _may_give(request, data)
    return actions.allocate(
        entitlement_id=found.pk,
        target=data.target(found.agency_id),
        seats=data.seats,
        since=data.since,
        by=seat,
        at=timezone.now(),
        over_reason=data.over_reason,
    )


def _may_give(request: ApiRequest, data: TargetIn) -> None:
    """A keeper of one agency gives to their own."""
    wanted = data.agency_id
    if wanted is not None and not may_keep_for(request.auth, wanted):
        raise Http404


@router.post(_GIVEN + "/transfer", response=SeatAllocationOut, summary="Chuyển")
def transfer(
    request: ApiRequest, allocation_id: UUID, data: TargetIn
) -> SeatAllocation:
    seat = request.auth
    found = get_allocation_to_keep(seat, allocation_id)
    _may_give(request, data)
    return actions.transfer(
        allocation_id=found.pk,
        target=data.target(found.agency_id),
        seats=data.seats,
        since=data.since,
        by=seat,
        at=timezone.now(),
    )


@router.post(_GIVEN + "/return", response={204: None}, summary="Thu lại")
def give_back(request: ApiRequest, allocation_id: UUID, data: SeatsReturnIn) -> None:
    found = get_allocation_to_keep(request.auth, allocation_id)
    actions.return_seats(
        allocation_id=found.pk, until=data.until, by=request.auth, at=timezone.now()
    )
