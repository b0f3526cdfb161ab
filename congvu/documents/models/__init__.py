"""The tables of documents."""

from congvu.documents.models.following import (
    Delivery,
    Reading,
    Urging,
    WorkRequest,
)
from congvu.documents.models.handling import (
    Assignment,
    HistoryEvent,
    Instruction,
)
from congvu.documents.models.intake import IntakeItem
from congvu.documents.models.papers import Document, DocumentFile
from congvu.documents.models.registers import Grant, Register, RegisterEntry

__all__ = [
    "Assignment",
    "Delivery",
    "Document",
    "DocumentFile",
    "Grant",
    "HistoryEvent",
    "Instruction",
    "IntakeItem",
    "Reading",
    "Register",
    "RegisterEntry",
    "Urging",
    "WorkRequest",
]
