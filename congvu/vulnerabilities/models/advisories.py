"""What advisories say, and which packages are there for them to mean."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.vulnerabilities.rules import (
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VERSION,
    SEVERITY_NAMES,
    SOURCE_NAMES,
    Severity,
)


class Advisory(models.Model):
    """One advisory. ``cause`` is the same for all that name each other: the CVE where
    there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("mã cảnh báo"), max_length=LONGEST_CODE, unique=True)
    source = models.CharField(_("dạng"), max_length=4, choices=SOURCE_NAMES.items())
    aliases = ArrayField(
        models.CharField(max_length=LONGEST_LINE), default=list, blank=True
    )
    cause = models.CharField(_("lỗ hổng"), max_length=LONGEST_LINE)
    summary = models.CharField(_("tóm tắt"), max_length=LONGEST_LINE)
    details = models.TextField(_("nội dung"), max_length=LONGEST_TEXT, blank=True)
    vector = models.CharField(_("véc-tơ CVSS"), max_length=LONGEST_LINE, blank=True)
    score = models.DecimalField(
        _("điểm CVSS"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    severity = models.CharField(
        _("mức độ"),
        max_length=8,
        choices=SEVERITY_NAMES.items(),
        default=Severity.UNKNOWN,
    )
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    modified_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    # Of all that was read of it: the same twice changes nothing.
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("nạp lúc"))
    # Nothing: its packages have still to be looked through.
    matched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("cảnh báo lỗ hổng")
        constraints = [
            models.CheckConstraint(name="advisory_has_code", condition=~Q(code="")),
            models.CheckConstraint(
                name="advisory_score_possible",
                condition=Q(score__isnull=True) | Q(score__range=(0, 10)),
            ),
        ]
        indexes = [
            models.Index(fields=["cause"], name="advisory_of_cause"),
            GinIndex(fields=["aliases"], name="advisory_by_alias"),
            models.Index(
                fields=["id"],
                condition=Q(matched_at__isnull=True),
                name="advisory_unmatched",
            ),
        ]


class Affected(models.Model):
    """A package that an advisory means; ``lines``, ``versions`` as in rules/ranges."""

    advisory = models.ForeignKey(
        Advisory, on_delete=models.CASCADE, related_name="affected"
    )
    ecosystem = models.CharField(_("hệ gói"), max_length=LONGEST_LINE)
    release = models.CharField(max_length=LONGEST_LINE, blank=True)
    vendor = models.CharField(_("nhà làm ra"), max_length=LONGEST_LINE, blank=True)
    name = models.CharField(_("tên gói"), max_length=LONGEST_NAME)
    lines = models.JSONField(default=list)
    versions = models.JSONField(default=list)
    conditional = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("gói bị ảnh hưởng")
        indexes = [models.Index(fields=["name", "ecosystem"], name="affected_by_name")]


class ExploitedWeakness(models.Model):
    """A weakness that is known to be used, from a list of such (KEV)."""

    code = models.CharField(_("lỗ hổng"), max_length=LONGEST_CODE, primary_key=True)
    since = models.DateField(_("từ ngày"))

    class Meta:
        verbose_name = _("lỗ hổng đang bị khai thác")


class Package(models.Model):
    """A name and version that was found somewhere, in its ecosystem."""

    ecosystem = models.CharField(_("hệ gói"), max_length=LONGEST_LINE)
    release = models.CharField(max_length=LONGEST_LINE, blank=True)
    vendor = models.CharField(max_length=LONGEST_NAME, blank=True)
    name = models.CharField(_("tên gói"), max_length=LONGEST_NAME)
    version = models.CharField(_("phiên bản"), max_length=LONGEST_LINE)
    # Nothing: advisories have still to be looked through for it.
    matched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("gói phần mềm")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version", "ecosystem", "release", "vendor"],
                name="package_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(matched_at__isnull=True),
                name="package_unmatched",
            )
        ]


class SourcePackage(models.Model):
    """From which source a distribution builds a binary package, where that has another
    name or number. ``version``: only this one is known to be ``source_version``.
    """

    ecosystem = models.CharField(max_length=LONGEST_LINE)
    release = models.CharField(max_length=LONGEST_LINE)
    name = models.CharField(_("tên gói"), max_length=LONGEST_NAME)
    source = models.CharField(_("gói nguồn"), max_length=LONGEST_NAME)
    version = models.CharField(max_length=LONGEST_VERSION, blank=True)
    source_version = models.CharField(max_length=LONGEST_VERSION, blank=True)

    class Meta:
        verbose_name = _("gói và gói nguồn của nó")
        constraints = [
            models.UniqueConstraint(
                fields=["ecosystem", "release", "name"], name="sourcepackage_once"
            )
        ]


class SoftwarePackage(models.Model):
    """Which package a program of the inventory is, on machines of that system."""

    software = models.ForeignKey(
        "inventory.Software", on_delete=models.CASCADE, related_name="+"
    )
    ecosystem = models.CharField(max_length=LONGEST_LINE)
    release = models.CharField(max_length=LONGEST_LINE, blank=True)
    package = models.ForeignKey(
        Package, on_delete=models.CASCADE, related_name="programs"
    )

    class Meta:
        verbose_name = _("phần mềm và gói của nó")
        constraints = [
            models.UniqueConstraint(
                fields=["software", "ecosystem", "release"],
                name="softwarepackage_once",
            )
        ]


class Hit(models.Model):
    """An advisory means a package; ``fixed`` is the version in which it does not."""

    package = models.ForeignKey(
        Package, on_delete=models.CASCADE, db_index=False, related_name="hits"
    )
    advisory = models.ForeignKey(
        Advisory, on_delete=models.CASCADE, related_name="hits"
    )
    fixed = models.CharField(_("vá trong bản"), max_length=LONGEST_VERSION, blank=True)
    conditional = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("gói mà cảnh báo nói tới")
        constraints = [
            models.UniqueConstraint(fields=["package", "advisory"], name="hit_once")
        ]
