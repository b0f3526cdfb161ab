"""What follows for reports on duties where duties forget what they said."""

from __future__ import annotations

from congvu.documents.rules import Step, follows
from congvu.reviews import actions


@follows("duties.words-forgotten")
def forget_words(step: Step) -> None:
    """Their paper was a state secret: no report says it on."""
    actions.forget_in_reports(of=step.on, at=step.at)
