"""Hand-over minutes (biên bản giao nhận) and what each of them lists."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import (
    ARCHIVE_NAMES,
    HANDING_STATE_NAMES,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    LONGEST_TITLE,
    RETENTION_NAMES,
    Archive,
    HandingState,
)
from congvu.lib.ids import uuid7


class ArchiveHandOver(models.Model):
    """Dossiers given to an archive: who gave, who took, and what both said of it.

    To the agency's own archive (lưu trữ hiện hành), where the archivist takes them; or
    to the historical one outside the office, whose word the archivist writes down.
    ``fonds`` is the agency of that day, ``agency`` who keeps the minutes today.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    fonds = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    archive = models.CharField(
        _("nộp vào"), max_length=10, choices=ARCHIVE_NAMES.items()
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=HANDING_STATE_NAMES.items(),
        default=HandingState.SENT,
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("biên bản số"))
    given_at = models.DateTimeField(_("giao lúc"))
    given_by = models.CharField(_("người giao"), max_length=80)
    given_as = models.CharField(_("chức vụ người giao"), max_length=200)
    post_id = models.UUIDField()
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị giao"), max_length=200)
    given_note = models.CharField(
        _("tình trạng tài liệu"), max_length=LONGEST_REASON, blank=True
    )
    to_name = models.CharField(_("bên nhận"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    taken_on = models.DateField(_("ngày nhận"), null=True, blank=True)
    taken_by = models.CharField(_("người nhận"), max_length=80, blank=True)
    taken_as = models.CharField(_("chức vụ người nhận"), max_length=200, blank=True)
    taken_note = models.CharField(
        _("ý kiến bên nhận"), max_length=LONGEST_REASON, blank=True
    )
    noted_by = models.CharField(_("người ghi"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("biên bản giao nhận hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["fonds", "year", "number"], name="archivehandover_number"
            ),
            models.CheckConstraint(
                name="archivehandover_state_known",
                condition=Q(state__in=[s.value for s in HandingState]),
            ),
            models.CheckConstraint(
                name="archivehandover_both_named",
                condition=Q(state=HandingState.SENT, taken_at__isnull=True)
                | Q(taken_at__isnull=False) & ~Q(taken_by=""),
            ),
            models.CheckConstraint(
                name="archivehandover_outside_named",
                condition=Q(archive=Archive.CURRENT) | ~Q(to_name=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-given_at"], name="handover_newest")]


class HandedDossier(models.Model):
    """One line of the list (mục lục hồ sơ nộp lưu), in the words of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hand_over = models.ForeignKey(
        ArchiveHandOver, on_delete=models.PROTECT, related_name="lines"
    )
    dossier = models.ForeignKey(
        "archives.Dossier", on_delete=models.PROTECT, related_name="handed"
    )
    position = models.PositiveIntegerField(_("TT"))
    symbol = models.CharField(_("số, ký hiệu"), max_length=LONGEST_SYMBOL)
    year = models.PositiveSmallIntegerField(_("năm"))
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE)
    first_on = models.DateField(_("tài liệu từ ngày"))
    last_on = models.DateField(_("tài liệu đến ngày"))
    retention = models.CharField(
        _("thời hạn bảo quản"), max_length=9, choices=RETENTION_NAMES.items()
    )
    sheets = models.PositiveIntegerField(_("số tờ, trang"), default=0)
    place = models.CharField(_("nơi để hồ sơ giấy"), max_length=200, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn nộp lưu"), null=True, blank=True)
    days_late = models.PositiveIntegerField(_("số ngày chậm"), default=0)
    returned_because = models.CharField(
        _("lý do trả lại"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("hồ sơ nộp lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over", "position"], name="handeddossier_position"
            ),
            models.UniqueConstraint(
                fields=["hand_over", "dossier"], name="handeddossier_once"
            ),
        ]
