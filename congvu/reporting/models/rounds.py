"""One asking, each body's answer to it, what was handed in, what happened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.reporting.rules import RETURN_STATE_NAMES, ReturnState


class ReportRound(models.Model):
    """A form sent for one period; ``closes_by`` says by which rule its figures close.

    Withdrawn, nothing of it can be changed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey(
        "reporting.ReportForm", on_delete=models.PROTECT, related_name="rounds"
    )
    version = models.ForeignKey(
        "reporting.FormVersion", on_delete=models.PROTECT, related_name="rounds"
    )
    period_start = models.DateField(_("kỳ"))
    counts_from = models.DateField(_("số liệu từ"))
    closes_on = models.DateField(_("chốt số liệu"))
    closes_by = models.CharField(_("chốt theo"), max_length=300)
    due_on = models.DateField(_("hạn nộp"))
    note = models.TextField(_("lời dặn"), blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.CharField(_("người gửi"), max_length=80)
    sent_by_post = models.CharField(_("chức vụ người gửi"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "period_start"],
                condition=Q(withdrawn_at__isnull=True),
                name="reportround_one_a_period",
            ),
            models.CheckConstraint(
                name="reportround_days_in_order",
                condition=Q(counts_from__lte=F("closes_on")),
            ),
            models.CheckConstraint(
                name="reportround_withdrawn_because",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]


class ReportReturn(models.Model):
    """One body's answer. ``given_agency`` was asked; ``agency`` answers today. Of a
    unit inside the agency that asks it is ``unit_id``, given to ``given_unit_id``.

    ``answers`` are as typed, by key of the question; ``revision`` counts their changes,
    so that of two people at once the second one is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(
        ReportRound, on_delete=models.PROTECT, related_name="returns"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    given_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit_id = models.UUIDField(null=True, blank=True)
    given_unit_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(_("nơi báo cáo"), max_length=200)
    came_from = models.UUIDField(null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=RETURN_STATE_NAMES.items()
    )
    answers = models.JSONField(_("số liệu"), default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    saved_by = models.CharField(_("người ghi"), max_length=80, blank=True)
    presented_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)
    presented_by = models.CharField(_("người trình"), max_length=80, blank=True)
    handed_in_on = models.DateField(_("nộp lần đầu"), null=True, blank=True)

    class Meta:
        verbose_name = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "given_agency"],
                condition=Q(given_unit_id__isnull=True),
                name="reportreturn_one_an_agency",
            ),
            models.UniqueConstraint(
                fields=["round", "given_unit_id"],
                condition=Q(given_unit_id__isnull=False),
                name="reportreturn_one_a_unit",
            ),
            models.CheckConstraint(
                name="reportreturn_state_known",
                condition=Q(state__in=[s.value for s in ReturnState]),
            ),
            models.CheckConstraint(
                name="reportreturn_handed_in_on_a_day",
                condition=Q(handed_in_on__isnull=False)
                | Q(state__in=[ReturnState.NOT_OPENED, ReturnState.FILLING]),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="reportreturn_of_body"),
            models.Index(
                fields=["unit_id"],
                name="reportreturn_of_unit",
                condition=Q(unit_id__isnull=False),
            ),
        ]


class Submission(models.Model):
    """What a body handed in, as it was; never changed (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        ReportReturn, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("lần nộp"))
    answers = models.JSONField(_("số liệu"))
    warnings = models.JSONField(_("cảnh báo"), default=list)
    note = models.TextField(_("giải trình"), blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("nộp lúc"))
    handed_in_by = models.CharField(_("người nộp"), max_length=80)
    handed_in_by_post = models.CharField(_("chức vụ người nộp"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("bản nộp")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="submission_number_unique"
            ),
        ]


class ReturnEvent(models.Model):
    """One line of a return's timeline; never changed (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        ReportReturn, on_delete=models.PROTECT, related_name="events"
    )
    at = models.DateTimeField(_("lúc"))
    day = models.DateField(_("ngày"))
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("diễn biến báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "day"],
                condition=Q(event="reporting.urged"),
                name="returnevent_urged_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["report", "at"], name="returnevent_of_return")]


class ReturnReminder(models.Model):
    """A reminder that was sent: each step of the office's rules once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        ReportReturn, on_delete=models.PROTECT, related_name="reminders"
    )
    step = models.CharField(_("bước"), max_length=30)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc nộp báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "step"], name="returnreminder_once"
            ),
        ]


class ReportLetter(models.Model):
    """A formal letter that urges one agency: begun as a draft, with what it lists."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    returns: models.ManyToManyField[ReportReturn, models.Model] = (
        models.ManyToManyField("reporting.ReportReturn", related_name="letters")
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("công văn đôn đốc báo cáo")
