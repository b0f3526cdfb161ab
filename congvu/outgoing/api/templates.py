"""Templates of the agency for machines: the same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, BinaryIO, cast

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from congvu.lib.refusals import Refused
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.api.book import Short, printed
from congvu.outgoing.models import PaperTemplate
from congvu.outgoing.queries import TypeTemplate

router = Router(tags=["Mẫu văn bản"])


class PaperTemplateOut(Schema):
    """One version of a template, in force until ``ended_at``."""

    type_code: str
    number: int
    file_name: str
    fields: list[str]
    remark: str
    made_at: datetime
    made_by: str
    made_by_post: str
    ended_at: datetime | None
    ended_by: str


class TypeTemplateOut(Schema):
    """A type of paper; without ``current`` its drafts use the built-in template."""

    type_code: str
    type_name: str
    abbreviation: str
    current: PaperTemplateOut | None
    older: list[PaperTemplateOut]

    @staticmethod
    def resolve_type_code(row: TypeTemplate) -> str:
        return row.type.code

    @staticmethod
    def resolve_type_name(row: TypeTemplate) -> str:
        return row.type.name

    @staticmethod
    def resolve_abbreviation(row: TypeTemplate) -> str:
        return row.type.abbreviation


@router.get(
    "/paper-templates", response=list[TypeTemplateOut], summary="Mẫu của từng loại"
)
def list_templates(request: ApiRequest) -> list[TypeTemplate]:
    seat = need(request, Permission.DRAFT)
    return queries.templates_of(seat.agency_id, timezone.localdate())


@router.get("/paper-templates/{type_code}", summary="Tải mẫu của một loại")
def get_template(
    request: ApiRequest,
    type_code: Short,
    number: Annotated[int, Field(ge=0, le=100_000)] | None = None,
) -> FileResponse:
    """The one in force; ``number`` another one, 0 the built-in one."""
    seat = need(request, Permission.DRAFT)
    found = queries.template_of(seat.agency_id, type_code, timezone.localdate())
    if found is None:
        raise Http404
    try:
        return printed(actions.template_file(found=found, number=number))
    except (Refused, FileNotFoundError) as missing:
        raise Http404 from missing


@router.post(
    "/paper-templates/{type_code}",
    response={201: PaperTemplateOut},
    summary="Đặt mẫu của một loại",
)
def set_template(
    request: ApiRequest, type_code: Short, file: File[UploadedFile], remark: Short = ""
) -> PaperTemplate:
    seat = need(request, Permission.SET_TEMPLATES)
    return actions.set_template(
        type_code=type_code,
        stream=cast(BinaryIO, file.file),
        name=file.name or "mau.docx",
        remark=remark,
        by=seat,
        at=timezone.now(),
    )


@router.post(
    "/paper-templates/{type_code}/drop",
    response=PaperTemplateOut,
    summary="Trở lại mẫu có sẵn",
)
def drop_template(request: ApiRequest, type_code: Short) -> PaperTemplate:
    seat = need(request, Permission.SET_TEMPLATES)
    return actions.drop_template(type_code=type_code, by=seat, at=timezone.now())
