"""A run over many papers with one key opened once; never the PIN that opened it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.outgoing.rules import SIGNED_HOW_NAMES, SignedHow
from congvu.outgoing.rules.runs import (
    RUN_PAPER_STATE_NAMES,
    RUN_STEP_NAMES,
    RunPaperState,
    RunStep,
    is_quiet,
)


class SigningRun(models.Model):
    """One person signs many papers from one post with one key, opened once.

    Born when the button is pressed; ends when every paper has its answer. Where its
    process was killed ``beat_at`` stands still: nothing is taken up again, since nobody
    kept the PIN; what is not signed still waits where it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(_("cách ký"), max_length=8, choices=SIGNED_HOW_NAMES.items())
    key = models.ForeignKey(
        "signatures.SigningKey", on_delete=models.PROTECT, related_name="+"
    )
    person_id = models.UUIDField()
    person_name = models.CharField(_("người ký"), max_length=80)
    post_id = models.UUIDField()
    post_name = models.CharField(_("chức vụ người ký"), max_length=200)
    step = models.CharField(
        _("bước"),
        max_length=10,
        choices=RUN_STEP_NAMES.items(),
        default=RunStep.PREPARING,
    )
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    beat_at = models.DateTimeField(_("còn chạy lúc"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    ended_because = models.TextField(_("lý do dừng"), blank=True)

    class Meta:
        verbose_name = _("lượt ký")
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "post_id"],
                condition=Q(ended_at__isnull=True),
                name="signingrun_one_open",
            ),
            models.CheckConstraint(
                name="signingrun_ended_is_over",
                condition=Q(ended_at__isnull=True) & ~Q(step=RunStep.ENDED)
                | Q(ended_at__isnull=False, step=RunStep.ENDED),
            ),
            models.CheckConstraint(
                name="signingrun_by_key",
                condition=Q(how__in=[SignedHow.PERSONAL, SignedHow.AGENCY]),
            ),
        ]

    def is_lost(self, at: datetime) -> bool:
        """Its process is gone before its end."""
        return self.ended_at is None and is_quiet(self.beat_at, at)


class RunPaper(models.Model):
    """One paper of a run, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(SigningRun, on_delete=models.PROTECT, related_name="papers")
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    state = models.CharField(
        _("kết quả"),
        max_length=7,
        choices=RUN_PAPER_STATE_NAMES.items(),
        default=RunPaperState.WAITING,
    )
    why = models.TextField(_("lý do không ký được"), blank=True)
    done_at = models.DateTimeField(_("lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("văn bản của lượt ký")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "draft"], name="runpaper_once_a_run"
            ),
            models.CheckConstraint(
                name="runpaper_failed_says_why",
                condition=~Q(state=RunPaperState.FAILED) | ~Q(why=""),
            ),
        ]
