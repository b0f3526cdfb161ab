"""The tables of machines."""

from congvu.inventory.models.machines import AgentEnrolment, Likeness, Machine
from congvu.inventory.models.readings import (
    Installation,
    MachineChange,
    MachineReading,
    Software,
)

__all__ = [
    "AgentEnrolment",
    "Installation",
    "Likeness",
    "Machine",
    "MachineChange",
    "MachineReading",
    "Software",
]
