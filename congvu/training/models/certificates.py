"""Certificates of who completed a class, in a book of the agency, a year a book."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.models.classes import TrainingClass
from congvu.training.rules.words import LONGEST_NAME, LONGEST_REASON


class CertificateBook(models.Model):
    """The last number an agency gave in a year; its row is locked for the next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ cấp chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="certificate_book_of_year"
            )
        ]


class Certificate(models.Model):
    """Numbered, then signed by the agency's key; what it says is what it said that day.

    ``code`` is what anybody checks it by, ``file`` the signed paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(
        CertificateBook, on_delete=models.PROTECT, related_name="certificates"
    )
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="certificates"
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField(_("số thứ tự"))
    symbol = models.CharField(_("số"), max_length=60)
    code = models.CharField(_("mã kiểm tra"), max_length=19, unique=True)
    holder = models.CharField(_("họ và tên"), max_length=80)
    course = models.CharField(_("khóa học"), max_length=LONGEST_NAME)
    issuer_name = models.CharField(_("nơi cấp"), max_length=200)
    hours = models.PositiveSmallIntegerField(_("số giờ"))
    began_on = models.DateField(_("từ ngày"))
    ended_on = models.DateField(_("đến ngày"))
    issued_on = models.DateField(_("ngày cấp"))
    valid_until = models.DateField(_("có giá trị đến"), null=True, blank=True)
    made_at = models.DateTimeField(_("vào sổ lúc"))
    made_by = models.CharField(_("người vào sổ"), max_length=80)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    withdrawn_on = models.DateField(_("thu hồi ngày"), null=True, blank=True)
    withdrawn_why = models.CharField(
        _("lý do thu hồi"), max_length=LONGEST_REASON, blank=True
    )
    withdrawn_by = models.CharField(_("người thu hồi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("giấy chứng nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"], name="certificate_number_once"
            ),
            models.UniqueConstraint(
                fields=["training_class", "person"],
                condition=Q(withdrawn_on=None),
                name="certificate_once_a_class",
            ),
            models.CheckConstraint(
                name="certificate_signed_with_its_file",
                condition=Q(file=None, signed_at=None)
                | Q(file__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="certificate_withdrawn_with_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-issued_on"], name="certificate_of_person")
        ]
