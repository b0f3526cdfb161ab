"""What the registry does with a line that is already there."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for
from congvu.documents.api.schemas import CorrectionIn, EntryOut
from congvu.documents.models import RegisterEntry
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Văn bản đến"])
ONE = "/incoming-documents/{entry_id}"


@router.post(f"{ONE}/correct", response=EntryOut, summary="Sửa dữ liệu đã vào sổ")
def correct(request: ApiRequest, entry_id: UUID, data: CorrectionIn) -> RegisterEntry:
    """The number and the year stay; before and after are told in ``history``."""
    seat = need(request, Permission.REGISTER)
    entry = get_entry_for(seat, entry_id)
    return actions.correct_entry(
        entry_id=entry.id,
        paper=data.paper(queries.paper_of(entry)),
        arrived_on=data.arrived_on or entry.arrived_on,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
        not_duplicate=data.not_duplicate,
    )
