"""Trust lists: whose roots a verdict may rest on, who put them there, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class TrustList(models.Model):
    """The roots of one keeper: the national root, Ban Cơ yếu's, an office's own.

    Shipped empty: a certificate that was not obtained from its keeper is not trusted.
    ``sureness`` tells how the administrator made sure that it is the keeper's.
    """

    class Sureness(models.TextChoices):
        CHECKED = "checked", _("đã đối chiếu dấu vân tay với tổ chức giữ")
        PUBLISHED = "published", _("tải từ trang của tổ chức giữ")
        UNCHECKED = "unchecked", _("chưa đối chiếu")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("tên danh sách"), max_length=200, unique=True)
    keeper = models.CharField(_("tổ chức giữ"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=500)
    note = models.TextField(_("ghi chú"), blank=True)
    sureness = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Sureness.choices
    )
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.CharField(_("người lập"), max_length=255)

    class Meta:
        verbose_name = _("danh sách tin cậy")
        constraints = [
            models.CheckConstraint(
                condition=Q(sureness__in=("checked", "published", "unchecked")),
                name="trustlist_sureness_known",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(keeper="") & ~Q(source=""),
                name="trustlist_says_whose_and_whence",
            ),
        ]


class TrustAnchor(models.Model):
    """One certificate of a list: a root, or one that helps on the way to a root.

    Removed, the row stays: an old verdict rests on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trust_list = models.ForeignKey(
        TrustList, on_delete=models.PROTECT, related_name="anchors"
    )
    pem = models.TextField(_("chứng thư (PEM)"))
    fingerprint = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    subject = models.CharField(_("chủ thể"), max_length=300)
    issuer = models.CharField(_("nơi cấp"), max_length=300)
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("hết hiệu lực lúc"))
    is_root = models.BooleanField(_("là chứng thư gốc"))
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=255)
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True)
    removed_by = models.CharField(_("người bỏ"), max_length=255, blank=True)
    removal_reason = models.CharField(_("lý do bỏ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("chứng thư tin cậy")
        constraints = [
            models.UniqueConstraint(
                fields=["trust_list", "fingerprint"],
                condition=Q(removed_at__isnull=True),
                name="trustanchor_once_per_list",
            ),
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"),
                name="trustanchor_fingerprint_is_hex",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="", removal_reason="")
                | Q(removed_at__isnull=False) & ~Q(removed_by="", removal_reason=""),
                name="trustanchor_removal_has_reason",
            ),
        ]
