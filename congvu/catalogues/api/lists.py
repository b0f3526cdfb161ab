"""Every list, for programs of whoever holds a post; the centre writes them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, File, Router, Status
from ninja.files import UploadedFile

from congvu.catalogues import actions, queries
from congvu.catalogues.access import get_list, get_list_to_keep, need_keeper
from congvu.catalogues.api import answers
from congvu.catalogues.api.schemas import (
    CatalogueChangeIn,
    CatalogueChangesOut,
    CatalogueIn,
    CatalogueOut,
    CodeLineIn,
    CodeLinesOut,
    CodeMeaningOut,
    EditionOut,
)
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Danh mục dùng chung"])
_ONE = "/catalogues/{list_code}"
Limit = Annotated[int, Field(ge=1, le=1000)]
Text = Annotated[str, Field(max_length=100)]


def reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_ORGANISATION)


def keeper(request: ApiRequest) -> Seat:
    return need_keeper(need(request, Permission.RUN_CENTRE))


@router.get("/catalogues", response=list[CatalogueOut], summary="Danh mục dùng chung")
def lists(request: ApiRequest) -> list[CatalogueOut]:
    reader(request)
    return [CatalogueOut.told(one) for one in queries.all_lists()]


@router.post("/catalogues", response={201: CatalogueOut}, summary="Lập danh mục")
def begin(request: ApiRequest, data: CatalogueIn) -> Status[CatalogueOut]:
    wish = actions.ListData(**data.model_dump())
    made = actions.begin_list(data=wish, by=keeper(request), at=timezone.now())
    return Status(201, CatalogueOut.from_orm(made))


@router.get(_ONE, response=CodeLinesOut, summary="Một danh mục vào một ngày")
def lines(
    request: ApiRequest,
    list_code: str,
    on: date | None = None,
    q: Text = "",
    after: Text = "",
    limit: Limit = 100,
) -> HttpResponse:
    """``q``: that code, or part of a name."""
    reader(request)
    told = answers.lines(get_list(list_code), on, q, after, limit)
    return answers.as_json(request, told)


@router.put(_ONE, response=CatalogueOut, summary="Sửa danh mục")
def change(
    request: ApiRequest, list_code: str, data: CatalogueChangeIn
) -> CatalogueOut:
    seat = keeper(request)
    of = get_list_to_keep(seat, list_code)
    wish = actions.ListData(code=of.code, **data.model_dump())
    made = actions.change_list(data=wish, by=seat, at=timezone.now())
    return CatalogueOut.from_orm(made)


@router.get(_ONE + "/codes/{line_code}", response=CodeMeaningOut, summary="Tra một mã")
def code(
    request: ApiRequest,
    list_code: str,
    line_code: str,
    was: date | None = None,
    on: date | None = None,
) -> HttpResponse:
    """What the code meant on the day ``was``, what that is on the day ``on``."""
    reader(request)
    return answers.as_json(
        request, answers.code(get_list(list_code), line_code, was, on)
    )


@router.get(
    _ONE + "/changes", response=CatalogueChangesOut, summary="Mục đã đổi từ một bản"
)
def changes(
    request: ApiRequest,
    list_code: str,
    since: int = 0,
    after: UUID | None = None,
    limit: Limit = 100,
) -> HttpResponse:
    reader(request)
    told = answers.changes(get_list(list_code), since, after, limit)
    return answers.as_json(request, told)


@router.get(_ONE + "/file", summary="Một danh mục dạng CSV")
def table(request: ApiRequest, list_code: str, on: date | None = None) -> HttpResponse:
    reader(request)
    return answers.table(request, get_list(list_code), on)


@router.post(_ONE + "/lines", response=EditionOut, summary="Ghi các mục")
def write(
    request: ApiRequest, list_code: str, data: list[CodeLineIn]
) -> actions.Loaded:
    """All of them as one edition, or none with every reason."""
    seat = keeper(request)
    of = get_list_to_keep(seat, list_code)
    rows = [(n, one.model_dump()) for n, one in enumerate(data, start=1)]
    return actions.write_lines(list_code=of.code, rows=rows, by=seat, at=timezone.now())


@router.post(_ONE + "/file", response=EditionOut, summary="Nạp tệp vào danh mục")
def load(
    request: ApiRequest, list_code: str, file: Annotated[UploadedFile, File()]
) -> actions.Loaded:
    seat = keeper(request)
    of = get_list_to_keep(seat, list_code)
    stream = cast("BinaryIO", file.file)
    return actions.load_file(
        list_code=of.code, stream=stream, by=seat, at=timezone.now()
    )
