"""Who takes part, what came in, for whom it lies here; and the log of all that."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.hub.rules import TRANSFER_NAMES, WAITING, Kind, Transfer
from congvu.lib.ids import uuid7


class System(models.Model):
    """An installation with a secret; ``roots`` are the codes it may register under."""

    system_id = models.CharField(_("mã hệ thống"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    secret_digest = models.CharField(max_length=64)
    roots = ArrayField(models.CharField(max_length=35), default=list)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "hub"
        verbose_name = _("hệ thống kết nối")


class Agency(models.Model):
    """Its three codes as the directory of the national hub has them."""

    system = models.ForeignKey(System, models.PROTECT, related_name="agencies")
    code = models.CharField(max_length=35, unique=True)
    old_code = models.CharField(max_length=35, blank=True)
    code102 = models.CharField(max_length=35, blank=True)
    name = models.CharField(max_length=200)
    mail = models.CharField(max_length=100, blank=True)
    registered_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    locked_because = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "hub"
        verbose_name = _("đơn vị trên trục")


class AgencyName(models.Model):
    """A code an agency is found by: any of the three, none of them of two agencies."""

    value = models.CharField(max_length=35, primary_key=True)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names")

    class Meta:
        app_label = "hub"
        verbose_name = _("mã tìm đơn vị")


class Message(models.Model):
    """A file somebody sent; the bytes lie in the store under their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sender = models.ForeignKey(Agency, models.PROTECT, related_name="sent")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in Kind])
    message_id = models.CharField(max_length=300)
    document_id = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    urgency = models.SmallIntegerField(default=0)
    stored_at = models.DateTimeField()

    class Meta:
        app_label = "hub"
        verbose_name = _("gói tin")
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "message_id", "sha256"], name="hub_message_once"
            )
        ]
        indexes = [
            models.Index(fields=["sender", "document_id"], name="hub_message_document")
        ]


class Box(models.Model):
    """A message as one receiver finds it; its turn comes the sooner, the less it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, models.PROTECT, related_name="boxes")
    receiver = models.ForeignKey(Agency, models.PROTECT, related_name="received")
    turn = models.SmallIntegerField()
    state = models.CharField(
        max_length=10, choices=list(TRANSFER_NAMES.items()), default=Transfer.NEW
    )
    words = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "hub"
        verbose_name = _("gói tin chờ nhận")
        constraints = [
            models.UniqueConstraint(fields=["message", "receiver"], name="hub_box_once")
        ]
        indexes = [
            models.Index(
                fields=["receiver", "turn", "id"],
                name="hub_box_in_turn",
                condition=models.Q(state__in=WAITING),
            )
        ]


class LogLine(models.Model):
    """What happened; the database refuses to change or delete a line."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=12)
    system = models.CharField(max_length=60, blank=True)
    peer = models.CharField(max_length=45, blank=True)
    sender = models.CharField(max_length=35, blank=True)
    receivers = ArrayField(models.CharField(max_length=35), default=list)
    message = models.UUIDField(null=True)
    code = models.SmallIntegerField(default=0)
    words = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)

    class Meta:
        app_label = "hub"
        verbose_name = _("dòng nhật ký của trục")
        indexes = [
            models.Index(
                fields=["system", "peer", "at"],
                name="hub_logline_denied",
                condition=models.Q(event="denied"),
            ),
            models.Index(fields=["message"], name="hub_logline_message"),
        ]
