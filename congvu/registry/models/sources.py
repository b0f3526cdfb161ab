"""Where files for a table come from by themselves, and what became of each time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.databases import Database
from congvu.registry.models.rows import RowChange
from congvu.registry.rules import (
    EVERY_NAMES,
    LOAD_FROM_NAMES,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REASON,
    ON_SAME_NAMES,
    RUN_STATE_NAMES,
    OnSame,
    RunState,
)


class LoadSource(models.Model):
    """It reads by the right of ``post``, who put it as it is; ``columns``: what the
    file calls columns of ours.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    database = models.ForeignKey(Database, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    kind = models.CharField(_("từ đâu"), max_length=7, choices=LOAD_FROM_NAMES.items())
    place = models.CharField(_("thư mục, địa chỉ"), max_length=LONGEST_PLACE)
    columns = models.JSONField(_("cột của tệp"), default=dict)
    keys = models.JSONField(_("trùng theo"), default=list)
    on_same = models.CharField(
        _("dòng trùng"),
        max_length=7,
        choices=ON_SAME_NAMES.items(),
        default=OnSame.SKIP,
    )
    every = models.CharField(_("bao lâu"), max_length=6, choices=EVERY_NAMES.items())
    hour = models.PositiveSmallIntegerField(_("giờ"), default=0)
    weekday = models.PositiveSmallIntegerField(_("thứ"), default=0)
    enters = models.BooleanField(_("tự ghi, không chờ duyệt"), default=False)
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    made_at = models.DateTimeField(_("đặt lúc"))
    made_by = models.CharField(_("người đặt"), max_length=80)
    next_at = models.DateTimeField(_("lần tới"))
    failures = models.PositiveSmallIntegerField(_("số lần hỏng liền nhau"), default=0)
    paused_at = models.DateTimeField(_("tạm dừng lúc"), null=True, blank=True)
    pause = models.CharField(
        _("vì sao tạm dừng"), max_length=LONGEST_REASON, blank=True
    )
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    # Of the last file that was read whole.
    sha256 = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("nguồn nạp dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="loadsource_paused_for_a_reason",
                condition=Q(paused_at=None, pause="")
                | Q(paused_at__isnull=False) & ~Q(pause=""),
            ),
            models.CheckConstraint(
                name="loadsource_on_the_clock",
                condition=Q(hour__lte=23, weekday__lte=6),
            ),
            models.UniqueConstraint(
                fields=["database", "place"],
                condition=Q(kind="folder", ended_at=None),
                name="loadsource_folder_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="loadsource_due",
                condition=Q(paused_at=None, ended_at=None),
            ),
        ]


class LoadRun(models.Model):
    """One time that a source was asked; kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(
        LoadSource, on_delete=models.PROTECT, related_name="runs", db_index=False
    )
    began_at = models.DateTimeField(_("bắt đầu lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    state = models.CharField(
        _("kết quả"),
        max_length=8,
        choices=RUN_STATE_NAMES.items(),
        default=RunState.RUNNING,
    )
    name = models.CharField(_("tệp"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("độ lớn"), null=True, blank=True)
    change = models.ForeignKey(
        RowChange, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Why nothing came of it, each in words.
    reasons = models.JSONField(_("vì sao"), default=list)

    class Meta:
        verbose_name = _("lần chạy của nguồn nạp dữ liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state=RunState.RUNNING),
                name="loadrun_one_at_a_time",
            ),
            models.CheckConstraint(
                name="loadrun_ended",
                condition=Q(state=RunState.RUNNING, ended_at=None)
                | ~Q(state=RunState.RUNNING) & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["source", "id"], name="loadrun_of_source")]
