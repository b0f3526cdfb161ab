"""Inventing papers, their words and their lives. Pure: a seed in, data out."""

from congvu.synth.rules.life import (
    AUDIT_EVENTS,
    AUDIT_WORDS,
    Body,
    Chair,
    Dice,
    Division,
    Life,
    Said,
    Step,
    Work,
    arrivals,
    came_in,
    live,
    office_hours_on,
    outsider,
    subject,
    type_and_urgency,
)
from congvu.synth.rules.people import names
from congvu.synth.rules.texts import Grammar, Paper, body_text

__all__ = [
    "AUDIT_EVENTS",
    "AUDIT_WORDS",
    "Body",
    "Chair",
    "Dice",
    "Division",
    "Grammar",
    "Life",
    "Paper",
    "Said",
    "Step",
    "Work",
    "arrivals",
    "body_text",
    "came_in",
    "live",
    "names",
    "office_hours_on",
    "outsider",
    "subject",
    "type_and_urgency",
]
