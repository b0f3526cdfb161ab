"""Following a duty up: more time asked for, who was urged, who was reminded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.duties.models.asking import answered
from congvu.duties.models.duties import Share
from congvu.duties.rules import ANSWER_NAMES, Answer
from congvu.lib.ids import uuid7


class ExtensionRequest(models.Model):
    """A body asks for more time; open until granted, or refused with a reason.

    ``old_deadline`` is the day it had: each day a share ever had stays on record.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="extensions"
    )
    old_deadline = models.DateField(_("hạn cũ"))
    until = models.DateField(_("xin tới ngày"))
    reason = models.CharField(_("lý do"), max_length=1000)
    asked_at = models.DateTimeField(_("xin lúc"))
    asked_by = models.CharField(_("người xin"), max_length=80)
    asked_by_post = models.CharField(_("chức vụ người xin"), max_length=200)
    post_id = models.UUIDField()
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ANSWER_NAMES.items()
    )
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    answer = models.CharField(_("ý kiến trả lời"), max_length=1000, blank=True)
    granted_until = models.DateField(_("gia hạn tới ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị gia hạn nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(state=Answer.OPEN),
                name="extensionrequest_one_open_per_share",
            ),
            answered("extensionrequest_answered_or_open"),
            models.CheckConstraint(
                name="extensionrequest_granted_till_a_day",
                condition=Q(state=Answer.GRANTED, granted_until__isnull=False)
                | ~Q(state=Answer.GRANTED) & Q(granted_until__isnull=True),
            ),
        ]


class DutyUrging(models.Model):
    """One time somebody urged who has a share; at most once a day, whoever it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="urgings"
    )
    day = models.DateField(_("ngày"))
    text = models.CharField(_("nội dung"), max_length=500, blank=True)
    at = models.DateTimeField(_("lúc"))
    urged_by = models.CharField(_("người đôn đốc"), max_length=80)
    urged_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("lần đôn đốc nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["share", "day"], name="dutyurging_once_a_day"
            )
        ]


class DutyReminder(models.Model):
    """One step of reminding was taken for one share and deadline: never twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    share = models.ForeignKey(
        "duties.Share", on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(_("bước nhắc"), max_length=30)
    due_on = models.DateField(_("hạn"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc hạn nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["share", "step", "due_on"], name="dutyreminder_once"
            )
        ]


class DutyLetter(models.Model):
    """A formal letter that urges one body: begun as a draft, with what it lists."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    shares: models.ManyToManyField[Share, models.Model] = models.ManyToManyField(
        "duties.Share", related_name="letters"
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("công văn đôn đốc nhiệm vụ")
