"""What somebody has to learn because of a rule, and what proves they did."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.rules import (
    LEARNING_RULES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    Because,
)
from congvu.lib.ids import uuid7


class LearningDuty(models.Model):
    """``source`` names what asked: asked again of the same person it is one duty.
    ``since``: what was learned before that day does not count. ``class_id``: the class
    of ``training`` by which it was learned.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("nội dung phải học"), max_length=LONGEST_NAME)
    because = models.CharField(
        _("lý do"),
        max_length=11,
        choices=[(key.value, one.name) for key, one in LEARNING_RULES.items()],
    )
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)
    source = models.CharField(_("nguồn"), max_length=80, blank=True)
    since = models.DateField(_("tính từ ngày"), null=True, blank=True)
    due = models.DateField(_("hạn"))
    at = models.DateTimeField(_("giao lúc"))
    by = models.CharField(_("người giao"), max_length=80)
    late_told_at = models.DateTimeField(_("báo quá hạn lúc"), null=True, blank=True)
    done_on = models.DateField(_("học xong ngày"), null=True, blank=True)
    proof = models.CharField(_("minh chứng"), max_length=LONGEST_REASON, blank=True)
    class_id = models.UUIDField(_("lớp đã hoàn thành"), null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=LONGEST_NAME, blank=True)
    dropped_on = models.DateField(_("thôi yêu cầu ngày"), null=True, blank=True)
    dropped_why = models.CharField(
        _("vì sao thôi"), max_length=LONGEST_REASON, blank=True
    )
    closed_by = models.CharField(_("người ghi"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("yêu cầu học tập")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source"],
                condition=~Q(source=""),
                name="learningduty_once_of_source",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(
                    because=Because.CERTIFICATE,
                    done_on__isnull=True,
                    dropped_on__isnull=True,
                ),
                name="learningduty_one_certificate_owed",
            ),
            models.CheckConstraint(
                name="learningduty_done_is_proven",
                condition=Q(done_on__isnull=True) | ~Q(proof=""),
            ),
            models.CheckConstraint(
                name="learningduty_dropped_says_why",
                condition=Q(dropped_on__isnull=True, dropped_why="")
                | (
                    Q(dropped_on__isnull=False, done_on__isnull=True)
                    & ~Q(dropped_why="")
                ),
            ),
            models.CheckConstraint(
                name="learningduty_learned_in_time_that_counts",
                condition=Q(done_on__isnull=True)
                | Q(since__isnull=True)
                | Q(done_on__gte=F("since")),
            ),
            models.CheckConstraint(
                name="learningduty_class_taught_what_is_done",
                condition=Q(class_id__isnull=True) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="learningduty_file_has_a_name",
                condition=Q(file__isnull=True, file_name="")
                | (Q(file__isnull=False) & ~Q(file_name="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["class_id"],
                condition=Q(class_id__isnull=False),
                name="learningduty_of_class",
            ),
            models.Index(fields=["agency", "due", "id"], name="learningduty_of_agency"),
            models.Index(
                fields=["due"],
                condition=Q(
                    done_on__isnull=True,
                    dropped_on__isnull=True,
                    late_told_at__isnull=True,
                ),
                name="learningduty_to_tell",
            ),
        ]
