"""What the end of a body does to its machines (docs/adr/0100)."""

from __future__ import annotations

from congvu.inventory.actions import pass_machines
from congvu.inventory.queries import count_machines
from congvu.lib.text import gettext_noop as _
from congvu.organisations.rules import Declared, Fate, declare, stays

declare(
    Declared(
        "inventory.Machine.agency",
        Fate.FOLLOWS,
        _("máy"),
        count_machines,
        pass_machines,
    ),
    Declared("inventory.Machine.unit", Fate.FOLLOWS, move=pass_machines),
    Declared("inventory.AgentEnrolment.agency", Fate.FOLLOWS, move=pass_machines),
)

# Whose inventory it was as it came.
stays("inventory.MachineReading.agency")
