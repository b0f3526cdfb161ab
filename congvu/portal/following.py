"""What follows on the portal from a step in the registers, in the same transaction."""

from __future__ import annotations

from congvu.audit.rules import SYSTEM, Actor
from congvu.documents.rules import Step, follows
from congvu.portal import actions


def _actor(step: Step) -> Actor:
    return step.by.actor if step.by is not None else SYSTEM


@follows("outgoing.issued")
def leaves(step: Step) -> None:
    actions.note_issued(entry=step.on, by=_actor(step), at=step.at)


@follows("outgoing.recalled")
def recalled(step: Step) -> None:
    actions.note_recalled(entry=step.on, why=step.words, by=_actor(step), at=step.at)


@follows("outgoing.related")
def related(step: Step) -> None:
    made = step.on.relation
    actions.tell_relation(
        earlier=made.earlier, later=step.on, kind=made.kind, by=_actor(step), at=step.at
    )


@follows("training.certificate-signed")
def certificate_signed(step: Step) -> None:
    actions.show_certificate(certificate=step.on, sha256=step.on.file.sha256)


@follows("training.certificate-withdrawn")
def certificate_withdrawn(step: Step) -> None:
    actions.show_withdrawn(certificate=step.on)


@follows("documents.was-secret")
def was_secret(step: Step) -> None:
    actions.destroy_copies(file=step.on.file, by=SYSTEM, at=step.at)


@follows("documents.file-was-secret")
def something_beside_was_secret(step: Step) -> None:
    entry = step.on.entry
    papers = [step.on.document_id, entry.document_id if entry else None]
    named = [one for one in papers if one]
    actions.destroy_beside(document_ids=named, by=SYSTEM, at=step.at)
