"""Whose site a page stands on, who may answer for it, to which papers it leads."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.organisations.models import Unit
from congvu.organisations.queries import units_on
from congvu.portal.models import BodyPage, ProvincePage, PublicDocument
from congvu.portal.rules import GONE, VALIDITY_NAMES, Validity

_STEP = 4
"""Letters of a path for each page above."""


def agency_of_page(path: str) -> UUID | None:
    """The nearest site above it, or itself; one query."""
    above = [path[:n] for n in range(_STEP, len(path) + 1, _STEP)]
    sites = [
        model.objects.filter(path__in=above).order_by().values_list("path", "agency_id")
        for model in (BodyPage, ProvincePage)
    ]
    found = sorted(sites[0].union(sites[1]))
    return found[-1][1] if found else None


def owner_names(path: str, on: date, chosen: UUID | None) -> dict[UUID, str]:
    """Units of the site's body, which may answer for a page below that path; the one
    that was chosen stays, also where it has ended. Two queries, or three."""
    agency = agency_of_page(path)
    if agency is None:
        return {}
    names = {unit.id: unit.name for unit in units_on(agency, on)}
    if chosen is not None and chosen not in names:
        names[chosen] = str(Unit.objects.get(pk=chosen))
    return names


_PAPER = re.compile(r"/van-ban/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def gone_papers(text: str) -> list[tuple[str, str]]:
    """Of the papers a text leads to those that are no more: number, and what became of
    each in words; one query, none where it leads to none."""
    named = set(_PAPER.findall(text))
    if not named:
        return []
    rows = PublicDocument.objects.filter(pk__in=named, validity__in=sorted(GONE))
    found = rows.order_by("symbol").values_list("symbol", "validity")
    return [(symbol, _(VALIDITY_NAMES[Validity(state)])) for symbol, state in found]
