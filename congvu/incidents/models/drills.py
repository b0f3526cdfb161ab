"""Drills of a year, and what people did with the letters of a phishing drill."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.incidents.models.incidents import Incident
from congvu.incidents.rules import (
    DRILL_KIND_NAMES,
    GROUP_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
)
from congvu.lib.ids import uuid7


class DrillPlan(models.Model):
    """One drill of an agency's year; held as an incident marked as such, or by mail."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("diễn tập"), max_length=LONGEST_NAME)
    kind = models.CharField(_("loại"), max_length=8, choices=DRILL_KIND_NAMES.items())
    group = models.CharField(_("nhóm sự cố"), max_length=9, choices=GROUP_NAMES.items())
    scenario = models.TextField(_("tình huống"), max_length=LONGEST_TEXT)
    who = models.CharField(_("ai tham gia"), max_length=LONGEST_REASON)
    planned_on = models.DateField(_("dự kiến ngày"))
    held_on = models.DateField(_("làm ngày"), null=True, blank=True)
    incident = models.OneToOneField(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drill",
    )
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("diễn tập theo kế hoạch")
        constraints = [
            models.CheckConstraint(
                name="drillplan_says_what_and_who",
                condition=~Q(name="") & ~Q(scenario="") & ~Q(who=""),
            ),
            models.CheckConstraint(
                name="drillplan_incident_when_held",
                condition=Q(incident=None) | Q(held_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "planned_on"], name="drillplan_of_agency")
        ]


class LetterResult(models.Model):
    """What one addressee of a phishing drill did; ``person`` where it is known who."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    drill = models.ForeignKey(
        DrillPlan, on_delete=models.PROTECT, related_name="letters"
    )
    addressee = models.CharField(_("người nhận"), max_length=254)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    opened = models.BooleanField(_("đã mở"))
    clicked = models.BooleanField(_("đã bấm"))
    gave = models.BooleanField(_("đã khai"))
    reported = models.BooleanField(_("đã báo"))

    class Meta:
        verbose_name = _("kết quả thư diễn tập")
        constraints = [
            models.UniqueConstraint(
                fields=["drill", "addressee"], name="letterresult_once"
            ),
            models.CheckConstraint(
                name="letterresult_gave_after_click",
                condition=Q(gave=False) | Q(clicked=True),
            ),
        ]
