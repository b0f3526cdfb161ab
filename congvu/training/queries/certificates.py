"""Who is still to have a certificate, which still wait for the key."""

from __future__ import annotations

from django.db.models import QuerySet

from congvu.training.models.certificates import Certificate
from congvu.training.models.classes import Place, TrainingClass
from congvu.training.rules.words import Result


def certificates_of(found: TrainingClass) -> list[Certificate]:
    rows = Certificate.objects.filter(training_class=found)
    return list(rows.order_by("book__year", "number"))


def to_be_certified(found: TrainingClass) -> list[Place]:
    """Who passed and has no certificate of this class that holds."""
    certified = Certificate.objects.filter(training_class=found, withdrawn_on=None)
    rows = found.places.filter(result=Result.PASSED).exclude(
        person__in=certified.values("person")
    )
    return list(rows.select_related("person").order_by("person__folded_name", "pk"))


def to_be_signed(found: TrainingClass) -> list[Certificate]:
    rows = Certificate.objects.filter(
        training_class=found, file=None, withdrawn_on=None
    )
    return list(rows.order_by("book__year", "number"))


def newest_first(rows: QuerySet[Certificate]) -> list[Certificate]:
    return list(rows.order_by("-issued_on", "-pk"))
