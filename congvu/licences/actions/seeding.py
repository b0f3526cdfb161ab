"""The catalogue that comes with the office, read into the tables; again and again.

What staff entered is before it and is never touched; a rule of an older catalogue that
is in the new one no more goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.licences.actions.counting import forget_counts
from congvu.licences.actions.recognising import recognise_new, replay
from congvu.licences.formats import SeedName, SeedProduct
from congvu.licences.models import CatalogueRule, Product, Publisher

FIRST_PLACE = 1000


@dataclass(frozen=True)
class Seeded:
    products: int
    rules: int
    changed: int
    """Names that are another product now."""


@transaction.atomic
def load_catalogue(
    *, products: Sequence[SeedProduct], by: Actor, at: datetime
) -> Seeded:
    """The same file twice changes nothing and leaves no line in the log."""
    known = {one.code: one for one in Product.objects.exclude(code="")}
    makers = {one.name: one for one in Publisher.objects.all()}
    made, place = 0, FIRST_PLACE
    rules = {one.code: one for one in CatalogueRule.objects.exclude(code="")}
    staff = set(
        CatalogueRule.objects.filter(code="").values_list(
            "publisher_pattern", "name_pattern", "version_from", "version_below"
        )
    )
    wanted = {
        f"{seed.code}.{number}"
        for seed in products
        for number, name in enumerate(seed.names, start=1)
        if _words(name) not in staff
    }
    gone = CatalogueRule.objects.exclude(code="").exclude(code__in=wanted)
    changed_rules = gone.delete()[0]
    for seed in products:
        product = None
        if not seed.skip:
            product, is_other = _product(seed, known.get(seed.code), makers)
            made += is_other
        for number, name in enumerate(seed.names, start=1):
            place += 1
            code = f"{seed.code}.{number}"
            if code not in wanted:
                continue
            rule = rules.get(code) or CatalogueRule(code=code, added_at=at)
            changed_rules += _rule(rule, place, _words(name), product)
    if not made and not changed_rules:
        # A new version of the office may read the same rules otherwise.
        told = replay()
        if told.changed:
            forget_counts(products=told.products)
        return Seeded(0, 0, told.changed)
    recognise_new()
    told = replay()
    forget_counts()
    data = {"products": made, "rules": changed_rules}
    record("licences.catalogue-loaded", by=by, at=at, on_type="catalogue", data=data)
    return Seeded(made, changed_rules, told.changed)


def _words(name: SeedName) -> tuple[str, str, str, str]:
    return name.publisher, name.name, name.since, name.below


def _product(
    seed: SeedProduct, known: Product | None, makers: dict[str, Publisher]
) -> tuple[Product, bool]:
    """The product, and whether anything of it is new. Staff's own of the same name is
    it.
    """
    maker = makers.get(seed.publisher)
    if maker is None:
        maker = makers[seed.publisher] = Publisher.objects.create(name=seed.publisher)
    given: dict[str, object] = {
        "publisher": maker,
        "name": seed.name,
        "edition": seed.edition,
        "line": seed.line,
        "family": seed.family,
        "kind": seed.kind,
        "category": seed.category,
        "licence": seed.licence,
        "spdx": seed.spdx,
        "code": seed.code,
    }
    if known is None:
        same = Product.objects.filter(
            publisher=maker, name=seed.name, edition=seed.edition, line=seed.line
        )
        own = same.first()
        if own is not None:
            return own, False
        return Product.objects.create(**given), True
    # What staff corrected stays corrected: the file names what is new only.
    return known, False


def _rule(
    rule: CatalogueRule,
    place: int,
    words: tuple[str, str, str, str],
    product: Product | None,
) -> bool:
    key = product.pk if product is not None else None
    now = (
        rule.publisher_pattern,
        rule.name_pattern,
        rule.version_from,
        rule.version_below,
    )
    if not rule._state.adding and (now, rule.place, rule.product_id) == (
        words,
        place,
        key,
    ):
        return False
    rule.publisher_pattern, rule.name_pattern = words[:2]
    rule.version_from, rule.version_below = words[2:]
    rule.place, rule.product = place, product
    rule.save()
    return True
