"""What procrastinate's own tables do not keep: the error a run ended in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class RunError(models.Model):
    """One failure of one run. Born when the run fails, ends with the queue's clean-up.

    Kept without a foreign key: the queue's tables belong to the library.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run_id = models.BigIntegerField(_("lượt chạy"), db_index=True)
    name = models.CharField(_("tên việc"), max_length=128)
    message = models.TextField(_("lỗi"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lỗi của việc nền")
