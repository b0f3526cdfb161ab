"""A paper being written: its versions, opinions on it, and who judged it."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import URGENCY_NAMES
from congvu.lib.ids import uuid7
from congvu.outgoing.rules import (
    ASKED_STATE_NAMES,
    CHECK_KIND_NAMES,
    DRAFT_STATE_NAMES,
    OPEN_DRAFT_STATES,
    STANCE_NAMES,
    AskedState,
    CheckKind,
    DraftState,
)

_OPEN = Q(state__in=sorted(OPEN_DRAFT_STATES))


class Draft(models.Model):
    """A paper from its first word until it is issued or withdrawn.

    It lies on exactly one desk (``desk_id``: a post, or a unit for its head) while
    it is open. ``version`` is the number of its newest version; ``answers`` the
    incoming line it is a reply to, if any; ``entry`` the line of the book it got;
    ``paper`` the file as it was last signed by key; ``came_from`` the agency that
    ended while it was being written; ``by_head``: the head's own paper where the body
    decides together; ``release_due_at``: by when it has to be out, once signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị soạn thảo"), max_length=200)
    drafter_post_id = models.UUIDField()
    drafter_name = models.CharField(_("người soạn"), max_length=80)
    signer_post_id = models.UUIDField()
    signer_name = models.CharField(_("người ký"), max_length=200)
    signing_basis = models.CharField(
        _("căn cứ ký thừa lệnh"), max_length=300, blank=True
    )
    desk_id = models.UUIDField()
    desk_name = models.CharField(_("đang ở"), max_length=200)
    given_at = models.DateTimeField(_("tới bàn lúc"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DRAFT_STATE_NAMES.items()
    )
    type_code = models.CharField(_("mã loại"), max_length=20)
    type_name = models.CharField(_("loại văn bản"), max_length=100)
    subject = models.CharField(_("trích yếu"), max_length=500)
    urgency = models.CharField(
        _("độ khẩn"), max_length=16, choices=URGENCY_NAMES.items(), default="normal"
    )
    body_name = models.CharField(_("hội đồng, ban, tổ"), max_length=200, blank=True)
    by_head = models.BooleanField(_("của người đứng đầu"), default=False)
    is_normative = models.BooleanField(_("quy phạm pháp luật"), default=False)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    version = models.PositiveIntegerField(_("bản"), default=1)
    answers = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
    )
    entry = models.OneToOneField(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
    )
    paper = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    release_due_at = models.DateTimeField(_("hạn phát hành"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    ended_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("dự thảo")
        constraints = [
            models.CheckConstraint(
                name="draft_state_known",
                condition=Q(state__in=[s.value for s in DraftState]),
            ),
            models.CheckConstraint(name="draft_has_subject", condition=~Q(subject="")),
            models.CheckConstraint(
                name="draft_numbered_has_line",
                condition=~Q(state__in=[DraftState.NUMBERED, DraftState.ISSUED])
                | Q(entry__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk_id", "due_on"], name="draft_open_by_desk", condition=_OPEN
            ),
            models.Index(fields=["agency", "-id"], name="draft_newest"),
            GinIndex(fields=["search"], name="draft_search"),
        ]


class DraftVersion(models.Model):
    """The words of a draft at one moment; never edited, the next one takes its place.

    ``body`` is the paper as data (rules/paper.py); ``file`` the Word file it was read
    from, and ``unread`` what of that file is not in it (rules/reading_back.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("bản số"))
    body = models.JSONField(_("nội dung"), default=dict)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    unread = models.JSONField(_("chưa đọc được từ tệp"), default=list, blank=True)
    remark = models.CharField(_("ghi chú của bản"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("lúc"))
    made_by = models.CharField(_("người sửa"), max_length=80)
    made_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("bản dự thảo")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="draftversion_number_unique"
            )
        ]


class OpinionRequest(models.Model):
    """A unit or post is asked what it says of a version, until a day.

    Several are asked at once; it ends with the opinion, or is closed without one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="requests")
    version = models.PositiveIntegerField(_("bản số"))
    desk_id = models.UUIDField()
    desk_name = models.CharField(_("nơi được hỏi"), max_length=200)
    question = models.CharField(_("nội dung hỏi"), max_length=1000, blank=True)
    due_on = models.DateField(_("hạn góp ý"))
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=ASKED_STATE_NAMES.items()
    )
    asked_at = models.DateTimeField(_("hỏi lúc"))
    asked_by = models.CharField(_("người hỏi"), max_length=80)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("xin ý kiến")
        constraints = [
            models.CheckConstraint(
                name="opinionrequest_state_known",
                condition=Q(state__in=[s.value for s in AskedState]),
            ),
            models.UniqueConstraint(
                fields=["draft", "desk_id"],
                condition=Q(state=AskedState.WAITING),
                name="opinionrequest_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk_id", "due_on"],
                name="opinionrequest_waiting",
                condition=Q(state=AskedState.WAITING),
            )
        ]


class Opinion(models.Model):
    """What somebody said of a version: dated, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.OneToOneField(
        OpinionRequest, on_delete=models.PROTECT, related_name="opinion"
    )
    stance = models.CharField(_("ý kiến"), max_length=8, choices=STANCE_NAMES.items())
    text = models.TextField(_("nội dung góp ý"), blank=True)
    version = models.PositiveIntegerField(_("bản số"))
    given_at = models.DateTimeField(_("lúc"))
    given_by = models.CharField(_("người góp ý"), max_length=80)
    given_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()

    class Meta:
        verbose_name = _("ý kiến góp ý")


class DraftCheck(models.Model):
    """One person's word on one version: on its content, its form, or to approve it.

    Never edited: it counts as long as its version is the newest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(_("việc"), max_length=8, choices=CHECK_KIND_NAMES.items())
    version = models.PositiveIntegerField(_("bản số"))
    passed = models.BooleanField(_("đạt"))
    text = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    made_at = models.DateTimeField(_("lúc"))
    made_by = models.CharField(_("người kiểm tra"), max_length=80)
    made_by_post = models.CharField(_("chức vụ"), max_length=200)
    post_id = models.UUIDField()
    person_id = models.UUIDField()

    class Meta:
        verbose_name = _("kiểm tra dự thảo")
        constraints = [
            models.CheckConstraint(
                name="draftcheck_kind_known",
                condition=Q(kind__in=[k.value for k in CheckKind]),
            ),
            models.CheckConstraint(
                name="draftcheck_return_says_why",
                condition=Q(passed=True) | ~Q(text=""),
            ),
        ]
        indexes = [models.Index(fields=["draft", "made_at"])]


class DraftGrant(models.Model):
    """A desk may see a draft: it wrote it, was asked about it, or it lay there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal_id = models.UUIDField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        verbose_name = _("quyền xem dự thảo")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "principal_id"], name="draftgrant_once_per_principal"
            ),
        ]
        indexes = [
            models.Index(fields=["principal_id", "-draft"], name="draftgrant_newest")
        ]
