"""A paper sent to people, whom it means, what is asked, and how far each is."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.dissemination.rules import (
    ENDING_NAMES,
    LONGEST_CHOICE,
    LONGEST_CLAUSE,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_WORDS,
    SCOPE_NAMES,
    Ending,
    Scope,
    Stage,
    stage_of,
)
from congvu.lib.ids import uuid7
from congvu.organisations.rules import ROLE_NAMES


class Telling(models.Model):
    """A paper an agency holds or issued, sent to people who have to know it.

    ``paper_sha256`` is the paper's digest as it was sent. Ended when the paper is
    withdrawn or replaced: nobody is asked any more, what was done stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="tellings"
    )
    incoming = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    outgoing = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    paper_sha256 = models.CharField(_("mã SHA-256 của văn bản"), max_length=64)
    note = models.CharField(_("lời nhắn"), max_length=LONGEST_NOTE, blank=True)
    confirm_by = models.DateField(_("xác nhận trước hết ngày"))
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_on = models.DateField(_("ngày gửi"))
    sent_by = models.CharField(_("người gửi"), max_length=80)
    sent_post = models.CharField(_("chức vụ"), max_length=200)
    sent_post_id = models.UUIDField()
    kept_at = models.DateTimeField(_("cập nhật người nhận lúc"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người kết thúc"), max_length=200, blank=True)
    ended_because = models.CharField(
        _("vì"), max_length=9, choices=ENDING_NAMES.items(), blank=True
    )
    ended_words = models.CharField(
        _("lời nhắn khi kết thúc"), max_length=LONGEST_WORDS, blank=True
    )
    came_from = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("đợt phổ biến")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document"],
                condition=Q(ended_at__isnull=True),
                name="telling_one_at_a_time",
            ),
            models.CheckConstraint(
                name="telling_of_one_line",
                condition=Q(incoming__isnull=True, outgoing__isnull=False)
                | Q(incoming__isnull=False, outgoing__isnull=True),
            ),
            models.CheckConstraint(
                name="telling_paper_has_a_digest",
                condition=Q(paper_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="telling_ends_with_words",
                condition=Q(ended_at__isnull=True, ended_because="", ended_words="")
                | Q(
                    ended_at__isnull=False,
                    ended_because__in=[e.value for e in Ending],
                )
                & ~Q(ended_words=""),
            ),
            models.CheckConstraint(
                name="telling_day_not_before_sending",
                condition=Q(confirm_by__gte=F("sent_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="telling_newest"),
            models.Index(
                fields=["kept_at"],
                condition=Q(ended_at__isnull=True),
                name="telling_to_keep",
            ),
        ]


class Audience(models.Model):
    """One rule of whom a telling means: newcomers who fit it are told, too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    telling = models.ForeignKey(
        Telling, on_delete=models.CASCADE, related_name="audiences"
    )
    scope = models.CharField(_("phạm vi"), max_length=6, choices=SCOPE_NAMES.items())
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(
        _("vai trò"), max_length=16, choices=ROLE_NAMES.items(), blank=True
    )

    class Meta:
        verbose_name = _("đối tượng phổ biến")
        constraints = [
            models.CheckConstraint(
                name="audience_unit_where_it_is_one",
                condition=Q(scope=Scope.UNIT, unit_id__isnull=False)
                | Q(scope__in=[Scope.AGENCY, Scope.BELOW], unit_id__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["unit_id"], name="audience_of_unit")]


class Question(models.Model):
    """A question about the paper with the place of its right answer, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    telling = models.ForeignKey(
        Telling, on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    text = models.CharField(_("câu hỏi"), max_length=LONGEST_QUESTION)
    choices = ArrayField(
        models.CharField(max_length=LONGEST_CHOICE), verbose_name=_("câu trả lời")
    )
    right = models.PositiveSmallIntegerField(_("câu đúng"))
    clause = models.CharField(_("điều, khoản cần đọc"), max_length=LONGEST_CLAUSE)

    class Meta:
        verbose_name = _("câu hỏi về văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["telling", "position"], name="question_in_order"
            ),
            models.CheckConstraint(
                name="question_right_is_a_choice",
                condition=Q(choices__len__gte=2, choices__len__gt=F("right")),
            ),
        ]


class Addressee(models.Model):
    """One person who has to know the paper, and how far they are.

    Post, unit and agency are where the rules find them now; of who left, where they
    were last. ``due_agency`` is the one they belonged to on their day, for figures.
    ``told_at`` is empty for who has no log-in yet. Moments are written once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    telling = models.ForeignKey(
        Telling, on_delete=models.CASCADE, related_name="addressees"
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    person_name = models.CharField(_("họ và tên"), max_length=80)
    post_id = models.UUIDField()
    post_name = models.CharField(_("chức vụ"), max_length=120)
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị"), max_length=200)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    due_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    joined_on = models.DateField(_("thuộc đối tượng từ ngày"))
    left_on = models.DateField(_("rời ngày"), null=True, blank=True)
    due_on = models.DateField(_("hạn xác nhận"))
    told_at = models.DateTimeField(_("được báo lúc"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở văn bản lúc"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    passed_at = models.DateTimeField(_("trả lời đạt lúc"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần trả lời"), default=0)

    class Meta:
        verbose_name = _("người được phổ biến")
        constraints = [
            models.UniqueConstraint(
                fields=["telling", "person"], name="addressee_once"
            ),
            models.CheckConstraint(
                name="addressee_in_order",
                condition=(Q(confirmed_at__isnull=True) | Q(opened_at__isnull=False))
                & (Q(passed_at__isnull=True) | Q(confirmed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="addressee_passed_after_a_try",
                condition=Q(passed_at__isnull=True) | Q(tries__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                fields=["telling", "agency", "unit_name", "person_name", "id"],
                name="addressee_in_unit",
            ),
            models.Index(fields=["agency", "telling"], name="addressee_of_agency"),
            models.Index(fields=["unit_id", "telling"], name="addressee_of_unit"),
            models.Index(fields=["due_on"], name="addressee_by_day"),
            models.Index(
                fields=["person"],
                condition=Q(passed_at__isnull=True, left_on__isnull=True),
                name="addressee_unfinished",
            ),
        ]

    @property
    def stage(self) -> Stage:
        return stage_of(self)


class ConfirmReminder(models.Model):
    """One step of reminding taken for one person and day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    addressee = models.ForeignKey(
        Addressee, on_delete=models.CASCADE, related_name="reminders"
    )
    step = models.CharField(_("bước nhắc"), max_length=30)
    due_on = models.DateField(_("hạn"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc xác nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "step", "due_on"], name="confirmreminder_once"
            )
        ]
