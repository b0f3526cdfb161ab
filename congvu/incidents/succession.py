"""What the end of a body does to its incidents (docs/adr/0111)."""

from __future__ import annotations

from congvu.incidents.actions import pass_incidents
from congvu.incidents.queries.passing import count_incidents
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare

declare(
    Declared(
        "incidents.Incident.agency",
        Fate.FOLLOWS,
        _("sự cố an toàn thông tin"),
        count_incidents,
        pass_incidents,
    ),
    Declared("incidents.DrillPlan.agency", Fate.FOLLOWS, move=pass_incidents),
    Declared("incidents.WarningAnswer.agency", Fate.FOLLOWS, move=pass_incidents),
    Declared("incidents.IncidentContact.agency", Fate.FOLLOWS, move=pass_incidents),
)
