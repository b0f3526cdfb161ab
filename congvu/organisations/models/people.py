"""Posts, the people who hold them, and who stands in for whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, no_overlap, period_check
from congvu.organisations.rules import ROLE_NAMES


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


class Delegation(Dated):
    """A person acts from somebody else's post for a period (ủy quyền, phụ trách)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="delegations"
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ủy quyền, giao phụ trách")
        constraints = [
            period_check("delegation_period"),
            no_overlap("delegation_no_overlap", "post", "person"),
        ]
