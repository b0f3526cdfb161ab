"""Questions that people keep."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class SavedQuestion(models.Model):
    """What somebody asks for again and again, under a name.

    Of one person, at whatever post. ``watched``: new hits are told, those that this
    person's seat may see on the day. Kept is the question; of what was found only
    ``places``, numbers in time that tell the next look what was there at the last.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    post_id = models.UUIDField()
    unit_id = models.UUIDField()
    name = models.CharField(_("tên câu tìm"), max_length=60)
    asked = models.JSONField(default=dict)
    watched = models.BooleanField(_("báo khi có kết quả mới"), default=False)
    created_at = models.DateTimeField(_("lưu lúc"))
    looked_at = models.DateTimeField(_("xem lần cuối lúc"), null=True, blank=True)
    places = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("câu tìm đã lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "name"], name="savedquestion_name_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="savedquestion_watched",
                condition=models.Q(watched=True),
            ),
        ]
