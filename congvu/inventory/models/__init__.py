"""The tables of machines."""

from congvu.inventory.models.custody import (
    AssetLife,
    Custody,
    MachineKeeper,
    MachinePaper,
    MachinePaperLine,
)
from congvu.inventory.models.machines import AgentEnrolment, Likeness, Machine
from congvu.inventory.models.readings import (
    Installation,
    InventoryLoad,
    MachineChange,
    MachineReading,
    Software,
)
from congvu.inventory.models.wiping import WipedMedium, WipingRecord

__all__ = [
    "AgentEnrolment",
    "AssetLife",
    "Custody",
    "Installation",
    "InventoryLoad",
    "Likeness",
    "Machine",
    "MachineChange",
    "MachineKeeper",
    "MachinePaper",
    "MachinePaperLine",
    "MachineReading",
    "Software",
    "WipedMedium",
    "WipingRecord",
]
