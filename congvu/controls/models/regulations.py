"""Regulations of agencies on security: drafts composed of the template."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class UnitRegulation(models.Model):
    """A version: its draft, whose paper everybody of the agency has to know."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("soạn lúc"))
    by = models.CharField(_("người soạn"), max_length=80)

    class Meta:
        verbose_name = _("quy chế an ninh của cơ quan")
