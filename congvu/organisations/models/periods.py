"""What every dated table shares: two columns, one check, ``valid(on=)``."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(QuerySet[Any]):
    """Rows with a half-open period; ``valid_until`` null means open."""

    def valid(self, *, on: date) -> Self:
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on
        )


class Dated(models.Model):
    """A fact true from ``valid_from`` up to, not including, ``valid_until``."""

    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = models.Manager.from_queryset(DatedQuerySet)()

    class Meta:
        abstract = True

    def is_valid(self, *, on: date) -> bool:
        return self.valid_from <= on and (
            self.valid_until is None or on < self.valid_until
        )


def period_check(name: str) -> models.CheckConstraint:
    """A period has at least one day."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
    )


def no_overlap(
    name: str, *fields: str, condition: Q | None = None
) -> ExclusionConstraint:
    """Two rows equal in ``fields`` may not be valid on the same day."""
    period = Func(
        F("valid_from"),
        F("valid_until"),
        function="daterange",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in fields),
            (period, RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )
