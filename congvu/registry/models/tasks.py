"""What of a load is too long to wait for: done by the worker, seen from a page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.databases import Database
from congvu.registry.models.rows import RowChange
from congvu.registry.rules import (
    TASK_KIND_NAMES,
    TASK_OVER,
    TASK_STATE_NAMES,
    TaskKind,
    TaskState,
)


class LoadTask(models.Model):
    """``change``: what is entered or taken out; of a file what came of reading it.

    ``percent``, ``rows_done`` and ``told_at`` are written while it runs, beside the
    transaction that does the work, which alone says that it is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    database = models.ForeignKey(
        Database, on_delete=models.PROTECT, related_name="tasks"
    )
    kind = models.CharField(_("việc"), max_length=5, choices=TASK_KIND_NAMES.items())
    change = models.ForeignKey(
        RowChange, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    table = models.CharField(max_length=40)
    name = models.CharField(_("tệp"), max_length=255)
    # How it is to be read, or why it is taken out.
    asked = models.JSONField(default=dict)
    # The pages of a book: what each is called, how many rows, which titles.
    sheets = models.JSONField(_("trang tính"), default=list)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=TASK_STATE_NAMES.items(),
        default=TaskState.WAITING,
    )
    percent = models.PositiveSmallIntegerField(_("phần trăm"), default=0)
    rows_done = models.PositiveIntegerField(_("số dòng"), default=0)
    is_to_stop = models.BooleanField(default=False)
    reasons = models.JSONField(_("vì sao không làm được"), default=list)
    person_id = models.UUIDField()
    post_id = models.UUIDField()
    made_at = models.DateTimeField(_("giao lúc"))
    made_by = models.CharField(_("người giao"), max_length=80)
    began_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    told_at = models.DateTimeField(_("còn làm lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc nạp dữ liệu chuyên ngành")
        constraints = [
            models.CheckConstraint(
                name="loadtask_ended_is_over",
                condition=Q(state__in=sorted(TASK_OVER), ended_at__isnull=False)
                | (~Q(state__in=sorted(TASK_OVER)) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="loadtask_of_a_change",
                condition=Q(kind=TaskKind.READ) | Q(change__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(ended_at=None),
                name="loadtask_one_of_a_change",
            ),
        ]
        indexes = [
            models.Index(
                fields=["database", "id"],
                name="loadtask_open",
                condition=Q(ended_at=None),
            ),
        ]
