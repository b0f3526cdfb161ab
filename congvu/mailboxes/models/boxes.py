"""Domains, the rule that gives addresses, boxes, and who opens which."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.mailboxes.rules import (
    ADDRESS_SHAPE,
    BOX_KIND_NAMES,
    COLLISION_NAMES,
    LONGEST_ADDRESS,
    LONGEST_LINE,
    QUOTA_LEAST,
    QUOTA_MOST,
    SEAT_NAMES,
    BoxKind,
    BoxState,
    Collision,
    Naming,
    SeatKind,
    box_state,
)
from congvu.organisations.models.periods import (
    Dated,
    DatedQuerySet,
    no_overlap,
    period_check,
)


class MailDomain(Dated):
    """A domain that this office receives letters for, in its period."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("tên miền"), max_length=190, unique=True)
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    dkim_selector = models.CharField(
        _("tên khóa DKIM"), max_length=60, default="congvu"
    )

    class Meta:
        verbose_name = _("tên miền thư")
        constraints = [
            period_check("maildomain_period"),
            models.CheckConstraint(
                name="maildomain_plain",
                condition=Q(name__regex=r"^[a-z0-9.-]+\.[a-z][a-z0-9-]*$"),
            ),
        ]


class NamingRule(Dated):
    """How addresses are made, how large boxes are and how long a closed one forwards,
    in a period; ``legal_basis`` is the office's own decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    domain = models.ForeignKey(
        MailDomain, on_delete=models.PROTECT, related_name="rules"
    )
    person_pattern = models.CharField(_("địa chỉ cá nhân"), max_length=60)
    seat_pattern = models.CharField(_("địa chỉ chức danh"), max_length=60)
    agency_pattern = models.CharField(_("địa chỉ cơ quan"), max_length=60)
    collision = models.CharField(
        _("khi trùng"), max_length=8, choices=COLLISION_NAMES.items()
    )
    person_quota_mb = models.PositiveIntegerField(_("dung lượng cá nhân, MB"))
    seat_quota_mb = models.PositiveIntegerField(_("dung lượng chức danh, MB"))
    grace_days = models.PositiveSmallIntegerField(_("số ngày chuyển tiếp khi đóng"))
    is_automatic = models.BooleanField(
        _("tự mở hộp thư cho người mới, tự đóng khi thôi"), default=True
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=LONGEST_LINE, blank=True)
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("quy tắc địa chỉ thư")
        constraints = [
            period_check("namingrule_period"),
            no_overlap("namingrule_one_on_any_day"),
            models.CheckConstraint(
                name="namingrule_collision_known",
                condition=Q(collision__in=[c.value for c in Collision]),
            ),
        ]

    def naming(self) -> Naming:
        return Naming(
            domain=self.domain.name,
            person=self.person_pattern,
            seat=self.seat_pattern,
            agency=self.agency_pattern,
            collision=Collision(self.collision),
        )


class MailboxQuerySet(DatedQuerySet):
    """Boxes; those in their grace period take letters for somebody else."""

    def not_closed(self, *, on: date) -> Self:
        """Open that day or later: whose address is somebody's."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))


class Mailbox(Dated):
    """A box of a person, or of a seat of a body; its address is never another's.

    Its period is when it receives; from ``valid_until`` to before ``grace_until`` its
    letters go to ``forward_to``. ``wanted`` is what the rule gave first: where it
    differs, somebody had that already. ``kept_in``: the box whose members read this
    one on, since its body ended. Closed by rule it opens again with its owner's next
    post; what a keeper closed only a keeper opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(_("địa chỉ"), max_length=LONGEST_ADDRESS, unique=True)
    wanted = models.CharField(
        _("địa chỉ theo quy tắc"), max_length=LONGEST_ADDRESS, blank=True
    )
    kind = models.CharField(_("loại"), max_length=6, choices=BOX_KIND_NAMES.items())
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mailboxes",
    )
    agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    seat = models.CharField(
        _("chức danh"), max_length=8, choices=SEAT_NAMES.items(), blank=True
    )
    title = models.CharField(_("tên hiển thị"), max_length=LONGEST_LINE)
    folded_title = models.CharField(max_length=LONGEST_LINE)
    quota_mb = models.PositiveIntegerField(_("dung lượng, MB"))
    grace_until = models.DateField(_("chuyển tiếp đến trước"), null=True, blank=True)
    forward_to = models.CharField(
        _("chuyển tiếp tới"), max_length=LONGEST_ADDRESS, blank=True
    )
    closed_because = models.CharField(
        _("lý do đóng"), max_length=LONGEST_LINE, blank=True
    )
    is_closed_by_rule = models.BooleanField(
        _("đóng vì thôi giữ chức vụ"), default=False
    )
    kept_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="keeps"
    )
    came_from = models.UUIDField(null=True, blank=True)
    rule = models.ForeignKey(
        NamingRule,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.CharField(_("người mở"), max_length=80)

    objects = models.Manager.from_queryset(MailboxQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("hộp thư")
        constraints = [
            period_check("mailbox_period"),
            models.CheckConstraint(
                name="mailbox_address_plain", condition=Q(address__regex=ADDRESS_SHAPE)
            ),
            models.CheckConstraint(
                name="mailbox_of_person_or_seat",
                condition=Q(
                    kind=BoxKind.PERSON,
                    person__isnull=False,
                    agency__isnull=True,
                    unit__isnull=True,
                    seat="",
                )
                | Q(
                    kind=BoxKind.SEAT,
                    person__isnull=True,
                    agency__isnull=False,
                    seat__in=[s.value for s in SeatKind],
                ),
            ),
            models.CheckConstraint(
                name="mailbox_quota_sane",
                condition=Q(quota_mb__gte=QUOTA_LEAST, quota_mb__lte=QUOTA_MOST),
            ),
            models.CheckConstraint(
                name="mailbox_grace_after_its_end",
                condition=Q(grace_until__isnull=True)
                | Q(valid_until__isnull=False, grace_until__gte=F("valid_until")),
            ),
            models.CheckConstraint(
                name="mailbox_not_to_itself", condition=~Q(forward_to=F("address"))
            ),
            no_overlap(
                "mailbox_one_of_a_person",
                "person",
                condition=Q(kind=BoxKind.PERSON),
            ),
            no_overlap(
                "mailbox_one_of_each_seat",
                "agency",
                "seat",
                condition=Q(seat__in=[SeatKind.REGISTRY, SeatKind.CHIEF]),
            ),
        ]
        indexes = [
            models.Index(fields=["folded_title", "id"], name="mailbox_by_title"),
        ]

    def state_on(self, on: date) -> BoxState:
        return box_state(self.valid_from, self.valid_until, self.grace_until, on)


class MailboxMember(Dated):
    """Who opens a seat's box: whoever holds a post that day, or one person.

    On behalf of: the letter says who wrote it for the seat; as the seat: it does not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.CASCADE, related_name="members"
    )
    post = models.ForeignKey(
        "organisations.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    can_read = models.BooleanField(_("đọc"), default=True)
    can_send_as = models.BooleanField(_("gửi với tư cách"), default=False)
    can_send_on_behalf = models.BooleanField(_("gửi thay mặt"), default=False)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=80)

    class Meta:
        verbose_name = _("người dùng hộp thư chức danh")
        constraints = [
            # One taken away on its first day stays known, and has no day.
            models.CheckConstraint(
                name="mailboxmember_period",
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="mailboxmember_post_or_person",
                condition=Q(post__isnull=False, person__isnull=True)
                | Q(post__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(
                name="mailboxmember_may_something",
                condition=Q(can_read=True)
                | Q(can_send_as=True)
                | Q(can_send_on_behalf=True),
            ),
            no_overlap(
                "mailboxmember_post_once",
                "mailbox",
                "post",
                condition=Q(post__isnull=False),
            ),
            no_overlap(
                "mailboxmember_person_once",
                "mailbox",
                "person",
                condition=Q(person__isnull=False),
            ),
        ]
