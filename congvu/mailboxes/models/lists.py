"""Other addresses of a box, and addresses that mean many."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.boxes import Mailbox
from congvu.mailboxes.rules import ADDRESS_SHAPE, LONGEST_ADDRESS, LONGEST_LINE
from congvu.organisations.models import AgencyKind
from congvu.organisations.models.periods import Dated, period_check
from congvu.organisations.rules import ROLE_NAMES


class MailAlias(Dated):
    """One more address of a box, for a period; then nobody's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(
        _("địa chỉ phụ"), max_length=LONGEST_ADDRESS, unique=True
    )
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.CASCADE, related_name="aliases"
    )
    reason = models.CharField(_("lý do"), max_length=LONGEST_LINE, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=80)

    class Meta:
        verbose_name = _("địa chỉ phụ")
        constraints = [
            period_check("mailalias_period"),
            models.CheckConstraint(
                name="mailalias_address_plain",
                condition=Q(address__regex=ADDRESS_SHAPE),
            ),
        ]


class DistributionList(Dated):
    """An address that means whoever is in these units and posts that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(_("địa chỉ"), max_length=LONGEST_ADDRESS, unique=True)
    title = models.CharField(_("tên danh sách"), max_length=LONGEST_LINE)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)

    class Meta:
        verbose_name = _("danh sách gửi chung")
        constraints = [
            period_check("distributionlist_period"),
            models.CheckConstraint(
                name="distributionlist_address_plain",
                condition=Q(address__regex=ADDRESS_SHAPE),
            ),
            models.CheckConstraint(
                name="distributionlist_has_title", condition=~Q(title="")
            ),
        ]


class ListEntry(models.Model):
    """Whom a list means: who holds a post in this unit and those below it, in this
    agency, or in any agency of this kind; only posts of ``role`` where it says one; or
    one box.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list = models.ForeignKey(
        DistributionList, on_delete=models.CASCADE, related_name="entries"
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    agency_kind = models.CharField(
        _("loại cơ quan"), max_length=12, choices=AgencyKind.choices, blank=True
    )
    role = models.CharField(
        _("vai trò"), max_length=16, choices=ROLE_NAMES.items(), blank=True
    )

    class Meta:
        verbose_name = _("mục của danh sách gửi chung")
        constraints = [
            models.CheckConstraint(
                name="listentry_means_one_thing",
                condition=Q(
                    agency__isnull=False,
                    unit__isnull=True,
                    mailbox__isnull=True,
                    agency_kind="",
                )
                | Q(
                    agency__isnull=True,
                    unit__isnull=False,
                    mailbox__isnull=True,
                    agency_kind="",
                )
                | Q(
                    agency__isnull=True,
                    unit__isnull=True,
                    mailbox__isnull=False,
                    agency_kind="",
                    role="",
                )
                | Q(agency__isnull=True, unit__isnull=True, mailbox__isnull=True)
                & ~Q(agency_kind=""),
            )
        ]
