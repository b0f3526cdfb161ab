"""Who has it, what the leader wrote, and what happened when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import (
    ASSIGNMENT_STATE_NAMES,
    OPEN_ASSIGNMENT_STATES,
    PART_NAMES,
    AssignmentState,
    Part,
)
from congvu.lib.ids import uuid7


class Instruction(models.Model):
    """What somebody wrote on the paper when handing it on (bút phê). Never edited.

    The slip of Phụ lục IV shows three levels: leader, unit head, handler.
    """

    class Level(models.TextChoices):
        LEADER = "leader", _("ý kiến của lãnh đạo")
        UNIT = "unit", _("ý kiến của trưởng đơn vị")
        HANDLER = "handler", _("đề xuất của người giải quyết")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="instructions"
    )
    level = models.CharField(_("cấp"), max_length=8, choices=Level.choices)
    text = models.TextField(_("nội dung"))
    given_at = models.DateTimeField(_("lúc"))
    given_by = models.CharField(_("người ghi"), max_length=80)
    given_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("bút phê")
        indexes = [
            models.Index(fields=["entry", "given_at"]),
            models.Index(
                fields=["entry", "given_at"],
                name="instruction_of_leader",
                condition=Q(level="leader"),
            ),
        ]


class Assignment(models.Model):
    """A desk has to do something with an entry. A node of the entry's tree.

    ``desk_id`` is a post, a unit (its head's desk) or a unit's members; ``parent`` is
    the assignment it was handed on from. Born when handed out; ends done, seen,
    returned, withdrawn or passed on. It has exactly one state, so states add up to the
    total. ``first_due_on`` is the day before any extension, empty where none was given;
    ``passed_from`` is the part of the desk that had it before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(
        "documents.RegisterEntry", on_delete=models.PROTECT, related_name="assignments"
    )
    agency_id = models.UUIDField()
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    part = models.CharField(_("vai trò"), max_length=8, choices=PART_NAMES.items())
    desk_id = models.UUIDField()
    desk_name = models.CharField(_("người hoặc đơn vị nhận"), max_length=200)
    unit_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=ASSIGNMENT_STATE_NAMES.items()
    )
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    instruction = models.ForeignKey(
        Instruction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    request = models.CharField(_("yêu cầu"), max_length=1000, blank=True)
    proposal = models.JSONField(_("đề xuất"), default=list)
    given_at = models.DateTimeField(_("giao lúc"))
    given_by = models.CharField(_("người giao"), max_length=80)
    given_by_post_id = models.UUIDField()
    read_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=2000, blank=True)
    reply_symbol = models.CharField(
        _("số, ký hiệu văn bản trả lời"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
    )
    reported_at = models.DateTimeField(_("báo cáo lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    return_seen_at = models.DateTimeField(
        _("nơi giao biết việc trả lại lúc"), null=True, blank=True
    )
    first_due_on = models.DateField(_("hạn ban đầu"), null=True, blank=True)
    passed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phân công xử lý")
        constraints = [
            models.CheckConstraint(
                name="assignment_state_known",
                condition=Q(state__in=[s.value for s in AssignmentState]),
            ),
            models.CheckConstraint(
                name="assignment_part_known",
                condition=Q(part__in=[p.value for p in Part]),
            ),
            models.UniqueConstraint(
                fields=["parent"],
                condition=Q(part=Part.LEAD)
                & ~Q(
                    state__in=[
                        AssignmentState.DONE,
                        AssignmentState.RETURNED,
                        AssignmentState.WITHDRAWN,
                        AssignmentState.PASSED_ON,
                    ]
                ),
                name="assignment_one_open_lead_per_parent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk_id", "due_on", "id"],
                name="assignment_open_by_desk",
                condition=Q(state__in=sorted(OPEN_ASSIGNMENT_STATES)),
            ),
            models.Index(fields=["entry", "given_at"], name="assignment_of_entry"),
            models.Index(
                fields=["desk_id", "ended_at"],
                name="assignment_ended_by_desk",
                include=["entry", "part", "state"],
                condition=Q(state__in=[AssignmentState.DONE, AssignmentState.SEEN]),
            ),
            models.Index(
                fields=["agency_id", "due_on"],
                name="assignment_open_counted",
                include=["entry"],
                condition=Q(
                    state__in=sorted(OPEN_ASSIGNMENT_STATES | {AssignmentState.HELD})
                )
                & Q(part__in=[Part.LEAD, Part.SUPPORT]),
            ),
            models.Index(
                fields=["agency_id", "due_on"],
                name="assignment_due",
                condition=Q(part__in=[Part.LEAD, Part.SUPPORT]),
            ),
        ]


class HistoryEvent(models.Model):
    """One line of an entry's timeline, seen only inside the entry's agency.

    The table is partitioned by month of ``at`` from the start (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    entry_id = models.UUIDField()
    agency_id = models.UUIDField()
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("diễn biến")
        managed = False
        db_table = "documents_historyevent"
