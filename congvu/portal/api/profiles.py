"""What a body tells of itself on its site, for programs."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.portal.access.profiles import described, get_line_for, lines_for
from congvu.portal.actions.profiles import describe
from congvu.portal.queries.profiles import ProfileLine
from congvu.portal.rules.profiles import (
    LONGEST_DOES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_PHONE,
    ProfileData,
)

router = Router(tags=["Cổng thông tin"])

_Line = Annotated[str, Field(max_length=LONGEST_LINE)]
_Long = Annotated[str, Field(max_length=LONGEST_DOES)]


class BodyProfileIn(Schema):
    """All of it, as it is to stand; what is left out is empty."""

    does: _Long = ""
    legal_basis: _Line = ""
    address: _Line = ""
    phone: Annotated[str, Field(max_length=LONGEST_PHONE)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    name_en: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    does_en: _Long = ""
    address_en: _Line = ""


class BodyProfileOut(Schema):
    """``kind``: co-quan, don-vi, chuc-vu; ``email``: as written, or its own box."""

    kind: str
    id: UUID
    name: str
    beside: str
    level: int
    email: str
    written: BodyProfileIn

    @staticmethod
    def resolve_kind(line: ProfileLine) -> str:
        return line.of.value

    @staticmethod
    def resolve_written(line: ProfileLine) -> ProfileData:
        return line.data


@router.get(
    "/portal-profiles",
    response=list[BodyProfileOut],
    summary="Giới thiệu bộ máy trên cổng",
)
def profiles(request: ApiRequest) -> list[ProfileLine]:
    return lines_for(need(request, Permission.PUBLISH_PORTAL))


@router.put(
    "/portal-profiles/{kind}/{thing_id}",
    response=BodyProfileOut,
    summary="Ghi giới thiệu của cơ quan, đơn vị, chức vụ",
)
def describe_one(
    request: ApiRequest, kind: str, thing_id: UUID, data: BodyProfileIn
) -> ProfileLine:
    seat = need(request, Permission.PUBLISH_PORTAL)
    line = get_line_for(seat, kind, thing_id)
    given = ProfileData(**data.dict())
    describe(thing=described(line), data=given, by=seat, at=timezone.now())
    return get_line_for(seat, kind, thing_id)
