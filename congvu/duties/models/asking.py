"""What a body says of its share and waits for an answer to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.duties.rules import (
    ANSWER_NAMES,
    EVIDENCE_KIND_NAMES,
    Answer,
    EvidenceKind,
)
from congvu.lib.ids import uuid7


def answered(name: str) -> models.CheckConstraint:
    """Open, or answered by somebody at a moment."""
    return models.CheckConstraint(
        name=name,
        condition=Q(state=Answer.OPEN, decided_at__isnull=True, decided_by="")
        | Q(state__in=[Answer.GRANTED, Answer.REFUSED], decided_at__isnull=False)
        & ~Q(decided_by=""),
    )


_THINGS = {
    "incoming": EvidenceKind.INCOMING,
    "outgoing": EvidenceKind.OUTGOING,
    "dossier": EvidenceKind.DOSSIER,
    "value": EvidenceKind.FIGURE,
}


def _one(name: str) -> Q:
    """This thing and no other, and called so."""
    empty = {f"{other}__isnull": other != name for other in _THINGS}
    return Q(kind=_THINGS[name], **empty)


class DoneReport(models.Model):
    """A body reports its share done; open until accepted, or returned with a reason.

    ``done_on`` is the day it was done, as reported; the answer may set another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="reports"
    )
    done_on = models.DateField(_("xong ngày"))
    text = models.TextField(_("kết quả"))
    reported_at = models.DateTimeField(_("báo cáo lúc"))
    reported_by = models.CharField(_("người báo cáo"), max_length=80)
    reported_by_post = models.CharField(_("chức vụ người báo cáo"), max_length=200)
    post_id = models.UUIDField()
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ANSWER_NAMES.items()
    )
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    answer = models.CharField(_("ý kiến trả lời"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("báo cáo hoàn thành")
        constraints = [
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(state=Answer.OPEN),
                name="donereport_one_open_per_share",
            ),
            answered("donereport_answered_or_open"),
        ]


class Evidence(models.Model):
    """What shows that a share was done: a paper, a dossier, a figure.

    ``label`` is what it was called that day; who may not open the thing reads that.
    A figure that the office measured itself keeps of which indicator, period and body
    it is, so that it leads to its records.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        DoneReport, on_delete=models.PROTECT, related_name="evidence"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    kind = models.CharField(
        _("loại"), max_length=8, choices=EVIDENCE_KIND_NAMES.items()
    )
    label = models.CharField(_("minh chứng"), max_length=500)
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
    value = models.DecimalField(
        _("số liệu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    indicator = models.CharField(_("chỉ tiêu"), max_length=80, blank=True)
    period = models.CharField(_("kỳ"), max_length=7, blank=True)
    body_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("minh chứng")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "position"], name="evidence_position_unique"
            ),
            models.CheckConstraint(
                name="evidence_is_one_thing",
                condition=_one("incoming")
                | _one("outgoing")
                | _one("dossier")
                | _one("value"),
            ),
            models.CheckConstraint(
                name="evidence_measured_whole",
                condition=Q(indicator="", period="", body_id__isnull=True)
                | ~Q(indicator="")
                & ~Q(period="")
                & Q(body_id__isnull=False, value__isnull=False),
            ),
        ]
