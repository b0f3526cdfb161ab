"""Who is in a class, by what files call them; what kept files say of them."""

from __future__ import annotations

from uuid import UUID

from congvu.training.models import GradeImport, ImportedGrade, Place, TrainingClass
from congvu.training.queries.papers import TestStanding, results_of_tests
from congvu.training.rules.grades import Known
from congvu.training.rules.papers import is_passed
from congvu.training.rules.words import PlaceState


def known_of(class_id: UUID) -> list[Known]:
    rows = Place.objects.filter(training_class=class_id, state=PlaceState.HELD)
    rows = rows.select_related("person__user").order_by("pk")
    return [
        Known(
            one.pk,
            one.person.full_name,
            one.person.user.email if one.person.user else "",
            one.person.user.username if one.person.user else "",
        )
        for one in rows
    ]


def results_of(found: TrainingClass) -> list[dict[UUID, TestStanding]]:
    """Of each test of a class, and of what files say where any counts."""
    results = results_of_tests(found)
    if (imported := imported_results(found)) is not None:
        results.append(imported)
    return results


def imported_results(found: TrainingClass) -> dict[UUID, TestStanding] | None:
    """Place → what the last kept file with them in it says; None: no file counts."""
    loads = GradeImport.objects.filter(
        training_class=found, kept_at__isnull=False, undone_at=None
    )
    percents = dict(loads.values_list("pk", "pass_percent"))
    if not percents:
        return None
    rows = ImportedGrade.objects.filter(load__in=percents, place__isnull=False)
    return {
        place: TestStanding(score, is_passed(score, percents[load]))
        for place, score, load in rows.order_by("load__kept_at", "load").values_list(
            "place", "score", "load"
        )
        if place is not None and score is not None
    }
