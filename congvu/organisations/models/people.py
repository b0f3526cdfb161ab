"""Posts, the people who hold them, and who stands in for whom."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import (
    Dated,
    DatedQuerySet,
    no_overlap,
    period_check,
)
from congvu.organisations.rules import (
    ABSENCE_REASON_NAMES,
    DELEGATION_KIND_NAMES,
    ROLE_NAMES,
    ROUTE_NAMES,
    DelegationKind,
)


class Person(Dated):
    """An official, from joining the public service until leaving it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
    )
    full_name = models.CharField(_("họ và tên"), max_length=80)
    folded_name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("cán bộ, công chức, viên chức")
        constraints = [period_check("person_period")]
        indexes = [models.Index(fields=["folded_name"])]


class Post(Dated):
    """A chair in a unit: rights, desks and open work are its, not the sitter's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="posts"
    )
    name = models.CharField(_("chức vụ"), max_length=120)
    role = models.CharField(_("vai trò"), max_length=16, choices=ROLE_NAMES.items())
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("chức vụ, vị trí việc làm")
        constraints = [period_check("post_period")]


class Appointment(Dated):
    """One person holds one post for a period; nobody else holds it meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments"
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="appointments"
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("giữ chức vụ")
        constraints = [
            period_check("appointment_period"),
            no_overlap("appointment_one_holder", "post"),
        ]


class Absence(Dated):
    """Somebody is away for a period, and where their new work goes meanwhile.

    Ends with its last day, or when the person comes back or does not go (``ended_at``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="absences"
    )
    reason = models.CharField(
        _("lý do"), max_length=8, choices=ABSENCE_REASON_NAMES.items()
    )
    route = models.CharField(_("việc mới"), max_length=8, choices=ROUTE_NAMES.items())
    ended_at = models.DateTimeField(_("trở lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("vắng mặt")
        constraints = [
            period_check("absence_period"),
            no_overlap(
                "absence_one_at_a_time", "person", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="absence_has_an_end", condition=Q(valid_until__isnull=False)
            ),
        ]


class DelegationQuerySet(DatedQuerySet):
    """Stand-ins; one that was ended at once counts until that day, not on it."""

    def valid(self, *, on: date) -> Self:
        return (
            super()
            .valid(on=on)
            .filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on))
        )


class Delegation(Dated):
    """A person acts from somebody else's post for a period (ủy quyền, phụ trách).

    ``withheld`` are the permissions of the post that do not come with it. Ended at once
    (``revoked_on``) it opens nothing from that day on, even where it began that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations"
    )
    kind = models.CharField(
        _("hình thức"),
        max_length=12,
        choices=DELEGATION_KIND_NAMES.items(),
        default=DelegationKind.ACTING,
        db_default=DelegationKind.ACTING,
    )
    content = models.CharField(
        _("nội dung"), max_length=300, blank=True, default="", db_default=""
    )
    withheld = models.JSONField(_("không gồm"), default=list, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    absence = models.ForeignKey(
        Absence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stand_ins",
    )
    revoked_on = models.DateField(_("chấm dứt ngày"), null=True, blank=True)

    objects = models.Manager.from_queryset(DelegationQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("ủy quyền, giao phụ trách")
        constraints = [
            period_check("delegation_period"),
            no_overlap(
                "delegation_no_overlap",
                "post",
                "person",
                condition=Q(revoked_on__isnull=True),
            ),
            models.CheckConstraint(
                name="delegation_kind_known",
                condition=Q(kind__in=[k.value for k in DelegationKind]),
            ),
        ]
