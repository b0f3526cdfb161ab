"""Letters that must not lie on in a mailbox."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.models.letters import BoxLetter


class Expunging(models.Model):
    """A letter that brought a state secret goes from its mailbox, too.

    ``done_at``: nothing of it lies there any more; ``copies`` is how many were taken
    away by us. Until then it is tried again, and ``error`` says why it is not done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.OneToOneField(
        BoxLetter, on_delete=models.PROTECT, related_name="expunging"
    )
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    not_before = models.DateTimeField(_("thử từ"))
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    copies = models.PositiveSmallIntegerField(_("số bản đã xóa"), default=0)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    error = models.CharField(_("vì sao chưa xong"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("thư mật phải xóa khỏi hộp thư")
        indexes = [
            models.Index(
                fields=["not_before"],
                name="expunging_to_do",
                condition=models.Q(done_at__isnull=True),
            )
        ]
