"""Packages made of closed dossiers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import (
    PACKAGE_KIND_NAMES,
    PACKAGE_STATE_NAMES,
    PackageState,
)
from congvu.lib.ids import uuid7


class Package(models.Model):
    """A closed dossier as one zip (SIP, AIP), asked for and then made by the worker.

    The file lies in ``CONGVU_HOME/packages`` under the row's id. What a killed worker
    had written is gone on with (growing_zip.py); ``done`` is how far it has come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(
        "archives.Dossier", on_delete=models.PROTECT, related_name="packages"
    )
    kind = models.CharField(
        _("loại gói"), max_length=3, choices=PACKAGE_KIND_NAMES.items()
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=6,
        choices=PACKAGE_STATE_NAMES.items(),
        default=PackageState.ASKED,
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.CharField(_("người yêu cầu"), max_length=80)
    ready_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    done = models.PositiveIntegerField(_("đã đóng"), default=0)
    documents = models.PositiveIntegerField(_("số tài liệu"), default=0)
    size = models.BigIntegerField(_("dung lượng"), default=0)
    sha256 = models.CharField(_("mã SHA-256"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("gói hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="package_ready_is_whole",
                condition=~Q(state=PackageState.READY)
                | Q(ready_at__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="package_failure_says_why",
                condition=~Q(state=PackageState.FAILED) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="package_waits",
                condition=Q(state=PackageState.ASKED),
            )
        ]


class PackageCheck(models.Model):
    """What was found on a package made elsewhere; the package itself is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("kiểm tra lúc"))
    by = models.CharField(_("người kiểm tra"), max_length=80)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    sha256 = models.CharField(_("mã SHA-256"), max_length=64)
    result = models.JSONField(_("kết quả"))

    class Meta:
        verbose_name = _("lần kiểm tra gói")
        indexes = [
            models.Index(fields=["agency", "-at"], name="packagecheck_of_agency")
        ]
