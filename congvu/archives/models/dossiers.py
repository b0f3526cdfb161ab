"""A dossier, what lies in it, who may see it, and what became of it."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.archives.rules import (
    ACCESS_NAMES,
    DOSSIER_STATE_NAMES,
    DROPPED_NAMES,
    ITEM_KIND_NAMES,
    LONGEST_REASON,
    LONGEST_SYMBOL,
    LONGEST_TITLE,
    ORIGIN_NAMES,
    RETENTION_NAMES,
    Access,
    DossierState,
    ItemKind,
    Origin,
    Retention,
)
from congvu.documents.rules import GRANT_ORIGIN_NAMES, GrantOrigin
from congvu.lib.ids import uuid7


class Dossier(models.Model):
    """Hồ sơ: the papers of one matter, from its opening to its end.

    ``post_id`` and ``unit_id`` are the desk that makes it; ``fonds`` is the agency
    whose work it documents, for good, ``agency`` who keeps it today, ``came_from``
    whose end brought it there. ``reminded_of`` is the day of hand-over its maker was
    told of. ``closing_step`` is what a closing has still to do.
    Lists page by ``id``, newest first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    fonds = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    came_from = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    plan_line = models.ForeignKey(
        "archives.PlanLine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    symbol = models.CharField(_("số, ký hiệu hồ sơ"), max_length=LONGEST_SYMBOL)
    title = models.CharField(_("tiêu đề"), max_length=LONGEST_TITLE)
    retention = models.CharField(
        _("thời hạn bảo quản"),
        max_length=9,
        choices=RETENTION_NAMES.items(),
        blank=True,
    )
    retention_basis = models.CharField(_("căn cứ thời hạn"), max_length=300, blank=True)
    construction = models.BooleanField(_("tài liệu xây dựng cơ bản"), default=False)
    maker_name = models.CharField(_("người lập hồ sơ"), max_length=80)
    post_id = models.UUIDField()
    post_name = models.CharField(_("chức vụ"), max_length=200)
    unit_id = models.UUIDField()
    unit_name = models.CharField(_("đơn vị"), max_length=200)
    description = models.CharField(_("ghi chú"), max_length=2000, blank=True)
    keywords = models.CharField(_("từ khóa"), max_length=100, blank=True)
    origin = models.CharField(
        _("nguồn gốc tài liệu"),
        max_length=9,
        choices=ORIGIN_NAMES.items(),
        default=Origin.BORN,
    )
    access = models.CharField(
        _("chế độ sử dụng"),
        max_length=10,
        choices=ACCESS_NAMES.items(),
        default=Access.RESTRICTED,
    )
    paper_code = models.CharField(_("mã hồ sơ giấy"), max_length=100, blank=True)
    sheets = models.PositiveIntegerField(_("số tờ giấy"), default=0)
    place = models.CharField(_("nơi để hồ sơ giấy"), max_length=200, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=DOSSIER_STATE_NAMES.items(),
        default=DossierState.OPEN,
    )
    opened_on = models.DateField(_("bắt đầu"))
    ended_on = models.DateField(_("công việc kết thúc"), null=True, blank=True)
    closing_step = models.CharField(max_length=6, blank=True)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    closed_by = models.CharField(_("người kết thúc"), max_length=80, blank=True)
    closing_note = models.CharField(_("chứng từ kết thúc"), max_length=2000, blank=True)
    kept_until = models.DateField(_("bảo quản đến"), null=True, blank=True)
    due_on = models.DateField(_("hạn nộp lưu"), null=True, blank=True)
    postponed_until = models.DateField(_("được giữ lại đến"), null=True, blank=True)
    reminded_of = models.DateField(_("đã nhắc hạn"), null=True, blank=True)
    archived_on = models.DateField(_("nộp lưu ngày"), null=True, blank=True)
    historic_due_on = models.DateField(
        _("hạn nộp lưu trữ lịch sử"), null=True, blank=True
    )
    items_total = models.PositiveIntegerField(_("số văn bản"), default=0)
    pages_total = models.PositiveIntegerField(_("số trang"), default=0)
    first_on = models.DateField(_("văn bản sớm nhất"), null=True, blank=True)
    last_on = models.DateField(_("văn bản muộn nhất"), null=True, blank=True)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="dossier_archived_has_day",
                condition=Q(archived_on__isnull=False)
                | ~Q(state__in=[DossierState.ARCHIVED, DossierState.HISTORIC]),
            ),
            models.UniqueConstraint(
                fields=["fonds", "year", "symbol"], name="dossier_symbol_unique"
            ),
            models.CheckConstraint(
                name="dossier_state_known",
                condition=Q(state__in=[s.value for s in DossierState]),
            ),
            models.CheckConstraint(
                name="dossier_retention_known",
                condition=Q(retention__in=["", *(r.value for r in Retention)]),
            ),
            models.CheckConstraint(
                name="dossier_closed_is_whole",
                condition=Q(state__in=[DossierState.OPEN, DossierState.CLOSING])
                | Q(closed_at__isnull=False, ended_on__isnull=False)
                & ~Q(closed_by="")
                & ~Q(retention="")
                & ~Q(title=""),
            ),
            models.CheckConstraint(
                name="dossier_step_while_closing",
                condition=Q(closing_step="") | Q(state=DossierState.CLOSING),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="dossier_newest"),
            models.Index(fields=["agency", "state", "-id"], name="dossier_by_state"),
            models.Index(fields=["unit_id", "-id"], name="dossier_of_unit"),
            models.Index(
                fields=["agency", "kept_until"],
                name="dossier_runs_out",
                condition=Q(state=DossierState.ARCHIVED, kept_until__isnull=False),
            ),
            models.Index(
                fields=["agency", "due_on"],
                name="dossier_due",
                condition=Q(state=DossierState.CLOSED),
            ),
            models.Index(
                fields=["closing_step"],
                name="dossier_closing",
                condition=Q(state=DossierState.CLOSING),
            ),
            GinIndex(fields=["search"], name="dossier_search"),
        ]

    @property
    def latest_on(self) -> date | None:
        """The last day for handing it over, with what it was granted longer."""
        return self.postponed_until or self.due_on


class DossierGrant(models.Model):
    """A post, a unit or its members may see a dossier; by ``work``, file into it, too.

    What lies in it is seen by the rights of each paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal_id = models.UUIDField()
    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="grants"
    )
    origin = models.CharField(
        _("nguồn gốc"),
        max_length=8,
        choices=GRANT_ORIGIN_NAMES.items(),
        default=GrantOrigin.WORK,
    )

    class Meta:
        verbose_name = _("quyền xem hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "principal_id"],
                name="dossiergrant_once_per_principal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["principal_id", "-dossier"], name="dossiergrant_newest"
            )
        ]


class DossierItem(models.Model):
    """One paper in a dossier: a pointer, never a copy.

    It points at a line of either register or at a file of its own. Its words are those
    of the line until the closing writes them down; ``happened_on`` puts it in order.
    What was dropped as a duplicate or a draft stays, with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("loại"), max_length=8, choices=ITEM_KIND_NAMES.items())
    incoming = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossier_items",
    )
    outgoing = models.ForeignKey(
        "outgoing.OutgoingEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dossier_items",
    )
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    is_draft = models.BooleanField(_("bản nháp"), default=False)
    happened_on = models.DateField(_("ngày"))
    symbol = models.CharField(_("số, ký hiệu"), max_length=100, blank=True)
    type_name = models.CharField(_("tên loại"), max_length=100, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=500, blank=True)
    author = models.CharField(_("tác giả"), max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("tờ, trang"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    position = models.PositiveIntegerField(_("STT"), null=True, blank=True)
    added_at = models.DateTimeField(_("đưa vào lúc"))
    added_by = models.CharField(_("người đưa vào"), max_length=80)
    dropped_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    dropped_because = models.CharField(
        _("lý do bỏ"), max_length=9, choices=DROPPED_NAMES.items(), blank=True
    )

    class Meta:
        verbose_name = _("văn bản trong hồ sơ")
        constraints = [
            models.CheckConstraint(
                name="dossieritem_one_paper",
                condition=Q(
                    kind=ItemKind.INCOMING,
                    incoming__isnull=False,
                    outgoing__isnull=True,
                    file__isnull=True,
                )
                | Q(
                    kind=ItemKind.OUTGOING,
                    incoming__isnull=True,
                    outgoing__isnull=False,
                    file__isnull=True,
                )
                | Q(
                    kind=ItemKind.FILE,
                    incoming__isnull=True,
                    outgoing__isnull=True,
                    file__isnull=False,
                )
                & ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="dossieritem_drop_says_why",
                condition=Q(dropped_at__isnull=True, dropped_because="")
                | Q(dropped_at__isnull=False) & ~Q(dropped_because=""),
            ),
            models.UniqueConstraint(
                fields=["dossier", "incoming"], name="dossieritem_incoming_once"
            ),
            models.UniqueConstraint(
                fields=["dossier", "outgoing"], name="dossieritem_outgoing_once"
            ),
            models.UniqueConstraint(
                fields=["dossier", "position"], name="dossieritem_position_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier", "happened_on", "id"], name="dossieritem_in_order"
            ),
        ]


class DossierEvent(models.Model):
    """One line of the timeline of a dossier; never edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="events"
    )
    event = models.CharField(_("việc"), max_length=40)
    actor = models.CharField(_("ai"), max_length=80)
    actor_post = models.CharField(_("chức vụ"), max_length=200, blank=True)
    text = models.CharField(_("nội dung"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("diễn biến hồ sơ")
        indexes = [models.Index(fields=["dossier", "at"], name="dossierevent_in_order")]
