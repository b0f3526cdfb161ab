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

    The file lies in ``CONGVU_HOME/packages`` under the row's id. A killed worker begins
    it again: the same dossier gives the same bytes.
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
