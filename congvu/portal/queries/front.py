"""What the first page of a site shows below its search box: lists by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from wagtail.models import Page

from congvu.lib.dates import local_date
from congvu.portal.models import BodyPage
from congvu.portal.queries.drafts import drafts_open
from congvu.portal.queries.lists import newest
from congvu.portal.queries.public import front_papers
from congvu.portal.queries.questions import answers_published


def _news(site: Page, _at: datetime) -> Sequence[Any]:
    return newest(site, ["tin-tuc", "chi-dao-dieu-hanh"], most=5)


def _answers(site: Page, _at: datetime) -> Sequence[Any]:
    """The province's page has everybody's, a body's its own."""
    agency = site.agency_id if isinstance(site, BodyPage) else None
    return answers_published(agency)[0][:4]


@dataclass(frozen=True)
class _Open:
    """A draft with the days that are left, today included."""

    id: UUID
    title: str
    closes_on: date
    comment_count: int
    left: int


def _drafts(site: Page, at: datetime) -> Sequence[Any]:
    today = local_date(at)
    agency = site.agency_id if isinstance(site, BodyPage) else None
    return [
        _Open(
            d.id, d.title, d.closes_on, d.comment_count, (d.closes_on - today).days + 1
        )
        for d in drafts_open(today, agency, most=4)
    ]


# Name → its rows; ``portal/front/<name>.html`` draws them.
FRONT: dict[str, Callable[[Page, datetime], Sequence[Any]]] = {
    "papers": front_papers,
    "news": _news,
    "drafts": _drafts,
    "answers": _answers,
}
