"""The directory of organisations outside, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.forms import model_to_dict
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.exchange.queries import find_places
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

directory_router = Router(tags=["Danh bạ"])


class DirectoryEntryOut(Schema):
    """Papers for a closed code go to ``successor_code``; ``channel`` is the way a paper
    would take today, nothing where there is none."""

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
    channel: str


@directory_router.get(
    "/directory", response=list[DirectoryEntryOut], summary="Tìm cơ quan ngoài hệ thống"
)
def directory(
    request: ApiRequest,
    q: Annotated[str, Field(max_length=200)] = "",
    limit: Annotated[int, Field(ge=1, le=100)] = 20,
) -> list[dict[str, Any]]:
    """By words in any order, each from its beginning, without accents; or by a code."""
    need(request, Permission.READ_ORGANISATION)
    found = find_places(q, timezone.localdate(), limit)
    return [model_to_dict(one.entry) | {"channel": one.channel} for one in found]
