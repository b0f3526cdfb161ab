"""Which retention period a dossier should have: from its plan and the dated tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from congvu.archives.models import Dossier, DossierItem
from congvu.archives.rules import (
    KeptFor,
    Retention,
    RetentionProposal,
    rows_for,
)
from congvu.law.queries import rules
from congvu.law.rules import RuleValue

PLAN = "plan"


def retention_table(on: date) -> list[KeptFor]:
    """The rows in force on that day that name a period this office knows."""
    return [
        KeptFor(
            key=rule.key,
            label=rule.label,
            retention=Retention(rule.text("retention")),
            words=_texts(rule, "words"),
            types=frozenset(_texts(rule, "types")),
            basis=rule.citation_on_record,
        )
        for rule in rules("retention_period", on)
        if rule.text("retention") in set(Retention)
    ]


def _texts(rule: RuleValue, name: str) -> tuple[str, ...]:
    found = rule.value.get(name)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return ()
    return tuple(str(text) for text in found)


def retention_proposals(dossier: Dossier, *, on: date) -> list[RetentionProposal]:
    """What the issued plan says of it first, then the rows it falls under."""
    texts, found = [dossier.title], []
    line = dossier.plan_line
    if line is not None:
        heading = line.heading
        texts += [heading.title, heading.parent.title if heading.parent else ""]
        words = _("Danh mục hồ sơ năm %(year)s, dòng %(symbol)s")
        why = words % {"year": line.plan.year, "symbol": line.symbol}
        retention = Retention(line.retention)
        found.append(RetentionProposal(PLAN, retention, why, line.plan.basis or why))
    return found + rows_for(texts, _types(dossier), retention_table(on))


def _types(dossier: Dossier) -> set[str]:
    held = DossierItem.objects.filter(dossier=dossier, dropped_at=None)
    rows = held.values_list(
        "incoming__document__type_code", "outgoing__document__type_code"
    ).distinct()
    return {code for row in rows for code in row if code}
