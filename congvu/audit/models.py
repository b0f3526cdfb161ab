"""The two tables of the log. Made by hand in SQL (partitions, triggers): not managed.

`audit_event` also has a column `xid`, the writing transaction, for the sealer alone.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class AuditEvent(models.Model):
    """One thing that was done. Born in the act's own transaction; never ends.

    No foreign keys: the log outlives what it speaks of, and nobody waits for its locks.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=80)
    actor_name = models.TextField(_("người làm"))
    actor_user_id = models.UUIDField(null=True)
    actor_person_id = models.UUIDField(null=True)
    actor_post_id = models.UUIDField(null=True)
    actor_agency_id = models.UUIDField(null=True)
    door = models.CharField(_("qua cửa"), max_length=10)
    address = models.CharField(_("địa chỉ"), max_length=60, blank=True)
    object_type = models.CharField(_("loại đối tượng"), max_length=80, blank=True)
    object_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "audit_event"
        verbose_name = _("bản ghi nhật ký")


class AuditLink(models.Model):
    """The seal on one event. Made by the sealer after the event's commit."""

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField()
    event_at = models.DateTimeField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_link"
        verbose_name = _("mắt xích")
