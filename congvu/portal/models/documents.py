"""What the public reads of papers: copies, made by the worker, of what was decided."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules import GONE, LONGEST_WHY, VALIDITY_NAMES, Validity

_HEX = r"^[0-9a-f]{64}$"


class PublicDocument(models.Model):
    """A paper as the public reads it, at an address of its own for good.

    Born published; what was recalled, withdrawn, replaced or has expired stays as a
    notice without file or text. ``replaced_on``: until the day before it is in force,
    though ``later`` is there to replace it. ``governs``: bodies of the directory that
    it was sent to; it stands on their sites, too. ``leaf`` is its digest in the tree of
    ``day``; ``attachments`` and ``signatures`` are told as they were that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publishing = models.OneToOneField(
        "portal.Publishing", on_delete=models.PROTECT, related_name="shown"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    governs = ArrayField(
        models.UUIDField(), verbose_name=_("cơ quan chịu sự điều chỉnh"), default=list
    )
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=200)
    type_code = models.CharField(_("mã loại"), max_length=20)
    type_name = models.CharField(_("hình thức"), max_length=100)
    symbol = models.CharField(_("số, ký hiệu"), max_length=60)
    symbol_key = models.CharField(max_length=60)
    summary = models.CharField(_("trích yếu"), max_length=500)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True)
    signer_position = models.CharField(
        _("chức vụ người ký"), max_length=200, blank=True
    )
    field = models.CharField(_("mã lĩnh vực"), max_length=60, blank=True)
    field_name = models.CharField(_("lĩnh vực"), max_length=300, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    effective_on = models.DateField(_("có hiệu lực từ"))
    expires_on = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    validity = models.CharField(
        _("hiệu lực"), max_length=9, choices=VALIDITY_NAMES.items()
    )
    replaced_on = models.DateField(_("được thay thế từ"), null=True, blank=True)
    validity_on = models.DateField(_("từ ngày"), null=True, blank=True)
    notice = models.CharField(_("thông báo"), max_length=LONGEST_WHY, blank=True)
    later = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="earlier"
    )
    later_symbol = models.CharField(_("văn bản sau"), max_length=60, blank=True)
    file_sha256 = models.CharField(_("mã SHA-256 của tệp"), max_length=64, blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    file_size = models.BigIntegerField(_("dung lượng"), default=0)
    file_pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    media_type = models.CharField(_("kiểu nội dung"), max_length=100, blank=True)
    without_file = models.CharField(
        _("vì sao không có tệp"), max_length=300, blank=True
    )
    is_redacted = models.BooleanField(_("bản đã che"), default=False)
    attachments = models.JSONField(_("tệp kèm theo"), default=list, blank=True)
    signatures = models.JSONField(_("chữ ký"), default=list, blank=True)
    published_at = models.DateTimeField(_("công khai lúc"))
    changed_at = models.DateTimeField(_("thay đổi lúc"))
    day = models.DateField(_("ngày công khai"))
    leaf = models.CharField(_("mã của dòng trong ngày"), max_length=64)

    class Meta:
        verbose_name = _("văn bản công khai")
        constraints = [
            models.CheckConstraint(
                name="publicdocument_validity_known",
                condition=Q(validity__in=[v.value for v in Validity]),
            ),
            models.CheckConstraint(
                name="publicdocument_gone_has_no_file",
                condition=~Q(validity__in=sorted(GONE))
                | Q(file_sha256="", attachments=[]) & ~Q(notice=""),
            ),
            models.CheckConstraint(
                name="publicdocument_leaf_is_hex", condition=Q(leaf__regex=_HEX)
            ),
        ]
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="publicdocument_newest"),
            models.Index(
                fields=["agency", "-issued_on", "-id"], name="publicdocument_by_agency"
            ),
            models.Index(
                fields=["type_code", "-issued_on", "-id"], name="publicdocument_by_type"
            ),
            GinIndex(fields=["governs"], name="publicdocument_governs"),
            GinIndex(
                fields=["attachments"],
                name="publicdocument_beside",
                opclasses=["jsonb_path_ops"],
            ),
            models.Index(fields=["symbol_key"], name="publicdocument_by_symbol"),
            models.Index(
                fields=["expires_on"],
                name="publicdocument_expires",
                condition=Q(expires_on__isnull=False) & ~Q(validity__in=sorted(GONE)),
            ),
            models.Index(
                fields=["replaced_on"],
                name="publicdocument_replaced",
                condition=Q(replaced_on__isnull=False) & ~Q(validity__in=sorted(GONE)),
            ),
            models.Index(fields=["file_sha256"], name="publicdocument_by_file"),
            models.Index(
                fields=["day", "published_at", "id"], name="publicdocument_day"
            ),
        ]


class PublicDay(models.Model):
    """The root of what became public on a day; written once.

    ``leaves`` in their order, so that anybody can work the root out; ``previous`` is
    the root before it; ``seal`` the last link of the office's log up to that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("ngày"), unique=True)
    count = models.PositiveIntegerField(_("số văn bản"))
    leaves = models.JSONField(_("mã từng dòng"), default=list)
    root = models.CharField(_("mã gốc của ngày"), max_length=64)
    previous = models.CharField(_("mã gốc của ngày trước"), max_length=64, blank=True)
    seal_number = models.BigIntegerField(_("số mắt xích nhật ký"), null=True)
    seal = models.CharField(_("mã mắt xích nhật ký"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("mã gốc công khai của ngày")
        constraints = [
            models.CheckConstraint(
                name="publicday_root_is_hex", condition=Q(root__regex=_HEX)
            ),
        ]


class SearchRow(models.Model):
    """One thing the public finds by words: a paper, an article, an answer.

    ``source`` is what it was made of, so that it is made anew or goes with it;
    ``changed_at`` when that was last changed. The
    ``words_`` columns are folded, ``head`` of them
    what names it; ``marked`` keeps the accents of the title.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("loại"), max_length=16)
    source = models.CharField(_("nguồn"), max_length=60)
    site = models.CharField(_("trang"), max_length=100, blank=True)
    title = models.CharField(_("tiêu đề"), max_length=500)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    note = models.CharField(_("dòng phụ"), max_length=300, blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    url = models.CharField(_("địa chỉ"), max_length=300)
    day = models.DateField(_("ngày"))
    changed_at = models.DateTimeField(_("thay đổi lúc"), null=True, blank=True)
    words_title = models.TextField(blank=True)
    words_number = models.TextField(blank=True)
    words_body = models.TextField(blank=True)
    vector = models.GeneratedField(
        expression=SearchVector("words_title", config="simple", weight="A")
        + SearchVector("words_number", config="simple", weight="B")
        + SearchVector("words_body", config="simple", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    head = models.GeneratedField(
        expression=SearchVector("words_title", config="simple", weight="A")
        + SearchVector("words_number", config="simple", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    marked = models.GeneratedField(
        expression=SearchVector("title", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("dòng tìm kiếm của cổng")
        constraints = [
            models.UniqueConstraint(fields=["kind", "source"], name="searchrow_once")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="searchrow_vector"),
            GinIndex(fields=["head"], name="searchrow_head"),
            models.Index(fields=["-day", "-id"], name="searchrow_newest"),
        ]
