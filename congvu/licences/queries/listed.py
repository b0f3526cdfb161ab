"""What is preferred on a day: the ministry's lists as dated rules, and staff's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, Sum

from congvu.law.queries import find_rule, rules
from congvu.law.rules import RuleValue
from congvu.licences.models import OwnListing, PositionTally, Product
from congvu.licences.rules import (
    CATEGORY_NAMES,
    Licence,
    Preferred,
    ProductKind,
)
from congvu.licences.rules.formats import Minutes


def preferred(on: date, category: str = "") -> list[Preferred]:
    """The law's first, in its own order, then one's own by name; two queries."""
    found = [
        Preferred(
            name=one.label,
            category=one.text("category"),
            versions=one.text("versions"),
            source=one.citation,
            sureness=str(one.sureness),
        )
        for one in rules("oss_product", on)
    ]
    found += [
        Preferred(one.name, one.category, one.versions, one.basis, "", own=True)
        for one in own_listings(on)
    ]
    return [one for one in found if category in {"", one.category}]


def own_listings(on: date) -> list[OwnListing]:
    rows = OwnListing.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    return list(rows.order_by("category", "name"))


def aims(on: date) -> list[RuleValue]:
    """What was to be reached by law of that day."""
    return rules("oss_target", on)


def ways_of_preferring(on: date) -> list[RuleValue]:
    return rules("oss_preference", on)


def usual_minutes(on: date) -> Minutes:
    """Our starting points for an estimate; nothing where no rule is loaded."""
    found = {}
    for kind in ("macro", "bound", "closed", "alphabet"):
        rule = find_rule("format_change", kind, on)
        found[kind] = (rule.number("minutes") if rule else None) or 0
    return Minutes.of(found)


@dataclass(frozen=True)
class Replaceable:
    """A paid product that is installed, on how many machines, and what could replace
    it: open products of its category in the catalogue, and preferred names.
    """

    product: Product
    installs: int
    unlicensed: int
    in_catalogue: list[Product]
    named: list[Preferred]


@dataclass(frozen=True)
class Replaceables:
    """As the position of ``day`` counted; no day: it was never counted."""

    day: date | None
    lines: list[Replaceable]


def replaceable(agencies: Sequence[UUID] | None, on: date) -> Replaceables:
    """The most installed first. Three queries, and the rules."""
    rows = PositionTally.objects.filter(day__lte=on)
    day = rows.aggregate(day=Max("day"))["day"]
    counted = rows.filter(day=day, product__licence=Licence.COMMERCIAL)
    if agencies is not None:
        counted = counted.filter(agency__in=agencies)
    sums = list(
        counted.values("product")
        .annotate(n=Sum("installs"), bad=Sum("unlicensed"))
        .filter(n__gt=0)
        .order_by("-n", "product")[:100]
    )
    ids = [one["product"] for one in sums]
    known = list(
        Product.objects.filter(Q(pk__in=ids) | Q(licence=Licence.OPEN))
        .select_related("publisher")
        .order_by("name", "edition", "line", "pk")
    )
    by_id = {one.pk: one for one in known}
    listed = preferred(on)
    lines = []
    for one in sums:
        product = by_id[one["product"]]
        lines.append(
            Replaceable(
                product=product,
                installs=one["n"],
                unlicensed=one["bad"],
                in_catalogue=[
                    p
                    for p in known
                    if p.licence == Licence.OPEN
                    and p.kind != ProductKind.CORE
                    and p.category == product.category
                ],
                named=[p for p in listed if p.category == product.category],
            )
        )
    return Replaceables(day, lines)


def categories_of(listed: Sequence[Preferred]) -> list[tuple[str, list[Preferred]]]:
    """By category, in the order of their names' table."""
    return [
        (category, found)
        for category in CATEGORY_NAMES
        if (found := [one for one in listed if one.category == category])
    ]


def open_products() -> list[Product]:
    """What may replace a paid one."""
    rows = Product.objects.filter(licence__in=[Licence.OPEN, Licence.FREE])
    return list(rows.order_by("name", "edition", "line", "pk"))


def paid_products(agencies: Sequence[UUID] | None) -> list[Product]:
    """What is installed anywhere there and needs a right; all paid ones where the
    position was never counted.
    """
    rows = Product.objects.filter(licence=Licence.COMMERCIAL)
    counted = PositionTally.objects.filter(installs__gt=0)
    if agencies is not None:
        counted = counted.filter(agency__in=agencies)
    found = rows.filter(pk__in=counted.values("product")).order_by("name", "pk")
    return list(found) or list(rows.order_by("name", "pk")[:500])
