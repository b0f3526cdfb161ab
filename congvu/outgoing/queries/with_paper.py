"""Which types go out with paper, as an agency has it on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from congvu.outgoing.models import PaperRule
from congvu.outgoing.rules import WithPaper, holding


def paper_rules_of(agency_id: UUID) -> list[PaperRule]:
    """Every rule the agency ever set, newest first."""
    rows = PaperRule.objects.filter(agency=agency_id)
    return list(rows.order_by("-valid_from", "-set_at"))


def paper_rule_for(agency_id: UUID, type_code: str, on: date) -> WithPaper:
    """What holds for a type on that day; one query."""
    rows = (
        PaperRule.objects.filter(
            agency=agency_id, valid_from__lte=on, type_code__in=("", type_code)
        )
        .order_by("-valid_from", "-set_at")
        .values_list("type_code", "with_paper", "basis", "valid_from")
    )
    return holding((WithPaper(*row) for row in rows), type_code)
