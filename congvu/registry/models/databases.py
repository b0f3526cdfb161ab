"""A database and its structures, one after another."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.registry.rules import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    Tables,
    read_tables,
)


class Database(models.Model):
    """What a unit keeps: its rows may be approved one after another only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    about = models.TextField(_("dùng để làm gì"), max_length=LONGEST_TEXT)
    basis = models.CharField(_("căn cứ pháp lý"), max_length=LONGEST_REASON, blank=True)
    # ``table.column`` of each that was ever personal: seen by who keeps it alone.
    personal = models.JSONField(_("dữ liệu cá nhân"), default=list)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    unit_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("cơ sở dữ liệu chuyên ngành")
        indexes = [models.Index(fields=["agency", "name"], name="database_of_agency")]


class Structure(models.Model):
    """One is prepared, edited as often as one likes (``revision``); once in force it
    is never changed: the next takes its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    database = models.ForeignKey(
        Database, on_delete=models.PROTECT, related_name="structures"
    )
    number = models.PositiveIntegerField(_("số"))
    revision = models.PositiveIntegerField(default=1)
    data = models.JSONField(_("bảng, trường"))
    applied_at = models.DateTimeField(_("áp dụng lúc"), null=True, blank=True)
    applied_by = models.CharField(_("người áp dụng"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("cấu trúc cơ sở dữ liệu chuyên ngành")
        constraints = [
            models.UniqueConstraint(
                fields=["database", "number"], name="structure_number_once"
            ),
            models.UniqueConstraint(
                fields=["database"],
                condition=Q(applied_at=None),
                name="structure_one_prepared",
            ),
            models.CheckConstraint(
                name="structure_applied_for_a_reason",
                condition=Q(applied_at=None) | ~Q(reason=""),
            ),
        ]

    @property
    def tables(self) -> Tables:
        return read_tables(self.data)

    @property
    def mark(self) -> str:
        """Which one it is, as it is now: who changes it says on which it was made."""
        return f"{self.number}.{self.revision}"
