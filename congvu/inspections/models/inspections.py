"""The year's plan, one inspection, and what happened to it."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.inspections.rules import (
    ABOUT_NAMES,
    AFTER_CONCLUSION,
    INSPECTION_STATE_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    About,
    InspectionState,
)
from congvu.lib.ids import uuid7


def _paper(verbose_name: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # any model's key
    """A line of the book of outgoing papers: it was issued."""
    return models.ForeignKey(
        "outgoing.OutgoingEntry",
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


def _draft(verbose_name: Any) -> models.ForeignKey:  # type: ignore[type-arg]  # any model's key
    return models.ForeignKey(
        "outgoing.Draft",
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


class InspectionPlan(models.Model):
    """Whom an agency means to inspect in a year; ``approved`` is the issued paper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    draft = _draft(_("dự thảo kế hoạch"))
    approved = _paper(_("kế hoạch đã ban hành"))
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    made_by_post = models.CharField(_("chức vụ người lập"), max_length=200)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("kế hoạch kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="inspectionplan_once_a_year"
            )
        ]


class Inspection(models.Model):
    """One inspection of one body, from a line of the plan to the end of follow-up.

    ``agency`` inspects, ``body`` is inspected, both as they are today; ``body_name`` is
    what it was called when it was planned. Without a plan it says why. Its questions
    are copied from a list as it was decided. ``earlier``: the one it looks into again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    plan = models.ForeignKey(
        InspectionPlan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
    )
    unplanned_because = models.CharField(
        _("lý do đột xuất"), max_length=LONGEST_REASON, blank=True
    )
    earlier = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )
    body = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    body_name = models.CharField(_("cơ quan được kiểm tra"), max_length=200)
    about = models.CharField(_("kiểm tra"), max_length=9, choices=ABOUT_NAMES.items())
    directive = models.ForeignKey(
        "directives.Directive",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    subject = models.CharField(_("nội dung kiểm tra"), max_length=LONGEST_LINE)
    planned_from = models.DateField(_("dự kiến từ"))
    planned_until = models.DateField(_("dự kiến đến"))
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=INSPECTION_STATE_NAMES.items(),
        default=InspectionState.PLANNED,
    )
    decision_draft = _draft(_("dự thảo quyết định"))
    decision = _paper(_("quyết định kiểm tra"))
    period_from = models.DateField(_("thời kỳ kiểm tra từ"), null=True, blank=True)
    period_until = models.DateField(_("thời kỳ kiểm tra đến"), null=True, blank=True)
    starts_on = models.DateField(_("kiểm tra từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("kiểm tra đến ngày"), null=True, blank=True)
    visit_days = ArrayField(
        models.DateField(), verbose_name=_("ngày làm việc tại nơi"), default=list
    )
    questions = models.JSONField(_("câu hỏi"), default=list, blank=True)
    explain_by = models.DateField(_("hạn giải trình"), null=True, blank=True)
    minutes_draft = _draft(_("dự thảo biên bản"))
    conclusion_draft = _draft(_("dự thảo kết luận"))
    conclusion = _paper(_("thông báo kết luận"))
    ended_because = models.CharField(
        _("lý do hủy"), max_length=LONGEST_REASON, blank=True
    )
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    body_came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("cuộc kiểm tra")
        constraints = [
            models.CheckConstraint(
                name="inspection_planned_or_why",
                condition=Q(plan__isnull=False, unplanned_because="")
                | Q(plan__isnull=True) & ~Q(unplanned_because=""),
            ),
            models.CheckConstraint(
                name="inspection_of_another", condition=~Q(body=F("agency"))
            ),
            models.CheckConstraint(
                name="inspection_about_known",
                condition=Q(about__in=[a.value for a in About]),
            ),
            models.CheckConstraint(
                name="inspection_state_known",
                condition=Q(state__in=[s.value for s in InspectionState]),
            ),
            models.CheckConstraint(
                name="inspection_planned_days",
                condition=Q(planned_until__gte=F("planned_from")),
            ),
            models.CheckConstraint(
                name="inspection_decided_by_paper",
                condition=Q(state__in=["planned", "cancelled"])
                | Q(decision__isnull=False, starts_on__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_concluded_by_paper",
                condition=Q(
                    state__in=sorted(AFTER_CONCLUSION), conclusion__isnull=False
                )
                | ~Q(state__in=sorted(AFTER_CONCLUSION)) & Q(conclusion__isnull=True),
            ),
            models.CheckConstraint(
                name="inspection_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(ended_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-planned_from"], name="inspection_newest"),
            models.Index(
                fields=["body", "-planned_from"],
                name="inspection_of_body",
                condition=Q(decision__isnull=False),
            ),
        ]


class InspectionEvent(models.Model):
    """One line of an inspection's timeline. Never changed (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="events"
    )
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.TextField(_("nội dung"), blank=True)

    class Meta:
        verbose_name = _("diễn biến cuộc kiểm tra")
        indexes = [
            models.Index(fields=["inspection", "at"], name="inspectionevent_of_one")
        ]
