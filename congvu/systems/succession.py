"""What the end of a body does to its systems (docs/adr/0108)."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare
from congvu.systems.actions import pass_systems
from congvu.systems.queries import count_systems

declare(
    Declared(
        "systems.InformationSystem.agency",
        Fate.FOLLOWS,
        _("hệ thống thông tin"),
        count_systems,
        pass_systems,
    ),
    Declared("systems.InformationSystem.operator", Fate.FOLLOWS, move=pass_systems),
    Declared(
        "systems.InformationSystem.operator_unit", Fate.FOLLOWS, move=pass_systems
    ),
)
