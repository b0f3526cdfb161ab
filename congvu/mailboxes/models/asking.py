"""What heads and clerks ask the administrator for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.boxes import Mailbox
from congvu.mailboxes.models.lists import DistributionList
from congvu.mailboxes.rules import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_REASON,
    REQUEST_KIND_NAMES,
    REQUEST_STATE_NAMES,
    RequestKind,
    RequestState,
)


class MailboxRequest(models.Model):
    """A box to be opened or closed, more room, one more address, a list: asked for an
    agency, decided by who keeps its boxes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        _("đề nghị"), max_length=6, choices=REQUEST_KIND_NAMES.items()
    )
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=REQUEST_STATE_NAMES.items()
    )
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("tên hiển thị"), max_length=LONGEST_LINE, blank=True)
    local_part = models.CharField(
        _("địa chỉ mong muốn"), max_length=LONGEST_ADDRESS, blank=True
    )
    quota_mb = models.PositiveIntegerField(_("dung lượng, MB"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    asked_at = models.DateTimeField(_("gửi lúc"))
    asked_by = models.CharField(_("người gửi"), max_length=80)
    asked_by_post = models.CharField(_("chức vụ người gửi"), max_length=200)
    desk_id = models.UUIDField()
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    answer = models.CharField(_("trả lời"), max_length=LONGEST_REASON, blank=True)
    made_box = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_list = models.ForeignKey(
        DistributionList,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("đề nghị về hộp thư")
        constraints = [
            models.CheckConstraint(
                name="mailboxrequest_kind_known",
                condition=Q(kind__in=[k.value for k in RequestKind]),
            ),
            models.CheckConstraint(
                name="mailboxrequest_decided_or_waiting",
                condition=Q(
                    state=RequestState.WAITING, decided_at__isnull=True, decided_by=""
                )
                | Q(
                    state__in=[
                        RequestState.APPROVED,
                        RequestState.REFUSED,
                        RequestState.WITHDRAWN,
                    ],
                    decided_at__isnull=False,
                )
                & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="mailboxrequest_says_why", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="mailboxrequest_refused_with_words",
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-asked_at"],
                name="mailboxrequest_waiting",
                condition=Q(state=RequestState.WAITING),
            )
        ]
