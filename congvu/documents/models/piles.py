"""A pile of scanned papers in one file, before it is taken apart."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import CHANNEL_NAMES, PILE_STATE_NAMES, PileState
from congvu.lib.ids import uuid7


class Pile(models.Model):
    """Many papers scanned in one go (bó quét), kept once as they came.

    Born when the file is dropped; looked through page by page (``signs``), then cut:
    one intake item a paper, all at once (``plan`` holds what is ready so far, so that a
    kill costs nothing). ``made`` names every file ever taken out of it, those of cuts
    mended since, too: a state secret among them leaves none behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    channel = models.CharField(
        _("đường đến"), max_length=12, choices=CHANNEL_NAMES.items()
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=PILE_STATE_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    received_by = models.CharField(_("người nhận"), max_length=80)
    prefix = models.CharField(_("tiền tố nhãn"), max_length=20, blank=True)
    signs = models.JSONField(default=list)
    plan = models.JSONField(default=list)
    made = ArrayField(models.UUIDField(), default=list)
    separators = models.PositiveIntegerField(_("số tờ ngăn"), default=0)

    class Meta:
        verbose_name = _("bó quét")
        constraints = [
            models.CheckConstraint(
                name="pile_state_known",
                condition=Q(state__in=[s.value for s in PileState]),
            ),
            models.CheckConstraint(
                name="pile_refusal_has_reason",
                condition=~Q(state__in=[PileState.QUARANTINED, PileState.REFUSED])
                | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["agency", "file"], name="pile_once_per_agency"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="pile_newest"),
            models.Index(
                fields=["received_at"],
                name="pile_unfinished",
                condition=Q(state__in=[PileState.LOOKING, PileState.CUTTING]),
            ),
        ]


class ScanLabel(models.Model):
    """How an agency's bar-code labels begin; none means that it sticks none."""

    agency = models.OneToOneField(
        "organisations.Agency",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="+",
    )
    prefix = models.CharField(_("tiền tố nhãn"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("nhãn mã vạch của cơ quan")
