"""Agencies and their units, what they are called when, and their codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, no_overlap, period_check


class AgencyKind(models.TextChoices):
    PROVINCE = "province", _("UBND cấp tỉnh")
    DEPARTMENT = "department", _("sở, ban, ngành")
    DISTRICT = "district", _("UBND cấp huyện")
    COMMUNE = "commune", _("UBND cấp xã")
    OTHER = "other", _("tổ chức khác")


class Agency(Dated):
    """A body with a seal, codes and registers of its own.

    Born and ended by a legal act; never deleted. Its name and its place in the tree are
    in AgencyVersion, because they change while the body stays the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("loại"), max_length=12, choices=AgencyKind.choices)
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cơ quan, tổ chức")
        constraints = [period_check("agency_period")]


class AgencyVersion(Dated):
    """An agency's name and superior body for a period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="versions"
    )
    parent = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọi tắt"), max_length=60)
    issuer_symbol = models.CharField(_("viết tắt trong ký hiệu"), max_length=20)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    folded_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("tên gọi của cơ quan")
        constraints = [
            period_check("agencyversion_period"),
            no_overlap("agencyversion_no_overlap", "agency"),
        ]
        indexes = [
            models.Index(fields=["parent"]),
            models.Index(fields=["folded_name"]),
        ]


class IdentifierScheme(models.TextChoices):
    CODE_13 = "code-13", _("mã 13 ký tự (QCVN 102:2016)")
    CODE_35 = "code-35", _("mã định danh điện tử (QĐ 20/2020)")
    COMMUNE_5 = "commune-5", _("mã đơn vị hành chính 5 số")


class Identifier(Dated):
    """A code that meant this agency for a period. Codes are reused: never a key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="identifiers"
    )
    scheme = models.CharField(
        _("hệ mã"), max_length=12, choices=IdentifierScheme.choices
    )
    value = models.CharField(_("mã"), max_length=35)

    class Meta:
        verbose_name = _("mã định danh")
        constraints = [
            period_check("identifier_period"),
            no_overlap("identifier_means_one_agency", "scheme", "value"),
            no_overlap("identifier_one_per_scheme", "agency", "scheme"),
        ]


class Unit(Dated):
    """A part of an agency (phòng, ban, chi cục) without registers of its own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")

    class Meta:
        verbose_name = _("đơn vị")
        constraints = [period_check("unit_period")]

    def __str__(self) -> str:
        """As it was called last, where a list knows no day."""
        last = self.versions.order_by("-valid_from").first()
        return last.name if last else str(self.pk)


class UnitVersion(Dated):
    """A unit's name, abbreviation and superior unit for a period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("tên"), max_length=200)
    symbol = models.CharField(_("viết tắt trong ký hiệu"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("tên gọi của đơn vị")
        constraints = [
            period_check("unitversion_period"),
            no_overlap("unitversion_no_overlap", "unit"),
        ]
        indexes = [models.Index(fields=["parent"])]
