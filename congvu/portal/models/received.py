"""What comes in from the public site, as it came. Its process may only add here.

The worker takes rows over into the office's own tables and removes them; who broke into
the public process could read none of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.portal.rules.comments import RATED, RatingAbout

SENT_KINDS = {
    "question": _("câu hỏi"),
    "reflection": _("phản ánh"),
    "proposal": _("kiến nghị"),
    "comment": _("góp ý dự thảo"),
}


class Sending(models.Model):
    """A question, or a comment on a draft, as somebody sent it.

    ``key`` is the form's own: sent twice it is one row, and one code.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(_("khóa của biểu mẫu"), unique=True)
    kind = models.CharField(_("loại"), max_length=10, choices=SENT_KINDS.items())
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    draft = models.ForeignKey(
        "portal.OpenDraft",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    code = models.CharField(_("mã tra cứu"), max_length=16, blank=True)
    subject = models.CharField(_("tiêu đề"), max_length=200, blank=True)
    text = models.TextField(_("nội dung"))
    name = models.CharField(_("họ tên"), max_length=80, blank=True)
    email = models.CharField(_("địa chỉ thư"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    address = models.CharField(_("nơi ở"), max_length=200, blank=True)
    may_publish = models.BooleanField(_("đồng ý công khai"), default=False)
    received_at = models.DateTimeField(_("nhận lúc"))

    class Meta:
        verbose_name = _("thư gửi đến Cổng")
        constraints = [
            models.CheckConstraint(
                name="sending_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="sending_comment_has_draft",
                condition=Q(kind="comment", draft__isnull=False)
                | ~Q(kind="comment") & Q(draft__isnull=True) & ~Q(code=""),
            ),
        ]


class SentFile(models.Model):
    """A file beside it, its bytes as they came; opened in the jail by the worker."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên tệp"), max_length=255)
    data = models.BinaryField(_("nội dung"))

    class Meta:
        verbose_name = _("tệp gửi đến Cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "number"], name="sentfile_number_unique"
            )
        ]


class Confirmation(models.Model):
    """Somebody followed the link of a mail; the worker finds whose it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(_("khóa trong thư"), max_length=64)
    at = models.DateTimeField(_("xác nhận lúc"))

    class Meta:
        verbose_name = _("xác nhận qua thư")


class SendingCount(models.Model):
    """How much came from one address on one day; nobody can tell from which."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField(_("ngày"))
    sender = models.CharField(_("dấu của người gửi"), max_length=32)
    count = models.PositiveIntegerField(_("số lần gửi"), default=1)

    class Meta:
        verbose_name = _("số lần gửi trong ngày")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "sender"], name="sendingcount_once_a_day"
            )
        ]


def _score(label: object) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]  # set and get as Django has it
    return models.PositiveSmallIntegerField(label, null=True, blank=True)  # type: ignore[arg-type]  # lazy words


class Rating(models.Model):
    """What somebody thinks of the site, of a page, of the answer they were given.

    No word of who: not even a day's mark. ``about_page`` is an address of the site,
    ``code_digest`` the question's whose answer is rated.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(_("khóa của biểu mẫu"), unique=True)
    about = models.CharField(
        _("đánh giá"),
        max_length=6,
        choices=[(str(a), str(a)) for a in RatingAbout],
    )
    about_page = models.CharField(_("trang"), max_length=300, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    interface = _score(_("giao diện"))
    content = _score(_("nội dung"))
    quality = _score(_("chất lượng"))
    support = _score(_("hỗ trợ"))
    is_helpful = models.BooleanField(_("có ích"), null=True, blank=True)
    words = models.TextField(_("nhận xét"), max_length=1000, blank=True)
    day = models.DateField(_("ngày"))

    class Meta:
        verbose_name = _("đánh giá của người dân")
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"rating_{name}_is_a_score",
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                )
                for name in RATED
            ),
            models.CheckConstraint(
                name="rating_says_what_of",
                condition=Q(about="site", about_page="", code_digest="")
                | Q(about="page", code_digest="") & ~Q(about_page="")
                | Q(about="answer", about_page="") & ~Q(code_digest=""),
            ),
        ]
        indexes = [models.Index(fields=["about", "day"], name="rating_by_day")]
