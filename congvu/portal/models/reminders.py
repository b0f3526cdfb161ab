"""Pages whose day came: kept apart, so that counting them reads no page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from congvu.lib.ids import uuid7
from congvu.portal.rules import PAGE_ASK_NAMES


class PageReminder(models.Model):
    """A page asks its site's editors for something; gone when they saw to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    asks = models.CharField(
        _("việc"), max_length=8, choices=list(PAGE_ASK_NAMES.items())
    )
    day = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("nhắc về một trang trên cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "asks"], name="portal_pagereminder_once"
            )
        ]
        indexes = [
            models.Index(fields=["agency", "day"], name="pagereminder_of_agency")
        ]
