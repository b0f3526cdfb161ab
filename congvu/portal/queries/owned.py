"""Pages by the unit that looks after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from wagtail.models import get_page_models

from congvu.portal.models import PublicPage


def owned_types() -> list[type[PublicPage]]:
    """Every type of page that names the unit in charge of it."""
    return [model for model in get_page_models() if issubclass(model, PublicPage)]


def count_pages(units: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """How many pages each of these units looks after; one query."""
    first, *others = (
        model.objects.filter(owner_unit_id__in=list(units))
        .order_by()
        .values_list("owner_unit_id", flat=True)
        for model in owned_types()
    )
    return Counter(first.union(*others, all=True))
