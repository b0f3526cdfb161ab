"""The year's list of dossiers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import (
    LONGEST_ABBREVIATION,
    LONGEST_MAKER,
    LONGEST_SYMBOL,
    LONGEST_TITLE,
    NUMBERING_NAMES,
    PLAN_STATE_NAMES,
    RETENTION_NAMES,
    Numbering,
    PlanState,
    Retention,
)
from congvu.lib.ids import uuid7


class FilePlan(models.Model):
    """Danh mục hồ sơ: the dossiers an agency expects to make in a year.

    Written by the registry or the archivist, approved by the head, then issued; from
    the approval on its headings and lines do not change.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    numbering = models.CharField(
        _("cách đánh số"),
        max_length=8,
        choices=NUMBERING_NAMES.items(),
        default=Numbering.WHOLE,
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=PLAN_STATE_NAMES.items(),
        default=PlanState.DRAFT,
    )
    written_at = models.DateTimeField(_("lập lúc"))
    written_by = models.CharField(_("người lập"), max_length=80)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    approved_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    approved_as = models.CharField(_("chức vụ"), max_length=200, blank=True)
    returned_because = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    issued_by = models.CharField(_("người ban hành"), max_length=80, blank=True)
    basis = models.CharField(_("quyết định ban hành"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("danh mục hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="fileplan_one_per_year"
            ),
            models.CheckConstraint(
                name="fileplan_approval_named",
                condition=Q(state=PlanState.DRAFT, approved_at__isnull=True)
                | Q(approved_at__isnull=False) & ~Q(approved_by=""),
            ),
            models.CheckConstraint(
                name="fileplan_issue_named",
                condition=~Q(state=PlanState.ISSUED)
                | Q(issued_at__isnull=False) & ~Q(issued_by=""),
            ),
        ]


class PlanHeading(models.Model):
    """A heading of a plan: major (no ``parent``), or minor below one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(
        FilePlan, on_delete=models.CASCADE, related_name="headings"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="below"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    mark = models.CharField(_("số thứ tự"), max_length=16)
    title = models.CharField(_("đề mục"), max_length=LONGEST_TITLE)
    symbol = models.CharField(
        _("chữ viết tắt"), max_length=LONGEST_ABBREVIATION, blank=True
    )

    class Meta:
        verbose_name = _("đề mục của danh mục hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="planheading_position_unique"
            ),
        ]


class PlanLine(models.Model):
    """One dossier of a plan, with its symbol, before anybody opened it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(FilePlan, on_delete=models.CASCADE, related_name="lines")
    heading = models.ForeignKey(
        PlanHeading, on_delete=models.CASCADE, related_name="lines"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    number = models.PositiveSmallIntegerField(_("số hồ sơ"))
    symbol = models.CharField(_("số, ký hiệu hồ sơ"), max_length=LONGEST_SYMBOL)
    title = models.CharField(_("tiêu đề hồ sơ"), max_length=LONGEST_TITLE)
    retention = models.CharField(
        _("thời hạn bảo quản"), max_length=9, choices=RETENTION_NAMES.items()
    )
    maker = models.CharField(
        _("đơn vị, người lập hồ sơ"), max_length=LONGEST_MAKER, blank=True
    )

    class Meta:
        verbose_name = _("hồ sơ dự kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="planline_position_unique"
            ),
            models.CheckConstraint(
                name="planline_retention_known",
                condition=Q(retention__in=[r.value for r in Retention]),
            ),
        ]
