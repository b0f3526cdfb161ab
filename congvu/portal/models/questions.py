"""Questions of people as the office handles them, and what the public is shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.notices.rules import LETTER_STATE_NAMES, LetterState
from congvu.portal.rules.questions import (
    ASK_KIND_NAMES,
    FIELD_NAMES,
    LONGEST_ANSWER,
    LONGEST_REASON,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    QUESTION_STATE_NAMES,
)


class PublicQuestion(models.Model):
    """One question, from the worker's taking over to its end.

    ``asked_agency`` is whose site it was sent to, ``agency`` who has it now, ``unit``
    the unit that is to answer. ``code`` is the asker's; ``token`` stood in the mail
    that asks them to confirm. The limit is ``promised_on`` once a day was promised.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("mã tra cứu"), max_length=16, unique=True)
    token = models.CharField(max_length=64, blank=True)
    kind = models.CharField(_("loại"), max_length=10, choices=ASK_KIND_NAMES.items())
    asked_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(_("cơ quan"), max_length=200)
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit_name = models.CharField(_("đơn vị trả lời"), max_length=200, blank=True)
    field = models.CharField(
        _("lĩnh vực"), max_length=8, choices=FIELD_NAMES.items(), blank=True
    )
    subject = models.CharField(_("tiêu đề"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("nội dung"), max_length=LONGEST_TEXT)
    may_publish = models.BooleanField(_("đồng ý công khai"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=11, choices=QUESTION_STATE_NAMES.items()
    )
    received_at = models.DateTimeField(_("nhận lúc"))
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    due_basis = models.CharField(_("căn cứ hạn"), max_length=300, blank=True)
    promised_on = models.DateField(_("hẹn trả lời ngày"), null=True, blank=True)
    promise_reason = models.CharField(
        _("lý do hẹn"), max_length=LONGEST_REASON, blank=True
    )
    answer = models.TextField(_("trả lời"), max_length=LONGEST_ANSWER, blank=True)
    answered_by = models.CharField(_("người viết trả lời"), max_length=80, blank=True)
    writer = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_by = models.CharField(_("người duyệt"), max_length=80, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    ended_because = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi của người dân")
        constraints = [
            models.CheckConstraint(
                name="question_promise_has_reason",
                condition=Q(promised_on__isnull=True, promise_reason="")
                | Q(promised_on__isnull=False) & ~Q(promise_reason=""),
            ),
            models.CheckConstraint(
                name="question_answered_was_approved",
                condition=~Q(state="answered")
                | ~Q(answer="") & ~Q(approved_by="") & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="question_closed_says_why",
                condition=~Q(state__in=["beyond", "elsewhere", "refused"])
                | ~Q(ended_because="") & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="question_forwarded_to_somebody",
                condition=~Q(state__in=["forwarded", "checking"])
                | Q(unit__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="question_counted_once_confirmed",
                condition=Q(state="unconfirmed", due_on__isnull=True) & ~Q(token="")
                | ~Q(state="unconfirmed") & Q(due_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="question_of_agency"),
            models.Index(fields=["unit", "state"], name="question_of_unit"),
            models.Index(fields=["asked_agency"], name="question_asked_of"),
            models.Index(
                fields=["token"],
                condition=Q(state="unconfirmed"),
                name="question_unconfirmed",
            ),
        ]


class QuestionContact(models.Model):
    """Who asked and how they are reached; gone some time after the end."""

    question = models.OneToOneField(
        PublicQuestion,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="contact",
    )
    name = models.CharField(_("họ tên"), max_length=80, blank=True)
    email = models.CharField(_("địa chỉ thư"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    address = models.CharField(_("nơi ở"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("liên hệ của người hỏi")


class QuestionFile(models.Model):
    """A file beside a question, as it was written anew in the jail; or why not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(
        PublicQuestion, on_delete=models.CASCADE, related_name="files"
    )
    number = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên tệp"), max_length=255)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("lý do không giữ"), blank=True)

    class Meta:
        verbose_name = _("tệp của câu hỏi")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="questionfile_number_unique"
            ),
            models.CheckConstraint(
                name="questionfile_is_kept_or_says_why",
                condition=Q(file__isnull=False, reason="")
                | Q(file__isnull=True) & ~Q(reason=""),
            ),
        ]


class QuestionEvent(models.Model):
    """One line of a question's timeline; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(
        PublicQuestion, on_delete=models.CASCADE, related_name="events"
    )
    at = models.DateTimeField(_("lúc"))
    event = models.CharField(_("việc"), max_length=60)
    actor = models.CharField(_("người làm"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.TextField(_("lời"), blank=True)

    class Meta:
        verbose_name = _("diễn biến câu hỏi")
        indexes = [
            models.Index(fields=["question", "at"], name="questionevent_by_time")
        ]


class AskerLetter(models.Model):
    """A mail owed to whoever asked, its Message-ID there from birth; without text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(
        PublicQuestion, on_delete=models.CASCADE, related_name="letters"
    )
    key = models.CharField(_("việc báo"), max_length=60)
    message_id = models.CharField(max_length=200)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=LETTER_STATE_NAMES.items(),
        default=LetterState.WAITING,
    )
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    made_at = models.DateTimeField(_("tạo lúc"))
    not_before = models.DateTimeField(_("không gửi trước"))
    claimed_at = models.DateTimeField(_("nhận gửi lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    error = models.CharField(_("lỗi"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("thư báo người hỏi")
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="askerletter_once")
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=["waiting", "sending"]),
                name="askerletter_waits",
            )
        ]


class Tracking(models.Model):
    """What is shown of a question to whoever has its code: no name, no words of theirs.

    Written with each step of the office; the public process finds it by the digest.
    """

    code_digest = models.CharField(max_length=64, primary_key=True)
    state = models.CharField(
        _("trạng thái"), max_length=11, choices=QUESTION_STATE_NAMES.items()
    )
    kind = models.CharField(_("loại"), max_length=10)
    received_on = models.DateField(_("ngày nhận"))
    handled_by = models.CharField(_("nơi trả lời"), max_length=400, blank=True)
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    due_basis = models.CharField(_("căn cứ hạn"), max_length=300, blank=True)
    promised_on = models.DateField(_("hẹn trả lời ngày"), null=True, blank=True)
    words = models.TextField(_("lời của cơ quan"), blank=True)
    ended_on = models.DateField(_("ngày xong"), null=True, blank=True)
    files = models.JSONField(_("các tệp"), default=list)

    class Meta:
        verbose_name = _("tình trạng tra cứu")


class PublishedAnswer(models.Model):
    """A question of general interest and its answer, with nobody's data in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.OneToOneField(
        PublicQuestion, on_delete=models.PROTECT, related_name="published"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    answered_by = models.CharField(_("nơi trả lời"), max_length=400)
    field = models.CharField(_("lĩnh vực"), max_length=8, choices=FIELD_NAMES.items())
    subject = models.CharField(_("tiêu đề"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("câu hỏi"), max_length=LONGEST_TEXT)
    answer = models.TextField(_("trả lời"), max_length=LONGEST_ANSWER)
    asked_on = models.DateField(_("hỏi ngày"))
    answered_on = models.DateField(_("trả lời ngày"))
    published_at = models.DateTimeField(_("công khai lúc"))

    class Meta:
        verbose_name = _("câu trả lời công khai")
        indexes = [
            models.Index(fields=["-answered_on", "-id"], name="publishedanswer_newest"),
            models.Index(fields=["agency"], name="publishedanswer_of"),
        ]


class QuestionReminder(models.Model):
    """A reminder was given: each step once, whoever asks how often."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(
        PublicQuestion, on_delete=models.CASCADE, related_name="+"
    )
    step = models.CharField(_("bước nhắc"), max_length=30)
    limit_on = models.DateField(_("hạn"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần nhắc trả lời câu hỏi")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "step", "limit_on"], name="questionreminder_once"
            )
        ]
