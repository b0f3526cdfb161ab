"""What follows from steps in the registers below: papers leave, states come back."""

from __future__ import annotations

from congvu.documents.rules import Step, follows
from congvu.exchange import actions
from congvu.exchange.queries import ruling_of
from congvu.outgoing.rules import rules_sending

rules_sending(ruling_of)


@follows("outgoing.issued")
def leave(step: Step) -> None:
    actions.send_out(entry=step.on, by=step.by, at=step.at)
    actions.ask_about_earlier(entry=step.on, by=step.by, at=step.at)


@follows("outgoing.related")
def ask_about_earlier(step: Step) -> None:
    actions.ask_about_earlier(entry=step.on, by=step.by, at=step.at)


@follows("outgoing.recalled")
def ask_back(step: Step) -> None:
    actions.ask_back(entry=step.on, reason=step.words, by=step.by, at=step.at)


@follows(
    "documents.registered",
    "documents.instructed",
    "documents.transferred",
    "documents.assigned",
    "documents.work-begun",
    "documents.reported",
    "documents.confirmed",
    "documents.sent-back",
    "documents.number-cancelled",
)
def tell_back(step: Step) -> None:
    actions.tell_of_line(step)


@follows("documents.was-secret")
def forget_secret(step: Step) -> None:
    actions.forget_secret(step)


@follows("documents.file-was-secret")
def forget_packet(step: Step) -> None:
    actions.forget_packet(step)


@follows("documents.refused-at-door")
def tell_refusal(step: Step) -> None:
    actions.tell_of_door(step)
