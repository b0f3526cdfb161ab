"""Boards as the public reads them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from congvu.portal.models import BodyPage, ProvincePage, PublicBoard, SitePage
from congvu.portal.rules import TREES, BoardKind
from congvu.portal.rules.profiles import ToldBody, told_body


def site_agency(site: str) -> UUID | None:
    """Whose site it is: the province's without a name."""
    path = f"/{TREES['vi']}/{site}/" if site else f"/{TREES['vi']}/"
    kind: type[SitePage] = BodyPage if site else ProvincePage
    found = kind.objects.filter(url_path=path, live=True)
    key: UUID | None = found.values_list("agency_id", flat=True).first()
    return key


def weeks_shown(agency_id: UUID, since: date) -> list[PublicBoard]:
    rows = PublicBoard.objects.filter(
        kind=BoardKind.WEEK, agency=agency_id, key__gte=since.isoformat()
    )
    return list(rows.order_by("key"))


def body_shown(agency_id: UUID) -> PublicBoard | None:
    return PublicBoard.objects.filter(kind=BoardKind.BODY, agency=agency_id).first()


def told_of(board: PublicBoard | None, language: str) -> ToldBody | None:
    """A body as a page in this language tells it."""
    if board is None:
        return None
    return told_body(board.agency_name, board.content, language)


def results_of(document_id: UUID) -> PublicBoard | None:
    return PublicBoard.objects.filter(
        kind=BoardKind.RESULTS, key=document_id.hex
    ).first()


def results_shown(agency_id: UUID, limit: int = 50) -> list[PublicBoard]:
    """The newest papers of an agency that ordered something."""
    rows = PublicBoard.objects.filter(kind=BoardKind.RESULTS, agency=agency_id)
    return list(rows.order_by("-key")[:limit])
