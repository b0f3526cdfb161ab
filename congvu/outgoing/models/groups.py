"""Recipient groups: places an agency sends to together, by one name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class RecipientGroup(models.Model):
    """A group of an agency, in use until ``ended_at``; never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên nhóm"), max_length=200)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    changed_at = models.DateTimeField(_("sửa lúc"))
    changed_by = models.CharField(_("người sửa"), max_length=80)
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người bỏ"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("nhóm nơi nhận")
        constraints = [
            models.UniqueConstraint(
                F("agency"),
                Lower("name"),
                condition=Q(ended_at__isnull=True),
                name="recipientgroup_name_unique",
            ),
            models.CheckConstraint(
                name="recipientgroup_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]


class GroupMember(models.Model):
    """One place of a group, from an hour until another: an agency, or a name outside.

    An agency that ended stays a member; who it is sent to instead is asked on the day
    of use (queries/groups.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(
        "outgoing.RecipientGroup", on_delete=models.PROTECT, related_name="members"
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên nơi nhận"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))
    ended_at = models.DateTimeField(_("bớt lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nơi nhận trong nhóm")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "agency"],
                condition=Q(ended_at__isnull=True, agency__isnull=False),
                name="groupmember_agency_once",
            ),
            models.UniqueConstraint(
                fields=["group", "name"],
                condition=Q(ended_at__isnull=True, agency__isnull=True),
                name="groupmember_outside_once",
            ),
        ]
