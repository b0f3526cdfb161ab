"""A paper opened as a directive, and what its sentences were taken for."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    IntegerRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from congvu.directives.rules import (
    DIRECTIVE_STATE_NAMES,
    LIVE_STATES,
    LONGEST_ACTORS,
    LONGEST_DELIVERABLE,
    LONGEST_MEASURE,
    LONGEST_REASON,
    LONGEST_TITLE,
    LONGEST_WORDS,
    PROPOSAL_STATE_NAMES,
    DirectiveState,
    ProposalState,
)
from congvu.lib.ids import uuid7


class Directive(models.Model):
    """A paper that an agency holds, or issued, opened to give its orders as duties.

    Its text is what the office itself read off the files that day, composed; words of
    later files come behind it, and what stands never changes: every sentence of a duty
    is a place in it. ``files`` tells which part of it
    is of which file; ``clauses`` its numbered points. Who ``watches`` decides on it
    beside the leaders. A destroyed file takes the text with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="directives"
    )
    incoming = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    outgoing = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=DIRECTIVE_STATE_NAMES.items()
    )
    said = models.CharField(_("lời nhắn"), max_length=300, blank=True)
    text = models.TextField(_("nội dung chữ"), blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    files = models.JSONField(_("các tệp"), default=list, blank=True)
    clauses = models.JSONField(_("điểm, khoản"), default=list, blank=True)
    kind = models.CharField(_("loại văn bản"), max_length=100, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    issuer_name = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    edition = models.PositiveSmallIntegerField(_("bản quy tắc đọc"), default=0)
    read_at = models.DateTimeField(_("đọc lúc"), null=True, blank=True)
    opened_at = models.DateTimeField(_("mở lúc"))
    opened_by = models.CharField(_("người mở"), max_length=80)
    opened_post = models.CharField(_("chức vụ"), max_length=200)
    opened_post_id = models.UUIDField()
    watch_unit_id = models.UUIDField()
    watch_unit_name = models.CharField(_("đơn vị theo dõi"), max_length=200)
    came_from = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("văn bản chỉ đạo")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "document"], name="directive_once_an_agency"
            ),
            models.CheckConstraint(
                name="directive_of_one_line",
                condition=Q(incoming__isnull=True, outgoing__isnull=False)
                | Q(incoming__isnull=False, outgoing__isnull=True),
            ),
            models.CheckConstraint(
                name="directive_state_known",
                condition=Q(state__in=[s.value for s in DirectiveState]),
            ),
            models.CheckConstraint(
                name="directive_silent_says_why",
                condition=~Q(state="silent") | ~Q(said=""),
            ),
            models.CheckConstraint(
                name="directive_text_when_read",
                condition=Q(text="", text_sha256="") & ~Q(state="ready")
                | Q(state="ready", text_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="directive_newest"),
            models.Index(
                fields=["opened_at"],
                name="directive_unread",
                condition=Q(state="reading"),
            ),
        ]


class Proposal(models.Model):
    """A stretch of a directive's text that is, or was taken for, one duty.

    ``proposed`` is what the reading said, kept as it was; empty where a person chose
    the words. The other fields are what stands now: names as people write them, the
    bodies they mean are found on the day. ``lead_left_out`` and ``support_left_out``
    are bodies of a class that somebody took out. ``origin`` is what it was cut from.
    ``unseen_at``: since when the newest reading finds no order there any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    directive = models.ForeignKey(
        Directive, on_delete=models.CASCADE, related_name="proposals"
    )
    start = models.PositiveIntegerField(_("từ"))
    end = models.PositiveIntegerField(_("đến"))
    clause = models.CharField(_("điểm, khoản"), max_length=200, blank=True)
    proposed = models.JSONField(_("máy đề xuất"), default=dict, blank=True)
    edition = models.PositiveSmallIntegerField(_("bản quy tắc đọc"), default=0)
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=PROPOSAL_STATE_NAMES.items(),
        default=ProposalState.WAITING,
    )
    title = models.CharField(_("nhiệm vụ"), max_length=LONGEST_TITLE)
    lead = models.CharField(_("chủ trì"), max_length=LONGEST_ACTORS, blank=True)
    lead_left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    support = models.CharField(_("phối hợp"), max_length=LONGEST_ACTORS, blank=True)
    support_left_out = ArrayField(models.UUIDField(), default=list, blank=True)
    deadline = models.DateField(_("hạn"), null=True, blank=True)
    recurs = models.CharField(_("định kỳ"), max_length=20, blank=True)
    measure = models.CharField(_("thước đo"), max_length=LONGEST_MEASURE, blank=True)
    indicator = models.CharField(_("chỉ tiêu"), max_length=80, blank=True)
    deliverable = models.CharField(
        _("sản phẩm"), max_length=LONGEST_DELIVERABLE, blank=True
    )
    weight = models.PositiveSmallIntegerField(_("trọng số"), default=1)
    watch = models.CharField(_("theo dõi"), max_length=LONGEST_WORDS, blank=True)
    origin = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="pieces"
    )
    made_at = models.DateTimeField(_("đề xuất lúc"))
    made_by = models.CharField(_("người đề xuất"), max_length=80, blank=True)
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    edited_by = models.CharField(_("người sửa"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người quyết định"), max_length=80, blank=True)
    decided_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    unseen_at = models.DateTimeField(_("lần đọc sau không thấy"), null=True, blank=True)
    duty = models.OneToOneField(
        "duties.Duty",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposal",
    )

    class Meta:
        verbose_name = _("đề xuất nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                name="proposal_has_words", condition=Q(end__gt=F("start"))
            ),
            models.CheckConstraint(name="proposal_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="proposal_weighs", condition=Q(weight__gte=1)),
            models.CheckConstraint(
                name="proposal_state_known",
                condition=Q(state__in=[s.value for s in ProposalState]),
            ),
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(state="waiting", decided_at__isnull=True, decided_by="")
                | ~Q(state="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="proposal_rejected_with_reason",
                condition=~Q(state="rejected") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="proposal_confirmed_is_a_duty",
                condition=Q(state="confirmed", duty__isnull=False)
                | ~Q(state="confirmed") & Q(duty__isnull=True),
            ),
            ExclusionConstraint(
                name="proposal_no_place_twice",
                expressions=[
                    ("directive", RangeOperators.EQUAL),
                    (
                        Func(
                            F("start"),
                            F("end"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=sorted(LIVE_STATES)),
            ),
        ]
        indexes = [
            models.Index(fields=["directive", "start"], name="proposal_in_order"),
        ]

    @property
    def is_read(self) -> bool:
        """Whether the reading proposed it, and not a person."""
        return self.edition > 0
