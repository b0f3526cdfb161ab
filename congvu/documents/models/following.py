"""Following work: what was asked of its giver, who was urged, who read, what left."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import (
    DELIVERY_STATE_NAMES,
    WISH_NAMES,
    WISH_STATE_NAMES,
    DeliveryState,
    Wish,
    WishState,
)
from congvu.lib.ids import uuid7


class WorkRequest(models.Model):
    """What a desk asked of the giver of its part: more time, or another desk.

    Open until it is answered, one of a kind a part. ``old_due_on`` is the day it had;
    ``moved`` lists every deadline that moved with it: whose, from, to. So each day a
    part ever had stays on record.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="requests"
    )
    assignment = models.ForeignKey(
        "documents.Assignment", on_delete=models.PROTECT, related_name="requests"
    )
    kind = models.CharField(_("đề nghị"), max_length=9, choices=WISH_NAMES.items())
    until = models.DateField(_("xin tới ngày"), null=True, blank=True)
    old_due_on = models.DateField(_("hạn cũ"), null=True, blank=True)
    to_desk_id = models.UUIDField(null=True, blank=True)
    to_desk_name = models.CharField(_("xin chuyển tới"), max_length=200, blank=True)
    reason = models.CharField(_("lý do"), max_length=1000)
    asked_at = models.DateTimeField(_("xin lúc"))
    asked_by = models.CharField(_("người xin"), max_length=80)
    asked_by_post = models.CharField(_("chức vụ người xin"), max_length=200)
    asked_post_id = models.UUIDField()
    state = models.CharField(
        _("trạng thái"), max_length=7, choices=WISH_STATE_NAMES.items()
    )
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    decided_by_post = models.CharField(
        _("chức vụ người trả lời"), max_length=200, blank=True
    )
    answer = models.CharField(_("ý kiến trả lời"), max_length=1000, blank=True)
    granted_until = models.DateField(_("gia hạn tới ngày"), null=True, blank=True)
    moved = models.JSONField(_("những hạn đã đổi"), default=list)

    class Meta:
        verbose_name = _("đề nghị của nơi nhận việc")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(state=WishState.OPEN),
                name="workrequest_one_open_per_part",
            ),
            models.CheckConstraint(
                name="workrequest_says_what",
                condition=Q(kind=Wish.EXTENSION, until__isnull=False)
                | Q(kind=Wish.PASS_ON, to_desk_id__isnull=False),
            ),
            models.CheckConstraint(
                name="workrequest_decided_or_open",
                condition=Q(state=WishState.OPEN, decided_at__isnull=True)
                | Q(
                    state__in=[WishState.GRANTED, WishState.REFUSED],
                    decided_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "asked_at"], name="workrequest_of_entry")
        ]


class Urging(models.Model):
    """One time somebody urged a desk to go on with its part (đôn đốc).

    At most one a day of one post for one part, whoever presses the button twice.
    Without a part it is the registry that was urged, to submit or to transfer.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="+"
    )
    assignment = models.ForeignKey(
        "documents.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="urgings",
    )
    text = models.CharField(_("nội dung"), max_length=500, blank=True)
    day = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"))
    urged_by = models.CharField(_("người đôn đốc"), max_length=80)
    urged_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("lần đôn đốc")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "post_id", "day"],
                name="urging_once_a_day_per_post",
            ),
            models.UniqueConstraint(
                fields=["entry", "post_id", "day"],
                condition=Q(assignment__isnull=True),
                name="urging_registry_once_a_day",
            ),
        ]


class Reading(models.Model):
    """That a person has opened a paper, and when first; for people, not for proof.

    The log keeps every reading. ``known_at`` is when the person said "đã biết": of what
    was given to a whole unit that ends nobody else's duty to read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="readings"
    )
    person_id = models.UUIDField()
    person_name = models.CharField(_("người xem"), max_length=80)
    post_id = models.UUIDField()
    post_name = models.CharField(_("chức vụ"), max_length=200)
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị"), max_length=200)
    first_at = models.DateTimeField(_("xem lần đầu lúc"))
    known_at = models.DateTimeField(_("đã biết lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt xem đầu")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "person_id"], name="reading_once_per_person"
            )
        ]


class Delivery(models.Model):
    """A paper handed to another agency of the installation, with a part of the work.

    Ties the sender's ``assignment`` to the receiver's door (``item``) and register
    (``received``). Only the paper, the request, its day and the result cross.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="deliveries"
    )
    assignment = models.OneToOneField(
        "documents.Assignment", on_delete=models.PROTECT, related_name="delivery"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField(_("cơ quan gửi"), max_length=200)
    item = models.OneToOneField(
        "documents.IntakeItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delivery",
    )
    received = models.OneToOneField(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="delivered_by",
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DELIVERY_STATE_NAMES.items()
    )
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    registered_at = models.DateTimeField(
        _("nơi nhận vào sổ lúc"), null=True, blank=True
    )
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=2000, blank=True)
    reply_symbol = models.CharField(
        _("số, ký hiệu văn bản trả lời"), max_length=60, blank=True
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("lần gửi cơ quan khác")
        constraints = [
            models.CheckConstraint(
                name="delivery_state_known",
                condition=Q(state__in=[s.value for s in DeliveryState]),
            ),
            models.CheckConstraint(
                name="delivery_registered_has_entry",
                condition=~Q(state__in=[DeliveryState.REGISTERED])
                | Q(received__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["entry"], name="delivery_of_entry")]
