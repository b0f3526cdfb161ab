"""What the model is told of the inspections of ``inspections.py``."""

from __future__ import annotations

from tests.rights.duties_told import COMMITTEE, COMMUNE
from tests.rights.model import Thing


def inspection_things() -> dict[str, Thing]:
    """Hoa leads the team, Minh and Lan are in it; Minh declared what binds him."""
    ours = Thing("inspection", COMMITTEE, body=COMMUNE)
    ours.team, ours.team_head = {"hoa", "minh", "lan"}, "hoa"
    return {
        "inspection": ours,
        "inspection-planned": ours,
        "inspection-decided": ours,
        "inspection-concluded": ours,
        "inspected": Thing("inspected", COMMUNE, body=COMMITTEE),
        "inspection-plan": Thing("", COMMITTEE),
        "checklist": Thing("", COMMITTEE),
        "conflict": Thing("", COMMITTEE, owner="minh"),
    }
