"""The book of outgoing papers of a year, its sequences of numbers and its lines."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import GRANT_ORIGIN_NAMES, URGENCY_NAMES, GrantOrigin
from congvu.lib.ids import uuid7
from congvu.outgoing.rules import (
    LONGEST_NAME,
    LONGEST_SYMBOL,
    OUTGOING_STATE_NAMES,
    SEQUENCE_KIND_NAMES,
    OutgoingState,
    SequenceKind,
)


class OutgoingBook(models.Model):
    """An agency's book of outgoing papers for one calendar year.

    Its row is the lock that every number of the year is taken under, whatever sequence
    gives it, so that lines stand in the book in the order of their numbers. The act
    that ends the agency closes its books for good; one that the registry closed after
    its year a leader may open again, with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    last_line = models.PositiveIntegerField(_("số dòng"), default=0)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người khóa"), max_length=200, blank=True)
    closed_by_reform = models.ForeignKey(
        "organisations.Reform",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    reopened_by = models.CharField(_("người mở lại"), max_length=80, blank=True)
    reopened_because = models.CharField(_("lý do mở lại"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("sổ đăng ký văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="outgoingbook_one_per_year"
            ),
            models.CheckConstraint(
                name="outgoingbook_closing_paired",
                condition=Q(closed_at__isnull=True, closed_by="")
                | Q(closed_at__isnull=False) & ~Q(closed_by=""),
            ),
        ]


class NumberSequence(models.Model):
    """Numbers 01, 02, … of one book: of all papers, some types, copies or a body.

    Born with its year's book, as the head of the agency set them; a year that nobody
    has spoken for takes over those of the year before, beginning at 01.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(
        OutgoingBook, on_delete=models.PROTECT, related_name="sequences"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    name = models.CharField(_("tên dãy số"), max_length=LONGEST_NAME)
    kind = models.CharField(
        _("dùng cho"), max_length=16, choices=SEQUENCE_KIND_NAMES.items()
    )
    type_codes = ArrayField(
        models.CharField(max_length=20), verbose_name=_("loại văn bản"), default=list
    )
    body = models.CharField(_("hội đồng, ban, tổ"), max_length=200, blank=True)
    body_symbol = models.CharField(_("chữ viết tắt"), max_length=20, blank=True)
    last_number = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("dãy số văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "name"], name="numbersequence_name_unique"
            ),
            models.UniqueConstraint(
                fields=["book"],
                condition=Q(kind=SequenceKind.ADMINISTRATIVE, type_codes=[]),
                name="numbersequence_one_for_the_rest",
            ),
            models.UniqueConstraint(
                fields=["book"],
                condition=Q(kind=SequenceKind.COPIES),
                name="numbersequence_one_for_copies",
            ),
            models.CheckConstraint(
                name="numbersequence_kind_known",
                condition=Q(kind__in=[k.value for k in SequenceKind]),
            ),
        ]


class OutgoingEntry(models.Model):
    """One line of the book of outgoing papers: a number, and the paper that has it.

    Born when the number is given, with or before its paper; a cancelled one stays with
    its reason and is never given again. ``order_key`` is year and line in one figure:
    lists page by it. ``number`` and what follows the slash make the ``symbol``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sequence = models.ForeignKey(
        NumberSequence, on_delete=models.PROTECT, related_name="entries"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("số, ký hiệu"), max_length=LONGEST_SYMBOL)
    order_key = models.BigIntegerField()
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=OUTGOING_STATE_NAMES.items()
    )
    type_code = models.CharField(_("mã loại"), max_length=20)
    type_name = models.CharField(_("loại văn bản"), max_length=100)
    subject = models.CharField(_("trích yếu"), max_length=500)
    issued_on = models.DateField(_("ngày tháng văn bản"))
    urgency = models.CharField(
        _("độ khẩn"), max_length=16, choices=URGENCY_NAMES.items(), default="normal"
    )
    unit_id = models.UUIDField(null=True, blank=True)
    unit_name = models.CharField(_("đơn vị soạn thảo"), max_length=200, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True)
    signer_position = models.CharField(
        _("chức vụ người ký"), max_length=200, blank=True
    )
    recipients = models.TextField(_("nơi nhận văn bản"), blank=True)
    copy_holder = models.CharField(
        _("đơn vị, người nhận bản lưu"), max_length=200, blank=True
    )
    copies = models.PositiveIntegerField(_("số lượng bản"), null=True, blank=True)
    transferred_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    reserved_at = models.DateTimeField(_("cấp số lúc"))
    reserved_by = models.CharField(_("người cấp số"), max_length=80)
    ended_at = models.DateTimeField(_("hủy số lúc"), null=True, blank=True)
    ended_by = models.CharField(_("người hủy số"), max_length=80, blank=True)
    ended_because = models.CharField(_("lý do hủy số"), max_length=1000, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    release_due_at = models.DateTimeField(_("hạn phát hành"), null=True, blank=True)
    released_at = models.DateTimeField(_("phát hành lúc"), null=True, blank=True)
    released_by = models.CharField(_("người phát hành"), max_length=80, blank=True)
    paper_rule = models.CharField(
        _("bản giấy kèm theo"), max_length=400, blank=True, default="", db_default=""
    )
    recalled_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    recalled_because = models.CharField(_("lý do thu hồi"), max_length=1000, blank=True)
    document = models.OneToOneField(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outgoing",
    )
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("dòng đăng ký văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["sequence", "number"], name="outgoingentry_number_unique"
            ),
            # Điều 15.1: number and symbol are unique within the agency and the year.
            models.UniqueConstraint(
                fields=["agency", "year", "symbol"], name="outgoingentry_symbol_unique"
            ),
            models.UniqueConstraint(
                fields=["agency", "order_key"], name="outgoingentry_key_unique"
            ),
            models.CheckConstraint(
                name="outgoingentry_number_positive", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="outgoingentry_state_known",
                condition=Q(state__in=[s.value for s in OutgoingState]),
            ),
            models.CheckConstraint(
                name="outgoingentry_cancelled_says_why",
                condition=~Q(state=OutgoingState.CANCELLED)
                | Q(ended_at__isnull=False) & ~Q(ended_because=""),
            ),
            models.CheckConstraint(
                name="outgoingentry_issued_has_paper",
                condition=~Q(state=OutgoingState.ISSUED) | Q(document__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "state", "-order_key"], name="outgoingentry_by_state"
            ),
            models.Index(fields=["agency", "issued_on"], name="outgoingentry_issued"),
            models.Index(
                fields=["agency", "type_code", "-order_key"],
                name="outgoingentry_by_type",
            ),
            models.Index(
                fields=["agency", "released_at"],
                name="outgoingentry_released",
                condition=Q(released_at__isnull=False),
            ),
            GinIndex(fields=["search"], name="outgoingentry_search"),
        ]


class OutgoingGrant(models.Model):
    """A post, a unit, its members or an agency may see a line of outgoing papers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal_id = models.UUIDField()
    entry = models.ForeignKey(
        OutgoingEntry, on_delete=models.CASCADE, related_name="grants"
    )
    order_key = models.BigIntegerField()
    origin = models.CharField(
        _("nguồn gốc"),
        max_length=8,
        choices=GRANT_ORIGIN_NAMES.items(),
        default=GrantOrigin.WORK,
    )

    class Meta:
        verbose_name = _("quyền xem văn bản đi")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "principal_id"],
                name="outgoinggrant_once_per_principal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["principal_id", "-order_key", "entry"],
                name="outgoinggrant_newest",
            )
        ]


class OutgoingEvent(models.Model):
    """One line of the timeline of a draft or of a line in the book (``target_id``).

    Seen only inside the agency; partitioned by month of ``at`` (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    target_id = models.UUIDField()
    agency_id = models.UUIDField()
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("diễn biến văn bản đi")
        managed = False
        db_table = "outgoing_event"
