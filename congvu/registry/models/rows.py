"""Rows in two times: from when until when they hold, since when we believe so."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.models.databases import Database, Structure
from congvu.registry.rules import (
    CHANGE_KIND_NAMES,
    CHANGE_STATE_NAMES,
    LONGEST_REASON,
    ChangeKind,
    ChangeState,
)


class RowChange(models.Model):
    """What somebody proposed of a row; ``based_on`` is the change it was made after."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    database = models.ForeignKey(
        Database, on_delete=models.PROTECT, related_name="changes"
    )
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    row = models.UUIDField()
    kind = models.CharField(_("loại"), max_length=8, choices=CHANGE_KIND_NAMES.items())
    values = models.JSONField(_("giá trị"))
    title = models.CharField(_("tên dòng"), max_length=200)
    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=CHANGE_STATE_NAMES.items(),
        default=ChangeState.OPEN,
    )
    made_at = models.DateTimeField(_("đề nghị lúc"))
    made_by = models.CharField(_("người đề nghị"), max_length=80)
    decided_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    refusal = models.CharField(
        _("vì sao không duyệt"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("đề nghị ghi dòng dữ liệu")
        constraints = [
            models.CheckConstraint(
                name="rowchange_decided_once",
                condition=Q(state=ChangeState.OPEN, decided_at=None)
                | (~Q(state=ChangeState.OPEN) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="rowchange_refused_for_a_reason",
                condition=~Q(state=ChangeState.REFUSED) | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="rowchange_says_why",
                condition=Q(kind=ChangeKind.ENTER) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["database", "state", "id"], name="rowchange_waiting"),
            models.Index(fields=["row", "decided_at"], name="rowchange_of_row"),
            models.Index(
                fields=["database", "table", "-decided_at"],
                name="rowchange_believed",
                condition=Q(state=ChangeState.APPROVED),
            ),
        ]


class RowVersion(models.Model):
    """What is believed of a row for the days of ``valid``, during ``recorded``.

    The first version of a row bears the row's key, so most rows, which have one alone,
    need no entry in the constraint's index: a trigger compares the others with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Both are what its change, or the version before it, names.
    database = models.ForeignKey(
        Database,
        on_delete=models.PROTECT,
        related_name="versions",
        db_index=False,
        db_constraint=False,
    )
    structure = models.ForeignKey(
        Structure,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    table = models.CharField(max_length=40)
    row = models.UUIDField(db_index=True)
    values = models.JSONField(_("giá trị"))
    title = models.CharField(_("tên dòng"), max_length=200)
    sort = models.CharField(max_length=200)
    folded = models.TextField()
    folded_personal = models.TextField(blank=True)
    valid = DateRangeField(_("có hiệu lực"))
    recorded = DateTimeRangeField(_("được tin"))
    # That both are changes that were approved, which stay as they are for ever, a
    # trigger asks once a statement.
    change = models.ForeignKey(
        RowChange, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    closed_by = models.ForeignKey(
        RowChange,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        verbose_name = _("điều ghi về một dòng dữ liệu")
        constraints = [
            ExclusionConstraint(
                name="rowversion_one_belief",
                expressions=[
                    ("row", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                    ("recorded", RangeOperators.OVERLAPS),
                ],
                condition=~Q(id=F("row")),
            ),
            models.CheckConstraint(
                name="rowversion_closed_by_a_change",
                condition=Q(recorded__endswith=None, closed_by=None)
                | Q(recorded__endswith__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="rowversion_holds_a_day",
                condition=Q(valid__isempty=False, recorded__isempty=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["database", "table", "sort", "row"], name="rowversion_in_order"
            ),
            models.Index(
                fields=["closed_by"],
                name="rowversion_closed",
                condition=Q(closed_by__isnull=False),
            ),
            # Of what is believed now alone: what is closed is asked for by its row.
            GinIndex(
                fields=["values"],
                name="rowversion_values",
                opclasses=["jsonb_path_ops"],
                condition=Q(recorded__upper_inf=True),
            ),
            GinIndex(
                fields=["folded"],
                name="rowversion_words",
                opclasses=["gin_trgm_ops"],
                condition=Q(recorded__upper_inf=True),
            ),
        ]
