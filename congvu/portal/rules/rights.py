"""The editor's groups, by name. A name holds an agency's key, never a person's."""

from __future__ import annotations

from uuid import UUID

EDITS, PUBLISHES = "edits", "publishes"


def group_name(agency_id: UUID, may: str) -> str:
    return f"portal:{agency_id}:{may}"


def groups_of_seat(agency_id: UUID, *, publishes: bool) -> set[str]:
    """Where somebody belongs who may come in: whoever publishes writes, too."""
    return {group_name(agency_id, PUBLISHES if publishes else EDITS)}
