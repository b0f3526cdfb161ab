"""What follows elsewhere from the end of a class: learning that was owed, its duty."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.controls.actions import Taught, learn_by_class
from congvu.duties.queries import told_desks
from congvu.lib.dates import local_date
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.training.models import TrainingClass
from congvu.training.queries.duties import desks_under_way, is_all_taught
from congvu.training.rules.words import CourseKind


def follow_up(
    *, training_class: TrainingClass, passed: Collection[UUID], by: Seat, at: datetime
) -> None:
    """Who passed a class of security owes that learning no more. Once the last class of
    a duty ends, who leads the duty is asked whether it is done; they decide.
    """
    if passed and training_class.course.kind == CourseKind.SECURITY:
        words = _("Lớp %(name)s: %(course)s") % {
            "name": training_class.name,
            "course": training_class.course.name,
        }
        taught = Taught(
            training_class.pk, words, training_class.begins_on, local_date(at)
        )
        learn_by_class(people=passed, taught=taught, by=by, at=at)
    if training_class.duty_id is not None and is_all_taught(training_class.duty_id):
        given = desks_under_way(training_class.duty_id)
        told = told_desks(given, local_date(at)).values()
        notify(
            "training.duty-taught",
            to={desk for desks in told for desk in desks} - by.desks,
            target_id=training_class.pk,
            at=at,
            actor=by.person_name,
        )
