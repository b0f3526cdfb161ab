"""What the province sets itself: criteria and prices, each for a period."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, no_overlap, period_check
from congvu.surveys.rules import CRITERIA, ITEMS, LONGEST_REASON


class SurveyCriterion(Dated):
    """A criterion as the province has it from a day on, in the place of the shipped
    one. ``zero`` and ``full`` in per cent or Mbit/s; ``years`` only of age.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(_("tiêu chí"), max_length=12, choices=CRITERIA.items())
    weight = models.PositiveIntegerField(_("trọng số"))
    zero = models.PositiveIntegerField(_("không điểm ở"))
    full = models.PositiveIntegerField(_("đủ điểm ở"))
    years = models.PositiveSmallIntegerField(_("số năm"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("tiêu chí rà soát của tỉnh")
        constraints = [
            period_check("surveycriterion_period"),
            no_overlap("surveycriterion_one_a_day", "key"),
            models.CheckConstraint(
                name="surveycriterion_known", condition=Q(key__in=list(CRITERIA))
            ),
            models.CheckConstraint(
                name="surveycriterion_judges", condition=~Q(zero=F("full"))
            ),
            models.CheckConstraint(
                name="surveycriterion_has_basis", condition=~Q(basis="")
            ),
        ]


class SurveyPrice(Dated):
    """What one piece of an upgrade costs from a day on: whole đồng, and who says so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.CharField(
        _("hạng mục"),
        max_length=9,
        choices=[(key, one.name) for key, one in ITEMS.items()],
    )
    price = models.BigIntegerField(_("đơn giá, đồng"))
    source = models.CharField(_("nguồn giá"), max_length=LONGEST_REASON, blank=True)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("đơn giá nâng cấp")
        constraints = [
            period_check("surveyprice_period"),
            no_overlap("surveyprice_one_a_day", "item"),
            models.CheckConstraint(
                name="surveyprice_known", condition=Q(item__in=list(ITEMS))
            ),
            models.CheckConstraint(
                name="surveyprice_not_negative", condition=Q(price__gte=0)
            ),
        ]
