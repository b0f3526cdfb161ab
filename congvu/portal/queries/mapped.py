"""Addresses of what the public reads: for a map of the site, for feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from wagtail.models import Page

from congvu.lib.dates import local_date
from congvu.portal.models import (
    OpenDraft,
    ProvincePage,
    PublicDocument,
    PublishedAnswer,
    SectionPage,
    SitePage,
)
from congvu.portal.queries.drafts import drafts_open
from congvu.portal.queries.lists import pages_of, right_below
from congvu.portal.queries.public import PaperFilters, paper_page
from congvu.portal.queries.questions import answers_published
from congvu.portal.rules import TREES, address_of

# As many addresses as one map may have.
MAP_SIZE = 50_000
_FEED = 20
Place = tuple[str, date]


def map_parts(on: date) -> Mapping[str, list[str]]:
    """Of each kind of address where its parts begin, by key; four questions."""
    last = Page.objects.aggregate(last=Max("id"))["last"] or 0
    pages = [f"{first}" for first in range(0, last + 1, MAP_SIZE)]
    return {"trang": pages} | {
        kind: [f"{key}" for key in _firsts(model, wanted)]
        for kind, (model, wanted, _route, _moment) in _rows(on).items()
    }


def _firsts(model: type[Model], wanted: Q) -> QuerySet[Any, Any]:
    """The first key of each part, each found from those before it in one walk."""
    rows = model._default_manager.filter(wanted)
    place = Window(RowNumber(), order_by="pk") - 1
    parts = rows.annotate(within=place % MAP_SIZE).filter(within=0)
    found: QuerySet[Any, Any] = parts.order_by("pk").values_list("pk", flat=True)
    return found


def mapped(kind: str, first: str, on: date) -> Iterator[Place]:
    """The addresses of a part from its first key on, each with the day of its last
    change; none where there is no such part. Pages are parted by their number: which
    part one is in does not change when others go.
    """
    if kind == "trang":
        start = int(first)
        if start % MAP_SIZE:
            return
        rows = Page.objects.live().filter(depth__gte=2)
        rows = rows.filter(pk__gte=start, pk__lt=start + MAP_SIZE).order_by("pk")
        for path, moment in rows.values_list("url_path", "last_published_at"):
            yield address_of(path), local_date(moment) if moment else on
        return
    model, wanted, route, moment = _rows(on)[kind]
    told = model._default_manager.filter(wanted, pk__gte=first).order_by("pk")
    for pk, at in told.values_list("pk", moment)[:MAP_SIZE]:
        yield reverse(route, args=[pk]), local_date(at) if at else on


def _rows(on: date) -> Mapping[str, tuple[type[Model], Q, str, str]]:
    """Of each kind what is out: rows, which of them, their address, their change."""
    opened = Q(withdrawn_at=None, opens_on__lte=on)
    return {
        "van-ban": (PublicDocument, Q(), "public:paper", "changed_at"),
        "hoi-dap": (PublishedAnswer, Q(), "public:answered", "published_at"),
        "lay-y-kien": (OpenDraft, opened, "public:draft", "opened_at"),
    }


@dataclass(frozen=True)
class Told:
    """One entry of a feed."""

    title: str
    url: str
    at: datetime
    words: str
    who: str = ""


def told_of(page: Page, on: date) -> list[Told]:
    """The newest of a section; of a site its news and its papers."""
    if isinstance(page, SectionPage):
        home = page.get_parent().specific
        by_code = {3: _papers, 10: _drafts, 11: _answers}
        if page.code in by_code:
            return by_code[page.code](home, on)
        return [_of_page(one) for one in pages_of(page, most=_FEED).pages]
    if not isinstance(page, SitePage):
        return []
    sections = SectionPage.objects.live().filter(right_below(page.path))
    below = Q(pk__in=[])
    for path in sections.values_list("path", flat=True):
        below |= right_below(path)
    rows = Page.objects.live().filter(below, first_published_at__isnull=False)
    newest = rows.order_by("-first_published_at", "-id").specific()[:_FEED]
    found = [_of_page(one) for one in newest]
    if page.url_path.startswith(f"/{TREES['vi']}/"):
        found += _papers(page, on)
    return sorted(found, key=lambda one: one.at, reverse=True)[:_FEED]


def _of_page(page: Any) -> Told:
    return Told(
        page.title,
        address_of(page.url_path),
        page.first_published_at,
        getattr(page, "summary", ""),
        getattr(page, "author", ""),
    )


def _agency(site: Any) -> Any:
    """The province's own lists have everybody's."""
    return None if isinstance(site, ProvincePage) else site.agency_id


def _papers(site: Any, _on: date) -> list[Told]:
    return [
        Told(
            f"{row.type_name} {row.symbol}: {row.summary}",
            reverse("public:paper", args=[row.pk]),
            row.published_at,
            row.get_validity_display(),
            row.issuer_name,
        )
        for row in paper_page(PaperFilters(site_of=_agency(site))).papers
    ]


def _drafts(site: Any, on: date) -> list[Told]:
    return [
        Told(
            row.title,
            reverse("public:draft", args=[row.pk]),
            row.opened_at,
            row.summary,
            row.agency_name,
        )
        for row in drafts_open(on, _agency(site), most=_FEED)
    ]


def _answers(site: Any, _on: date) -> list[Told]:
    return [
        Told(
            row.subject,
            reverse("public:answered", args=[row.pk]),
            row.published_at,
            row.answer[:300],
            row.answered_by,
        )
        for row in answers_published(_agency(site))[0]
    ]
