"""Who signed in which capacity, where a paper went, and what it does to another."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.outgoing.rules import (
    CAPACITY_NAMES,
    RECIPIENT_KIND_NAMES,
    RELATION_NAMES,
    SIGNED_HOW_NAMES,
    RecipientKind,
    Relation,
    SignedHow,
)


class PaperSignature(models.Model):
    """Somebody signed a version by right: in which capacity, from which post, on what
    basis, in words and ids of that day, so that it can be shown in twenty years.

    Never edited. ``attachment``: the agency's mark on a file beside the paper.
    ``file`` is the signed file and ``made`` what was known of the certificate; none
    where it was signed by pen. ``right`` is the post, its holder, the delegation and
    the approval as they stood (queries/right.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="signatures"
    )
    attachment = models.ForeignKey(
        "outgoing.DraftAttachment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
    )
    how = models.CharField(_("cách ký"), max_length=8, choices=SIGNED_HOW_NAMES.items())
    version = models.PositiveIntegerField(_("bản số"))
    capacity = models.CharField(
        _("tư cách ký"), max_length=10, choices=CAPACITY_NAMES.items(), blank=True
    )
    lines = ArrayField(
        models.CharField(max_length=300), verbose_name=_("phần ghi trước tên")
    )
    person_id = models.UUIDField()
    person_name = models.CharField(_("người ký"), max_length=80)
    post_id = models.UUIDField()
    post_name = models.CharField(_("chức vụ người ký"), max_length=200)
    delegation_id = models.UUIDField(null=True, blank=True)
    basis = models.CharField(_("căn cứ ký"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"))
    noted_by = models.CharField(_("người ghi"), max_length=80)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made = models.ForeignKey(
        "signatures.MadeSignature",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    right = models.JSONField(_("quyền ký của ngày đó"), default=dict, blank=True)

    class Meta:
        verbose_name = _("chữ ký trên văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "version", "how"],
                condition=Q(attachment__isnull=True),
                name="papersignature_once_each",
            ),
            models.UniqueConstraint(
                fields=["attachment", "version"],
                condition=Q(attachment__isnull=False),
                name="papersignature_once_an_attachment",
            ),
            models.CheckConstraint(
                name="papersignature_how_known",
                condition=Q(how__in=[h.value for h in SignedHow]),
            ),
        ]


class Recipient(models.Model):
    """One place an issued paper goes to: an agency of the directory, or outside it.

    ``on_paper``: a paper copy follows the electronic one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "outgoing.OutgoingEntry", on_delete=models.PROTECT, related_name="sent_to"
    )
    kind = models.CharField(
        _("loại nơi nhận"), max_length=8, choices=RECIPIENT_KIND_NAMES.items()
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên nơi nhận"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    on_paper = models.BooleanField(_("gửi cả bản giấy"), default=False)
    sent_at = models.DateTimeField(_("gửi lúc"))

    class Meta:
        verbose_name = _("nơi nhận văn bản đi")
        constraints = [
            models.CheckConstraint(
                name="recipient_kind_known",
                condition=Q(kind=RecipientKind.AGENCY, agency__isnull=False)
                | Q(kind=RecipientKind.OUTSIDE, agency__isnull=True),
            ),
        ]


class PaperRelation(models.Model):
    """A paper that corrects, amends or replaces an earlier one and points to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.OneToOneField(
        "outgoing.OutgoingEntry", on_delete=models.PROTECT, related_name="relation"
    )
    earlier = models.ForeignKey(
        "outgoing.OutgoingEntry", on_delete=models.PROTECT, related_name="later"
    )
    kind = models.CharField(_("quan hệ"), max_length=8, choices=RELATION_NAMES.items())

    class Meta:
        verbose_name = _("quan hệ giữa văn bản đi")
        constraints = [
            models.CheckConstraint(
                name="paperrelation_kind_known",
                condition=Q(kind__in=[r.value for r in Relation]),
            ),
            models.CheckConstraint(
                name="paperrelation_of_two",
                condition=~Q(entry=models.F("earlier")),
            ),
        ]
