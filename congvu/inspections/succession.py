"""What the end of an agency does to inspections (docs/adr/0088)."""

from __future__ import annotations

from congvu.inspections.actions import pass_inspections
from congvu.inspections.queries import count_inspecting
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, seen, stays

declare(
    Declared(
        "inspections.Inspection.agency",
        Fate.FOLLOWS,
        _("cuộc kiểm tra"),
        count_inspecting,
        pass_inspections,
    ),
    Declared("inspections.Inspection.body", Fate.FOLLOWS, move=pass_inspections),
    Declared("inspections.InspectionPlan.agency", Fate.FOLLOWS, move=pass_inspections),
    Declared("inspections.Checklist.agency", Fate.FOLLOWS, move=pass_inspections),
    Declared("inspections.Recommendation.agency", Fate.FOLLOWS, move=pass_inspections),
    Declared("inspections.Recommendation.desk_id", Fate.FOLLOWS, move=pass_inspections),
)

# Whoever asks for a body's conflicts asks for those with what it took over from, too.
seen("inspections.Conflict.body")

# As the team was named; who leads the inspection names another where a post ended.
stays("inspections.TeamMember.post_id")
