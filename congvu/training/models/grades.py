"""Results that another system measured, as its file has them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.models.classes import Place, TrainingClass
from congvu.training.rules.papers import WHOLE
from congvu.training.rules.words import LONGEST_LINE, LONGEST_NAME, LONGEST_REASON


class GradeImport(models.Model):
    """A file looked at, then kept, then perhaps undone as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="grade_imports"
    )
    file_name = models.CharField(_("tệp"), max_length=LONGEST_NAME)
    sha256 = models.CharField("SHA-256", max_length=64)
    most = models.PositiveSmallIntegerField(_("điểm tối đa"))
    pass_percent = models.PositiveSmallIntegerField(_("đạt từ (%)"))
    made_at = models.DateTimeField(_("đọc lúc"))
    made_by = models.CharField(_("người đọc"), max_length=80)
    kept_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần nhập kết quả")
        constraints = [
            models.CheckConstraint(
                name="gradeimport_has_a_scale",
                condition=Q(most__gte=1) & Q(pass_percent__range=(1, 100)),
            )
        ]


class ImportedGrade(models.Model):
    """A line of it; without a place it counts for nobody, and ``why`` says why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    load = models.ForeignKey(
        GradeImport, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line = models.PositiveIntegerField(_("dòng"))
    name = models.CharField(_("họ và tên"), max_length=LONGEST_LINE, blank=True)
    mail = models.CharField(_("địa chỉ thư"), max_length=254, blank=True)
    code = models.CharField(_("mã"), max_length=LONGEST_LINE, blank=True)
    score = models.PositiveSmallIntegerField(_("điểm"), null=True, blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imported_grades",
    )
    why = models.CharField(_("ghi chú"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("dòng kết quả nhập")
        constraints = [
            models.UniqueConstraint(
                fields=["load", "line"], name="importedgrade_line_once"
            ),
            models.UniqueConstraint(
                fields=["load", "place"], name="importedgrade_place_once"
            ),
            models.CheckConstraint(
                name="importedgrade_score_of_a_whole",
                condition=Q(score=None) | Q(score__lte=WHOLE),
            ),
            models.CheckConstraint(
                name="importedgrade_counts_with_a_score",
                condition=Q(place=None) | Q(score__isnull=False),
            ),
        ]
