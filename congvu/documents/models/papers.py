"""The paper itself: exists once, whoever receives it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class Document(models.Model):
    """An official document as its issuer made it.

    What is read off a file each registration says itself, though the bytes are shared;
    what an agency of the installation issued is one for it and all who register it so.

    ``issuer_name`` and ``signer_name`` are the words on the paper; ``issuer`` is set
    only when they meant one agency of the province on the day of issue.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    identifier = models.CharField(_("mã định danh văn bản"), max_length=200, blank=True)
    type_code = models.CharField(_("mã loại"), max_length=20)
    type_name = models.CharField(_("loại văn bản"), max_length=100)
    symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    number = models.CharField(_("số"), max_length=11, blank=True)
    notation = models.CharField(_("ký hiệu"), max_length=45, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=200)
    issuer = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    subject = models.CharField(_("trích yếu"), max_length=500)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True)
    signer_position = models.CharField(
        _("chức vụ người ký"), max_length=200, blank=True
    )
    urgency = models.CharField(_("độ khẩn"), max_length=16, default="normal")
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            models.CheckConstraint(
                name="document_has_subject", condition=~models.Q(subject="")
            )
        ]
        indexes = [
            models.Index(
                Lower("identifier"),
                name="document_identifier",
                condition=~models.Q(identifier=""),
            )
        ]


class DocumentFile(models.Model):
    """One file of a document: the paper first, then its attachments."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("tệp của văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="documentfile_position_unique"
            )
        ]
