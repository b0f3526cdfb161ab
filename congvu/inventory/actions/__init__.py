"""What people and agents do about machines."""

from congvu.inventory.actions.enrolling import admit, enrol, revoke
from congvu.inventory.actions.keeping import (
    MachineData,
    NewMachine,
    add_machine,
    change_machine,
)
from congvu.inventory.actions.merging import keep_apart, merge
from congvu.inventory.actions.passing import pass_machines
from congvu.inventory.actions.programs import name_programs
from congvu.inventory.actions.receiving import receive, refuse_message, take_message

__all__ = [
    "MachineData",
    "NewMachine",
    "add_machine",
    "admit",
    "change_machine",
    "enrol",
    "keep_apart",
    "merge",
    "name_programs",
    "pass_machines",
    "receive",
    "refuse_message",
    "revoke",
    "take_message",
]
