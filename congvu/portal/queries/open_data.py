"""What the portal itself gives away as data, and what its editors list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from wagtail.models import Page

from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop as _
from congvu.portal.models import (
    ContactLine,
    DataSetPage,
    ProcedurePage,
    PublicDocument,
    PublicSet,
)
from congvu.portal.rules import address_of

_SLICE = 200


@dataclass(frozen=True)
class OwnSet:
    """A set that this portal publishes of itself; ``forms``: its addresses by kind."""

    key: str
    title: str
    words: str
    forms: Mapping[str, str]
    fields: tuple[str, ...]


PROCEDURE_FIELDS = (
    "site", "code", "title", "field", "for_whom", "papers", "steps", "time_limit",
    "fee", "result", "updated_at", "url",
)  # fmt: skip
CONTACT_FIELDS = ("site", "name", "post", "unit", "phone", "email", "is_contact", "url")
OWN_SETS = (
    OwnSet(
        "van-ban",
        _("Văn bản công khai"),
        _("Số, ký hiệu, ngày, cơ quan ban hành, trích yếu, hiệu lực, tệp."),
        {"csv": "/van-ban.csv", "json": "/van-ban.json", "atom": "/van-ban.atom"},
        (),
    ),
    OwnSet(
        "thu-tuc",
        _("Thủ tục hành chính"),
        _("Hồ sơ, các bước và người phụ trách, thời hạn, phí, kết quả."),
        {"csv": "/du-lieu-mo/thu-tuc.csv", "json": "/du-lieu-mo/thu-tuc.json"},
        PROCEDURE_FIELDS,
    ),
    OwnSet(
        "danh-ba",
        _("Danh bạ lãnh đạo, đầu mối"),
        _("Họ tên, chức vụ, đơn vị, điện thoại và thư công vụ đã công khai."),
        {"csv": "/du-lieu-mo/danh-ba.csv", "json": "/du-lieu-mo/danh-ba.json"},
        CONTACT_FIELDS,
    ),
)


def own_rows(key: str, base: str) -> Iterator[Mapping[str, Any]]:
    """All rows of one of them, slice by slice."""
    if key == "thu-tuc":
        yield from _procedures(base)
    else:
        yield from _contacts(base)


def _live(model: type[Any]) -> Any:
    return model.objects.live().filter(locale__language_code="vi").order_by("pk")


def _procedures(base: str) -> Iterator[Mapping[str, Any]]:
    last = 0
    while rows := list(
        _live(ProcedurePage).filter(pk__gt=last).prefetch_related("steps")[:_SLICE]
    ):
        last, sites = rows[-1].pk, _site_names(rows)
        for row in rows:
            steps = [f"{one.doing} ({one.person})" for one in row.steps.all()]
            yield {
                "site": sites[row.path[:12]],
                "code": row.code,
                "title": row.title,
                "field": row.field_name,
                "for_whom": row.for_whom,
                "papers": row.papers,
                "steps": "; ".join(steps),
                "time_limit": row.time_limit,
                "fee": row.fee,
                "result": row.result,
                "updated_at": _day(row.last_published_at),
                "url": f"{base}{address_of(row.url_path)}",
            }


def _day(at: datetime | None) -> str:
    return local_date(at).isoformat() if at else ""


def _contacts(base: str) -> Iterator[Mapping[str, Any]]:
    last = 0
    lines = ContactLine.objects.select_related("page").order_by("pk")
    lines = lines.filter(page__live=True, page__locale__language_code="vi")
    while rows := list(lines.filter(pk__gt=last)[:_SLICE]):
        last, sites = rows[-1].pk, _site_names([row.page for row in rows])
        for row in rows:
            yield {
                "site": sites[row.page.path[:12]],
                "name": row.full_name,
                "post": row.post_name,
                "unit": row.unit_name,
                "phone": row.phone,
                "email": row.email,
                "is_contact": row.is_contact,
                "url": f"{base}{address_of(row.page.url_path)}",
            }


def _site_names(pages: list[Any]) -> Mapping[str, str]:
    """By the first levels of their paths whose site pages stand on: a body's, or,
    below a section of the province's own, the province's.
    """
    named = {path[:end] for path in (one.path for one in pages) for end in (8, 12)}
    rows = Page.objects.filter(path__in=named)
    titles = dict(rows.values_list("path", "title"))
    return {
        page.path[:12]: titles.get(page.path[: 12 if len(page.path) > 16 else 8], "")
        for page in pages
    }


def listed_sets() -> list[DataSetPage]:
    """What editors of all sites list, by name."""
    return list(_live(DataSetPage).select_related("file").order_by("title", "pk"))


def office_sets() -> list[PublicSet]:
    """What agencies opened of their databases, by name."""
    return list(PublicSet.objects.order_by("title", "pk"))


def papers_changed_at() -> Any:
    return PublicDocument.objects.aggregate(at=Max("changed_at"))["at"]
