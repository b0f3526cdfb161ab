"""What a system says of a standard, and what a checker found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.standards.rules import (
    CHECKER_NAMES,
    CLAIM_NAMES,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    ClaimKind,
)


class Claim(models.Model):
    """What was said last. ``until`` ends a waiver, ``agreed`` is who let it be.

    ``standard`` is a code of data/standards.yaml, or the duty to be connected.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    standard = models.CharField(_("tiêu chuẩn"), max_length=LONGEST_CODE)
    kind = models.CharField(_("khai"), max_length=8, choices=CLAIM_NAMES.items())
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    agreed = models.CharField(_("người đồng ý"), max_length=LONGEST_LINE, blank=True)
    # A waiver that ended was told to who keeps the system.
    told_at = models.DateTimeField(_("đã báo hết hạn"), null=True, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("khai báo tiêu chuẩn")
        constraints = [
            models.UniqueConstraint(fields=["system", "standard"], name="claim_once"),
            models.CheckConstraint(
                name="claim_waiver_says_why_until_who",
                condition=~Q(kind=ClaimKind.WAIVED)
                | (~Q(reason="") & ~Q(agreed="") & Q(until__isnull=False)),
            ),
            models.CheckConstraint(
                name="claim_only_waivers_end",
                condition=Q(kind=ClaimKind.WAIVED) | Q(until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["standard", "system"], name="claim_of_standard"),
            models.Index(
                fields=["until"],
                condition=Q(told_at__isnull=True, until__isnull=False),
                name="claim_to_tell",
            ),
        ]


class StandardCheck(models.Model):
    """One run of a checker; written once. ``found`` are keys of `rules.FINDINGS`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    standard = models.CharField(_("tiêu chuẩn"), max_length=LONGEST_CODE)
    checker = models.CharField(
        _("cách kiểm tra"), max_length=5, choices=CHECKER_NAMES.items()
    )
    subject = models.CharField(_("tệp, địa chỉ"), max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64, blank=True)
    passed = models.BooleanField(_("đạt"))
    found = models.JSONField(_("điều tìm thấy"), default=list)
    details = models.JSONField(_("chi tiết"), default=list)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("lần kiểm tra tiêu chuẩn")
        constraints = [
            models.CheckConstraint(
                name="standardcheck_passed_without_findings",
                condition=Q(passed=True, found=[]) | (Q(passed=False) & ~Q(found=[])),
            ),
            models.CheckConstraint(
                name="standardcheck_of_something", condition=~Q(subject="")
            ),
        ]
        indexes = [
            models.Index(
                F("system"), F("standard"), F("id").desc(), name="standardcheck_last"
            )
        ]


class ConnectionReminder(models.Model):
    """A step before the legal day, told once of a system."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.CASCADE,
        db_index=False,
        related_name="+",
    )
    step = models.CharField(_("bước"), max_length=20)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lời nhắc kết nối")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "step"], name="connectionreminder_once"
            )
        ]
