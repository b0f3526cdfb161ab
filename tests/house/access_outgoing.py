"""What the access matrix asks about outgoing papers: lines, drafts, and their forms."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from congvu.outgoing.actions import Numbered, reserve_number
from congvu.outgoing.rules import DEFAULT_SEQUENCES
from tests.people import Province


def outgoing_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A number held for Minh's division, and one of the commune."""
    for name, who, unit in (
        ("outgoing", "lan", people.division),
        ("commune-line", "tu", people.commune_office),
    ):
        entry = reserve_number(
            paper=Numbered("CV", "V/v báo cáo", unit_id=unit.id),
            by=people.seat(who),
            at=timezone.now(),
        )
        objects[name] = {"entry_id": entry.id}


def outgoing_forms(people: Province) -> dict[str, dict[str, Any]]:
    """Complete forms of the pages."""
    return {
        "outgoing:reserve": {"type_code": "QĐ", "subject": "Về việc khen thưởng"},
        "outgoing:sequences": {
            "year": str(people.today.year + 1),
            "administrative": "Văn bản hành chính",
        },
    }


def outgoing_bodies(people: Province) -> dict[str, dict[str, Any]]:
    """The same for machines."""
    return {
        "POST /outgoing-documents": {
            "type_code": "QĐ",
            "subject": "Về việc khen thưởng",
        },
        "PUT /outgoing-sequences/{year}": {
            "sequences": [
                {"name": r.name, "kind": r.kind, "type_codes": list(r.type_codes)}
                for r in DEFAULT_SEQUENCES
            ]
        },
    }
