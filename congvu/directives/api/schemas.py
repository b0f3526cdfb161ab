"""What a proposal is on the wire."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from congvu.directives.actions import version
from congvu.directives.models import Proposal
from congvu.directives.queries import Meaning


class ProposalOut(Schema):
    """``proposed`` is what the reading said, as it was; the rest what stands now."""

    id: UUID
    start: int
    end: int
    clause: str
    sentence: str
    state: str
    title: str
    lead: str
    lead_left_out: list[UUID]
    support: str
    support_left_out: list[UUID]
    deadline: date | None
    recurs: str
    measure: str
    indicator: str
    deliverable: str
    weight: int
    watch: str
    proposed: dict[str, Any]
    edition: int
    unseen_at: datetime | None
    edited_by: str
    decided_at: datetime | None
    decided_by: str
    reason: str
    duty_id: UUID | None
    seen: str


def proposal_out(proposal: Proposal) -> ProposalOut:
    names = set(ProposalOut.model_fields) - {"sentence", "seen"}
    text = proposal.directive.text
    return ProposalOut(
        **{name: getattr(proposal, name) for name in names},
        sentence=text[proposal.start : proposal.end],
        seen=version(proposal),
    )


class MeantBodyOut(Schema):
    """A body of today; ``was`` are those of the paper's day it answers for."""

    id: UUID
    name: str
    is_unit: bool
    was: list[str]
    waits: bool


class MeantActorOut(Schema):
    """``means`` class, name or nobody; without bodies it is asked, never guessed."""

    words: str
    means: str
    bodies: list[MeantBodyOut]
    candidates: list[str]
    gone: bool


class MeaningOut(Schema):
    actors: list[MeantActorOut]


def meaning_out(meaning: Meaning) -> MeaningOut:
    return MeaningOut(
        actors=[
            MeantActorOut(
                words=actor.words,
                means=actor.means,
                bodies=[
                    MeantBodyOut(
                        id=b.id,
                        name=b.name,
                        is_unit=b.is_unit,
                        was=list(b.was),
                        waits=b.waits,
                    )
                    for b in actor.bodies
                ],
                candidates=list(actor.candidates),
                gone=actor.gone,
            )
            for actor in meaning.actors
        ]
    )
