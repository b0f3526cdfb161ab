"""Risks of a system: how likely, how bad, what is done, who owns it, until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.models.catalogues import Requirement
from congvu.controls.rules import (
    EFFECT_NAMES,
    LIKELIHOOD_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    TREATMENT_NAMES,
    Treatment,
)
from congvu.lib.ids import uuid7


class SystemRisk(models.Model):
    """As it was judged last, ``judged_on``. An accepted one ends on a day, and with it
    what was said of its requirement. ``told_at``: its owner was told that it is due.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem", on_delete=models.PROTECT, related_name="+"
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("rủi ro"), max_length=LONGEST_NAME)
    likelihood = models.PositiveSmallIntegerField(
        _("khả năng xảy ra"), choices=LIKELIHOOD_NAMES.items()
    )
    effect = models.PositiveSmallIntegerField(
        _("ảnh hưởng"), choices=EFFECT_NAMES.items()
    )
    treatment = models.CharField(
        _("cách xử lý"), max_length=8, choices=TREATMENT_NAMES.items()
    )
    plan = models.TextField(_("việc làm, lý do"), max_length=LONGEST_TEXT)
    owner = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    judged_on = models.DateField(_("đánh giá ngày"))
    review_on = models.DateField(_("rà soát ngày"))
    accepted_until = models.DateField(_("chấp nhận đến ngày"), null=True, blank=True)
    told_at = models.DateTimeField(_("báo đến kỳ lúc"), null=True, blank=True)
    ended_on = models.DateField(_("hết rủi ro ngày"), null=True, blank=True)
    ended_why = models.CharField(_("vì sao hết"), max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("rủi ro hệ thống")
        constraints = [
            models.CheckConstraint(
                name="systemrisk_says_what_is_done",
                condition=~Q(title="") & ~Q(plan=""),
            ),
            models.CheckConstraint(
                name="systemrisk_on_the_scale",
                condition=Q(likelihood__range=(1, 5), effect__range=(1, 5)),
            ),
            models.CheckConstraint(
                name="systemrisk_acceptance_ends",
                condition=Q(treatment=Treatment.ACCEPT, accepted_until__isnull=False)
                | (~Q(treatment=Treatment.ACCEPT) & Q(accepted_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="systemrisk_ended_says_why",
                condition=Q(ended_on__isnull=True, ended_why="")
                | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_on"],
                condition=Q(ended_on__isnull=True, told_at__isnull=True),
                name="systemrisk_to_tell",
            )
        ]
