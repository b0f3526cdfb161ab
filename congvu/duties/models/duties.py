"""What was ordered, whose part of it is whose, and what happened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.duties.rules import SHARE_ROLE_NAMES, SOURCE_NAMES, ShareRole, Source
from congvu.lib.ids import uuid7


class Duty(models.Model):
    """Something ordered, by a sentence of a paper or by word.

    ``agency`` follows it up, today; ``ordered_by`` is who ordered it, as written that
    day. ``start`` and ``end`` bind it to the code points of the paper's NFC text and
    never change. Its watcher is a post, a unit or an agency that looks after it for
    who gave it. Born when confirmed; it ends with its shares.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    ordered_by = models.CharField(_("nơi giao"), max_length=200)
    paper = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
    )
    source = models.CharField(_("nguồn"), max_length=12, choices=SOURCE_NAMES.items())
    sentence = models.TextField(_("câu giao việc"), blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    clause = models.CharField(_("điểm, khoản"), max_length=200, blank=True)
    title = models.CharField(_("nhiệm vụ"), max_length=300)
    folded_title = models.CharField(max_length=300)
    deliverable = models.CharField(_("sản phẩm"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(_("trọng số"), default=1)
    measure = models.CharField(_("thước đo"), max_length=300, blank=True)
    indicator = models.CharField(_("mã chỉ tiêu"), max_length=80, blank=True)
    target = models.DecimalField(
        _("mục tiêu"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    recurs = models.CharField(_("chu kỳ"), max_length=20, blank=True)
    first = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    round = models.PositiveIntegerField(_("lượt"), default=1)
    next_on = models.DateField(_("lượt sau bắt đầu"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)
    watcher_desk_id = models.UUIDField(null=True, blank=True)
    watcher_agency_id = models.UUIDField(null=True, blank=True)
    watcher_name = models.CharField(_("theo dõi"), max_length=200, blank=True)
    given_on = models.DateField(_("ngày giao"))
    given_at = models.DateTimeField(_("ghi lúc"))
    given_by = models.CharField(_("người ghi"), max_length=80)
    given_by_post = models.CharField(_("chức vụ người ghi"), max_length=200)

    class Meta:
        verbose_name = _("nhiệm vụ")
        constraints = [
            models.CheckConstraint(name="duty_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="duty_source_known",
                condition=Q(source__in=[s.value for s in Source]),
            ),
            models.CheckConstraint(
                name="duty_bound_to_both_ends",
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")) & ~Q(sentence=""),
            ),
            models.UniqueConstraint(fields=["first", "round"], name="duty_round_once"),
            models.CheckConstraint(
                name="duty_rounds_are_counted",
                condition=Q(first__isnull=True, round=1)
                | Q(first__isnull=False, round__gt=1),
            ),
            models.CheckConstraint(name="duty_weighs", condition=Q(weight__gte=1)),
            models.CheckConstraint(
                name="duty_watcher_paired",
                condition=Q(watcher_desk_id__isnull=True)
                & Q(watcher_agency_id__isnull=True)
                | Q(watcher_desk_id__isnull=False)
                & Q(watcher_agency_id__isnull=False)
                & ~Q(watcher_name=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "given_on"], name="duty_followed_up"),
            models.Index(
                fields=["watcher_desk_id"],
                name="duty_watched",
                condition=Q(watcher_desk_id__isnull=False),
            ),
            models.Index(
                fields=["next_on"],
                name="duty_next_round",
                condition=Q(next_on__isnull=False),
            ),
        ]


class Share(models.Model):
    """One body's part of a duty: a node of the duty's tree.

    ``desk_id`` is an agency, a unit (its head's desk) or a post; ``agency`` whose desk
    that is. Both are who has it today; ``given_desk_id`` and ``given_desk_name`` are
    who got it, ``came_from`` the body that ended and left it. At the top (no
    ``parent``) a lead is one counted task. Parent, duty and role never change, so that
    shares are a tree (migration 0002). ``weight`` is within the parent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="shares")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    role = models.CharField(
        _("vai trò"), max_length=8, choices=SHARE_ROLE_NAMES.items()
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    desk_id = models.UUIDField()
    desk_name = models.CharField(_("nơi thực hiện"), max_length=200)
    given_desk_id = models.UUIDField()
    came_from = models.UUIDField(null=True, blank=True)
    given_desk_name = models.CharField(_("nơi được giao"), max_length=200)
    weight = models.PositiveSmallIntegerField(_("trọng số trong phần trên"), default=1)
    request = models.CharField(_("yêu cầu"), max_length=1000, blank=True)
    given_on = models.DateField(_("ngày giao"))
    given_at = models.DateTimeField(_("giao lúc"))
    given_by = models.CharField(_("người giao"), max_length=80)
    given_by_post = models.CharField(_("chức vụ người giao"), max_length=200)

    class Meta:
        verbose_name = _("phần nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                name="share_role_known",
                condition=Q(role__in=[r.value for r in ShareRole]),
            ),
            models.CheckConstraint(
                name="share_not_below_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(name="share_weighs", condition=Q(weight__gte=1)),
        ]
        indexes = [
            models.Index(fields=["desk_id"], name="share_of_desk"),
            models.Index(
                fields=["agency"],
                name="share_top_of_agency",
                condition=Q(parent__isnull=True),
            ),
        ]


class DutyEvent(models.Model):
    """One line of a duty's timeline. Never changed (migration 0002).

    ``share`` is empty where it concerns the whole duty; a line about a share is read
    by who sees that share. ``record_id``: of the hand-over that it was part of.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="events")
    share = models.ForeignKey(
        Share, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    detail = models.JSONField(default=dict)
    record_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("diễn biến nhiệm vụ")
        indexes = [
            models.Index(fields=["duty", "at"], name="dutyevent_of_duty"),
            models.Index(
                fields=["record_id"],
                name="dutyevent_of_record",
                condition=Q(record_id__isnull=False),
            ),
        ]
