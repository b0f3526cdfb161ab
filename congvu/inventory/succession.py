"""What the end of a body does to its machines (docs/adr/0100, 0104)."""

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
stays("inventory.InventoryLoad.agency")
# Who had a machine that day; what stood on a paper. One that waited is withdrawn.
stays("inventory.Custody.agency")
stays("inventory.Custody.unit")
stays("inventory.MachinePaper.agency")
stays("inventory.MachinePaper.to_agency")
stays("inventory.MachinePaper.to_unit")
# Who made media unreadable before whom, that day.
stays("inventory.WipingRecord.agency")
stays("inventory.WipingRecord.wiper")
stays("inventory.WipingRecord.witness")
stays("inventory.WipingRecord.second")
# The post that was named; another is named where it ends.
stays("inventory.MachineKeeper.post")
