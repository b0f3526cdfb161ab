"""How each section of each site stood, from day to day; who looked one through."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.law.models import DateRange
from congvu.lib.ids import uuid7
from congvu.portal.rules import SECTION_STATE_NAMES, SECTIONS, SectionState

_CODES = [(section.code, section.name) for section in SECTIONS]


class SectionStanding(models.Model):
    """A section that is owed, in one state from a day until another; kept for good.

    ``told_at``: its owner was told of it; each standing is told of once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    code = models.PositiveSmallIntegerField(_("mục"), choices=_CODES)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=list(SECTION_STATE_NAMES.items())
    )
    things = models.PositiveIntegerField(_("số mục tin"))
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    told_at = models.DateTimeField(_("đã nhắc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tình trạng mục trên cổng")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="portal_standing_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in SectionState]),
                name="portal_standing_state_known",
            ),
            ExclusionConstraint(
                name="portal_standing_one_a_day",
                expressions=[
                    (F("agency"), RangeOperators.EQUAL),
                    (F("code"), RangeOperators.EQUAL),
                    (
                        DateRange("since", "until", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class SectionReview(models.Model):
    """Somebody looked a section through and found it right as it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    code = models.PositiveSmallIntegerField(_("mục"), choices=_CODES)
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"))
    by_name = models.CharField(_("người xem"), max_length=80)
    post_name = models.CharField(_("chức vụ"), max_length=200)

    class Meta:
        verbose_name = _("lần xem lại mục trên cổng")
        indexes = [
            models.Index(fields=["agency", "code", "-on"], name="portal_review_newest")
        ]
