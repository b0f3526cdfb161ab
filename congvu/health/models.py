"""Since when a thing is as it is; and who was told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.health.rules import STATE_NAMES
from congvu.lib.ids import uuid7


class HealthState(models.Model):
    """How one thing was when the worker last looked; one row a check.

    ``words`` and ``values`` are kept for what the page does not look at itself.
    ``told_at``: when the administrators were told that it is bad, until it is well.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(_("mục"), max_length=32, unique=True)
    state = models.CharField(_("trạng thái"), max_length=8, choices=STATE_NAMES.items())
    words = models.CharField(_("nhận xét"), max_length=300)
    values = models.JSONField(_("số liệu"), default=dict)
    since = models.DateTimeField(_("từ lúc"))
    looked_at = models.DateTimeField(_("xem lúc"))
    told_at = models.DateTimeField(_("đã báo lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("sức khỏe của một mục")
