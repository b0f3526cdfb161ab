"""Where weaknesses were found, and what became of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.vulnerabilities.models.advisories import Advisory, Package
from congvu.vulnerabilities.rules import (
    FINDING_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    PRIORITY_NAMES,
    SEVERITY_NAMES,
    FindingState,
    Priority,
    Severity,
)


class Bom(models.Model):
    """A bill of materials of a product that an agency runs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    system = models.ForeignKey(
        "systems.InformationSystem",
        verbose_name=_("hệ thống thông tin"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên sản phẩm"), max_length=LONGEST_LINE)
    version = models.CharField(_("phiên bản"), max_length=LONGEST_LINE, blank=True)
    sha256 = models.CharField(max_length=64)
    unknown = models.PositiveIntegerField(_("thành phần không theo dõi được"))
    loaded_at = models.DateTimeField(_("nạp lúc"))
    loaded_by = models.CharField(_("người nạp"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("bảng kê thành phần phần mềm")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="bom_of_product"),
            models.CheckConstraint(name="bom_has_name", condition=~Q(name="")),
        ]


class BomPart(models.Model):
    bom = models.ForeignKey(
        Bom, on_delete=models.CASCADE, db_index=False, related_name="parts"
    )
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="+")
    purl = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("thành phần phần mềm")
        constraints = [
            models.UniqueConstraint(fields=["bom", "package"], name="bompart_once")
        ]


class Finding(models.Model):
    """One cause in one package on one machine, or in one bill of materials.

    ``level`` and ``is_public`` are of the highest system of the machine; with
    ``severity`` and ``exploited`` they make the priority.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    machine = models.ForeignKey(
        "inventory.Machine",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    bom = models.ForeignKey(
        Bom, on_delete=models.CASCADE, null=True, blank=True, related_name="findings"
    )
    cause = models.CharField(_("lỗ hổng"), max_length=LONGEST_LINE)
    name = models.CharField(_("tên gói"), max_length=LONGEST_NAME)
    advisory = models.ForeignKey(
        Advisory, on_delete=models.PROTECT, related_name="findings"
    )
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+")
    fixed = models.CharField(_("vá trong bản"), max_length=LONGEST_LINE, blank=True)
    severity = models.CharField(
        _("mức độ"),
        max_length=8,
        choices=SEVERITY_NAMES.items(),
        default=Severity.UNKNOWN,
    )
    exploited = models.BooleanField(_("đang bị khai thác"), default=False)
    level = models.PositiveSmallIntegerField(_("cấp độ hệ thống"), default=0)
    is_public = models.BooleanField(_("mở ra Internet"), default=False)
    priority = models.PositiveSmallIntegerField(
        _("ưu tiên"), choices=PRIORITY_NAMES.items(), default=Priority.LATER
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=FINDING_STATE_NAMES.items(),
        default=FindingState.OPEN,
    )
    found_at = models.DateTimeField(_("thấy lúc"))
    due_on = models.DateField(_("hạn vá"))
    planned_on = models.DateField(_("dự kiến vá ngày"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=LONGEST_REASON, blank=True)
    accepted_until = models.DateField(_("chấp nhận đến ngày"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    ended_at = models.DateTimeField(_("hết lúc"), null=True, blank=True)
    # How often it came back after it was mended.
    returned = models.PositiveIntegerField(_("số lần quay lại"), default=0)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("lỗ hổng phát hiện")
        constraints = [
            models.CheckConstraint(
                name="finding_is_in_one_place",
                condition=Q(machine__isnull=False, bom__isnull=True)
                | Q(machine__isnull=True, bom__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["machine", "cause", "name"],
                condition=Q(machine__isnull=False),
                name="finding_once_on_machine",
            ),
            models.UniqueConstraint(
                fields=["bom", "cause", "name"],
                condition=Q(bom__isnull=False),
                name="finding_once_in_bom",
            ),
            models.CheckConstraint(
                name="finding_accepted_for_a_time",
                condition=~Q(state=FindingState.ACCEPTED)
                | (Q(accepted_until__isnull=False) & ~Q(note="")),
            ),
            models.CheckConstraint(
                name="finding_planned_for_a_day",
                condition=~Q(state=FindingState.PLANNED) | Q(planned_on__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_ended_has_a_time",
                condition=Q(
                    state__in=[FindingState.MENDED, FindingState.VOID],
                    ended_at__isnull=False,
                )
                | Q(
                    state__in=[
                        FindingState.OPEN,
                        FindingState.PLANNED,
                        FindingState.ACCEPTED,
                    ],
                    ended_at__isnull=True,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "priority", "due_on", "id"],
                name="finding_of_agency",
            ),
            models.Index(fields=["priority", "due_on", "id"], name="finding_in_order"),
            models.Index(fields=["cause"], name="finding_of_cause"),
        ]
