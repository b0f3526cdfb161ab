"""Contracts of maintenance and support, for programs."""

from __future__ import annotations

from typing import Any, BinaryIO, Literal, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Router, UploadedFile

from congvu.network import actions
from congvu.network.access import get_contract_to_keep, kept_contracts
from congvu.network.api.network import keeper
from congvu.network.api.schemas import (
    ContractProofOut,
    ServiceContractDetailOut,
    ServiceContractIn,
    ServiceContractOut,
    ServiceContractPageOut,
)
from congvu.network.models import ContractProof, ServiceContract
from congvu.network.queries import contracts_page, machines_covered
from congvu.organisations.api import ApiRequest

router = Router(tags=["Mạng"])

_ONE = "/service-contracts/{contract_id}"


@router.get(
    "/service-contracts",
    response=ServiceContractPageOut,
    summary="Hợp đồng bảo trì, hỗ trợ",
)
def contracts(
    request: ApiRequest, state: Literal["", "soon", "ended"] = "", after: str = ""
) -> dict[str, Any]:
    """``state`` soon: within 60 days of the end."""
    rows, behind = contracts_page(
        kept_contracts(keeper(request)),
        timezone.localdate(),
        state=state,
        after=after,
    )
    return {"items": rows, "after": behind}


@router.post("/service-contracts", response=ServiceContractOut, summary="Thêm hợp đồng")
def add(request: ApiRequest, data: ServiceContractIn) -> ServiceContract:
    seat = keeper(request)
    return actions.add_contract(
        agency_id=data.agency_id or seat.agency_id,
        data=data.given(),
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE, response=ServiceContractDetailOut, summary="Một hợp đồng")
def contract(request: ApiRequest, contract_id: UUID, after: str = "") -> dict[str, Any]:
    """Its machines by fifty."""
    found = get_contract_to_keep(keeper(request), contract_id)
    machines, behind = machines_covered(found, after=after)
    return {
        "contract": found,
        "proofs": list(found.proofs.order_by("added_at", "pk")),
        "links": list(found.links.order_by("pk").values_list("pk", flat=True)),
        "machines": machines,
        "after": behind,
    }


@router.put(_ONE, response=ServiceContractOut, summary="Sửa hợp đồng")
def change(
    request: ApiRequest, contract_id: UUID, data: ServiceContractIn
) -> ServiceContract:
    """All of it: machines and links that are not named are covered no more."""
    seat = keeper(request)
    found = get_contract_to_keep(seat, contract_id)
    return actions.change_contract(
        contract_id=found.pk, data=data.given(), by=seat, at=timezone.now()
    )


@router.post(_ONE + "/proofs", response=ContractProofOut, summary="Thêm chứng từ")
def add_proof(
    request: ApiRequest, contract_id: UUID, file: File[UploadedFile]
) -> ContractProof:
    seat = keeper(request)
    found = get_contract_to_keep(seat, contract_id)
    return actions.add_contract_proof(
        contract_id=found.pk,
        name=file.name or "",
        stream=cast(BinaryIO, file.file),
        by=seat,
        at=timezone.now(),
    )
