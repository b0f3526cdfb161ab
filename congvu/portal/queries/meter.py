"""What stands on the sites, counted, and how it is judged by the rules of a day.

A fixed number of questions, however many sites and pages there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.law.queries import calendar, rules
from congvu.organisations.models import AgencyKind
from congvu.portal.models import BodyPage, ProvincePage
from congvu.portal.queries.fed import BESIDE, FED, counted_sections
from congvu.portal.queries.placed import found_in
from congvu.portal.rules import (
    NOTHING,
    Found,
    Owed,
    RulesOfDay,
    Tally,
    Verdict,
    judge,
    owed_by,
    tally,
)


@dataclass(frozen=True)
class Site:
    """A site that works: whose it is, and what kind of body that is."""

    agency_id: UUID
    name: str
    kind: str
    slug: str
    page_id: int


@dataclass(frozen=True)
class SiteVerdict:
    """A site with every section it owes, by number."""

    site: Site
    sections: Sequence[Verdict]

    @property
    def tally(self) -> Tally:
        return tally(one.state for one in self.sections)

    @property
    def wrong(self) -> list[Verdict]:
        return [one for one in self.sections if not one.is_fine]

    def section(self, code: int) -> Verdict | None:
        return next((one for one in self.sections if one.owed.code == code), None)


def rules_on(on: date) -> RulesOfDay:
    return RulesOfDay(
        rules("portal_section", on),
        rules("portal_scope", on),
        [*rules("portal_deadline", on), *rules("public_deadline", on)],
        rules("portal_freshness", on),
    )


def sites(agencies: Collection[UUID] | None = None) -> list[Site]:
    """Sites whose body is there, the province's first, then by name; two queries."""
    found = []
    for model in (ProvincePage, BodyPage):
        rows = (
            model.objects.filter(
                ended_on__isnull=True, live=True, locale__language_code="vi"
            )
            .select_related("agency")
            .order_by("title")
        )
        if agencies is not None:
            rows = rows.filter(agency__in=agencies)
        found += [
            Site(
                agency_id=page.agency_id,
                name=page.title,
                kind=AgencyKind(page.agency.kind),
                slug=page.slug,
                page_id=page.pk,
            )
            for page in rows
        ]
    return found


def judged(on: date, *, agencies: Collection[UUID] | None = None) -> list[SiteVerdict]:
    """Every site, or those of some bodies, by what stands there now and the rules of
    that day."""
    asked, there = rules_on(on), sites(agencies)
    owed = {kind: owed_by(kind, asked) for kind in {site.kind for site in there}}
    ids = [site.agency_id for site in there]
    known = found_in(ids, on, _deadlines(owed.values()), calendar())
    for code, count in FED.items():
        for agency, found in count(ids, on).items():
            looked = known.get((agency, code), NOTHING).changed_on
            known[agency, code] = _seen(found, looked)
    for code, count in BESIDE.items():
        for agency, found in count(ids, on).items():
            known[agency, code] = _beside(known.get((agency, code), NOTHING), found)
    counted = counted_sections()
    return [
        SiteVerdict(
            site,
            [
                judge(one, known.get((site.agency_id, one.code), NOTHING), on)
                for one in owed[site.kind]
                if one.code in counted
            ],
        )
        for site in there
    ]


def _beside(pages: Found, told: Found) -> Found:
    """A section that has pages is judged by them; a day it was looked through counts
    for both."""
    if pages.count:
        return pages
    return _seen(told, pages.changed_on)


def _seen(found: Found, looked: date | None) -> Found:
    """Changed last, or looked through since and found right."""
    days = [day for day in (found.changed_on, looked) if day]
    return replace(found, changed_on=max(days, default=None))


def _deadlines(owed: Iterable[Sequence[Owed]]) -> dict[int, int]:
    return {
        one.code: one.deadline.days
        for some in owed
        for one in some
        if one.deadline is not None
    }


# -- for programs, the same in the command and the API


def as_json(one: SiteVerdict) -> dict[str, Any]:
    counted = one.tally
    return {
        "site": one.site.slug,
        "agency_id": str(one.site.agency_id),
        "name": one.site.name,
        "kind": one.site.kind,
        "owed": counted.owed,
        "fine": counted.fine,
        "percent": counted.percent,
        "sections": [section_json(v) for v in one.sections],
    }


def section_json(one: Verdict) -> dict[str, Any]:
    owed = one.owed
    return {
        "code": owed.code,
        "name": _(owed.section.name),
        "state": one.state.value,
        "count": one.found.count,
        "least": owed.least,
        "changed_on": _iso(one.found.changed_on),
        "stale_since": _iso(one.stale_since),
        "past_review": one.found.past_review,
        "lacking": dict(one.lacking),
        "lacks_english": one.lacks_english,
        "late": [
            {
                "title": late.title,
                "happened_on": _iso(late.happened_on),
                "due_on": _iso(late.due_on),
                "owner": late.owner,
            }
            for late in one.late
        ],
        "citation": owed.citation,
        "sureness": owed.sureness.value,
        "scope_citation": owed.scope_citation,
        "scope_sureness": owed.scope_sureness.value,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
