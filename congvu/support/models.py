"""Who answers, what was asked, what was said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.support.rules import (
    HELP_KIND_NAMES,
    HELP_STATE_NAMES,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    HelpKind,
    HelpState,
)


class SupportDesk(models.Model):
    """The unit that answers for an agency; one of them for the whole province."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.OneToOneField(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+"
    )
    for_all = models.BooleanField(_("trả lời cho cả tỉnh"), default=False)

    class Meta:
        verbose_name = _("bộ phận hỗ trợ")
        constraints = [
            models.UniqueConstraint(
                fields=["for_all"],
                condition=Q(for_all=True),
                name="supportdesk_one_for_all",
            )
        ]


class SupportRequest(models.Model):
    """One question with its course. ``due_on``: by which day an answer is owed, while
    one is; ``first_due_on`` and ``answered_at`` are of the first answer, for figures.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+"
    )
    unit_name = models.CharField(_("đơn vị"), max_length=200)
    asked_post_id = models.UUIDField()
    asked_by = models.CharField(_("người đề nghị"), max_length=80)
    to_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("cần gì"), max_length=6, choices=HELP_KIND_NAMES.items())
    subject = models.CharField(_("việc"), max_length=LONGEST_SUBJECT)
    machine = models.ForeignKey(
        "inventory.Machine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    device = models.ForeignKey(
        "network.Device",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=HELP_STATE_NAMES.items(),
        default=HelpState.WAITING,
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    first_due_on = models.DateField(_("hạn trả lời lần đầu"))
    answered_at = models.DateTimeField(_("trả lời lần đầu lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người đóng"), max_length=80, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị hỗ trợ")
        constraints = [
            models.CheckConstraint(
                name="supportrequest_kind_known",
                condition=Q(kind__in=[k.value for k in HelpKind]),
            ),
            models.CheckConstraint(
                name="supportrequest_state_tells",
                condition=Q(
                    state=HelpState.WAITING, due_on__isnull=False, closed_at=None
                )
                | Q(state=HelpState.ANSWERED, due_on=None, closed_at=None)
                & Q(answered_at__isnull=False)
                | Q(state=HelpState.CLOSED, due_on=None, closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_agency", "due_on"],
                condition=Q(state=HelpState.WAITING),
                name="supportrequest_waiting",
            ),
            models.Index(fields=["agency", "-id"], name="supportrequest_newest"),
            models.Index(fields=["asked_post_id"], name="supportrequest_of_post"),
        ]


class SupportMessage(models.Model):
    """One thing said, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(
        SupportRequest, on_delete=models.CASCADE, related_name="messages"
    )
    is_answer = models.BooleanField(_("trả lời"))
    text = models.TextField(_("nội dung"), max_length=LONGEST_TEXT)
    by_name = models.CharField(_("người viết"), max_length=80)
    by_post = models.CharField(_("chức vụ"), max_length=200)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("trao đổi hỗ trợ")
        indexes = [models.Index(fields=["request", "id"], name="supportmessage_course")]
