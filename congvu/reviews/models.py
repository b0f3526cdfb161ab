"""A report on duties, and each time its words were composed from what is on record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.reviews.rules import SPAN_KIND_NAMES, Span, SpanKind


class Review(models.Model):
    """One report: its span, what it is about, the draft it became.

    It is the agency's whose draft it is. Without a paper it is about every duty that
    the agency follows up or carries out. Born with its draft, it ends as drafts do.
    Nothing of it changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kỳ"), max_length=8, choices=SPAN_KIND_NAMES.items())
    first = models.DateField(_("từ ngày"))
    paper = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="review"
    )

    class Meta:
        verbose_name = _("báo cáo nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                name="review_kind_known",
                condition=Q(kind__in=[kind.value for kind in SpanKind]),
            ),
        ]

    @property
    def span(self) -> Span:
        return Span(self.first, SpanKind(self.kind))


class Composing(models.Model):
    """What was composed into one version of the draft, and of which figures.

    ``composed`` are prints of the words as the rules made them, to tell later which of
    them a person changed; ``kept`` the parts left as a person wrote them. Never
    rewritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="composings"
    )
    version = models.PositiveIntegerField(_("bản số"))
    closing = models.DateField(_("ngày chốt số liệu"))
    digest = models.CharField(_("mã số liệu"), max_length=64)
    composed = models.JSONField()
    kept = models.JSONField(_("phần giữ lời người sửa"), default=list, blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("ai"), max_length=80)
    by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("lần soạn báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version"], name="composing_once_a_version"
            ),
            models.CheckConstraint(
                name="composing_has_its_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
        ]
