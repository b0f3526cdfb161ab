"""How often pages are opened: numbers, and nothing of who opened them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitDay(models.Model):
    """How often one page was opened on one day."""

    day = models.DateField(_("ngày"))
    path = models.CharField(_("trang"), max_length=255)
    site = models.CharField(_("trang thành phần"), max_length=255, blank=True)
    opened = models.PositiveIntegerField(_("lượt mở"))

    class Meta:
        verbose_name = _("lượt xem trong ngày")
        constraints = [
            models.UniqueConstraint(fields=["day", "path"], name="portal_visits_once")
        ]


class SiteVisits(models.Model):
    """What stands at the foot of a site: in all, today, in the last minutes."""

    site = models.CharField(max_length=255, unique=True, blank=True)
    opened = models.PositiveBigIntegerField(_("tất cả"), default=0)
    day = models.DateField(_("ngày"))
    opened_today = models.PositiveIntegerField(_("trong ngày"), default=0)
    # Minute → opened; a few of them, the newest.
    minutes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lượt xem của một trang thành phần")


class VisitsRead(models.Model):
    """How far the log of visits is counted. One row."""

    inode = models.BigIntegerField(default=0)
    offset = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("chỗ đã đếm trong nhật ký lượt xem")
