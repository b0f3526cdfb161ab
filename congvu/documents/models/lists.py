"""How people like to see their lists."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class SavedFilter(models.Model):
    """A narrowing of the register that somebody keeps under a name.

    Of one person, who keeps it when the post it was made at ends; ``shared``, every
    post of ``unit_id`` has it, too. Kept is what is asked for, never what was found:
    each reader sees what they may see.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    post_id = models.UUIDField()
    unit_id = models.UUIDField()
    name = models.CharField(_("tên bộ lọc"), max_length=60)
    asked = models.JSONField(default=dict)
    shared = models.BooleanField(_("cho cả đơn vị dùng"), default=False)
    created_at = models.DateTimeField(_("lưu lúc"))

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "post_id", "name"], name="savedfilter_name_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit_id"],
                name="savedfilter_of_unit",
                condition=models.Q(shared=True),
            ),
        ]


class ListColumns(models.Model):
    """Which columns one person wants in the table of the register, in their order."""

    person_id = models.UUIDField(primary_key=True)
    columns = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        verbose_name = _("cột của danh sách")
