"""The catalogue: who makes what, and by which names the inventory knows it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.licences.rules import (
    CATEGORY_NAMES,
    LICENCE_NAMES,
    LONGEST_LINE,
    PRODUCT_KIND_NAMES,
    Category,
    Licence,
    ProductKind,
)


class Publisher(models.Model):
    """Who makes products, under one name however agents spell it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("tên"), max_length=LONGEST_LINE, unique=True)

    class Meta:
        verbose_name = _("nhà sản xuất phần mềm")
        constraints = [
            models.CheckConstraint(name="publisher_has_name", condition=~Q(name=""))
        ]


class Product(models.Model):
    """What one licences: a program of one publisher, edition and line of versions.

    Products of one ``family`` are editions or versions of each other: a right may cover
    all of them. ``spdx`` names the licence of an open one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="products"
    )
    name = models.CharField(_("tên"), max_length=LONGEST_LINE)
    edition = models.CharField(_("ấn bản"), max_length=LONGEST_LINE, blank=True)
    line = models.CharField(_("dòng phiên bản"), max_length=40, blank=True)
    family = models.CharField(_("họ sản phẩm"), max_length=LONGEST_LINE, blank=True)
    kind = models.CharField(
        _("loại"),
        max_length=8,
        choices=PRODUCT_KIND_NAMES.items(),
        default=ProductKind.APPLICATION,
    )
    category = models.CharField(
        _("nhóm"),
        max_length=8,
        choices=CATEGORY_NAMES.items(),
        default=Category.OTHER,
    )
    licence = models.CharField(
        _("giấy phép"), max_length=4, choices=LICENCE_NAMES.items()
    )
    spdx = models.CharField(_("giấy phép nguồn mở"), max_length=80, blank=True)
    # The key in the catalogue that came with the office; "" where staff entered it.
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("sản phẩm phần mềm")
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "name", "edition", "line"], name="product_once"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="product_of_code_once"
            ),
            models.CheckConstraint(name="product_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="product_open_says_licence",
                condition=Q(licence=Licence.OPEN) & ~Q(spdx="")
                | ~Q(licence=Licence.OPEN) & Q(spdx=""),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="product_by_name"),
            models.Index(
                fields=["family"], condition=~Q(family=""), name="product_by_family"
            ),
        ]

    @property
    def full_name(self) -> str:
        """Name, edition and line in one."""
        return " ".join(one for one in (self.name, self.edition, self.line) if one)


class CatalogueRule(models.Model):
    """Names that match are this product; without one, they are no program of their own
    (a patch, a driver's part). The lowest place that matches decides.

    Patterns are whole texts without regard to case or accents; ``*`` is anything.
    Versions from ``version_from`` on, before ``version_below``, part by part.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.PositiveIntegerField(_("thứ tự"))
    publisher_pattern = models.CharField(
        _("mẫu nhà sản xuất"), max_length=LONGEST_LINE, default="*"
    )
    name_pattern = models.CharField(_("mẫu tên"), max_length=LONGEST_LINE)
    version_from = models.CharField(_("từ phiên bản"), max_length=40, blank=True)
    version_below = models.CharField(_("trước phiên bản"), max_length=40, blank=True)
    product = models.ForeignKey(
        Product,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
    )
    code = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("quy tắc nhận biết")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "publisher_pattern",
                    "name_pattern",
                    "version_from",
                    "version_below",
                ],
                name="cataloguerule_once",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="cataloguerule_of_code"
            ),
            # What matches everything would leave nothing in the queue.
            models.CheckConstraint(
                name="cataloguerule_not_everything",
                condition=~Q(publisher_pattern__regex=r"^[*\s]*$")
                | ~Q(name_pattern__regex=r"^[*\s]*$"),
            ),
        ]
        indexes = [models.Index(fields=["place", "id"], name="cataloguerule_order")]


class ProgramName(models.Model):
    """What a name of the inventory was found to be, and by which rule.

    No product and not ``ignored``: nobody knows yet; it waits in the queue.
    """

    software = models.OneToOneField(
        "inventory.Software",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="known_as",
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="names"
    )
    rule = models.ForeignKey(
        CatalogueRule,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="names",
    )
    ignored = models.BooleanField(default=False)
    # On how many machines the name is, in any version, as it waits; counted by the job.
    machines = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tên phần mềm đã nhận biết")
        constraints = [
            models.CheckConstraint(
                name="programname_ignored_is_nothing",
                condition=Q(ignored=False) | Q(product__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                fields=["-machines"],
                condition=Q(product__isnull=True, ignored=False),
                name="programname_waiting",
            )
        ]
