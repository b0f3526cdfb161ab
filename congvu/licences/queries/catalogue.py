"""The catalogue: products, rules in their order, names that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from congvu.inventory.models import Software
from congvu.licences.models import CatalogueRule, Product, ProgramName
from congvu.licences.queries.there import THERE, asked
from congvu.licences.rules import Catalogue, Pattern

PAGE = 50


def pattern_of(rule: CatalogueRule) -> Pattern:
    return Pattern.of(
        rule.pk,
        (
            rule.publisher_pattern,
            rule.name_pattern,
            rule.version_from,
            rule.version_below,
        ),
        rule.product_id,
    )


def rules_in_order() -> QuerySet[CatalogueRule]:
    return CatalogueRule.objects.order_by("place", "id")


def catalogue_now() -> Catalogue:
    """Every rule; one query."""
    return Catalogue([pattern_of(one) for one in rules_in_order()])


@dataclass(frozen=True)
class ProductsAsked:
    text: str = ""
    licence: str = ""
    category: str = ""


@dataclass(frozen=True)
class ProductPage:
    """One page by name; ``after`` is the product behind which the next begins."""

    rows: list[Product]
    after: str


def products_page(asked: ProductsAsked, *, after: str = "") -> ProductPage:
    """Two queries at most."""
    rows = Product.objects.select_related("publisher")
    if asked.licence:
        rows = rows.filter(licence=asked.licence)
    if asked.category:
        rows = rows.filter(category=asked.category)
    if asked.text:
        rows = rows.filter(
            Q(name__icontains=asked.text)
            | Q(publisher__name__icontains=asked.text)
            | Q(family__icontains=asked.text)
        )
    try:
        last = Product.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        last = None
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows.order_by("name", "pk")[: PAGE + 1])
    more = len(found) > PAGE
    return ProductPage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


def product_names(ids: Sequence[UUID] | None = None) -> dict[UUID, Product]:
    """By key, with who makes them; one query."""
    rows = Product.objects.select_related("publisher")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return {one.pk: one for one in rows}


def products_offered() -> list[tuple[UUID, str]]:
    """All of them by name and maker, for a choice; the catalogue is some hundreds."""
    rows = Product.objects.select_related("publisher")
    return [
        (one.pk, f"{one.full_name} · {one.publisher.name}")
        for one in rows.order_by("name", "edition", "line", "publisher__name")
    ]


@dataclass(frozen=True)
class RulePage:
    rows: list[CatalogueRule]
    after: str


def rules_page(text: str = "", *, after: str = "") -> RulePage:
    """In the order in which they decide; two queries at most."""
    rows = rules_in_order().select_related("product__publisher")
    if text:
        rows = rows.filter(
            Q(name_pattern__icontains=text)
            | Q(publisher_pattern__icontains=text)
            | Q(product__name__icontains=text)
        )
    try:
        last = CatalogueRule.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        last = None
    if last is not None:
        later = Q(place__gt=last.place) | Q(place=last.place, pk__gt=last.pk)
        rows = rows.filter(later)
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return RulePage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


@dataclass(frozen=True)
class Waiting:
    """A name nobody knows, of all its versions, and on how many machines it is."""

    publisher: str
    name: str
    machines: int
    versions: int


_BEHIND = """
HAVING %(n)s::int IS NULL OR {machines} < %(n)s OR {machines} = %(n)s
   AND (s.publisher, s.name) > (%(publisher)s, %(name)s)
 ORDER BY machines DESC, s.publisher, s.name LIMIT %(limit)s
"""
_QUEUE_OF = f"""
SELECT s.publisher, s.name, count(DISTINCT t.machine_id) AS machines,
       count(DISTINCT s.version)
  FROM ({THERE}) t
  JOIN inventory_software s ON s.id = t.software_id
  LEFT JOIN licences_programname n ON n.software_id = s.id
 WHERE n.product_id IS NULL AND n.ignored IS NOT TRUE
 GROUP BY s.publisher, s.name {_BEHIND.format(machines="count(DISTINCT t.machine_id)")}
"""  # noqa: S608 - our own constants
_QUEUE = f"""
SELECT s.publisher, s.name, max(n.machines) AS machines, count(DISTINCT s.version)
  FROM licences_programname n JOIN inventory_software s ON s.id = n.software_id
 WHERE n.product_id IS NULL AND NOT n.ignored AND n.machines > 0
 GROUP BY s.publisher, s.name {_BEHIND.format(machines="max(n.machines)")}
"""  # noqa: S608 - our own constants


def queue(
    on: date, agencies: Sequence[UUID] | None = None, *, after: str = ""
) -> tuple[list[Waiting], str]:
    """Names that wait, on the most machines first, and behind which the next page is
    (machines, publisher and name, a line each); one query. Of the whole province as
    the job counted them last.
    """
    parts = after.split("\n")
    given: dict[str, object] = {"n": None, "publisher": "", "name": ""}
    if len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) < 10:
        given = {"n": int(parts[0]), "publisher": parts[1], "name": parts[2]}
    sql = _QUEUE if agencies is None else _QUEUE_OF
    rows = asked(sql, on, agencies, None, limit=PAGE + 1, **given)
    found = [Waiting(*row) for row in rows[:PAGE]]
    last = found[-1] if len(rows) > PAGE else None
    return found, f"{last.machines}\n{last.publisher}\n{last.name}" if last else ""


@dataclass(frozen=True)
class Trial:
    """What a rule would do if it were there: names it takes, those of them it would
    decide, and the product that decides them now; some to look at.
    """

    names: int
    decided: int
    taken_from_others: int
    everything: int
    machines: int
    samples: list[tuple[str, str, str]]


_SAMPLES = 12


def tried(new: Pattern, place: int) -> Trial:
    """A rule on all names that inventories ever told; three queries."""
    rules = [
        (one.place, str(one.pk), pattern_of(one))
        for one in rules_in_order()
        if one.pk != new.rule_id
    ]
    mine = (place, str(new.rule_id), new)
    catalogue = Catalogue([p for _place, _id, p in sorted([*rules, mine], key=_turn)])
    alone = Catalogue([new])
    known = dict(ProgramName.objects.values_list("software_id", "product_id"))
    names = decided = taken = everything = 0
    found: list[int] = []
    samples: list[tuple[str, str, str]] = []
    for pk, publisher, name, version in Software.objects.values_list(
        "id", "publisher", "name", "version"
    ).order_by("name", "version"):
        everything += 1
        if alone.decide(publisher, name, version) is None:
            continue
        names += 1
        if catalogue.decide(publisher, name, version) is not new:
            continue
        decided += 1
        found.append(pk)
        if known.get(pk) not in {None, new.product_id}:
            taken += 1
        if len(samples) < _SAMPLES:
            samples.append((publisher, name, version))
    return Trial(names, decided, taken, everything, _machines(found), samples)


def _turn(one: tuple[int, str, Pattern]) -> tuple[int, str]:
    return one[0], one[1]


def _machines(software: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT machine_id) FROM inventory_installation"
            " WHERE until IS NULL AND software_id = ANY(%s)",
            [software],
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)
