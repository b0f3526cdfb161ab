"""Products, rules and names that wait."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.lib.text import nfc
from congvu.licences import actions, queries
from congvu.licences.access import (
    get_product,
    get_product_to_change,
    get_rule_to_remove,
    may_extend,
    read_agencies,
)
from congvu.licences.api.schemas import (
    CatalogueRuleIn,
    CatalogueRulePageOut,
    DecideNameIn,
    LicensedProductIn,
    LicensedProductOut,
    LicensedProductPageOut,
    RuledOut,
    RuleTrialOut,
    WaitingNamePageOut,
)
from congvu.licences.models import Product
from congvu.licences.queries import ProductsAsked
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Bản quyền phần mềm"])

_ONE = "/software-products/{product_id}"


def _reader(request: ApiRequest) -> Seat:
    return need(request, Permission.READ_LICENCES)


def _keeper(request: ApiRequest) -> Seat:
    seat = need(request, Permission.KEEP_MACHINES)
    if not may_extend(seat):
        raise Http404
    return seat


@router.get(
    "/software-products", response=LicensedProductPageOut, summary="Danh mục phần mềm"
)
def products(
    request: ApiRequest,
    q: str = "",
    licence: Literal["", "paid", "free", "open"] = "",
    category: str = "",
    after: str = "",
) -> dict[str, Any]:
    _reader(request)
    asked = ProductsAsked(nfc(q)[:100], licence, nfc(category)[:20])
    page = queries.products_page(asked, after=after)
    return {"items": page.rows, "after": page.after}


@router.post(
    "/software-products", response=LicensedProductOut, summary="Ghi một sản phẩm"
)
def add_product(request: ApiRequest, data: LicensedProductIn) -> Product:
    seat = _keeper(request)
    return actions.add_product(data=data.given(), by=seat, at=timezone.now())


@router.get(_ONE, response=LicensedProductOut, summary="Một sản phẩm")
def product(request: ApiRequest, product_id: UUID) -> Product:
    return get_product(request.auth, product_id)


@router.put(_ONE, response=LicensedProductOut, summary="Sửa một sản phẩm")
def change_product(
    request: ApiRequest, product_id: UUID, data: LicensedProductIn
) -> Product:
    found = get_product_to_change(request.auth, product_id)
    return actions.change_product(
        product_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get(
    "/software-rules", response=CatalogueRulePageOut, summary="Quy tắc nhận biết"
)
def rules(request: ApiRequest, q: str = "", after: str = "") -> dict[str, Any]:
    _reader(request)
    page = queries.rules_page(nfc(q)[:100], after=after)
    return {"items": page.rows, "after": page.after}


@router.post("/software-rules/try", response=RuleTrialOut, summary="Thử một quy tắc")
def try_rule(request: ApiRequest, data: CatalogueRuleIn) -> dict[str, Any]:
    _keeper(request)
    told = actions.try_rule(data=data.given())
    return {
        **told.__dict__,
        "samples": [
            {"publisher": who, "name": name, "version": version}
            for who, name, version in told.samples
        ],
    }


@router.post("/software-rules", response=RuledOut, summary="Ghi quy tắc nhận biết")
def add_rule(request: ApiRequest, data: CatalogueRuleIn) -> dict[str, Any]:
    seat = _keeper(request)
    made = actions.add_rule(data=data.given(), by=seat, at=timezone.now())
    return {"rule": made.rule, "changed": made.replayed.changed}


@router.delete(
    "/software-rules/{catalogue_rule_id}",
    response={204: None},
    summary="Bỏ quy tắc nhận biết",
)
def remove_rule(request: ApiRequest, catalogue_rule_id: UUID) -> None:
    found = get_rule_to_remove(request.auth, catalogue_rule_id)
    actions.remove_rule(rule_id=found.pk, by=request.auth, at=timezone.now())


@router.get(
    "/software-names/waiting",
    response=WaitingNamePageOut,
    summary="Tên chưa nhận biết",
)
def waiting(request: ApiRequest, after: str = "") -> dict[str, Any]:
    seat = _reader(request)
    rows, behind = queries.queue(
        timezone.localdate(),
        read_agencies(seat),
        after=after.replace("\x00", "")[:600],
    )
    return {"items": rows, "after": behind}


@router.post("/software-names/decide", response=RuledOut, summary="Nhận biết một tên")
def decide(request: ApiRequest, data: DecideNameIn) -> dict[str, Any]:
    seat = _keeper(request)
    made = actions.decide_name(
        publisher=data.publisher,
        name=data.name,
        product_id=data.product_id,
        by=seat,
        at=timezone.now(),
    )
    return {"rule": made.rule, "changed": made.replayed.changed}
