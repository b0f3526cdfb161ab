"""The tables of documents."""

from congvu.documents.models.following import (
    Delivery,
    Reading,
    Urging,
    WorkRequest,
)
from congvu.documents.models.handing import HandOver, HandOverLine
from congvu.documents.models.handling import (
    Assignment,
    HistoryEvent,
    Instruction,
)
from congvu.documents.models.intake import IntakeItem
from congvu.documents.models.lists import ListColumns, SavedFilter
from congvu.documents.models.papers import Document, DocumentFile
from congvu.documents.models.piles import Pile, ScanLabel
from congvu.documents.models.registers import Grant, Register, RegisterEntry
from congvu.documents.models.reminders import HandlingRules, Reminder

__all__ = [
    "Assignment",
    "Delivery",
    "Document",
    "DocumentFile",
    "Grant",
    "HandOver",
    "HandOverLine",
    "HandlingRules",
    "HistoryEvent",
    "Instruction",
    "IntakeItem",
    "ListColumns",
    "Pile",
    "Reading",
    "Register",
    "RegisterEntry",
    "Reminder",
    "SavedFilter",
    "ScanLabel",
    "Urging",
    "WorkRequest",
]
