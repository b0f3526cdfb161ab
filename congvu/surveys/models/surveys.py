"""A campaign, each agency's sheet of it, what happened to a sheet, what was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.surveys.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    SHEET_STATE_NAMES,
    SheetState,
)


class Survey(models.Model):
    """One campaign of the province. ``begun_on``: the day whose criteria judge it.

    ``order`` is the paper that orders it, where the office has it; ``basis`` says it in
    words, whether it has or not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("tên đợt"), max_length=LONGEST_NAME, unique=True)
    basis = models.CharField(_("theo văn bản"), max_length=LONGEST_REASON, blank=True)
    order = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(_("lời dặn"), blank=True)
    begun_on = models.DateField(_("mở ngày"))
    due_on = models.DateField(_("hạn nộp"))
    begun_at = models.DateTimeField(_("mở lúc"))
    begun_by = models.CharField(_("người mở"), max_length=80)
    begun_by_post = models.CharField(_("chức vụ người mở"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người kết thúc"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("đợt rà soát")
        constraints = [
            models.CheckConstraint(name="survey_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="survey_due_after_begun", condition=Q(due_on__gte=F("begun_on"))
            ),
        ]


class SurveySheet(models.Model):
    """One agency's answer. ``given_agency`` was asked; ``agency`` answers today.

    ``answers`` are as typed; ``revision`` counts their changes, so that of two people
    at once the second one is told. ``measured`` is what records said when it was handed
    in, on ``measured_on``; of an open sheet it is counted anew at each look.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    given_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("đơn vị"), max_length=LONGEST_NAME)
    came_from = models.UUIDField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=SHEET_STATE_NAMES.items(),
        default=SheetState.WAITING,
    )
    due_on = models.DateField(_("hạn nộp"))
    answers = models.JSONField(_("số khai"), default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    saved_by = models.CharField(_("người ghi"), max_length=80, blank=True)
    measured = models.JSONField(_("số đo"), default=dict, blank=True)
    measured_on = models.DateField(_("đo ngày"), null=True, blank=True)
    handed_in_on = models.DateField(_("nộp lần đầu"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    handed_in_by = models.CharField(_("người nộp"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("phiếu rà soát")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "given_agency"], name="surveysheet_asked_once"
            ),
            models.UniqueConstraint(
                fields=["survey", "agency"],
                condition=~Q(state=SheetState.MERGED),
                name="surveysheet_answers_once",
            ),
            models.CheckConstraint(
                name="surveysheet_state_known",
                condition=Q(state__in=[s.value for s in SheetState]),
            ),
            models.CheckConstraint(
                name="surveysheet_handed_in_is_dated",
                condition=~Q(state=SheetState.HANDED_IN)
                | Q(
                    handed_in_on__isnull=False,
                    handed_in_at__isnull=False,
                    measured_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="surveysheet_merged_into_one",
                condition=Q(state=SheetState.MERGED, merged_into__isnull=False)
                | ~Q(state=SheetState.MERGED) & Q(merged_into__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="surveysheet_of_agency"),
            models.Index(fields=["due_on"], name="surveysheet_by_day"),
        ]


class SheetEvent(models.Model):
    """One line of a sheet's timeline; never changed (migration 0002). Of what was
    handed in ``detail`` keeps the numbers, declared and measured, as they were.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(
        SurveySheet, on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=LONGEST_REASON, blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("diễn biến phiếu rà soát")
        indexes = [models.Index(fields=["sheet", "at"], name="sheetevent_of_sheet")]


class SheetReminder(models.Model):
    """A reminder that was sent: each step of the office's rules once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.ForeignKey(
        SurveySheet, on_delete=models.PROTECT, related_name="reminders"
    )
    step = models.CharField(_("bước"), max_length=30)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc nộp phiếu rà soát")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "step"], name="sheetreminder_once"
            ),
        ]


class SurveyReport(models.Model):
    """A report that was composed as a draft, and of which figures. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="reports")
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("mã số liệu"), max_length=64)
    answered = models.PositiveIntegerField(_("đã nộp"))
    asked = models.PositiveIntegerField(_("phải nộp"))
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("báo cáo rà soát")
        constraints = [
            models.CheckConstraint(
                name="surveyreport_has_its_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="surveyreport_no_more_than_asked",
                condition=Q(answered__lte=F("asked")),
            ),
        ]
