"""What an agency needs money for, and how much in which year."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.rules.steps import WAY_NAMES, NeedWay
from congvu.investment.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    NEED_STATE_NAMES,
    PRIORITY_NAMES,
    STEPS_NAMES,
    NeedState,
    NeedSteps,
)
from congvu.lib.ids import uuid7


class Need(models.Model):
    """``sources`` in the order in which they are drawn on; of those with one ``either``
    at most one is funded. What was decided, ``granted`` percent, keeps its reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("nhu cầu"), max_length=LONGEST_NAME)
    purpose = models.TextField(_("để làm gì, căn cứ"), max_length=LONGEST_TEXT)
    priority = models.PositiveSmallIntegerField(
        _("ưu tiên"), choices=PRIORITY_NAMES.items()
    )
    score = models.PositiveSmallIntegerField(_("điểm"))
    must = models.BooleanField(_("bắt buộc"), default=False)
    steps = models.CharField(
        _("cắt được không"),
        max_length=20,
        choices=STEPS_NAMES.items(),
        default=NeedSteps.WHOLE,
    )
    sources = ArrayField(models.CharField(max_length=10), verbose_name=_("nguồn"))
    either = models.CharField(_("thay thế nhau"), max_length=LONGEST_LINE, blank=True)
    after = models.ManyToManyField(
        "self", symmetrical=False, related_name="before", blank=True
    )
    duties = models.ManyToManyField("duties.Duty", related_name="+", blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=NEED_STATE_NAMES.items(),
        default=NeedState.ASKED,
    )
    granted = models.PositiveSmallIntegerField(_("được cân đối, %"), default=0)
    reason = models.CharField(_("vì sao"), max_length=LONGEST_REASON, blank=True)
    way = models.CharField(
        _("làm theo"),
        max_length=7,
        choices=WAY_NAMES.items(),
        default=NeedWay.PROJECT,
    )
    came_from = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("nhu cầu kinh phí")
        constraints = [
            models.CheckConstraint(
                name="need_can_be_weighed",
                condition=Q(
                    priority__range=(1, 4),
                    score__range=(1, 100),
                    sources__len__gte=1,
                )
                & ~Q(title="")
                & ~Q(purpose=""),
            ),
            models.CheckConstraint(
                name="need_decided_as_granted",
                condition=Q(state=NeedState.FULL, granted=100)
                | Q(state=NeedState.PART, granted__range=(1, 99))
                | Q(state__in=[NeedState.ASKED, NeedState.REJECTED], granted=0),
            ),
            models.CheckConstraint(
                name="need_cut_says_why",
                condition=~Q(state__in=[NeedState.PART, NeedState.REJECTED])
                | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="need_of_agency")]


class NeedCost(models.Model):
    """What a need costs in a year, whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField(_("năm"))
    money = models.BigIntegerField(_("số tiền, đồng"))

    class Meta:
        verbose_name = _("kinh phí theo năm")
        constraints = [
            models.UniqueConstraint(fields=["need", "year"], name="needcost_once"),
            models.CheckConstraint(name="needcost_is_money", condition=Q(money__gt=0)),
        ]
