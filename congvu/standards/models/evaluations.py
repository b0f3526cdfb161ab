"""Software offered, what it is judged by, who judges, what each gave."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.standards.rules import (
    EVALUATION_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    MOST_POINTS,
    EvaluationState,
)


class Evaluation(models.Model):
    """What is needed; once scoring began, criteria and offers stay as they are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("đánh giá"), max_length=LONGEST_NAME)
    need = models.TextField(_("nhu cầu"), max_length=LONGEST_TEXT)
    state = models.CharField(
        _("trạng thái"),
        max_length=7,
        choices=EVALUATION_STATE_NAMES.items(),
        default=EvaluationState.OPEN,
    )
    begun_at = models.DateTimeField(_("lập lúc"))
    begun_by = models.CharField(_("người lập"), max_length=80)
    closed_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("đánh giá phần mềm")
        constraints = [
            models.CheckConstraint(
                name="evaluation_says_what_for", condition=~Q(name="") & ~Q(need="")
            ),
            models.CheckConstraint(
                name="evaluation_closed_at_a_moment",
                condition=Q(state=EvaluationState.CLOSED, closed_at__isnull=False)
                | (~Q(state=EvaluationState.CLOSED) & Q(closed_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "id"], name="evaluation_of_agency")]


class EvaluationCriterion(models.Model):
    """``weight`` of a hundred, ``least`` of ten points."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="criteria"
    )
    name = models.CharField(_("tiêu chí"), max_length=LONGEST_NAME)
    weight = models.PositiveSmallIntegerField(_("trọng số"))
    least = models.PositiveSmallIntegerField(_("điểm tối thiểu"), default=0)

    class Meta:
        verbose_name = _("tiêu chí đánh giá")
        constraints = [
            models.CheckConstraint(
                name="evaluationcriterion_within",
                condition=Q(weight__range=(1, 100)) & Q(least__range=(0, MOST_POINTS)),
            ),
            models.UniqueConstraint(
                fields=["evaluation", "name"], name="evaluationcriterion_once"
            ),
        ]


class EvaluationOffer(models.Model):
    """A program and who offers it; ``price`` in whole đồng where one was told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="offers"
    )
    name = models.CharField(_("phần mềm"), max_length=LONGEST_NAME)
    vendor = models.CharField(_("bên chào"), max_length=LONGEST_NAME)
    price = models.BigIntegerField(_("giá chào"), null=True, blank=True)

    class Meta:
        verbose_name = _("phần mềm được chào")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "name", "vendor"], name="evaluationoffer_once"
            ),
            models.CheckConstraint(
                name="evaluationoffer_price_is_none_or_more",
                condition=Q(price__isnull=True) | Q(price__gte=0),
            ),
        ]


class EvaluationScorer(models.Model):
    """Who judges, by name; sees what the others gave once all have handed in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="scorers"
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("người chấm"), max_length=LONGEST_LINE)
    handed_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("người chấm")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "person"], name="evaluationscorer_once"
            )
        ]


class EvaluationScore(models.Model):
    """Points of one scorer for an offer by a criterion, and what they rest on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scorer = models.ForeignKey(
        EvaluationScorer,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="scores",
    )
    offer = models.ForeignKey(
        EvaluationOffer, on_delete=models.PROTECT, related_name="+"
    )
    criterion = models.ForeignKey(
        EvaluationCriterion, on_delete=models.PROTECT, related_name="+"
    )
    points = models.PositiveSmallIntegerField(_("điểm"))
    evidence = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)

    class Meta:
        verbose_name = _("điểm đánh giá")
        constraints = [
            models.UniqueConstraint(
                fields=["scorer", "offer", "criterion"], name="evaluationscore_once"
            ),
            models.CheckConstraint(
                name="evaluationscore_within",
                condition=Q(points__lte=MOST_POINTS) & ~Q(evidence=""),
            ),
        ]


class EvaluationPaper(models.Model):
    """A recommendation composed as a draft, to be signed as every paper is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="papers"
    )
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("soạn lúc"))
    by = models.CharField(_("người soạn"), max_length=80)

    class Meta:
        verbose_name = _("văn bản kiến nghị lựa chọn")
        constraints = [
            models.UniqueConstraint(fields=["draft"], name="evaluationpaper_once")
        ]
