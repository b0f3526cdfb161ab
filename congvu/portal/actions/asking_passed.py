"""What the end of a body does to questions and drafts for comment.

What is open goes on with the heir, under the clock it has; a unit's questions come back
to the board of the agency. What is over stays where it was answered.
"""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.organisations.models import Agency, Unit
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.portal.actions.asking import show
from congvu.portal.models import OpenDraft, PublicQuestion, QuestionEvent
from congvu.portal.rules.questions import OPEN_QUESTIONS, QuestionState


def pass_questions(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _of_agency(body, passing)
        elif body.kind == BodyKind.UNIT:
            _of_unit(body, passing)


def _of_agency(body: Passed, passing: Passing) -> None:
    waiting = [*OPEN_QUESTIONS, QuestionState.UNCONFIRMED]
    rows = PublicQuestion.objects.filter(agency=body.from_id, state__in=waiting)
    drafts = OpenDraft.objects.filter(
        agency=body.from_id, summed_at=None, withdrawn_at=None
    )
    if body.from_id != body.body_id:
        rows = rows.filter(came_from=body.body_id)
        drafts = drafts.filter(came_from=body.body_id)
    heir = Agency.objects.get(pk=body.to_id)
    name = agency_names_on([heir.pk], passing.on).get(heir.pk, "")[:200]
    for one in rows.select_for_update(of=("self",)).order_by("pk"):
        one.agency, one.came_from = heir, body.body_id
        one.agency_name = name
        if one.state in OPEN_QUESTIONS:
            one.state = QuestionState.NEW
        one.unit, one.unit_name = None, ""
        one.save()
        show(one)
        if one.state in OPEN_QUESTIONS:
            _tell(one, passing)
    drafts.update(agency=heir, agency_name=name, came_from=body.body_id)


def _of_unit(body: Passed, passing: Passing) -> None:
    """The heir unit of the same agency has them; else its agency's board again."""
    rows = PublicQuestion.objects.filter(unit=body.from_id, state__in=OPEN_QUESTIONS)
    heir = Unit.objects.filter(pk=body.to_id).first()
    for one in rows.select_for_update(of=("self",)).select_related("agency"):
        if heir is not None and heir.agency_id == one.agency_id:
            one.unit = heir
        else:
            one.unit, one.unit_name, one.state = None, "", QuestionState.NEW
        one.save()
        show(one)
        _tell(one, passing)


def _tell(one: PublicQuestion, passing: Passing) -> None:
    event = "portal.question-passed"
    QuestionEvent.objects.create(
        at=passing.at,
        question=one,
        event=event,
        actor=passing.by.name[:80],
        text=passing.legal_basis[:300],
    )
    row = event_row(
        event,
        by=passing.by,
        at=passing.at,
        on=one,
        agency_id=one.agency_id,
        data={"state": one.state},
    )
    record_many([row])
