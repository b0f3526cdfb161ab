"""The directory of organisations outside, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Router, Schema

from congvu.exchange.models import DirectoryEntry
from congvu.exchange.queries import find_in_directory
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

directory_router = Router(tags=["Danh bạ"])


class DirectoryEntryOut(Schema):
    """Papers for a closed code go to ``successor_code``."""

    code: str
    old_code: str
    code102: str
    name: str
    mailbox: str
    kind: str
    closed_on: date | None
    successor_code: str
    source: str
    seen_at: datetime


@directory_router.get(
    "/directory", response=list[DirectoryEntryOut], summary="Tìm cơ quan ngoài hệ thống"
)
def directory(
    request: ApiRequest,
    q: Annotated[str, Field(max_length=200)] = "",
    limit: Annotated[int, Field(ge=1, le=100)] = 20,
) -> list[DirectoryEntry]:
    """By words in any order, each from its beginning, without accents; or by a code."""
    need(request, Permission.READ_ORGANISATION)
    return find_in_directory(q, limit)
