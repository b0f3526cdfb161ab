"""Khó khăn, vướng mắc: what stands in a share's way, and each step with its letter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.duties.rules import (
    DIFFICULTY_STATE_NAMES,
    EFFECT_NAMES,
    OPEN_DIFFICULTIES,
    DifficultyState,
    Effect,
)
from congvu.lib.ids import uuid7


class Difficulty(models.Model):
    """Who has a share cannot go on, and wrote so.

    Answered by who follows the duty up within a day of a dated rule; or put before who
    gave it, and decided there within another, with an ``effect`` on the share.
    ``due_on``: by when what it waits for has to be there. ``decider``: the agency above
    that it was put before, where it is beyond who gave it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="difficulties"
    )
    title = models.CharField(_("khó khăn, vướng mắc"), max_length=300)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DIFFICULTY_STATE_NAMES.items()
    )
    asked_on = models.DateField(_("báo ngày"))
    due_on = models.DateField(_("hạn xử lý"), null=True, blank=True)
    due_basis = models.CharField(_("căn cứ hạn"), max_length=200, blank=True)
    decider = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    came_from = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(_("xong ngày"), null=True, blank=True)
    effect = models.CharField(
        _("với nhiệm vụ"), max_length=10, choices=EFFECT_NAMES.items(), blank=True
    )

    class Meta:
        verbose_name = _("khó khăn, vướng mắc")
        constraints = [
            models.CheckConstraint(
                name="difficulty_ended_when_answered",
                condition=Q(
                    state__in=[str(s) for s in OPEN_DIFFICULTIES],
                    ended_on__isnull=True,
                    effect="",
                )
                | Q(state=DifficultyState.ANSWERED, ended_on__isnull=False, effect="")
                | Q(
                    state=DifficultyState.DECIDED,
                    ended_on__isnull=False,
                    effect__in=[e.value for e in Effect],
                ),
            ),
            models.CheckConstraint(
                name="difficulty_put_before_whom",
                condition=Q(state="referred", decider__isnull=False)
                | Q(state="decided")
                | Q(state__in=["asked", "answered", "escalated"], decider__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["share"],
                name="difficulty_open",
                condition=Q(state__in=["asked", "escalated", "referred"]),
            )
        ]


class DifficultyStep(models.Model):
    """One step of it: who, when, in what words, by which letter. Never changed.

    ``due_on``: by when the next one had to be there, by the rule of its day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    difficulty = models.ForeignKey(
        Difficulty, on_delete=models.PROTECT, related_name="steps"
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DIFFICULTY_STATE_NAMES.items()
    )
    text = models.TextField(_("nội dung"))
    paper = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_on = models.DateField(_("hạn bước sau"), null=True, blank=True)
    due_basis = models.CharField(_("căn cứ hạn"), max_length=200, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)
    by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("bước xử lý vướng mắc")
        constraints = [
            models.UniqueConstraint(
                fields=["difficulty", "state"], name="difficultystep_once_each"
            ),
            models.CheckConstraint(
                name="difficultystep_asked_in_writing",
                condition=~Q(state=DifficultyState.ASKED) | Q(paper__isnull=False),
            ),
        ]
