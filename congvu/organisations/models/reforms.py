"""Acts that change the organisation, and who answers for what ended.

An act is prepared, decided and carried out. Deciding writes dated facts: bodies, names,
codes, ``Succession`` and ``Heir``. The day itself moves the open work.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.models.periods import Dated, no_overlap, period_check
from congvu.organisations.rules import (
    BODY_KIND_NAMES,
    CHANGE_VERB_NAMES,
    REFORM_STATE_NAMES,
    BodyKind,
    ChangeVerb,
    ReformState,
)


class Reform(models.Model):
    """One legal act that reorganises bodies on one day (sắp xếp, tổ chức lại).

    Born when somebody prepares it, months ahead if need be. Ends carried out, or
    withdrawn while nothing of it is decided yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(_("tên gọi"), max_length=300)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    on = models.DateField(_("từ ngày"))
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=REFORM_STATE_NAMES.items()
    )
    prepared_at = models.DateTimeField(_("soạn lúc"))
    prepared_by = models.CharField(_("người soạn"), max_length=80)
    prepared_by_person_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    carried_out_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("quyết định tổ chức lại")
        constraints = [
            models.CheckConstraint(
                name="reform_state_known",
                condition=Q(state__in=[s.value for s in ReformState]),
            ),
            models.CheckConstraint(
                name="reform_decision_paired",
                condition=Q(decided_at__isnull=True, decided_by="")
                | Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="reform_carried_out_when_decided",
                condition=Q(carried_out_at__isnull=True)
                | Q(decided_at__isnull=False, state=ReformState.CARRIED_OUT),
            ),
        ]
        indexes = [models.Index(fields=["state", "on"])]


class Change(models.Model):
    """One line of an act: what happens to which bodies, as it was written.

    ``detail`` holds codes and names as on the sheet, so that the line stays readable;
    ``bodies`` whom they meant then, and ``named`` who goes on for them, so that two
    acts on one body are found.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="changes")
    line = models.PositiveIntegerField(_("dòng"))
    verb = models.CharField(_("việc"), max_length=12, choices=CHANGE_VERB_NAMES.items())
    detail = models.JSONField(default=dict)
    bodies = ArrayField(models.UUIDField(), default=list)
    named = ArrayField(models.UUIDField(), default=list)

    class Meta:
        verbose_name = _("thay đổi tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["reform", "line"], name="change_once_per_line"
            ),
            models.CheckConstraint(
                name="change_verb_known",
                condition=Q(verb__in=[v.value for v in ChangeVerb]),
            ),
        ]


class Succession(models.Model):
    """A body that ended lives on in this one, alone or among others (n to m)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reform = models.ForeignKey(
        Reform, on_delete=models.PROTECT, related_name="successions"
    )
    kind = models.CharField(max_length=8, choices=BODY_KIND_NAMES.items())
    predecessor_id = models.UUIDField()
    successor_id = models.UUIDField()
    on = models.DateField(_("từ ngày"))

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.CheckConstraint(
                name="succession_kind_known",
                condition=Q(kind__in=[k.value for k in BodyKind]),
            ),
            models.UniqueConstraint(
                fields=["predecessor_id", "successor_id"], name="succession_once"
            ),
            models.CheckConstraint(
                name="succession_not_to_itself",
                condition=~Q(predecessor_id=models.F("successor_id")),
            ),
        ]
        indexes = [models.Index(fields=["successor_id"])]


class Heir(Dated):
    """Who answers, in a period, for what an ended body left: exactly one on any day.

    Where a body was divided and nobody has chosen yet, the superior body keeps it
    (``is_interim``) until a person decides among the successors.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="heirs")
    kind = models.CharField(max_length=8, choices=BODY_KIND_NAMES.items())
    predecessor_id = models.UUIDField()
    heir_id = models.UUIDField()
    is_interim = models.BooleanField(default=False)
    chosen_by = models.CharField(_("người chọn"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("nơi kế thừa")
        constraints = [
            period_check("heir_period"),
            no_overlap("heir_one_on_any_day", "predecessor_id"),
            models.CheckConstraint(
                name="heir_kind_known",
                condition=Q(kind__in=[k.value for k in BodyKind]),
            ),
            models.CheckConstraint(
                name="heir_not_itself",
                condition=~Q(predecessor_id=models.F("heir_id")),
            ),
        ]
        indexes = [models.Index(fields=["heir_id"])]
