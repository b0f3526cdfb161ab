"""The plan of a period, which of its lines needs and systems name; figures of needs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.models.needs import Need
from congvu.investment.rules.plans import ROLE_NAMES, FigureRole
from congvu.investment.rules.words import LONGEST_LINE, LONGEST_NAME, LONGEST_REASON
from congvu.lib.ids import uuid7


class PeriodPlan(models.Model):
    """What a decision plans for some years; another decision makes another plan."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("kế hoạch"), max_length=LONGEST_NAME)
    number = models.CharField(_("số quyết định"), max_length=LONGEST_LINE)
    decided_on = models.DateField(_("ngày quyết định"))
    first_year = models.PositiveSmallIntegerField(_("từ năm"))
    last_year = models.PositiveSmallIntegerField(_("đến năm"))
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tệp"), max_length=LONGEST_NAME, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("kế hoạch giai đoạn")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "decided_on"], name="periodplan_once"
            ),
            models.CheckConstraint(
                name="periodplan_of_years",
                condition=Q(last_year__gte=F("first_year"))
                & ~Q(title="")
                & ~Q(number=""),
            ),
        ]


class PeriodPlanLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(PeriodPlan, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(_("số thứ tự"), max_length=20)
    title = models.CharField(_("nội dung"), max_length=LONGEST_NAME)
    money = models.BigIntegerField(_("kinh phí, đồng"))

    class Meta:
        verbose_name = _("dòng của kế hoạch giai đoạn")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="periodplanline_once"
            ),
            models.CheckConstraint(
                name="periodplanline_is_said",
                condition=Q(money__gte=0) & ~Q(code="") & ~Q(title=""),
            ),
        ]


class PlanPlace(models.Model):
    """Which line of a plan a need, or a system, belongs to; or why to none of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(
        PeriodPlan, on_delete=models.PROTECT, related_name="places"
    )
    line = models.ForeignKey(
        PeriodPlanLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
    )
    why = models.CharField(_("vì sao không"), max_length=LONGEST_REASON, blank=True)
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("chỗ trong kế hoạch giai đoạn")
        constraints = [
            models.UniqueConstraint(fields=["plan", "need"], name="planplace_of_need"),
            models.UniqueConstraint(
                fields=["plan", "system"], name="planplace_of_system"
            ),
            models.CheckConstraint(
                name="planplace_of_one",
                condition=Q(need__isnull=False, system__isnull=True)
                | Q(need__isnull=True, system__isnull=False),
            ),
            models.CheckConstraint(
                name="planplace_or_why",
                condition=Q(line__isnull=False, why="")
                | Q(line__isnull=True) & ~Q(why=""),
            ),
        ]


class NeedFigure(models.Model):
    """A figure as the office had measured it when it was set beside a need: of which
    body, of which period, known on which day. Nobody types it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="figures")
    role = models.CharField(_("vai trò"), max_length=5, choices=ROLE_NAMES.items())
    indicator = models.CharField(_("chỉ tiêu"), max_length=80)
    body_id = models.UUIDField()
    period = models.CharField(_("kỳ"), max_length=10)
    value = models.DecimalField(_("số đo"), max_digits=20, decimal_places=4)
    known_on = models.DateField(_("đo ngày"))
    target = models.DecimalField(
        _("mức phải đạt"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("số đo của nhu cầu")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "role", "indicator"],
                condition=Q(dropped_at=None),
                name="needfigure_once",
            ),
            models.CheckConstraint(
                name="needfigure_aims",
                condition=Q(role=FigureRole.GAP, target__isnull=True)
                | Q(role=FigureRole.MOVES, target__isnull=False),
            ),
        ]
