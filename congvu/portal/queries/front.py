"""What the first page of a site shows below its search box: lists by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from wagtail.models import Page

from congvu.portal.queries.lists import newest
from congvu.portal.queries.public import front_papers


def _news(site: Page, _at: datetime) -> Sequence[Any]:
    return newest(site, ["tin-tuc", "chi-dao-dieu-hanh"], most=5)


# Name → its rows; ``portal/front/<name>.html`` draws them.
FRONT: dict[str, Callable[[Page, datetime], Sequence[Any]]] = {
    "papers": front_papers,
    "news": _news,
}
