"""Who answers for security, who administers which system, what proves they may."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.rules import (
    CERTIFICATE_KIND_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    OFFICER_KIND_NAMES,
)
from congvu.lib.ids import uuid7


class SecurityOfficer(models.Model):
    """Of an agency the person named for its security, or the deputy; dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        _("vai trò"), max_length=6, choices=OFFICER_KIND_NAMES.items()
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    basis = models.CharField(_("văn bản phân công"), max_length=LONGEST_NAME)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("trước ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("người phụ trách an ninh")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(until__isnull=True),
                name="securityofficer_one_now",
            ),
            models.CheckConstraint(
                name="securityofficer_period_forward",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]


class SystemAdministrator(models.Model):
    """Who administers a system directly; dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("trước ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("người quản trị hệ thống")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "person"],
                condition=Q(until__isnull=True),
                name="systemadministrator_once_now",
            ),
            models.CheckConstraint(
                name="systemadministrator_period_forward",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]


class SecurityCertificate(models.Model):
    """A certificate, or training in the field, which needs none; of a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    kind = models.CharField(
        _("loại"), max_length=11, choices=CERTIFICATE_KIND_NAMES.items()
    )
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    number = models.CharField(_("số hiệu"), max_length=LONGEST_LINE)
    issued_on = models.DateField(_("ngày cấp"))
    valid_until = models.DateField(_("có giá trị đến ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("chứng chỉ an ninh")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"], name="securitycertificate_once"
            ),
            models.CheckConstraint(
                name="securitycertificate_period_forward",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
            ),
        ]
