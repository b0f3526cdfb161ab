"""How a system stands to a requirement, and what proves it until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.controls.models.catalogues import Requirement
from congvu.controls.rules import (
    EVIDENCE_KIND_NAMES,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    STANDING_NAMES,
    EvidenceKind,
    Standing,
)
from congvu.lib.ids import uuid7

_PAPERS = [EvidenceKind.PAPER, EvidenceKind.APPROVAL]


class Answer(models.Model):
    """What was said last. ``valid_until`` is of the evidence that holds longest, of an
    exception its own; None: no end. ``reopened_at``: its agency was told that it ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="answers"
    )
    standing = models.CharField(
        _("kết quả"), max_length=6, choices=STANDING_NAMES.items()
    )
    how = models.TextField(_("cách đáp ứng"), max_length=LONGEST_TEXT, blank=True)
    reason = models.CharField(
        _("vì sao không áp dụng"), max_length=LONGEST_REASON, blank=True
    )
    responsible = models.CharField(
        _("chức vụ chịu trách nhiệm"), max_length=LONGEST_LINE, blank=True
    )
    planned_on = models.DateField(_("sẽ đáp ứng trước ngày"), null=True, blank=True)
    valid_until = models.DateField(_("bằng chứng đến ngày"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("câu trả lời yêu cầu")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "requirement"], name="answer_once"
            ),
            models.CheckConstraint(
                name="answer_not_asked_says_why",
                condition=~Q(standing=Standing.NOT_ASKED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="answer_exception_ends",
                condition=~Q(standing=Standing.EXCEPTED)
                | (~Q(reason="") & Q(valid_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="answer_proven_says_how",
                condition=~Q(standing__in=[Standing.MET, Standing.PARTLY]) | ~Q(how=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                condition=Q(reopened_at__isnull=True, valid_until__isnull=False),
                name="answer_to_reopen",
            )
        ]


class AnswerBefore(models.Model):
    """What an answer said before it was said again; only ever added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, db_index=False, related_name="before"
    )
    standing = models.CharField(
        _("kết quả"), max_length=6, choices=STANDING_NAMES.items()
    )
    how = models.TextField(_("cách đáp ứng"), blank=True)
    reason = models.CharField(
        _("vì sao không áp dụng"), max_length=LONGEST_REASON, blank=True
    )
    planned_on = models.DateField(_("sẽ đáp ứng trước ngày"), null=True, blank=True)
    valid_until = models.DateField(_("bằng chứng đến ngày"), null=True, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)

    class Meta:
        verbose_name = _("câu trả lời yêu cầu trước đó")
        indexes = [models.Index(fields=["answer", "at"], name="answerbefore_at")]


class Evidence(models.Model):
    """What proves an answer: ``until`` as the level of that day had it; how long it
    carries the answer is asked again (actions/periods.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(
        _("loại"),
        max_length=8,
        choices=EVIDENCE_KIND_NAMES.items(),
        default=EvidenceKind.RECORD,
    )
    words = models.CharField(_("bằng chứng"), max_length=LONGEST_REASON)
    paper = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=LONGEST_NAME, blank=True)
    on = models.DateField(_("ngày"))
    until = models.DateField(_("đến ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("bằng chứng")
        constraints = [
            models.CheckConstraint(name="evidence_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="evidence_paper_is_named",
                condition=Q(kind__in=_PAPERS, paper__isnull=False)
                | (~Q(kind__in=_PAPERS) & Q(paper__isnull=True)),
            ),
            models.CheckConstraint(
                name="evidence_file_is_a_record",
                condition=Q(file__isnull=True, file_name="")
                | (Q(file__isnull=False, kind=EvidenceKind.RECORD) & ~Q(file_name="")),
            ),
            models.CheckConstraint(
                name="evidence_period_forward",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("on")),
            ),
        ]
