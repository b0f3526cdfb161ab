"""What follows for inspections from a step in the incoming register."""

from __future__ import annotations

from congvu.documents.actions import secret_words
from congvu.documents.rules import Step, follows
from congvu.inspections import actions


@follows("documents.number-cancelled")
def forget_secret(step: Step) -> None:
    """Any number may be cancelled; of a state secret its paper has no words left."""
    if step.words == secret_words():
        actions.forget_evidence(entry_id=step.on.id, document_id=step.on.document_id)
