"""Retention periods: proposed, decided."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.archives import actions, queries
from congvu.archives.access import get_dossier_for
from congvu.archives.api.dossiers import DossierOut, Term
from congvu.archives.models import Dossier
from congvu.archives.rules import RetentionProposal
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Hồ sơ"])
_ADDRESS = "/dossiers/{dossier_id}/retention"


class RetentionProposalOut(Schema):
    key: str
    retention: str
    why: str
    basis: str


class RetentionIn(Schema):
    """The key of a proposal; or another period with the reason."""

    proposal: Annotated[str, Field(max_length=60)] = ""
    retention: Term = ""
    reason: Annotated[str, Field(max_length=1000)] = ""


@router.get(
    _ADDRESS, response=list[RetentionProposalOut], summary="Đề xuất thời hạn bảo quản"
)
def proposals(request: ApiRequest, dossier_id: UUID) -> list[RetentionProposal]:
    found = get_dossier_for(need(request, Permission.MAKE_DOSSIERS), dossier_id)
    return queries.retention_proposals(found, on=timezone.localdate())


@router.post(_ADDRESS, response=DossierOut, summary="Xác định thời hạn bảo quản")
def decide(request: ApiRequest, dossier_id: UUID, data: RetentionIn) -> Dossier:
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_dossier_for(seat, dossier_id)
    return actions.decide_retention(
        dossier_id=found.id, by=seat, at=timezone.now(), **data.dict()
    )
