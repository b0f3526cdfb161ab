"""What of evaluations is told to programs, and taken."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from congvu.standards.models import Evaluation
from congvu.standards.queries import Whole
from congvu.standards.rules import EvaluationState


class EvaluationIn(Schema):
    name: str
    need: str


class EvaluationOut(Schema):
    id: UUID
    agency_id: UUID
    name: str
    need: str
    state: EvaluationState
    begun_at: datetime
    closed_at: datetime | None


class EvaluationsOut(Schema):
    items: list[EvaluationOut]
    after: UUID | None


class EvaluationPartIn(Schema):
    """Of a criterion name, weight, least; of an offer name, vendor, price; of a scorer
    the person.
    """

    name: str = ""
    weight: int | None = None
    least: int | None = None
    vendor: str = ""
    price: int | None = None
    person_id: UUID | None = None


class EvaluationCriterionOut(Schema):
    id: UUID
    name: str
    weight: int
    least: int


class EvaluationOfferOut(Schema):
    id: UUID
    name: str
    vendor: str
    price: int | None


class EvaluationScorerOut(Schema):
    id: UUID
    person_id: UUID
    name: str
    handed_at: datetime | None


class EvaluationScoreOut(Schema):
    scorer_id: UUID
    offer_id: UUID
    criterion_id: UUID
    points: int
    evidence: str


class EvaluationRankOut(Schema):
    """``total`` is a fraction as it is, as "15/2"; no place for who is out."""

    offer_id: UUID
    total: str
    place: int | None
    below: list[UUID]


class EvaluationShiftOut(Schema):
    """Who is first where a criterion weighs ``by`` more or less."""

    criterion_id: UUID
    by: int
    first: list[UUID]
    changes: bool


class EvaluationWholeOut(EvaluationOut):
    criteria: list[EvaluationCriterionOut]
    offers: list[EvaluationOfferOut]
    scorers: list[EvaluationScorerOut]
    scores: list[EvaluationScoreOut]
    ranking: list[EvaluationRankOut]
    sensitivity: list[EvaluationShiftOut]

    @staticmethod
    def told(one: Evaluation, whole: Whole) -> EvaluationWholeOut:
        return EvaluationWholeOut(
            **EvaluationOut.from_orm(one).dict(),
            criteria=[EvaluationCriterionOut.from_orm(c) for c in whole.criteria],
            offers=[EvaluationOfferOut.from_orm(o) for o in whole.offers],
            scorers=[EvaluationScorerOut.from_orm(s) for s in whole.scorers],
            scores=[EvaluationScoreOut.from_orm(s) for s in whole.scores],
            ranking=[
                EvaluationRankOut(
                    offer_id=r.offer,
                    total=str(r.total),
                    place=r.place,
                    below=list(r.below),
                )
                for r in whole.ranked
            ],
            sensitivity=[
                EvaluationShiftOut(
                    criterion_id=s.criterion,
                    by=s.by,
                    first=list(s.first),
                    changes=s.changes,
                )
                for s in whole.shifted
            ],
        )


class ScoreIn(Schema):
    criterion_id: UUID
    points: int
    evidence: str


class ScoresIn(Schema):
    scores: list[ScoreIn]


class SoftwareRecommendationIn(Schema):
    signer_post_id: UUID
    signing_basis: str = ""


class SoftwareRecommendationOut(Schema):
    id: UUID
    draft_id: UUID
    at: datetime
    by: str
