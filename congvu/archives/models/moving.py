"""Dossiers that went from desk to desk with the work of a post."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class DossierMove(models.Model):
    """One dossier on the record of a desk that was handed over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hand_over = models.ForeignKey(
        "documents.HandOver", on_delete=models.PROTECT, related_name="dossiers"
    )
    dossier = models.ForeignKey(
        "archives.Dossier", on_delete=models.PROTECT, related_name="moves"
    )

    class Meta:
        verbose_name = _("hồ sơ bàn giao theo chức vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over", "dossier"], name="dossiermove_once"
            ),
        ]
