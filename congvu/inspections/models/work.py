"""What is asked of the body, what was found, what is recommended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.inspections.rules import (
    EVIDENCE_THING_NAMES,
    LONGEST_LINE,
    LONGEST_RECOMMENDED,
    LONGEST_TEXT,
    VERDICT_NAMES,
    EvidenceThing,
)
from congvu.lib.ids import uuid7


def _either(name: str, *fields: str) -> models.CheckConstraint:
    """Answered: words, by somebody, at a moment; or nothing of it."""
    text, at, by = fields
    return models.CheckConstraint(
        name=name,
        condition=Q(**{text: "", f"{at}__isnull": True, by: ""})
        | ~Q(**{text: ""}) & Q(**{f"{at}__isnull": False}) & ~Q(**{by: ""}),
    )


class PaperRequest(models.Model):
    """Reports or papers the team asks the body for, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        "inspections.Inspection", on_delete=models.PROTECT, related_name="requests"
    )
    text = models.TextField(_("nội dung yêu cầu"), max_length=LONGEST_TEXT)
    due_on = models.DateField(_("hạn nộp"))
    due_basis = models.CharField(_("căn cứ hạn"), max_length=200)
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    asked_by = models.CharField(_("người yêu cầu"), max_length=80)
    answer = models.TextField(_("trả lời"), max_length=LONGEST_TEXT, blank=True)
    paper = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("yêu cầu cung cấp tài liệu")
        constraints = [
            _either("paperrequest_answered", "answer", "answered_at", "answered_by")
        ]


class Finding(models.Model):
    """What was seen, against which criterion, what the body says of it, what it is.

    ``question`` is the place of the question in the inspection's own list. Once the
    body was asked to explain, what it was shown stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        "inspections.Inspection", on_delete=models.PROTECT, related_name="findings"
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    question = models.PositiveSmallIntegerField(_("câu hỏi"), null=True, blank=True)
    seen = models.TextField(_("điều đã thấy"), max_length=LONGEST_TEXT)
    criterion = models.CharField(_("quy định"), max_length=LONGEST_LINE, blank=True)
    clause = models.CharField(_("điều khoản"), max_length=LONGEST_LINE, blank=True)
    verdict = models.CharField(
        _("đánh giá"), max_length=6, choices=VERDICT_NAMES.items(), blank=True
    )
    is_asked = models.BooleanField(_("đã yêu cầu giải trình"), default=False)
    explanation = models.TextField(_("giải trình"), max_length=LONGEST_TEXT, blank=True)
    explained_at = models.DateTimeField(_("giải trình lúc"), null=True, blank=True)
    explained_by = models.CharField(_("người giải trình"), max_length=80, blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("phát hiện kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="finding_number_unique"
            ),
            models.CheckConstraint(name="finding_says_what", condition=~Q(seen="")),
            models.CheckConstraint(
                name="finding_broken_says_what",
                condition=Q(verdict__in=["", "met"]) | ~Q(criterion="") & ~Q(clause=""),
            ),
            models.CheckConstraint(
                name="finding_explained_if_asked",
                condition=Q(explanation="") | Q(is_asked=True),
            ),
            _either("finding_explained", "explanation", "explained_at", "explained_by"),
        ]


_THINGS = {
    "incoming": EvidenceThing.INCOMING,
    "outgoing": EvidenceThing.OUTGOING,
    "dossier": EvidenceThing.DOSSIER,
    "duty": EvidenceThing.DUTY,
    "value": EvidenceThing.FIGURE,
}


def _one(name: str) -> Q:
    empty = {f"{other}__isnull": other != name for other in _THINGS}
    return Q(kind=_THINGS[name], **empty)


class FindingEvidence(models.Model):
    """What a finding rests on; ``label`` is what it was called that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="evidence"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(
        _("loại"), max_length=8, choices=EVIDENCE_THING_NAMES.items()
    )
    label = models.CharField(_("bằng chứng"), max_length=500)
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
    dossier = models.ForeignKey(
        "archives.Dossier",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    duty = models.ForeignKey(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    value = models.DecimalField(
        _("số liệu"), max_digits=18, decimal_places=4, null=True, blank=True
    )

    class Meta:
        verbose_name = _("bằng chứng của phát hiện")
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "position"], name="findingevidence_position_unique"
            ),
            models.CheckConstraint(
                name="findingevidence_is_one_thing",
                condition=_one("incoming")
                | _one("outgoing")
                | _one("dossier")
                | _one("duty")
                | _one("value"),
            ),
        ]


class Recommendation(models.Model):
    """Who is to do what by when; once given it is a duty and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        "inspections.Inspection",
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    finding = models.ForeignKey(
        Finding,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    text = models.TextField(_("kiến nghị"), max_length=LONGEST_RECOMMENDED)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    desk_id = models.UUIDField()
    desk_name = models.CharField(_("nơi thực hiện"), max_length=200)
    deadline = models.DateField(_("hạn"))
    duty = models.OneToOneField(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendation",
    )

    class Meta:
        verbose_name = _("kiến nghị kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "number"], name="recommendation_number_unique"
            ),
            models.CheckConstraint(
                name="recommendation_says_what", condition=~Q(text="")
            ),
        ]
