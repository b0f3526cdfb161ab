"""Stored files: the bytes lie in the store, what is known about them lies here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class FileState(models.TextChoices):
    WAITING = "waiting", _("chờ đọc")
    READING = "reading", _("đang đọc")
    READY = "ready", _("đã đọc")
    QUARANTINED = "quarantined", _("cách ly")
    DESTROYED = "destroyed", _("đã hủy")


class FileKind(models.TextChoices):
    """What the content is, whatever the name says."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word (.docx)"
    DOC = "doc", "Word 97 (.doc)"
    ODT = "odt", "OpenDocument (.odt)"
    RTF = "rtf", "RTF"
    XLSX = "xlsx", "Excel (.xlsx)"
    XLS = "xls", "Excel 97 (.xls)"
    IMAGE = "image", _("ảnh")
    TEXT = "text", _("văn bản thuần")
    ZIP = "zip", "ZIP"
    HTML = "html", "HTML"
    PROGRAM = "program", _("chương trình")
    UNKNOWN = "unknown", _("không rõ")


class SearchableCopy(models.TextChoices):
    """How far the copy of a scan is in which words can be searched and marked."""

    NONE = "", _("không cần")
    WAITING = "waiting", _("chờ tạo")
    PDFA = "pdfa", "PDF/A"
    PDF = "pdf", "PDF"
    FAILED = "failed", _("không tạo được")


class StoredFile(models.Model):
    """One content, kept once however often it arrives.

    Born when the bytes are safe on disk; never changes afterwards, except that
    knowledge about it grows. A destroyed one keeps its row, so that the same bytes are
    refused again, and nothing of what they said.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(_("mã băm SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    size = models.BigIntegerField(_("dung lượng"))
    media_type = models.CharField(_("kiểu nội dung"), max_length=100)
    kind = models.CharField(_("loại"), max_length=10, choices=FileKind.choices)
    state = models.CharField(
        _("trạng thái"),
        max_length=12,
        choices=FileState.choices,
        default=FileState.WAITING,
    )
    reason = models.TextField(_("lý do"), blank=True)
    note = models.TextField(_("lưu ý"), blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True)
    needs_ocr = models.BooleanField(_("cần nhận dạng"), default=False)
    has_ocr = models.BooleanField(_("đã nhận dạng"), default=False)
    searchable = models.CharField(
        _("bản tìm được chữ"), max_length=7, choices=SearchableCopy.choices, blank=True
    )
    text = models.TextField(_("nội dung chữ"), blank=True)
    progress_done = models.PositiveIntegerField(_("trang đã xong"), default=0)
    progress_total = models.PositiveIntegerField(_("tổng số trang"), default=0)
    created_at = models.DateTimeField(_("nhận lúc"))
    destroyed_at = models.DateTimeField(_("hủy lúc"), null=True)
    destroyed_by = models.CharField(_("người hủy"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("tệp")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="storedfile_sha256_is_hex",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gte=0), name="storedfile_size_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(progress_done__lte=models.F("progress_total")),
                name="storedfile_progress_within_total",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("quarantined", "destroyed"))
                | ~models.Q(reason=""),
                name="storedfile_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="destroyed", text="", name="", searchable="")
                & models.Q(destroyed_at__isnull=False)
                | ~models.Q(state="destroyed") & models.Q(destroyed_at__isnull=True),
                name="storedfile_destroyed_keeps_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=("waiting", "reading"))
                | models.Q(needs_ocr=True),
                name="storedfile_unfinished",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(searchable="waiting"),
                name="storedfile_copy_waits",
            ),
        ]

    @property
    def extension(self) -> str:
        """The ending its content deserves, with the dot."""
        return EXTENSIONS.get(self.media_type, "")


class FilePage(models.Model):
    """What was read from one page. Born page by page, so that a killed reader goes on.

    ``words`` has the positions of the head and tail pages only; a long paper's middle
    is searched, never looked at word by word. A scan's middle has them, too, until its
    searchable copy is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(
        StoredFile, on_delete=models.CASCADE, related_name="read_pages"
    )
    number = models.PositiveIntegerField(_("trang"))
    width = models.FloatField(_("rộng"))
    height = models.FloatField(_("cao"))
    source = models.CharField(_("nguồn chữ"), max_length=4)
    words = models.JSONField(_("các từ"), null=True)
    marks = models.JSONField(_("dấu màu"), default=list)
    picture = models.BooleanField(_("là ảnh"), default=False)
    text = models.TextField(_("chữ"), blank=True)

    class Meta:
        verbose_name = _("trang đã đọc")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"], name="filepage_once_per_page"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="filepage_number_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=("text", "ocr", "docx")),
                name="filepage_source_is_known",
            ),
        ]


EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/rtf": ".rtf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "text/plain": ".txt",
    "application/zip": ".zip",
}
