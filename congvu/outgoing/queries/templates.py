"""Which template an agency has in force for each type, and those before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from congvu.law.queries import document_types
from congvu.law.rules import DocumentType
from congvu.outgoing.models import PaperTemplate
from congvu.outgoing.rules.paper_json import from_json
from congvu.outgoing.rules.template_fields import begun, line_values


@dataclass(frozen=True)
class TypeTemplate:
    """A type of paper with the template in force, if the agency has one of its own."""

    type: DocumentType
    current: PaperTemplate | None
    older: list[PaperTemplate]


def templates_of(agency_id: UUID, on: date) -> list[TypeTemplate]:
    """Every type of that day; one query for the templates."""
    rows: dict[str, list[PaperTemplate]] = defaultdict(list)
    for row in PaperTemplate.objects.filter(agency=agency_id).order_by("-number"):
        rows[row.type_code].append(row)
    return [
        TypeTemplate(
            one,
            next((row for row in rows[one.code] if row.ended_at is None), None),
            [row for row in rows[one.code] if row.ended_at is not None],
        )
        for one in document_types(on)
    ]


def template_of(agency_id: UUID, type_code: str, on: date) -> TypeTemplate | None:
    """One of them; None where the law of that day knows no such type."""
    found = templates_of(agency_id, on)
    return next((one for one in found if one.type.code == type_code), None)


def template_in_force(agency_id: UUID, type_code: str) -> PaperTemplate | None:
    return (
        PaperTemplate.objects.select_related("file")
        .filter(agency=agency_id, type_code=type_code, ended_at__isnull=True)
        .first()
    )


def begun_with(template: PaperTemplate | None, body: Mapping[str, Any]) -> Any:
    """What a draft of that type begins with, besides what follows from who writes."""
    if template is None:
        return {}
    return begun(template.starts, line_values(from_json(dict(body))))
