"""Rules by which names are known: tried on all names first, then kept and replayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.licences.actions.counting import forget_counts
from congvu.licences.actions.products import one_line
from congvu.licences.actions.recognising import Replayed, hold_names, replay
from congvu.licences.models import CatalogueRule, Product
from congvu.licences.queries import Trial, pattern_of, rules_in_order, tried
from congvu.licences.rules import (
    LEAST_LETTERS,
    Pattern,
    contradicting,
    letters_of,
    version_parts,
)
from congvu.organisations.access import Seat

STAFF_PLACE = 500
"""Before the rules that came with the office, which begin at 1000."""
DECIDED_PLACE = 400
"""What was decided of one name in the queue, before every pattern."""
_MOST = 1_000_000


@dataclass(frozen=True)
class RuleData:
    """Patterns with ``*``; without a product the names are no program of their own."""

    name_pattern: str
    product_id: UUID | None
    publisher_pattern: str = "*"
    version_from: str = ""
    version_below: str = ""
    place: int = STAFF_PLACE


@dataclass(frozen=True)
class Ruled:
    rule: CatalogueRule
    replayed: Replayed


def try_rule(*, data: RuleData) -> Trial:
    """What it would do; every reason why it cannot be. Nothing is written."""
    data = _tidy(data)
    new = _pattern(data, uuid7())
    _refuse(data, new)
    return tried(new, data.place)


@transaction.atomic
def add_rule(*, data: RuleData, by: Seat, at: datetime) -> Ruled:
    """Kept, and all names asked again in the same transaction."""
    data = _tidy(data)
    key = uuid7()
    hold_names()
    _refuse(data, _pattern(data, key))
    made = CatalogueRule.objects.create(
        id=key,
        place=data.place,
        publisher_pattern=data.publisher_pattern,
        name_pattern=data.name_pattern,
        version_from=data.version_from,
        version_below=data.version_below,
        product_id=data.product_id,
        added_at=at,
        added_by=by.person_name,
    )
    told = replay()
    record(
        "licences.rule-added",
        by=by.actor,
        at=at,
        on=made,
        data={"rule": words_of(made), "product": _name(made), "count": told.changed},
    )
    if told.changed:
        forget_counts(products=told.products)
    return Ruled(made, told)


@transaction.atomic
def remove_rule(*, rule_id: UUID, by: Seat, at: datetime) -> Replayed:
    """What it decided, the next rule decides, or it waits in the queue again."""
    hold_names()  # before the rule, as those do who add one: else two wait in a ring
    found = CatalogueRule.objects.select_for_update().filter(pk=rule_id).first()
    if found is None:
        raise Refused([_("Quy tắc này đã bỏ.")])
    words, name = words_of(found), _name(found)
    found.delete()
    told = replay()
    record(
        "licences.rule-removed",
        by=by.actor,
        at=at,
        on_type="licences.cataloguerule",
        on_id=rule_id,
        data={"rule": words, "product": name, "count": told.changed},
    )
    if told.changed:
        forget_counts(products=told.products)
    return told


def decide_name(
    *, publisher: str, name: str, product_id: UUID | None, by: Seat, at: datetime
) -> Ruled:
    """One name of the queue, in every version; None: no program of its own."""
    data = RuleData(
        name_pattern=_literal(name),
        product_id=product_id,
        publisher_pattern=_literal(publisher),
        place=DECIDED_PLACE,
    )
    return add_rule(data=data, by=by, at=at)


def words_of(rule: CatalogueRule) -> str:
    """Its patterns in one line."""
    parts = [rule.publisher_pattern, rule.name_pattern]
    if rule.version_from:
        parts.append(f">= {rule.version_from}")
    if rule.version_below:
        parts.append(f"< {rule.version_below}")
    return " · ".join(parts)[:300]


def _literal(text: str) -> str:
    # A star in a name stands for itself and, as a pattern, for anything: both fit it.
    return one_line(text)


def _name(rule: CatalogueRule) -> str:
    return rule.product.full_name if rule.product is not None else ""


def _tidy(data: RuleData) -> RuleData:
    return RuleData(
        name_pattern=one_line(data.name_pattern),
        product_id=data.product_id,
        publisher_pattern=one_line(data.publisher_pattern),
        version_from=one_line(data.version_from),
        version_below=one_line(data.version_below),
        place=data.place,
    )


def _pattern(data: RuleData, key: UUID) -> Pattern:
    words = (
        data.publisher_pattern,
        data.name_pattern,
        data.version_from,
        data.version_below,
    )
    return Pattern.of(key, words, data.product_id)


def _refuse(data: RuleData, new: Pattern) -> None:
    reasons = _faults(data, new)
    if reasons:
        raise Refused(reasons)


def _faults(data: RuleData, new: Pattern) -> list[Reason]:
    reasons = []
    if not data.name_pattern:
        reasons.append(Reason(_("Ghi mẫu tên phần mềm."), "name_pattern"))
    elif letters_of(data.publisher_pattern, data.name_pattern) < LEAST_LETTERS and (
        "*" in data.name_pattern
    ):
        words = _(
            "Mẫu này nhận gần như mọi tên: cần ít nhất %(n)d chữ hoặc số trong mẫu tên "
            "hay mẫu nhà sản xuất."
        )
        reasons.append(Reason(words % {"n": LEAST_LETTERS}, "name_pattern"))
    for name in ("version_from", "version_below"):
        text = getattr(data, name)
        if text and not version_parts(text):
            words = _("Phiên bản ghi bằng số, ví dụ 16.0.")
            reasons.append(Reason(words, name))
    if new.version_from and new.version_below and new.version_from >= new.version_below:
        words = _("Phiên bản đầu phải trước phiên bản cuối.")
        reasons.append(Reason(words, "version_below"))
    if not 0 <= data.place <= _MOST:
        reasons.append(Reason(_("Thứ tự là số từ 0 đến một triệu."), "place"))
    if (
        data.product_id is not None
        and not Product.objects.filter(pk=data.product_id).exists()
    ):
        reasons.append(Reason(_("Chọn sản phẩm trong danh mục."), "product_id"))
    return reasons + _beside(data, new)


def _beside(data: RuleData, new: Pattern) -> list[Reason]:
    """The same rule, or one that says another thing of the same names."""
    rules = {one.pk: one for one in rules_in_order().select_related("product")}
    patterns = {pk: pattern_of(one) for pk, one in rules.items()}
    for pk, one in patterns.items():
        same = (one.publisher, one.name, one.version_from, one.version_below)
        if same == (new.publisher, new.name, new.version_from, new.version_below):
            words = _("Đã có quy tắc với đúng mẫu này: %(product)s.")
            said = _name(rules[pk]) or _("bỏ qua")
            return [Reason(words % {"product": said}, "name_pattern")]
    other = contradicting(new, patterns.values())
    if other is None:
        return []
    words = _(
        "Mâu thuẫn với quy tắc “%(rule)s” (%(product)s): cùng mẫu, phiên bản chồng "
        "nhau."
    )
    rule = rules[other.rule_id]
    told = {"rule": words_of(rule), "product": _name(rule) or _("bỏ qua")}
    return [Reason(words % told, "version_from")]
