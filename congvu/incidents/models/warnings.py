"""Warnings to agencies and what each answered; whom to call in each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.incidents.models.incidents import Incident
from congvu.incidents.rules import (
    ANSWER_STATE_NAMES,
    CONTACT_ROLE_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    URGENCY_NAMES,
    AnswerState,
)
from congvu.lib.ids import uuid7


class UnitWarning(models.Model):
    """What the centre tells agencies to look out for, and to do by when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("cảnh báo"), max_length=LONGEST_NAME)
    text = models.TextField(_("nội dung"), max_length=LONGEST_TEXT)
    products = models.TextField(
        _("sản phẩm bị ảnh hưởng"), max_length=LONGEST_TEXT, blank=True
    )
    urgency = models.CharField(
        _("mức khẩn"), max_length=4, choices=URGENCY_NAMES.items()
    )
    action = models.CharField(_("phải làm"), max_length=LONGEST_REASON)
    due_at = models.DateTimeField(_("hạn"))
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="warnings",
    )
    # The cause in vulnerabilities that it tells of, or empty.
    weakness = models.CharField(_("lỗ hổng"), max_length=LONGEST_NAME, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"))
    sent_by = models.CharField(_("người gửi"), max_length=80)

    class Meta:
        verbose_name = _("cảnh báo gửi đơn vị")
        constraints = [
            models.CheckConstraint(
                name="unitwarning_says_what_to_do",
                condition=~Q(title="") & ~Q(text="") & ~Q(action=""),
            )
        ]


class WarningAnswer(models.Model):
    """One agency a warning went to, and how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    warning = models.ForeignKey(
        UnitWarning, on_delete=models.PROTECT, related_name="answers"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=4,
        choices=ANSWER_STATE_NAMES.items(),
        default=AnswerState.SENT,
    )
    seen_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    seen_by = models.CharField(_("người xác nhận"), max_length=80, blank=True)
    done_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)
    done_by = models.CharField(_("người báo"), max_length=80, blank=True)
    proof = models.CharField(_("minh chứng"), max_length=LONGEST_REASON, blank=True)
    file_name = models.CharField(_("tệp minh chứng"), max_length=200, blank=True)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64, blank=True)
    urged_at = models.DateTimeField(_("nhắc lúc"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("trả lời cảnh báo")
        constraints = [
            models.UniqueConstraint(
                fields=["warning", "agency"], name="warninganswer_once"
            ),
            models.CheckConstraint(
                name="warninganswer_done_with_proof",
                condition=~Q(state=AnswerState.DONE)
                | (Q(done_at__isnull=False) & ~Q(proof="")),
            ),
            models.CheckConstraint(
                name="warninganswer_seen_has_a_time",
                condition=Q(state=AnswerState.SENT) | Q(seen_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="warninganswer_of_agency")
        ]


class IncidentContact(models.Model):
    """Whom to call when something happens in an agency."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(
        _("vai trò"), max_length=6, choices=CONTACT_ROLE_NAMES.items()
    )
    name = models.CharField(_("họ tên"), max_length=LONGEST_LINE)
    phone = models.CharField(_("điện thoại"), max_length=40)
    email = models.EmailField(_("thư điện tử"), blank=True)
    checked_on = models.DateField(_("rà soát ngày"))
    checked_by = models.CharField(_("người rà soát"), max_length=80)

    class Meta:
        verbose_name = _("đầu mối ứng cứu sự cố")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "role"], name="incidentcontact_once"
            ),
            models.CheckConstraint(
                name="incidentcontact_can_be_called",
                condition=~Q(name="") & ~Q(phone=""),
            ),
        ]
