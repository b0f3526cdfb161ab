"""Lists that are open, for whoever asks: nobody signs in."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from congvu.catalogues import queries
from congvu.catalogues.access import get_open_list
from congvu.catalogues.api import answers
from congvu.catalogues.api.schemas import (
    CatalogueChangesOut,
    CatalogueOut,
    CodeLinesOut,
    CodeMeaningOut,
)

router = Router(tags=["Danh mục dùng chung"], auth=None)
_ONE = "/public/catalogues/{list_code}"
Limit = Annotated[int, Field(ge=1, le=1000)]
Text = Annotated[str, Field(max_length=100)]


@router.get(
    "/public/catalogues",
    response=list[CatalogueOut],
    summary="Các danh mục ai cũng tra được",
)
def lists(request: HttpRequest) -> list[CatalogueOut]:
    return [CatalogueOut.told(one) for one in queries.all_lists() if one.is_open]


@router.get(_ONE, response=CodeLinesOut, summary="Một danh mục mở, vào một ngày")
def lines(
    request: HttpRequest,
    list_code: str,
    on: date | None = None,
    q: Text = "",
    after: Text = "",
    limit: Limit = 100,
) -> HttpResponse:
    """``q``: that code, or part of a name."""
    told = answers.lines(get_open_list(list_code), on, q, after, limit)
    return answers.as_json(request, told)


@router.get(
    _ONE + "/codes/{line_code}", response=CodeMeaningOut, summary="Tra một mã mở"
)
def code(
    request: HttpRequest,
    list_code: str,
    line_code: str,
    was: date | None = None,
    on: date | None = None,
) -> HttpResponse:
    """What the code meant on the day ``was``, what that is on the day ``on``."""
    told = answers.code(get_open_list(list_code), line_code, was, on)
    return answers.as_json(request, told)


@router.get(
    _ONE + "/changes",
    response=CatalogueChangesOut,
    summary="Mục đã đổi của danh mục mở, từ một bản",
)
def changes(
    request: HttpRequest,
    list_code: str,
    since: int = 0,
    after: UUID | None = None,
    limit: Limit = 100,
) -> HttpResponse:
    told = answers.changes(get_open_list(list_code), since, after, limit)
    return answers.as_json(request, told)


@router.get(_ONE + "/file", summary="Một danh mục mở, dạng CSV")
def table(request: HttpRequest, list_code: str, on: date | None = None) -> HttpResponse:
    return answers.table(request, get_open_list(list_code), on)
