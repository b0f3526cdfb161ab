"""The tables of machines."""

from congvu.inventory.models.machines import Enrolment, Likeness, Machine
from congvu.inventory.models.readings import Change, Installation, Reading, Software

__all__ = [
    "Change",
    "Enrolment",
    "Installation",
    "Likeness",
    "Machine",
    "Reading",
    "Software",
]
