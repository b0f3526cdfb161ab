"""Audits: which systems are asked against which set, who answers, what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.models.catalogues import Catalogue, Requirement
from congvu.controls.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    SEVERITY_NAMES,
    STEP_NAMES,
    FindingState,
)
from congvu.lib.ids import uuid7


class SecurityAudit(models.Model):
    """A campaign: one agency asks how systems meet a set of requirements, by a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("tên đợt kiểm tra"), max_length=LONGEST_NAME)
    catalogue = models.ForeignKey(
        Catalogue, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    due = models.DateField(_("hạn trả lời"))
    at = models.DateTimeField(_("mở lúc"))
    by = models.CharField(_("người mở"), max_length=80)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người kết thúc"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("đợt kiểm tra an toàn")
        constraints = [
            models.CheckConstraint(
                name="securityaudit_has_a_title", condition=~Q(title="")
            ),
            models.CheckConstraint(
                name="securityaudit_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]


class AuditPart(models.Model):
    """A system asked about. ``post`` answers; ``told``: what it handed in, as it stood
    then; ``returned``: why it was given back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    audit = models.ForeignKey(
        SecurityAudit, on_delete=models.PROTECT, db_index=False, related_name="parts"
    )
    system = models.ForeignKey(
        "systems.InformationSystem", on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        "organisations.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    told = models.JSONField(_("đã trả lời"), default=list)
    handed_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    handed_on = models.DateField(_("nộp ngày"), null=True, blank=True)
    handed_by = models.CharField(_("người nộp"), max_length=80, blank=True)
    returned = models.CharField(
        _("vì sao trả lại"), max_length=LONGEST_REASON, blank=True
    )
    late_told_at = models.DateTimeField(_("báo quá hạn lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần trả lời kiểm tra an toàn")
        constraints = [
            models.UniqueConstraint(fields=["audit", "system"], name="auditpart_once"),
            models.CheckConstraint(
                name="auditpart_handed_in_by_somebody",
                condition=Q(handed_at__isnull=True, handed_on__isnull=True)
                | (
                    Q(handed_at__isnull=False, handed_on__isnull=False)
                    & ~Q(handed_by="")
                ),
            ),
        ]


class AuditFinding(models.Model):
    """What an audit found wrong with a system, and by when its respondent mends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    part = models.ForeignKey(
        AuditPart, on_delete=models.PROTECT, related_name="findings"
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("tồn tại"), max_length=LONGEST_REASON)
    severity = models.CharField(
        _("mức độ"), max_length=6, choices=SEVERITY_NAMES.items()
    )
    due = models.DateField(_("hạn khắc phục"))
    state = models.CharField(_("trạng thái"), max_length=6, default=FindingState.OPEN)
    closed_on = models.DateField(_("khắc phục ngày"), null=True, blank=True)
    late_told_at = models.DateTimeField(_("báo quá hạn lúc"), null=True, blank=True)
    at = models.DateTimeField(_("nêu lúc"))
    by = models.CharField(_("người nêu"), max_length=80)

    class Meta:
        verbose_name = _("tồn tại an toàn")
        constraints = [
            models.CheckConstraint(
                name="auditfinding_has_words", condition=~Q(words="")
            ),
            models.CheckConstraint(
                name="auditfinding_closed_on_a_day",
                condition=Q(state=FindingState.CLOSED, closed_on__isnull=False)
                | (
                    Q(state__in=[FindingState.OPEN, FindingState.PROVEN])
                    & Q(closed_on__isnull=True)
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"],
                condition=Q(state=FindingState.OPEN, late_told_at__isnull=True),
                name="auditfinding_to_tell",
            )
        ]


class FindingStep(models.Model):
    """One line of a finding's way; written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    finding = models.ForeignKey(
        AuditFinding, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(_("bước"), max_length=8, choices=STEP_NAMES.items())
    words = models.CharField(_("nội dung"), max_length=LONGEST_REASON)
    due = models.DateField(_("hạn khắc phục"), null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=LONGEST_NAME, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("bước xử lý tồn tại")
        constraints = [
            models.CheckConstraint(
                name="findingstep_has_words", condition=~Q(words="")
            ),
            models.CheckConstraint(
                name="findingstep_file_has_a_name",
                condition=Q(file__isnull=True, file_name="")
                | (Q(file__isnull=False) & ~Q(file_name="")),
            ),
        ]
