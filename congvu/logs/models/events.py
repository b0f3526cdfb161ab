"""Who sends logs, and what was sent."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.logs.rules import LONGEST_NAME, SEVERITY_NAMES, SOURCE_KIND_NAMES


class LogSource(models.Model):
    """A machine or program whose logs come in, known by its certificate, its code or
    its addresses. ``limited`` counts what it sent too fast to be kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    kind = models.CharField(
        _("gửi bằng"), max_length=6, choices=SOURCE_KIND_NAMES.items()
    )
    addresses = ArrayField(
        models.CharField(max_length=50),
        verbose_name=_("địa chỉ gửi"),
        default=list,
        blank=True,
    )
    fingerprint = models.CharField(_("dấu chứng thư"), max_length=64, blank=True)
    prefix = models.CharField(_("đầu mã"), max_length=6, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    system = models.ForeignKey(
        "systems.InformationSystem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("của hệ thống"),
    )
    silent_after = models.PositiveIntegerField(
        _("báo khi im quá, phút"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("ghi danh lúc"))
    made_by = models.CharField(_("người ghi danh"), max_length=80)
    ended_at = models.DateTimeField(_("ngừng lúc"), null=True, blank=True)
    seen_at = models.DateTimeField(_("gửi lần cuối"), null=True, blank=True)
    silent_since = models.DateTimeField(_("im từ"), null=True, blank=True)
    events = models.BigIntegerField(_("sự kiện"), default=0)
    limited = models.BigIntegerField(_("bỏ vì gửi quá dày"), default=0)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("nguồn nhật ký")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(ended_at=None),
                name="logsource_named_once",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="logsource_code_once"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(fingerprint="") & Q(ended_at=None),
                name="logsource_certificate_once",
            ),
        ]


class UnknownSender(models.Model):
    """An address that sends and is no source's: for the centre to see and register."""

    address = models.CharField(_("địa chỉ"), max_length=45, primary_key=True)
    host = models.CharField(_("tên máy tự xưng"), max_length=255, blank=True)
    events = models.BigIntegerField(_("sự kiện"), default=0)
    limited = models.BigIntegerField(_("bỏ vì gửi quá dày"), default=0)
    first_at = models.DateTimeField(_("thấy lần đầu"))
    last_at = models.DateTimeField(_("thấy lần cuối"))

    class Meta:
        verbose_name = _("nơi gửi nhật ký chưa ghi danh")


class LogEvent(models.Model):
    """One line as it was read. Kept by the day on which it came, which nobody forges;
    ``at`` is when its sender says it happened, ``host`` the name it claims, ``address``
    whence it really came.
    """

    id = models.BigIntegerField(primary_key=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    at = models.DateTimeField(_("xảy ra lúc"), null=True)
    source = models.ForeignKey(
        LogSource, on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    address = models.CharField(_("địa chỉ gửi"), max_length=45)
    host = models.CharField(_("máy tự xưng"), max_length=255)
    program = models.CharField(_("chương trình"), max_length=128)
    severity = models.PositiveSmallIntegerField(
        _("mức"), choices=SEVERITY_NAMES.items()
    )
    decoder = models.CharField(_("đọc được là"), max_length=40)
    message = models.TextField(_("nội dung"))
    fields = models.JSONField(default=dict)
    doubts = ArrayField(models.CharField(max_length=10), default=list)
    length = models.PositiveIntegerField(_("số byte"))
    terms = ArrayField(models.IntegerField(), default=list)

    class Meta:
        verbose_name = _("sự kiện nhật ký")
        managed = False
        db_table = "logs_logevent"


class LogBatch(models.Model):
    """What was loaded, by the name of its file in the spool: never loaded twice."""

    name = models.CharField(max_length=80, primary_key=True)
    loaded_at = models.DateTimeField(_("nạp lúc"))
    events = models.PositiveIntegerField(_("số sự kiện"))

    class Meta:
        verbose_name = _("lô nhật ký")
        indexes = [models.Index(fields=["loaded_at"], name="logbatch_by_time")]


class LogAllowance(models.Model):
    """How many events a source or an address may send over HTTPS right now; it fills up
    with time (``actions/metering.py``).
    """

    key = models.CharField(max_length=80, primary_key=True)
    left = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("hạn mức gửi nhật ký")


class ArchivedDay(models.Model):
    """A day of events as one columnar file. While its part of the table is there, that
    part is searched; then the file is, until every source's period is over.
    ``sources`` are those with events of that day, ``has_strangers`` says of others.
    """

    day = models.DateField(_("ngày"), primary_key=True)
    digest = models.CharField("SHA-256", max_length=64)
    events = models.PositiveBigIntegerField(_("số sự kiện"))
    size = models.PositiveBigIntegerField(_("số byte"))
    sources = ArrayField(models.UUIDField(), verbose_name=_("nguồn"), default=list)
    has_strangers = models.BooleanField(_("có nơi gửi chưa ghi danh"), default=False)
    archived_at = models.DateTimeField(_("chuyển vào kho lúc"))
    dropped_at = models.DateTimeField(_("bỏ khỏi bảng lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("hết hạn giữ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("ngày nhật ký trong kho")
        constraints = [
            models.CheckConstraint(
                name="archivedday_in_order",
                condition=Q(ended_at=None) | Q(dropped_at__isnull=False),
            )
        ]
