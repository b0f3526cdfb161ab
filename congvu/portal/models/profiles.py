"""What a body tells of itself that the organisation does not know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules.profiles import (
    LONGEST_DOES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_PHONE,
)


class BodyProfile(models.Model):
    """What a body, one of its units or a post is there for and how it is reached.

    One a thing, changed where it stands; that it was changed is in the log. The public
    reads a copy of it (``PublicBoard``), never this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    post = models.ForeignKey(
        "organisations.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    does = models.TextField(
        _("chức năng, nhiệm vụ"), max_length=LONGEST_DOES, blank=True
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=LONGEST_LINE, blank=True)
    address = models.CharField(_("trụ sở"), max_length=LONGEST_LINE, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=LONGEST_PHONE, blank=True)
    email = models.EmailField(_("thư công vụ"), blank=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=LONGEST_NAME, blank=True)
    does_en = models.TextField(
        _("chức năng, nhiệm vụ bằng tiếng Anh"), max_length=LONGEST_DOES, blank=True
    )
    address_en = models.CharField(
        _("trụ sở bằng tiếng Anh"), max_length=LONGEST_LINE, blank=True
    )
    changed_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("giới thiệu bộ máy trên cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "unit", "post"],
                name="bodyprofile_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="bodyprofile_of_one_thing",
                condition=Q(unit__isnull=True) | Q(post__isnull=True),
            ),
        ]
