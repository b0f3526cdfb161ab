"""Estimates of a need for programs: the same actions as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, BinaryIO, Literal, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Path, Router, Schema, Status, UploadedFile

from congvu.investment import actions
from congvu.investment.access import (
    get_estimate_for,
    get_need_for,
    get_need_to_keep,
    get_version_for,
    seen_needs,
)
from congvu.investment.actions.estimate_words import fault_reasons, remark_words
from congvu.investment.api.needs import asker
from congvu.investment.api.schemas import YearMoney
from congvu.investment.models import Estimate
from congvu.investment.queries.estimates import (
    disagreements,
    estimates_of,
    lines_of,
    newest_of,
    parts_offered,
    remarks_on,
)
from congvu.investment.queries.years import FIRST, LAST, year_sums
from congvu.investment.rules.estimates import (
    MOST_LINES,
    Cell,
    Item,
    Pricing,
    Quoted,
    Structure,
    Sums,
    Worked,
    sums_of,
)
from congvu.investment.rules.words import MoneySource
from congvu.lib.refusals import Reason
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.ui.deeds import as_download

router = Router(tags=["Đầu tư công nghệ thông tin"])
_OF_NEED = "/investment-needs/{need_id}/estimates"
_ONE = "/investment-estimates/{estimate_id}"
_YEAR = "/investment-years/{year}"
_PLAN = "/balance-versions/{balance_version_id}/draft"
_MOST_VERSIONS = 300
Money = Annotated[int, Field(ge=-(10**16), le=10**16)]
Year = Annotated[int, Path(ge=FIRST, le=LAST)]
Seen = Annotated[int, Field(ge=0, le=32_000)]
Number = Annotated[Decimal, Field(max_digits=16)]


class EstimateSignerIn(Schema):
    signer_post_id: UUID | None = None
    signing_basis: str = ""


class InvestmentDraftOut(Schema):
    draft_id: UUID


class EstimateQuoteIO(Schema):
    supplier: str
    on: date
    price: Money


class EstimateItemIn(Schema):
    """``base``: parts that a rate is taken of; without source and year it is spread."""

    part: str
    name: str
    pricing: Pricing = Pricing.PRICE
    source: MoneySource | None = None
    year: Annotated[int, Field(ge=0, le=9999)] | None = None
    quantity: Number | None = None
    unit: str = ""
    price: Money | None = None
    rate: Number | None = None
    base: list[str] = []
    money: Money | None = None
    basis: str
    priced_on: date | None = None
    quotes: list[EstimateQuoteIO] = []
    security: bool = False


class EstimateSumIO(Schema):
    part: str
    source: MoneySource
    year: int
    money: Money


class EstimateIn(Schema):
    """``total`` and ``sums``: what the sender reckoned, held against the lines."""

    structure: Structure
    on: date
    items: Annotated[list[EstimateItemIn], Field(max_length=MOST_LINES + 1)]
    note: str = ""
    seen: Seen = 0
    total: Money | None = None
    sums: list[EstimateSumIO] = []


class EstimateShareOut(Schema):
    source: str
    year: int
    money: int


class EstimateLineOut(Schema):
    part: str
    name: str
    pricing: str
    quantity: Decimal | None
    unit: str
    price: int | None
    rate: Decimal | None
    base: list[str]
    money: int
    basis: str
    priced_on: date | None
    quotes: list[EstimateQuoteIO]
    security: bool
    shares: list[EstimateShareOut]


class EstimateHeadOut(Schema):
    id: UUID
    need_id: UUID
    number: int
    structure: str
    on: date
    money: int
    security: int
    note: str


class EstimateOut(EstimateHeadOut):
    """``remarks``: worth a second look; ``gaps``: where its need has changed since."""

    lines: list[EstimateLineOut]
    sums: list[EstimateSumIO]
    remarks: list[str]
    gaps: list[str]


class EstimateLoadedOut(Schema):
    """``reasons``: what would be refused; ``id`` of what was kept, none of a trial."""

    rows: int
    reasons: list[str]
    id: UUID | None


def _given(data: EstimateIn) -> actions.EstimateData:
    stated: dict[tuple[str, Cell | None], int] = {
        (one.part, Cell(one.source, one.year)): one.money for one in data.sums
    }
    if data.total is not None:
        stated["", None] = data.total
    items = [
        Item(
            **{
                **one.model_dump(exclude={"quotes", "base", "source"}),
                "source": str(one.source or ""),
                "base": tuple(one.base),
                "quotes": tuple(Quoted(q.supplier, q.on, q.price) for q in one.quotes),
            }
        )
        for one in data.items
    ]
    return actions.EstimateData(
        structure=data.structure,
        on=data.on,
        items=items,
        note=data.note,
        seen=data.seen,
        stated=stated or None,
    )


def _line(one: Worked) -> EstimateLineOut:
    item = one.item
    names = ("part", "name", "pricing", "quantity", "unit", "rate", "basis")
    return EstimateLineOut(
        **{name: getattr(item, name) for name in (*names, "priced_on", "security")},
        price=one.price,
        base=list(item.base),
        money=one.money,
        quotes=[
            EstimateQuoteIO(supplier=q.supplier, on=q.on, price=q.price)
            for q in item.quotes
        ],
        shares=[
            EstimateShareOut(source=cell.source, year=cell.year, money=money)
            for cell, money in sorted(one.shares.items())
        ],
    )


def _told(found: Estimate, seat: Seat) -> EstimateOut:
    need, lines = found.need, lines_of(found)
    newest = newest_of(need)
    gaps = disagreements(need, lines) if newest and newest.pk == found.pk else []
    labels = parts_offered(found.on)
    remarks = remarks_on(
        lines,
        need=need,
        structure=found.structure,
        on=found.on,
        seen=seen_needs(seat),
    )
    head = EstimateHeadOut.from_orm(found).model_dump()
    return EstimateOut(
        **head,
        lines=[_line(one) for one in lines],
        sums=_sums(sums_of(lines)),
        remarks=[remark_words(one) for one in remarks],
        gaps=_words(fault_reasons(gaps, labels, 0)),
    )


def _words(reasons: list[Reason]) -> list[str]:
    return [one.message for one in reasons]


class YearNeedOut(Schema):
    """``number``: of its newest estimate, none where ``money`` is the need's own."""

    need_id: UUID
    number: int | None
    money: list[YearMoney]
    agrees: bool


class InvestmentYearOut(Schema):
    """Of the year and the two after it. ``rough``: of needs without an estimate."""

    needs: list[YearNeedOut]
    sums: list[EstimateSumIO]
    rough: list[YearMoney]


def _sums(sums: Sums) -> list[EstimateSumIO]:
    return [
        EstimateSumIO(
            part=part, source=MoneySource(cell.source), year=cell.year, money=money
        )
        for (part, cell), money in sorted(sums.items())
    ]


def _by_year(money: Mapping[int, int]) -> list[YearMoney]:
    return [YearMoney(year=year, money=one) for year, one in sorted(money.items())]


@router.get(_YEAR, response=InvestmentYearOut, summary="Dự toán của một năm")
def of_year(request: ApiRequest, year: Year) -> InvestmentYearOut:
    found = year_sums(seen_needs(asker(request)), year)
    return InvestmentYearOut(
        needs=[
            YearNeedOut(
                need_id=one.need.pk,
                number=one.number,
                money=_by_year(one.money),
                agrees=one.agrees,
            )
            for one in found.needs
        ],
        sums=_sums(found.sums),
        rough=_by_year(found.rough),
    )


@router.get(_YEAR + "/file", summary="Tệp dự toán của một năm")
def year_file(
    request: ApiRequest, year: Year, form: Literal["xlsx", "ods"] = "xlsx"
) -> HttpResponse:
    made = actions.export_year(
        year=year, form=form, by=asker(request), at=timezone.now()
    )
    return as_download(made)


@router.post(
    _YEAR + "/draft", response={201: InvestmentDraftOut}, summary="Soạn dự toán năm"
)
def compose_year(
    request: ApiRequest, year: Year, data: EstimateSignerIn
) -> Status[InvestmentDraftOut]:
    made = actions.compose_year(
        year=year, **data.model_dump(), by=asker(request), at=timezone.now()
    )
    return Status(201, InvestmentDraftOut(draft_id=made.pk))


@router.post(
    _PLAN, response={201: InvestmentDraftOut}, summary="Soạn kế hoạch kinh phí"
)
def compose_plan(
    request: ApiRequest, balance_version_id: UUID, data: EstimateSignerIn
) -> Status[InvestmentDraftOut]:
    seat = need(request, Permission.RUN_INVESTMENT)
    found = get_version_for(seat, balance_version_id)
    made = actions.compose_balance(
        version_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )
    return Status(201, InvestmentDraftOut(draft_id=made.pk))


@router.get(_OF_NEED, response=list[EstimateHeadOut], summary="Các bản dự toán")
def versions(request: ApiRequest, need_id: UUID) -> list[Estimate]:
    found = get_need_for(asker(request), need_id)
    return list(estimates_of(found)[:_MOST_VERSIONS])


@router.post(_OF_NEED, response={201: EstimateOut}, summary="Lập dự toán chi tiết")
def make(request: ApiRequest, need_id: UUID, data: EstimateIn) -> Status[EstimateOut]:
    seat = asker(request)
    found = get_need_to_keep(seat, need_id)
    made = actions.keep_estimate(
        need_id=found.pk, data=_given(data), by=seat, at=timezone.now()
    )
    return Status(201, _told(made, seat))


@router.post(
    _OF_NEED + "/file", response=EstimateLoadedOut, summary="Nạp dự toán từ tệp"
)
def load(
    request: ApiRequest,
    need_id: UUID,
    file: File[UploadedFile],
    structure: Form[Structure],
    on: Form[date],
    seen: Form[int] = 0,
    note: Form[str] = "",
    *,
    dry: Form[bool] = True,
) -> EstimateLoadedOut:
    """A trial unless it is said otherwise."""
    seat = asker(request)
    found = get_need_to_keep(seat, need_id)
    loaded = actions.load_estimate(
        need_id=found.pk,
        stream=cast(BinaryIO, file),
        wish=actions.FileWish(structure, on, note, seen),
        dry=dry,
        by=seat,
        at=timezone.now(),
    )
    return EstimateLoadedOut(
        rows=loaded.rows,
        reasons=_words(list(loaded.reasons)),
        id=loaded.made.pk if loaded.made else None,
    )


@router.get(_ONE, response=EstimateOut, summary="Một bản dự toán chi tiết")
def one_estimate(request: ApiRequest, estimate_id: UUID) -> EstimateOut:
    seat = asker(request)
    return _told(get_estimate_for(seat, estimate_id), seat)


@router.get(_ONE + "/file", summary="Tệp của bản dự toán")
def as_file(
    request: ApiRequest, estimate_id: UUID, form: Literal["xlsx", "ods"] = "xlsx"
) -> HttpResponse:
    seat = asker(request)
    found = get_estimate_for(seat, estimate_id)
    made = actions.export_estimate(
        estimate=found, form=form, by=seat, at=timezone.now()
    )
    return as_download(made)
