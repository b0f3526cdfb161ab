"""Courses, classes with their sessions, and each person's way through a class."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.rules.words import (
    CLASS_STATE_NAMES,
    COURSE_KIND_NAMES,
    HOW_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    PLACE_STATE_NAMES,
    RESULT_NAMES,
    ClassState,
    PlaceState,
)


class Course(models.Model):
    """What is taught, again and again; ``modules`` a person has who completed it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("khóa học"), max_length=LONGEST_NAME)
    kind = models.CharField(_("loại"), max_length=14, choices=COURSE_KIND_NAMES.items())
    programme = models.CharField(_("chương trình"), max_length=LONGEST_NAME, blank=True)
    modules = ArrayField(
        models.CharField(max_length=4), verbose_name=_("mô-đun"), default=list
    )
    content = models.TextField(_("nội dung"), max_length=LONGEST_TEXT, blank=True)
    hours = models.PositiveSmallIntegerField(_("số giờ"))
    min_attended = models.PositiveSmallIntegerField(
        _("phải dự ít nhất (%)"), default=80, validators=[MaxValueValidator(100)]
    )
    ended_on = models.DateField(_("thôi dạy ngày"), null=True, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("khóa học")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="course_once"),
            models.CheckConstraint(
                name="course_attended_is_a_share", condition=Q(min_attended__lte=100)
            ),
        ]


class TrainingClass(models.Model):
    """A course held once. Its row is locked whenever a place is given or freed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(_("lớp"), max_length=LONGEST_NAME)
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=CLASS_STATE_NAMES.items(),
        default=ClassState.OPEN,
    )
    begins_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    ask_until = models.DateField(_("đăng ký đến hết ngày"))
    room = models.CharField(_("địa điểm"), max_length=LONGEST_NAME)
    capacity = models.PositiveSmallIntegerField(_("số chỗ"))
    cost = models.PositiveBigIntegerField(_("kinh phí (đồng)"), default=0)
    budget_line = models.CharField(
        _("nguồn, mục chi"), max_length=LONGEST_NAME, blank=True
    )
    duty = models.ForeignKey(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    came_from = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    end_reason = models.CharField(_("lý do hủy"), max_length=LONGEST_REASON, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("lớp học")
        constraints = [
            models.CheckConstraint(
                name="trainingclass_has_places", condition=Q(capacity__gte=1)
            ),
            models.CheckConstraint(
                name="trainingclass_runs_forward",
                condition=Q(ends_on__gte=F("begins_on")),
            ),
            models.CheckConstraint(
                name="trainingclass_asked_before_its_end",
                condition=Q(ask_until__lte=F("ends_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["-begins_on", "-id"], name="trainingclass_newest"),
            models.Index(
                fields=["agency", "-begins_on"], name="trainingclass_of_agency"
            ),
        ]


class ClassSession(models.Model):
    """One sitting of a class, at one time in one room."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="sessions"
    )
    subject = models.CharField(_("nội dung buổi học"), max_length=LONGEST_NAME)
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    room = models.CharField(_("phòng"), max_length=LONGEST_NAME, blank=True)
    trainer_name = models.CharField(_("giảng viên"), max_length=LONGEST_LINE)
    trainer = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("buổi học")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "starts_at"], name="classsession_once"
            ),
            models.CheckConstraint(
                name="classsession_runs_forward",
                condition=Q(ends_at__gt=F("starts_at")),
            ),
        ]


class Place(models.Model):
    """``post``, ``unit`` and ``agency`` are where the person sat when they came in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="places", db_index=False
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"), max_length=9, choices=PLACE_STATE_NAMES.items()
    )
    asked_at = models.DateTimeField(_("ghi lúc"))
    asked_by = models.CharField(_("người ghi"), max_length=80)
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lúc"), null=True, blank=True)
    score = models.DecimalField(
        _("điểm"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    result = models.CharField(
        _("kết quả"), max_length=6, choices=RESULT_NAMES.items(), blank=True
    )
    result_on = models.DateField(_("ngày có kết quả"), null=True, blank=True)
    gave_opinion = models.BooleanField(_("đã góp ý"), default=False)

    class Meta:
        verbose_name = _("chỗ học")
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "person"], name="place_once"
            ),
            models.CheckConstraint(
                name="place_result_has_its_day",
                condition=Q(result="", result_on=None)
                | (~Q(result="") & Q(result_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="place_result_of_who_held_it",
                condition=Q(result="") | Q(state=PlaceState.HELD),
            ),
            models.CheckConstraint(
                name="place_score_of_ten",
                condition=Q(score=None) | Q(score__gte=0, score__lte=10),
            ),
        ]
        indexes = [
            models.Index(
                fields=["training_class", "decided_at", "id"],
                condition=Q(state=PlaceState.WAITING),
                name="place_waiting",
            ),
            models.Index(fields=["agency", "result_on"], name="place_of_agency"),
        ]


class SessionAttendance(models.Model):
    """That somebody was at a session; no row, not there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(
        ClassSession,
        on_delete=models.PROTECT,
        related_name="attendances",
        db_index=False,
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, related_name="attendances"
    )
    at = models.DateTimeField(_("lúc"))
    is_late = models.BooleanField(_("đến muộn"), default=False)
    how = models.CharField(_("cách ghi"), max_length=4, choices=HOW_NAMES.items())
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("lượt điểm danh")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "place"], name="sessionattendance_once"
            )
        ]


class ClassOpinion(models.Model):
    """What somebody thinks of a class. Not who, not when: the key is random as well."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="opinions"
    )
    content = models.PositiveSmallIntegerField(_("nội dung"))
    trainer = models.PositiveSmallIntegerField(_("giảng viên"))
    keeping = models.PositiveSmallIntegerField(_("tổ chức"))
    text = models.TextField(_("góp ý"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        verbose_name = _("góp ý về lớp học")
        constraints = [
            models.CheckConstraint(
                name="classopinion_one_to_five",
                condition=Q(content__range=(1, 5))
                & Q(trainer__range=(1, 5))
                & Q(keeping__range=(1, 5)),
            )
        ]
