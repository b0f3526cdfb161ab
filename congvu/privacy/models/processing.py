"""The register of processing of personal data."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.privacy.rules import (
    ASSESSMENT_NAMES,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Assessment,
)


class Processing(models.Model):
    """One purpose for which an agency uses personal data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("hoạt động"), max_length=LONGEST_NAME)
    purpose = models.TextField(_("mục đích"), max_length=LONGEST_TEXT)
    basis = models.TextField(_("căn cứ pháp lý"), max_length=LONGEST_TEXT)
    basic = models.TextField(_("dữ liệu cơ bản"), max_length=LONGEST_TEXT)
    sensitive = models.TextField(
        _("dữ liệu nhạy cảm"), max_length=LONGEST_TEXT, blank=True
    )
    subjects = models.CharField(_("của những ai"), max_length=LONGEST_REASON)
    count = models.PositiveIntegerField(_("khoảng bao nhiêu người"), null=True)
    recipients = models.TextField(_("ai nhận"), max_length=LONGEST_TEXT, blank=True)
    abroad = models.TextField(
        _("chuyển ra nước ngoài"), max_length=LONGEST_TEXT, blank=True
    )
    kept = models.CharField(_("lưu bao lâu"), max_length=LONGEST_REASON)
    officer = models.CharField(_("người hoặc đơn vị bảo vệ"), max_length=LONGEST_NAME)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField(_("bắt đầu xử lý"))
    ended_on = models.DateField(_("chấm dứt"), null=True, blank=True)
    end_reason = models.CharField(
        _("chấm dứt, dữ liệu đi đâu"), max_length=LONGEST_REASON, blank=True
    )
    assessment = models.CharField(
        _("đánh giá tác động"),
        max_length=6,
        choices=ASSESSMENT_NAMES.items(),
        default=Assessment.OWED,
    )
    # Empty where the law of that day asked for none.
    assessment_due = models.DateField(_("hạn đánh giá"), null=True, blank=True)
    assessed_on = models.DateField(_("lập ngày"), null=True, blank=True)
    assessment_record = models.CharField(
        _("hồ sơ, hoặc vì sao được miễn"), max_length=LONGEST_REASON, blank=True
    )
    reminded = models.CharField(max_length=4, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"))
    made_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("hoạt động xử lý dữ liệu cá nhân")
        constraints = [
            models.CheckConstraint(
                name="processing_says_what_for",
                condition=~Q(purpose="") & ~Q(basis="") & ~Q(basic="") & ~Q(kept=""),
            ),
            models.CheckConstraint(
                name="processing_assessed_by_a_record",
                condition=Q(assessment=Assessment.OWED) | ~Q(assessment_record=""),
            ),
            models.CheckConstraint(
                name="processing_ends_after_it_began",
                condition=Q(ended_on=None)
                | (Q(ended_on__gte=F("started_on")) & ~Q(end_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "ended_on"], name="processing_of_agency")
        ]
