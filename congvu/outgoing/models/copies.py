"""A certified copy of one incoming or outgoing paper."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.outgoing.rules import COPY_TYPES, DIRECTION_NAMES, Direction


class PaperCopy(models.Model):
    """Bản sao y, sao lục or trích sao: its number is a line of the book of outgoing
    papers (``entry``, of the common sequence of copies), the paper it is made of stays
    as it is.

    ``source_words`` name that paper as of the day; ``source_file`` are the bytes that
    were copied. What a signer signs by pen, ``signer_lines`` stand above the name; an
    electronic copy has the agency's signature alone (Phụ lục I, phần II, mục II).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.OneToOneField(
        "outgoing.OutgoingEntry", on_delete=models.PROTECT, related_name="copy"
    )
    kind = models.CharField(_("hình thức sao"), max_length=4, choices=COPY_TYPES)
    direction = models.CharField(
        _("chiều sao"), max_length=24, choices=DIRECTION_NAMES.items()
    )
    incoming = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="paper_copies",
    )
    outgoing = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="paper_copies",
    )
    source_words = models.CharField(_("văn bản được sao"), max_length=700)
    source_file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    of_copy = models.CharField(_("làm từ bản sao y"), max_length=60, blank=True)
    extract = models.TextField(_("phần nội dung trích"), blank=True)
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    signer_post_id = models.UUIDField(null=True, blank=True)
    signer_lines = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("phần ghi trước tên"),
        default=list,
    )
    numbered_at = models.DateTimeField(_("cấp số lúc"))
    made_at = models.DateTimeField(_("sao xong lúc"), null=True, blank=True)
    made_by = models.CharField(_("người sao"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("bản sao văn bản")
        constraints = [
            models.CheckConstraint(
                name="papercopy_kind_known", condition=Q(kind__in=list(COPY_TYPES))
            ),
            models.CheckConstraint(
                name="papercopy_direction_known",
                condition=Q(direction__in=[d.value for d in Direction]),
            ),
            models.CheckConstraint(
                name="papercopy_of_one_paper",
                condition=Q(incoming__isnull=False, outgoing__isnull=True)
                | Q(incoming__isnull=True, outgoing__isnull=False),
            ),
            models.CheckConstraint(
                name="papercopy_made_paired",
                condition=Q(made_at__isnull=True, made_by="")
                | Q(made_at__isnull=False) & ~Q(made_by=""),
            ),
        ]

    @property
    def to_paper(self) -> bool:
        return Direction(self.direction).to_paper
