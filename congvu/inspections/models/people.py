"""Who sits in a team, what binds them elsewhere, and what a team asks everywhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.inspections.rules import LONGEST_LINE, LONGEST_REASON, TEAM_ROLE_NAMES
from congvu.lib.ids import uuid7


class TeamMember(models.Model):
    """A post in a team; ``person`` held it as the team was named."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(
        "inspections.Inspection", on_delete=models.CASCADE, related_name="team"
    )
    post_id = models.UUIDField()
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("họ và tên"), max_length=80)
    post_name = models.CharField(_("chức vụ"), max_length=200)
    role = models.CharField(_("vai trò"), max_length=9, choices=TEAM_ROLE_NAMES.items())

    class Meta:
        verbose_name = _("thành viên đoàn kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "post_id"], name="teammember_once"
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(role="head"),
                name="teammember_one_head",
            ),
        ]
        indexes = [models.Index(fields=["post_id"], name="teammember_of_post")]


class Conflict(models.Model):
    """A person declared what binds them to a body: in no team that inspects it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    because = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    declared_at = models.DateTimeField(_("khai báo lúc"))
    ended_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("khai báo xung đột lợi ích")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"],
                condition=Q(ended_at__isnull=True),
                name="conflict_once",
            ),
            models.CheckConstraint(name="conflict_says_why", condition=~Q(because="")),
        ]


class Checklist(models.Model):
    """Questions that an agency's teams ask; each inspection keeps its own copy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("tên bảng"), max_length=LONGEST_LINE)
    questions = models.JSONField(_("câu hỏi"), default=list)
    kept_at = models.DateTimeField(_("ghi lúc"))
    kept_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("bảng câu hỏi kiểm tra")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title"], name="checklist_title_unique"
            ),
            models.CheckConstraint(name="checklist_has_title", condition=~Q(title="")),
        ]
