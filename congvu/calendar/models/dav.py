"""Calendar objects as calendar programs know them: by address, text and change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.calendar.models.entries import Entry
from congvu.lib.ids import uuid7


class DavItem(models.Model):
    """One address in a calendar that programs have opened, with the text behind it.

    Of an event the ``entry`` is the truth and ``body`` how it was last told
    (``entry_change``); a task or note of a program's own is kept here alone. What is
    gone stays as a row, so that programs hear of it; ``change`` grows each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("địa chỉ"), max_length=255)
    uid = models.CharField(_("mã định danh"), max_length=255)
    kind = models.CharField(_("loại"), max_length=9)
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    entry_change = models.BigIntegerField(default=0)
    body = models.TextField(_("bản iCalendar"))
    etag = models.CharField(max_length=64)
    starts = models.DateTimeField(_("bắt đầu"), null=True, blank=True)
    ends = models.DateTimeField(_("kết thúc"), null=True, blank=True)
    change = models.BigIntegerField(_("số thay đổi"))
    gone_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mục lịch của chương trình lịch")
        constraints = [
            models.CheckConstraint(
                name="davitem_one_owner",
                condition=Q(
                    person__isnull=False, unit__isnull=True, agency__isnull=True
                )
                | Q(person__isnull=True, unit__isnull=False, agency__isnull=True)
                | Q(person__isnull=True, unit__isnull=True, agency__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "agency", "name"],
                nulls_distinct=False,
                name="davitem_address_once",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "agency", "uid"],
                condition=Q(gone_at__isnull=True),
                nulls_distinct=False,
                name="davitem_uid_once_a_calendar",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(entry__isnull=False),
                name="davitem_once_an_entry",
            ),
            models.CheckConstraint(
                name="davitem_kind_known",
                condition=Q(kind="VEVENT", entry__isnull=False)
                | Q(kind__in=["VTODO", "VJOURNAL"], entry__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["change"], name="davitem_change"),
            models.Index(
                fields=["person", "change"],
                name="davitem_of_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(
                fields=["unit", "change"],
                name="davitem_of_unit",
                condition=Q(unit__isnull=False),
            ),
            models.Index(
                fields=["agency", "change"],
                name="davitem_of_agency",
                condition=Q(agency__isnull=False),
            ),
        ]
