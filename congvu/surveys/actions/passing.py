"""What the end of an agency does to its sheets, within the act's transaction.

Of a survey that goes on the heir answers once, for all it has now: its own sheet where
it has one, else the sheet of the agency that ended. What was handed in before is opened
again, for it says nothing of what came since. A survey that is closed stays as it was.
"""

from __future__ import annotations

from congvu.audit.actions import event_row, record_many
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import BodyKind, Passed, Passing
from congvu.surveys.models import SheetEvent, SurveySheet
from congvu.surveys.rules import LONGEST_REASON, SheetState


def pass_sheets(passing: Passing) -> None:
    """Declared in ``succession.py``; a few statements a body that ends."""
    for body in passing.bodies:
        if body.kind == BodyKind.AGENCY:
            _of_agency(body, passing)


def _of_agency(body: Passed, passing: Passing) -> None:
    rows = SurveySheet.objects.filter(survey__closed_at=None)
    left = rows.filter(agency=body.from_id).exclude(state=SheetState.MERGED)
    if body.from_id != body.body_id:
        # Kept only until this heir was chosen.
        left = left.filter(came_from=body.body_id)
    passed = list(left.select_for_update(of=("self",)).order_by("pk"))
    heirs = {
        one.survey_id: one
        for one in rows.filter(agency=body.to_id)
        .exclude(state=SheetState.MERGED)
        .select_for_update(of=("self",))
    }
    name = agency_names_on([body.to_id], passing.on).get(body.to_id, "")
    opened: dict[object, SurveySheet] = {}
    for one in passed:
        answers = heirs.get(one.survey_id, one)
        if answers is one:
            one.agency_id, one.came_from = body.to_id, body.body_id
        else:
            one.state, one.merged_into = SheetState.MERGED, answers
            one.came_from = body.body_id
        if answers.state == SheetState.HANDED_IN:
            answers.state = SheetState.RETURNED
        opened[answers.pk] = answers
    fields = ["agency", "came_from", "state", "merged_into"]
    SurveySheet.objects.bulk_update(passed, fields)
    SurveySheet.objects.bulk_update(list(opened.values()), ["state"])
    _tell(passed, list(opened.values()), passing, name)


def _tell(
    passed: list[SurveySheet], opened: list[SurveySheet], passing: Passing, heir: str
) -> None:
    told = {one.pk: one for one in [*passed, *opened]}
    SheetEvent.objects.bulk_create(
        SheetEvent(
            sheet=one,
            at=passing.at,
            event="surveys.passed",
            actor=passing.by.name[:80],
            text=passing.legal_basis[:LONGEST_REASON],
            detail={"heir": heir},
        )
        for one in told.values()
    )
    record_many(
        event_row(
            "surveys.passed",
            by=passing.by,
            at=passing.at,
            on=one,
            agency_id=one.agency_id,
            data={"heir": heir},
        )
        for one in passed
    )
