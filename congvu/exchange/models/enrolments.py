"""Which of our agencies a hub knows, and under which codes and name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import CHANNEL_NAMES
from congvu.lib.ids import uuid7


class Enrolment(models.Model):
    """An agency with a registry here, as a hub was last told of it.

    ``card`` is what it was told; ``error`` why it would not have it, in words. An
    agency that ended stays where it is: who writes to its old code still reaches its
    heir.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(
        _("đường gửi"), max_length=8, choices=CHANNEL_NAMES.items()
    )
    card = models.JSONField(_("thông tin đã đăng ký"))
    told_at = models.DateTimeField(_("đăng ký lúc"), null=True, blank=True)
    error = models.CharField(_("vì sao chưa đăng ký được"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("đăng ký trên trục")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "channel"], name="enrolment_once_a_channel"
            ),
            models.CheckConstraint(
                name="enrolment_told_or_why",
                condition=Q(told_at__isnull=False, error="") | ~Q(error=""),
            ),
        ]
