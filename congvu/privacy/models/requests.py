"""What people asked about their data, and how it was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.privacy.models.processing import Processing
from congvu.privacy.rules import (
    LONGEST_LINE,
    LONGEST_REASON,
    LONGEST_TEXT,
    REQUEST_STATE_NAMES,
    WISH_NAMES,
    RequestState,
)


class SubjectRequest(models.Model):
    """What one person asked. ``term`` is empty until somebody picked one, with why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    processing = models.ForeignKey(
        Processing,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    person = models.CharField(_("người yêu cầu"), max_length=LONGEST_LINE)
    contact = models.CharField(_("liên hệ"), max_length=LONGEST_LINE)
    wish = models.CharField(_("yêu cầu"), max_length=8, choices=WISH_NAMES.items())
    text = models.TextField(_("nội dung"), max_length=LONGEST_TEXT)
    asked_on = models.DateField(_("nhận ngày"))
    first_due = models.DateField(_("hạn trả lời ban đầu"), null=True, blank=True)
    first_at = models.DateTimeField(_("trả lời ban đầu lúc"), null=True, blank=True)
    first_how = models.CharField(
        _("trả lời ban đầu bằng"), max_length=LONGEST_REASON, blank=True
    )
    term = models.CharField(_("thời hạn"), max_length=20, blank=True)
    term_reason = models.CharField(
        _("vì sao thời hạn ấy"), max_length=LONGEST_REASON, blank=True
    )
    due_on = models.DateField(_("hạn giải quyết"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=REQUEST_STATE_NAMES.items(),
        default=RequestState.OPEN,
    )
    ended_at = models.DateTimeField(_("giải quyết lúc"), null=True, blank=True)
    outcome = models.CharField(
        _("kết quả, lý do từ chối"), max_length=LONGEST_REASON, blank=True
    )
    record = models.CharField(
        _("văn bản, cách báo"), max_length=LONGEST_REASON, blank=True
    )
    ended_by = models.CharField(_("người ghi kết quả"), max_length=80, blank=True)
    reminded = models.CharField(max_length=12, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu của chủ thể dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="subjectrequest_ends_by_a_record",
                condition=Q(state=RequestState.OPEN)
                | (Q(ended_at__isnull=False) & ~Q(outcome="") & ~Q(record="")),
            ),
            models.CheckConstraint(
                name="subjectrequest_term_with_a_reason",
                condition=Q(term="") | ~Q(term_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "state", "due_on"], name="subjectrequest_of_agency"
            )
        ]


class RequestPaper(models.Model):
    """A draft composed to answer; the request runs on until it is told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(
        SubjectRequest, on_delete=models.PROTECT, related_name="papers"
    )
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("soạn lúc"))
    by = models.CharField(_("người soạn"), max_length=80)

    class Meta:
        verbose_name = _("dự thảo trả lời chủ thể dữ liệu")
        constraints = [
            models.UniqueConstraint(fields=["draft"], name="requestpaper_once")
        ]
