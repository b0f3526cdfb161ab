"""SCORM packages of a course, their lessons, and how far each learner is."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.models.classes import Course, Place
from congvu.training.rules.lessons import (
    LESSON_STATUS_NAMES,
    LONGEST_LOCATION,
    LONGEST_SUSPEND,
    LessonStatus,
)


class LessonPackage(models.Model):
    """What was uploaded, unpacked: ``content`` is its files one after the other.

    ``counts``: a class of the course is completed with its lessons only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="packages"
    )
    title = models.CharField(_("gói bài giảng"), max_length=200)
    counts = models.BooleanField(_("phải học xong"), default=True)
    sha256 = models.CharField(_("SHA-256 của tệp tải lên"), max_length=64)
    content = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("tải lên lúc"))
    made_by = models.CharField(_("người tải lên"), max_length=80)
    withdrawn_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)
    withdrawn_by = models.CharField(_("người thôi dùng"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("gói bài giảng")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "sha256"],
                condition=Q(withdrawn_at=None),
                name="lessonpackage_once_a_course",
            )
        ]


class LessonFile(models.Model):
    """Where in the content of a package one of its files lies."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    package = models.ForeignKey(
        LessonPackage, on_delete=models.PROTECT, related_name="files", db_index=False
    )
    path = models.CharField(_("đường dẫn"), max_length=240)
    start = models.PositiveIntegerField(_("từ byte"))
    size = models.PositiveIntegerField(_("dung lượng"))

    class Meta:
        verbose_name = _("tệp của gói bài giảng")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "path"], name="lessonfile_path_once"
            )
        ]


class Lesson(models.Model):
    """One lesson of a package, in the order of its manifest.

    ``is_sco``: it tells how far its learner is; what does not is there to be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    package = models.ForeignKey(
        LessonPackage, on_delete=models.PROTECT, related_name="lessons", db_index=False
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    title = models.CharField(_("bài"), max_length=200)
    href = models.CharField(_("mở đầu"), max_length=450)
    mastery = models.PositiveSmallIntegerField(
        _("điểm phải đạt"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    launch_data = models.TextField(_("dữ liệu mở bài"), max_length=4096, blank=True)
    is_sco = models.BooleanField(_("có báo kết quả"), default=True)

    class Meta:
        verbose_name = _("bài giảng")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "number"], name="lesson_number_once"
            )
        ]


class LessonAttempt(models.Model):
    """How far somebody is in a lesson, in one class.

    The lesson may take back its status; ``done_at`` and ``best`` stay what they were.
    ``sittings`` are hundredths of a second, by the opening they were spent in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lesson = models.ForeignKey(
        Lesson, on_delete=models.PROTECT, related_name="attempts"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="lessons", db_index=False
    )
    status = models.CharField(
        _("trạng thái"),
        max_length=13,
        choices=LESSON_STATUS_NAMES.items(),
        default=LessonStatus.NOT_ATTEMPTED,
    )
    score_raw = models.DecimalField(
        _("điểm"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_min = models.DecimalField(
        _("điểm thấp nhất"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_max = models.DecimalField(
        _("điểm cao nhất"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    best = models.DecimalField(
        _("điểm tốt nhất"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    location = models.CharField(
        _("chỗ đang học"), max_length=LONGEST_LOCATION, blank=True
    )
    suspend_data = models.TextField(
        _("dữ liệu của bài"), max_length=LONGEST_SUSPEND, blank=True
    )
    exit = models.CharField(_("cách ra"), max_length=8, blank=True)
    sittings = models.JSONField(_("thời gian các lần mở"), default=dict, blank=True)
    began_at = models.DateTimeField(_("bắt đầu lúc"))
    last_at = models.DateTimeField(_("lần cuối lúc"))
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt học bài giảng")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "lesson"], name="lessonattempt_once"
            ),
            models.CheckConstraint(
                name="lessonattempt_scores_of_hundred",
                condition=(Q(score_raw=None) | Q(score_raw__range=(0, 100)))
                & (Q(score_min=None) | Q(score_min__range=(0, 100)))
                & (Q(score_max=None) | Q(score_max__range=(0, 100)))
                & (Q(best=None) | Q(best__range=(0, 100))),
            ),
        ]
