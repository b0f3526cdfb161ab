"""On the office's side: whether the public gets a paper, and what was asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules import (
    FILE_CHOICE_NAMES,
    LONGEST_SUMMARY,
    LONGEST_WHY,
    PERSONAL_ANSWER_NAMES,
    PERSONAL_NAMES,
    PUBLISHING_STATE_NAMES,
    UNPUBLISHED,
    FileChoice,
    PersonalAnswer,
    PublishingState,
)


class Publishing(models.Model):
    """One paper on its way to the public: proposed at the draft, decided, read, shown.

    Born with the proposal or when the paper leaves; never deleted. ``due_on`` is the
    last day in time, ``basis`` the rule that says so. ``summary`` is what the public
    reads of the subject, where it is not the paper's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    draft = models.OneToOneField(
        "outgoing.Draft",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publishing",
    )
    entry = models.OneToOneField(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publishing",
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=PUBLISHING_STATE_NAMES.items()
    )
    wanted = models.BooleanField(_("đề xuất công khai"), null=True, blank=True)
    proposed_by = models.CharField(_("người đề xuất"), max_length=80, blank=True)
    proposed_at = models.DateTimeField(_("đề xuất lúc"), null=True, blank=True)
    decided = models.BooleanField(_("quyết định công khai"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    why = models.CharField(_("lý do"), max_length=LONGEST_WHY, blank=True)
    issued_at = models.DateTimeField(_("phát hành lúc"), null=True, blank=True)
    due_on = models.DateField(_("hạn công khai"), null=True, blank=True)
    basis = models.CharField(_("căn cứ của hạn"), max_length=400, blank=True)
    summary = models.CharField(_("trích yếu"), max_length=LONGEST_SUMMARY, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=60, blank=True)
    effective_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    expires_on = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    file_choice = models.CharField(
        _("tệp công khai"),
        max_length=8,
        choices=FILE_CHOICE_NAMES.items(),
        default=FileChoice.ORIGINAL,
    )
    redacted = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(_("công khai lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("việc công khai văn bản")
        constraints = [
            models.CheckConstraint(
                name="publishing_state_known",
                condition=Q(state__in=[s.value for s in PublishingState]),
            ),
            models.CheckConstraint(
                name="publishing_of_a_paper",
                condition=Q(draft__isnull=False) | Q(entry__isnull=False),
            ),
            models.CheckConstraint(
                name="publishing_public_was_decided",
                condition=~Q(state__in=["reading", "asked", "public"])
                | Q(decided=True, entry__isnull=False),
            ),
            models.CheckConstraint(
                name="publishing_kept_says_why",
                condition=~Q(state__in=["kept", "taken-down"]) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="publishing_redacted_has_a_file",
                condition=~Q(file_choice="redacted") | Q(redacted__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_on"],
                name="publishing_unpublished",
                condition=Q(state__in=sorted(UNPUBLISHED)),
            ),
            models.Index(fields=["agency", "-id"], name="publishing_newest"),
            models.Index(fields=["issued_at"], name="publishing_issued"),
        ]


class PersonalFinding(models.Model):
    """Something in a paper that seems to tell of a private person, and the answer.

    ``place``: the subject, or the name of the file it stands in. Gone with what it
    quotes once the paper turns out to be secret.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publishing = models.ForeignKey(
        Publishing, on_delete=models.CASCADE, related_name="findings"
    )
    place = models.CharField(_("ở đâu"), max_length=255)
    position = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=8, choices=PERSONAL_NAMES.items())
    words = models.CharField(_("chữ tìm thấy"), max_length=200)
    around = models.CharField(_("đoạn quanh đó"), max_length=500)
    answer = models.CharField(
        _("trả lời"), max_length=4, choices=PERSONAL_ANSWER_NAMES.items(), blank=True
    )
    reason = models.CharField(_("căn cứ"), max_length=LONGEST_WHY, blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("dữ liệu cá nhân tìm thấy")
        constraints = [
            models.UniqueConstraint(
                fields=["publishing", "place", "kind", "words"],
                name="personalfinding_once",
            ),
            models.CheckConstraint(
                name="personalfinding_kept_on_a_basis",
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer=PersonalAnswer.HIDE, answered_at__isnull=False)
                | Q(answer=PersonalAnswer.KEEP, answered_at__isnull=False)
                & ~Q(reason=""),
            ),
        ]
