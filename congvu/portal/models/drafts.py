"""Drafts open for comment, what came, and how it was taken up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules.comments import (
    COMMENT_STATE_NAMES,
    LONGEST_COMMENT,
    LONGEST_DRAFT,
    LONGEST_SUMMARY,
    TAKEN_NAMES,
    CommentState,
)


class OpenDraft(models.Model):
    """A draft put before people between two days, the last one included.

    The public site reads this row: nothing in it is anybody's but the office's.
    ``source_version``: as which version of the draft it was put before people; the file
    beside the text lies on the shelf of public files, told here as it is shown.
    ``publishes``: comments are shown once somebody looked at them; else only counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(_("cơ quan"), max_length=200)
    source = models.ForeignKey(
        "outgoing.Draft",
        verbose_name=_("dự thảo trong phần mềm"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    source_version = models.PositiveIntegerField(_("bản số"), default=0)
    file = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("tệp dự thảo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True, default="")
    file_size = models.BigIntegerField(_("dung lượng"), default=0)
    media_type = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(_("tên dự thảo"), max_length=500)
    summary = models.TextField(_("tóm tắt"), max_length=LONGEST_SUMMARY)
    text = models.TextField(_("toàn văn"), max_length=LONGEST_DRAFT, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    opens_on = models.DateField(_("mở từ ngày"))
    closes_on = models.DateField(_("hết ngày"))
    least_basis = models.CharField(_("căn cứ thời gian"), max_length=300)
    publishes = models.BooleanField(_("đăng ý kiến"), default=False)
    comment_count = models.PositiveIntegerField(_("số ý kiến"), default=0)
    opened_at = models.DateTimeField(_("đưa ra lúc"))
    opened_by = models.CharField(_("người đưa ra"), max_length=80)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    withdrawn_because = models.CharField(_("lý do rút"), max_length=1000, blank=True)
    summed_at = models.DateTimeField(_("công khai tiếp thu lúc"), null=True, blank=True)
    summed_words = models.TextField(
        _("nhận xét chung"), max_length=LONGEST_SUMMARY, blank=True
    )
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("dự thảo lấy ý kiến")
        constraints = [
            models.CheckConstraint(
                name="opendraft_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
            ),
            models.CheckConstraint(
                name="opendraft_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["closes_on"], name="opendraft_by_close"),
            models.Index(
                fields=["file_sha256"],
                name="opendraft_by_file",
                condition=~Q(file_sha256=""),
            ),
        ]


class CommentGroup(models.Model):
    """Comments that say the same, how many, and what was made of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(
        OpenDraft, on_delete=models.PROTECT, related_name="groups"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    words = models.TextField(_("nội dung góp ý"), max_length=LONGEST_SUMMARY)
    count = models.PositiveIntegerField(_("số ý kiến"))
    taken = models.CharField(_("kết quả"), max_length=9, choices=TAKEN_NAMES.items())
    answer = models.TextField(_("tiếp thu, giải trình"), max_length=LONGEST_SUMMARY)

    class Meta:
        verbose_name = _("dòng tiếp thu, giải trình")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="commentgroup_number_unique"
            )
        ]


class DraftComment(models.Model):
    """What somebody said of a draft, as the office has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(
        OpenDraft, on_delete=models.PROTECT, related_name="comments"
    )
    number = models.PositiveIntegerField(_("số thứ tự"))
    name = models.CharField(_("người góp ý"), max_length=80, blank=True)
    email = models.CharField(_("địa chỉ thư"), max_length=200, blank=True)
    text = models.TextField(_("ý kiến"), max_length=LONGEST_COMMENT)
    received_at = models.DateTimeField(_("nhận lúc"))
    state = models.CharField(
        _("trạng thái"),
        max_length=7,
        choices=COMMENT_STATE_NAMES.items(),
        default=CommentState.NEW,
    )
    reason = models.CharField(_("lý do không tính"), max_length=1000, blank=True)
    judged_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    judged_by = models.CharField(_("người xem"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("ý kiến của người dân")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="draftcomment_number_unique"
            ),
            models.CheckConstraint(
                name="draftcomment_refused_says_why",
                condition=~Q(state="refused") | ~Q(reason=""),
            ),
        ]


class ShownComment(models.Model):
    """A comment as the public reads it, once somebody looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(OpenDraft, on_delete=models.PROTECT, related_name="shown")
    number = models.PositiveIntegerField(_("số thứ tự"))
    name = models.CharField(_("người góp ý"), max_length=80, blank=True)
    text = models.TextField(_("ý kiến"), max_length=LONGEST_COMMENT)
    day = models.DateField(_("ngày góp ý"))

    class Meta:
        verbose_name = _("ý kiến đã đăng")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="showncomment_number_unique"
            )
        ]
