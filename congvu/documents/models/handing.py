"""Hand-over records (biên bản bàn giao): what went from whom to whom, on which day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import (
    HAND_OVER_REASON_NAMES,
    HANDED_KIND_NAMES,
    HandedKind,
    HandOverReason,
)
from congvu.lib.ids import uuid7


class HandOver(models.Model):
    """What one body or desk handed to another on one day, and why. Never changed.

    Born when open work goes to other hands: by an act that ends a body (``reform``), or
    from desk to desk inside an agency. Names are those of the day. It answers for good
    who was responsible on a past day (queries/handing.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reason = models.CharField(
        _("lý do"), max_length=12, choices=HAND_OVER_REASON_NAMES.items()
    )
    reform = models.ForeignKey(
        "organisations.Reform",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    on = models.DateField(_("ngày bàn giao"))
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người lập"), max_length=80)
    by_post = models.CharField(_("chức vụ người lập"), max_length=200, blank=True)
    from_agency_id = models.UUIDField()
    from_agency_name = models.CharField(_("cơ quan giao"), max_length=200)
    from_desk_id = models.UUIDField(null=True, blank=True)
    from_desk_name = models.CharField(_("bên giao"), max_length=200, blank=True)
    to_agency_id = models.UUIDField()
    to_agency_name = models.CharField(_("cơ quan nhận"), max_length=200)
    to_desk_id = models.UUIDField(null=True, blank=True)
    to_desk_name = models.CharField(_("bên nhận"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("biên bản bàn giao")
        constraints = [
            models.CheckConstraint(
                name="handover_reason_known",
                condition=Q(reason__in=[r.value for r in HandOverReason]),
            ),
            models.CheckConstraint(
                name="handover_reform_paired",
                condition=Q(reason=HandOverReason.REFORM, reform__isnull=False)
                | ~Q(reason=HandOverReason.REFORM) & Q(reform__isnull=True),
            ),
            models.CheckConstraint(
                name="handover_between_two",
                condition=~Q(from_agency_id=models.F("to_agency_id"))
                | Q(from_desk_id__isnull=False)
                & ~Q(from_desk_id=models.F("to_desk_id")),
            ),
        ]
        indexes = [
            models.Index(fields=["from_agency_id", "-at"], name="handover_given"),
            models.Index(fields=["to_agency_id", "-at"], name="handover_taken"),
        ]


class HandOverLine(models.Model):
    """One thing on a hand-over record, as it stood at that moment.

    ``thing_id`` is the entry, part of the work, file at the door or register itself;
    ``entry`` the line whose paper is meant. The paper's own words are read from it, so
    that they can still be destroyed with it should it turn out to be a secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hand_over = models.ForeignKey(
        HandOver, on_delete=models.PROTECT, related_name="lines"
    )
    position = models.PositiveIntegerField(_("số thứ tự"))
    kind = models.CharField(_("loại"), max_length=10, choices=HANDED_KIND_NAMES.items())
    thing_id = models.UUIDField()
    entry = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handed_over",
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    name = models.CharField(_("tên"), max_length=255, blank=True)
    state = models.CharField(_("trạng thái"), max_length=12, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    from_desk_id = models.UUIDField(null=True, blank=True)
    from_desk_name = models.CharField(_("từ bàn"), max_length=200, blank=True)
    to_desk_id = models.UUIDField(null=True, blank=True)
    to_desk_name = models.CharField(_("tới bàn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("dòng bàn giao")
        constraints = [
            models.CheckConstraint(
                name="handoverline_kind_known",
                condition=Q(kind__in=[k.value for k in HandedKind]),
            ),
            models.CheckConstraint(
                name="handoverline_work_has_entry",
                condition=~Q(kind__in=[HandedKind.ENTRY, HandedKind.PART])
                | Q(entry__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["hand_over", "position"], name="handoverline_position_unique"
            ),
            models.UniqueConstraint(
                fields=["hand_over", "thing_id"], name="handoverline_thing_once"
            ),
        ]
        indexes = [
            models.Index(fields=["thing_id", "hand_over"], name="handoverline_of_thing")
        ]
