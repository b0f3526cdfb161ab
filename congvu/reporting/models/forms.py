"""What is asked again and again: a form, its versions, whom it goes to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models import AgencyKind
from congvu.reporting.rules import RHYTHM_NAMES, Rhythm


class ReportForm(models.Model):
    """A periodic report that an agency asks for; ``unit_id`` collects it.

    ``starts_from``: the first day of the first period that begins by itself.
    ``duty``: the recurring duty it serves, where there is one. It is never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.UUIDField(null=True, blank=True)
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị tổng hợp"), max_length=200)
    name = models.CharField(_("tên biểu mẫu"), max_length=300)
    basis = models.CharField(_("căn cứ"), max_length=500)
    note = models.TextField(_("hướng dẫn"), blank=True)
    rhythm = models.CharField(_("chu kỳ"), max_length=8, choices=RHYTHM_NAMES.items())
    closing_day = models.PositiveSmallIntegerField(
        _("ngày chốt số liệu"), null=True, blank=True
    )
    due_days = models.PositiveSmallIntegerField(_("nộp sau khi chốt"))
    lead_days = models.PositiveSmallIntegerField(_("gửi trước khi chốt"))
    begins_itself = models.BooleanField(_("tự bắt đầu kỳ mới"), default=False)
    starts_from = models.DateField(null=True, blank=True)
    duty = models.ForeignKey(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_forms",
    )
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    made_by_post = models.CharField(_("chức vụ người lập"), max_length=200)

    class Meta:
        verbose_name = _("biểu mẫu báo cáo")
        constraints = [
            models.CheckConstraint(
                name="reportform_has_name", condition=~Q(name="") & ~Q(basis="")
            ),
            models.CheckConstraint(
                name="reportform_rhythm_known",
                condition=Q(rhythm__in=[r.value for r in Rhythm]),
            ),
            models.CheckConstraint(
                name="reportform_begins_from_a_day",
                condition=Q(begins_itself=False)
                | Q(starts_from__isnull=False) & ~Q(rhythm=Rhythm.ONCE),
            ),
        ]


class FormVersion(models.Model):
    """What a form asks. Once a round asked it, it is never changed (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey(
        ReportForm, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    questions = models.JSONField(_("câu hỏi"), default=list)
    changed_at = models.DateTimeField(_("sửa lúc"))
    changed_by = models.CharField(_("người sửa"), max_length=80)

    class Meta:
        verbose_name = _("phiên bản biểu mẫu")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"], name="formversion_number_unique"
            ),
        ]


class FormRecipient(models.Model):
    """Who has to answer: all agencies of a kind, as they are on the day; one; or a unit
    of the agency that asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.ForeignKey(
        ReportForm, on_delete=models.CASCADE, related_name="recipients"
    )
    kind = models.CharField(
        _("nhóm"), max_length=20, choices=AgencyKind.choices, blank=True
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("nơi phải báo cáo")
        constraints = [
            models.CheckConstraint(
                name="formrecipient_is_one_thing",
                condition=Q(kind="", agency__isnull=False, unit_id__isnull=True)
                | Q(kind="", agency__isnull=True, unit_id__isnull=False)
                | ~Q(kind="") & Q(agency__isnull=True, unit_id__isnull=True),
            ),
        ]
