"""Which copies were made, so that the office can say when its last good one was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class Backup(models.Model):
    """One copy that was finished. Born when it has its name; never changed.

    In the tables that were copied it is not yet there: a copy that is put back knows of
    those before it. The copy itself may have been taken off its shelf since.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_at = models.DateTimeField(_("lúc"))
    place = models.TextField(_("nơi giữ"))
    is_sealed = models.BooleanField(_("đã mã hóa"))
    rows = models.BigIntegerField(_("số dòng"))
    files = models.BigIntegerField(_("số tệp"))
    size = models.BigIntegerField(_("số byte"))
    seconds = models.FloatField(_("số giây"))
    lost = models.IntegerField(_("tệp đã mất trong kho"))
    checked_at = models.DateTimeField(_("đã kiểm lúc"))
    is_read_whole = models.BooleanField(_("đã đọc lại toàn bộ"))

    class Meta:
        verbose_name = _("bản sao lưu")
        indexes = [models.Index(fields=["-made_at"], name="keeping_backup_newest")]
