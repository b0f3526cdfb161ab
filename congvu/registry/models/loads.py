"""A file on its way into a table: what it was, what each of its lines says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.rows import RowChange
from congvu.registry.rules import ON_SAME_NAMES, OnSame


class RowLoad(models.Model):
    """Proposed as one change: approved, all its good lines are believed at once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    change = models.OneToOneField(
        RowChange, on_delete=models.PROTECT, related_name="load"
    )
    name = models.CharField(_("tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(_("bảng mã"), max_length=40, blank=True)
    heads = models.JSONField(_("cột nhận ra"))
    unknown = models.JSONField(_("cột không nhận ra"))
    # What of the file is good to know, each as words and what goes into them.
    told = models.JSONField(_("ghi chú về tệp"), default=list)
    keys = models.JSONField(_("trùng theo"))
    on_same = models.CharField(
        _("dòng trùng"),
        max_length=7,
        choices=ON_SAME_NAMES.items(),
        default=OnSame.SKIP,
    )
    rows_total = models.PositiveIntegerField(_("số dòng"))
    rows_wrong = models.PositiveIntegerField(_("dòng sai"))
    rows_same = models.PositiveIntegerField(_("dòng trùng"))

    class Meta:
        verbose_name = _("lần nạp dữ liệu chuyên ngành")


class LoadLine(models.Model):
    """``row``: the row that it is the same as by the keys chosen (``is_same``); what a
    new one needs is here, so that all are entered at once.
    """

    pk = models.CompositePrimaryKey("load", "number")
    load = models.ForeignKey(
        RowLoad, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    number = models.PositiveIntegerField(_("dòng số"))
    row = models.UUIDField(null=True)
    is_same = models.BooleanField(_("trùng với dòng đã có"), default=False)
    is_wrong = models.BooleanField(_("sai"))
    title = models.CharField(_("tên dòng"), max_length=200)
    sort = models.CharField(max_length=200)
    folded = models.TextField()
    folded_personal = models.TextField(blank=True)
    values = models.JSONField(_("giá trị"))
    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_until = models.DateField(_("đến trước ngày"), null=True)
    faults = models.JSONField(_("lỗi"))

    class Meta:
        verbose_name = _("dòng của lần nạp dữ liệu")
        indexes = [
            models.Index(
                fields=["load", "number"],
                name="loadline_wrong",
                condition=Q(is_wrong=True),
            ),
        ]
