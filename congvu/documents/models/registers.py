"""Registers, their lines, and who may see each line."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import (
    ENTRY_STATE_NAMES,
    GRANT_ORIGIN_NAMES,
    OPEN_ENTRY_STATES,
    URGENCY_NAMES,
    WAITS_FOR_REGISTRY,
    EntryState,
    GrantOrigin,
)
from congvu.lib.ids import uuid7

_OPEN = Q(state__in=sorted(OPEN_ENTRY_STATES))


class Register(models.Model):
    """An agency's book of incoming documents for one calendar year.

    Its row is the lock that numbers are taken under (NĐ 30/2020 Đ22.2). Born with the
    year's first document; closed by the clerk once the year is over, then read-only
    until the leader or the office chief opens it again and says why. The act that ends
    the agency closes all its books for good (``closed_by_reform``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="registers"
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số đến cuối"), default=0)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người khóa"), max_length=80, blank=True)
    closed_by_reform = models.ForeignKey(
        "organisations.Reform",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    reopened_by = models.CharField(
        _("người mở lại"), max_length=80, blank=True, default="", db_default=""
    )
    reopened_because = models.CharField(
        _("lý do mở lại"), max_length=1000, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("sổ đăng ký văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], name="register_one_per_year"
            ),
            models.CheckConstraint(
                name="register_closing_paired",
                condition=Q(closed_at__isnull=True, closed_by="")
                | Q(closed_at__isnull=False) & ~Q(closed_by=""),
            ),
            models.CheckConstraint(
                name="register_reopening_has_reason",
                condition=Q(reopened_at__isnull=True, reopened_by="")
                | Q(reopened_at__isnull=False)
                & ~Q(reopened_by="")
                & ~Q(reopened_because=""),
            ),
        ]


class RegisterEntry(models.Model):
    """One agency's line for a document it received, and how far its handling is.

    The line stays in its book; ``agency`` is who answers for it, another one when the
    book's agency ended before the work did. ``order_key`` is year and number in one
    figure, of a line that came that way a figure between the years: lists page by it.
    ``move_by`` is the registry's own day, as long as the line waits for the registry.
    ``first_due_on`` is the day to handle it by before any extension, empty where none
    was given. The database itself keeps (migration 0095) the paper's ``type_code`` and,
    as ``issuer_key``, its issuer folded, which lists are narrowed by; and as
    ``told_until`` the end of the last month its timeline tells of, empty for not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="entries"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, related_name="entries"
    )
    number = models.PositiveIntegerField(_("số đến"))
    order_key = models.BigIntegerField()
    arrived_on = models.DateField(_("ngày đến"))
    arrived_at = models.DateTimeField(_("nhận lúc"))
    registered_at = models.DateTimeField(_("vào sổ lúc"))
    registered_by = models.CharField(_("người vào sổ"), max_length=80)
    channel = models.CharField(_("đường đến"), max_length=12)
    urgency = models.CharField(
        _("độ khẩn"), max_length=16, choices=URGENCY_NAMES.items(), default="normal"
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=ENTRY_STATE_NAMES.items()
    )
    holder = models.CharField(_("đang ở"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn xử lý"), null=True, blank=True)
    first_due_on = models.DateField(_("hạn ban đầu"), null=True, blank=True)
    due_basis = models.CharField(_("căn cứ hạn"), max_length=200, blank=True)
    move_by = models.DateField(_("hạn trình, chuyển"), null=True, blank=True)
    recipient = models.TextField(_("đơn vị hoặc người nhận"), blank=True)
    transferred_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    finished_at = models.DateTimeField(_("giải quyết xong lúc"), null=True, blank=True)
    result = models.CharField(_("kết quả"), max_length=2000, blank=True)
    reply_symbol = models.CharField(
        _("số, ký hiệu văn bản trả lời"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
    )
    ended_because = models.CharField(
        _("lý do trả lại, hủy số"), max_length=1000, blank=True
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    told_until = models.DateTimeField(null=True, editable=False)
    type_code = models.CharField(
        max_length=20, blank=True, default="", db_default="", editable=False
    )
    issuer_key = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        db_collation="C",
        editable=False,
    )
    symbol_key = models.CharField(max_length=60, blank=True)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("dòng đăng ký văn bản đến")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="registerentry_number_unique"
            ),
            # Lists page by this key: two lines with one key would hide each other.
            models.UniqueConstraint(
                fields=["agency", "order_key"], name="registerentry_key_unique"
            ),
            models.CheckConstraint(
                name="registerentry_number_positive", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="registerentry_state_known",
                condition=Q(state__in=[s.value for s in EntryState]),
            ),
            models.CheckConstraint(
                name="registerentry_move_by_while_here",
                condition=Q(move_by__isnull=True)
                | Q(state__in=sorted(WAITS_FOR_REGISTRY)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "state", "-order_key"], name="registerentry_by_state"
            ),
            # With all that the counts of the register ask: no line is opened for them.
            models.Index(
                fields=["agency", "due_on"],
                name="registerentry_open_counted",
                include=["state", "move_by", "id"],
                condition=_OPEN,
            ),
            models.Index(
                fields=["agency", "symbol_key"], name="registerentry_same_symbol"
            ),
            models.Index(fields=["agency", "arrived_on"], name="registerentry_arrived"),
            models.Index(
                fields=["agency", "type_code", "-order_key"],
                name="registerentry_by_type",
            ),
            models.Index(
                fields=["agency", "issuer_key", "-order_key"],
                name="registerentry_by_issuer",
            ),
            models.Index(
                fields=["agency", "urgency", "-order_key"],
                name="registerentry_by_urgency",
                condition=~Q(urgency="normal"),
            ),
            GinIndex(fields=["search"], name="registerentry_search"),
        ]


class Grant(models.Model):
    """A post, a unit, a unit's members or an agency may see an entry.

    Written when work is handed out, never computed when a list is drawn. What somebody
    was once given to handle stays readable to that desk; only what was opened to a desk
    by itself, without work, is taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal_id = models.UUIDField()
    entry = models.ForeignKey(
        RegisterEntry, on_delete=models.CASCADE, related_name="grants"
    )
    order_key = models.BigIntegerField()
    origin = models.CharField(
        _("nguồn gốc"),
        max_length=8,
        choices=GRANT_ORIGIN_NAMES.items(),
        default=GrantOrigin.WORK,
    )

    class Meta:
        verbose_name = _("quyền xem")
        constraints = [
            models.CheckConstraint(
                name="grant_origin_known",
                condition=Q(origin__in=[o.value for o in GrantOrigin]),
            ),
            models.UniqueConstraint(
                fields=["entry", "principal_id"], name="grant_once_per_principal"
            ),
        ]
        indexes = [
            models.Index(
                fields=["principal_id", "-order_key", "entry"],
                name="grant_newest_of_principal",
            )
        ]
