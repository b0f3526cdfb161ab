"""Products of the catalogue, as staff enter and correct them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean, nfc
from congvu.licences.actions.counting import forget_counts
from congvu.licences.models import Product, Publisher
from congvu.licences.rules import Category, Licence, ProductKind
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class ProductData:
    """The whole of a product; ``spdx`` only of an open one."""

    publisher: str
    name: str
    licence: str
    edition: str = ""
    line: str = ""
    family: str = ""
    kind: str = ProductKind.APPLICATION
    category: str = Category.OTHER
    spdx: str = ""


def one_line(text: str) -> str:
    """Composed, in one line, without signs nobody sees."""
    return nfc(clean(text))


def tidy(data: ProductData) -> ProductData:
    """As it is kept."""
    return ProductData(
        publisher=one_line(data.publisher),
        name=one_line(data.name),
        licence=data.licence,
        edition=one_line(data.edition),
        line=one_line(data.line),
        family=one_line(data.family),
        kind=data.kind,
        category=data.category,
        spdx=one_line(data.spdx),
    )


@transaction.atomic
def add_product(*, data: ProductData, by: Seat, at: datetime) -> Product:
    """A product that the catalogue had not."""
    data = tidy(data)
    _refuse(_faults(data, None))
    made = Product.objects.create(**_fields(data))
    record(
        "licences.product-added",
        by=by.actor,
        at=at,
        on=made,
        data={"name": made.full_name},
    )
    return made


@transaction.atomic
def change_product(
    *, product_id: UUID, data: ProductData, by: Seat, at: datetime
) -> Product:
    """Also its licence: then every kept day is counted anew."""
    found = Product.objects.select_for_update().get(pk=product_id)
    data = tidy(data)
    _refuse(_faults(data, found))
    given = _fields(data)
    changed = [name for name, value in given.items() if getattr(found, name) != value]
    if not changed:
        return found
    for name in changed:
        setattr(found, name, given[name])
    found.save(update_fields=changed)
    if {"licence", "family", "kind"} & set(changed):
        forget_counts()
    record(
        "licences.product-changed",
        by=by.actor,
        at=at,
        on=found,
        data={"name": found.full_name, "changed": len(changed)},
    )
    return found


def _fields(data: ProductData) -> dict[str, object]:
    publisher, _made = Publisher.objects.get_or_create(name=data.publisher)
    return {
        "publisher": publisher,
        "name": data.name,
        "edition": data.edition,
        "line": data.line,
        "family": data.family,
        "kind": data.kind,
        "category": data.category,
        "licence": data.licence,
        "spdx": data.spdx,
    }


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


def _faults(data: ProductData, known: Product | None) -> list[Reason]:
    reasons = []
    if not data.publisher:
        reasons.append(Reason(_("Ghi nhà sản xuất."), "publisher"))
    if not data.name:
        reasons.append(Reason(_("Ghi tên sản phẩm."), "name"))
    if data.kind not in set(ProductKind):
        reasons.append(Reason(_("Chọn loại sản phẩm."), "kind"))
    if data.category not in set(Category):
        reasons.append(Reason(_("Chọn nhóm sản phẩm."), "category"))
    if data.licence not in set(Licence):
        reasons.append(Reason(_("Chọn loại giấy phép."), "licence"))
    if data.licence == Licence.OPEN and not data.spdx:
        words = _("Phần mềm nguồn mở phải ghi giấy phép nào, ví dụ GPL-3.0.")
        reasons.append(Reason(words, "spdx"))
    if data.licence != Licence.OPEN and data.spdx:
        words = _("Chỉ phần mềm nguồn mở mới có giấy phép nguồn mở.")
        reasons.append(Reason(words, "spdx"))
    same = Product.objects.filter(
        publisher__name=data.publisher,
        name=data.name,
        edition=data.edition,
        line=data.line,
    )
    if known is not None:
        same = same.exclude(pk=known.pk)
    if data.name and same.exists():
        words = _("Danh mục đã có sản phẩm này.")
        reasons.append(Reason(words, "name"))
    if (
        known is not None
        and not data.family
        and known.entitlements.filter(covers_family=True).exists()
    ):
        words = _("Có quyền sử dụng cho cả họ sản phẩm này; không bỏ họ được.")
        reasons.append(Reason(words, "family"))
    return reasons
