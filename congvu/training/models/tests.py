"""A bank of questions of a course; tests of a class, who sat them with what answers."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.models.classes import Course, Place, TrainingClass
from congvu.training.rules.papers import WHOLE
from congvu.training.rules.questions import (
    KIND_NAMES,
    LONGEST_CHOICE,
    LONGEST_STEM,
    LONGEST_TOPIC,
    Asked,
    QuestionKind,
)
from congvu.training.rules.words import LONGEST_NAME


def _texts(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(
        models.CharField(max_length=LONGEST_CHOICE),
        verbose_name=label,
        default=list,
        blank=True,
    )


class BankQuestion(models.Model):
    """Never changed: a paper that was sat stays what it was. Taken out of the bank it
    is on no new paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="questions", db_index=False
    )
    topic = models.CharField(_("chủ đề"), max_length=LONGEST_TOPIC)
    kind = models.CharField(_("loại"), max_length=10, choices=KIND_NAMES.items())
    stem = models.TextField(_("câu hỏi"), max_length=LONGEST_STEM)
    choices = _texts(_("phương án"))
    prompts = _texts(_("vế bên trái"))
    accepted = _texts(_("câu trả lời được chấp nhận"))
    key = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("đáp án"),
        default=list,
        blank=True,
    )
    points = models.PositiveSmallIntegerField(_("điểm"), default=1)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    retired_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi kiểm tra")
        constraints = [
            models.UniqueConstraint(
                F("course"),
                MD5("stem"),
                condition=Q(retired_at=None),
                name="bankquestion_once",
            ),
            models.CheckConstraint(
                name="bankquestion_has_points", condition=Q(points__gte=1)
            ),
        ]
        indexes = [
            models.Index(fields=["course", "topic"], name="bankquestion_of_course")
        ]

    def as_asked(self) -> Asked:
        return Asked(
            QuestionKind(self.kind),
            self.stem,
            tuple(self.choices),
            tuple(self.prompts),
            tuple(self.key),
            tuple(self.accepted),
            self.points,
        )


class ClassTest(models.Model):
    """Passed by who reaches ``pass_percent`` in the best of their sittings."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="tests"
    )
    name = models.CharField(_("bài kiểm tra"), max_length=LONGEST_NAME)
    opens_at = models.DateTimeField(_("mở lúc"))
    closes_at = models.DateTimeField(_("đóng lúc"))
    minutes = models.PositiveSmallIntegerField(_("số phút làm bài"))
    pass_percent = models.PositiveSmallIntegerField(_("đạt từ (%)"))
    tries = models.PositiveSmallIntegerField(_("số lần được làm"), default=1)
    rest_hours = models.PositiveSmallIntegerField(_("cách nhau (giờ)"), default=0)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("bài kiểm tra")
        constraints = [
            models.CheckConstraint(
                name="classtest_runs_forward",
                condition=Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(
                name="classtest_can_be_sat",
                condition=Q(minutes__gte=1, tries__gte=1)
                & Q(pass_percent__range=(1, 100)),
            ),
        ]


class TestPart(models.Model):
    """So many questions of one topic."""

    __test__ = False  # no test of pytest's

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    test = models.ForeignKey(
        ClassTest, on_delete=models.PROTECT, related_name="parts", db_index=False
    )
    topic = models.CharField(_("chủ đề"), max_length=LONGEST_TOPIC)
    count = models.PositiveSmallIntegerField(_("số câu"))

    class Meta:
        verbose_name = _("phần của bài kiểm tra")
        constraints = [
            models.UniqueConstraint(fields=["test", "topic"], name="testpart_once"),
            models.CheckConstraint(
                name="testpart_asks_something", condition=Q(count__gte=1)
            ),
        ]


class Sitting(models.Model):
    """One try of one person. Every order on the paper comes from ``seed``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    test = models.ForeignKey(
        ClassTest, on_delete=models.PROTECT, related_name="sittings", db_index=False
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="sittings")
    number = models.PositiveSmallIntegerField(_("lần thứ"))
    seed = models.BigIntegerField(_("số sinh đề"))
    began_at = models.DateTimeField(_("bắt đầu lúc"))
    ends_at = models.DateTimeField(_("hết giờ lúc"))
    handed_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("điểm"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần làm bài")
        constraints = [
            models.UniqueConstraint(
                fields=["test", "place", "number"], name="sitting_number_once"
            ),
            models.UniqueConstraint(
                fields=["test", "place"],
                condition=Q(handed_at=None),
                name="sitting_one_open",
            ),
            models.CheckConstraint(
                name="sitting_marked_when_handed_in",
                condition=Q(handed_at=None, score=None)
                | Q(handed_at__isnull=False, score__range=(0, WHOLE)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], condition=Q(handed_at=None), name="sitting_lapsing"
            )
        ]


class PaperQuestion(models.Model):
    """A question on the paper of a sitting, with the answer as numbers of the bank.

    ``window`` and ``revision`` tell an answer of another window from a newer one of the
    same; ``share`` is how much of it was right, in thousandths, once it is marked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sitting = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="paper", db_index=False
    )
    question = models.ForeignKey(
        BankQuestion, on_delete=models.PROTECT, related_name="papers"
    )
    number = models.PositiveSmallIntegerField(_("câu số"))
    given = _texts(_("câu trả lời"))
    revision = models.PositiveIntegerField(default=0)
    window = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    share = models.PositiveSmallIntegerField(_("phần đúng"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi trong bài")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "number"], name="paperquestion_number_once"
            ),
            models.UniqueConstraint(
                fields=["sitting", "question"], name="paperquestion_once"
            ),
            models.CheckConstraint(
                name="paperquestion_share_of_a_whole",
                condition=Q(share=None) | Q(share__lte=WHOLE),
            ),
        ]
