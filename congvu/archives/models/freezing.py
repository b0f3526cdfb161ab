"""Sets of dossiers that nobody may change until they are let go."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import LONGEST_REASON
from congvu.lib.ids import uuid7


class Freeze(models.Model):
    """Dossiers kept as they are, for an inspection or a court (Phụ lục VI).

    Moving, editing and destroying are refused until an authorised person ends it; a
    dossier may lie in several, and is free when the last has ended. ``came_from`` as
    of a `Dossier`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người đóng băng"), max_length=80)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người bỏ đóng băng"), max_length=80, blank=True)
    ended_because = models.CharField(
        _("lý do bỏ"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("đóng băng")
        constraints = [
            models.CheckConstraint(name="freeze_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="freeze_end_says_why",
                condition=Q(ended_at__isnull=True, ended_by="", ended_because="")
                | Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_because=""),
            ),
        ]


class FrozenDossier(models.Model):
    """One dossier of a `Freeze`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    freeze = models.ForeignKey(
        Freeze, on_delete=models.PROTECT, related_name="dossiers"
    )
    dossier = models.ForeignKey(
        "archives.Dossier", on_delete=models.PROTECT, related_name="freezes"
    )

    class Meta:
        verbose_name = _("hồ sơ bị đóng băng")
        constraints = [
            models.UniqueConstraint(
                fields=["freeze", "dossier"], name="frozendossier_once"
            ),
        ]
