"""What the public reads of the office beside papers, as it was copied last."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules import BOARD_KINDS, BoardKind


class PublicBoard(models.Model):
    """A week's sheet, a body with its units and leaders, what a paper ordered.

    ``key`` is the week or the paper it is of; ``content`` what is shown, row by row.
    Made anew by the worker, dropped with what it was made of.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("loại"), max_length=8, choices=BOARD_KINDS.items())
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(_("cơ quan"), max_length=200)
    key = models.CharField(_("của"), max_length=40, blank=True)
    content = models.JSONField(_("nội dung"), default=list)
    made_at = models.DateTimeField(_("chép lúc"))

    class Meta:
        verbose_name = _("bảng công khai")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "key"], name="publicboard_once"
            ),
            models.CheckConstraint(
                name="publicboard_kind_known",
                condition=Q(kind__in=[k.value for k in BoardKind]),
            ),
        ]
