"""An old register on its way in, row by row."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.imports.rules import (
    BOOK_KIND_NAMES,
    LOAD_STATE_NAMES,
    BookKind,
    LoadState,
)
from congvu.lib.ids import uuid7


class Load(models.Model):
    """One table of an old register, read by an agency.

    ``fonds`` is whose register it is: the agency's own, or that of one that ended and
    whose heir it is; its papers stay in the book of the body that kept it.
    Born when the table was read; entered whole or not at all; undone while nobody has
    worked on what it brought. ``told`` are facts for people: columns, encoding, gaps,
    names that are no agency. ``scans_at`` is the folder or zip with its scans, if any.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    fonds = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    book = models.CharField(
        _("sổ"),
        max_length=10,
        choices=[(k.value, v) for k, v in BOOK_KIND_NAMES.items()],
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(_("mã SHA-256"), max_length=64)
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=[(k.value, v) for k, v in LOAD_STATE_NAMES.items()],
    )
    reason = models.TextField(_("vì sao chưa nạp được"), blank=True)
    told = models.JSONField(default=dict)
    scans_at = models.CharField(max_length=1000, blank=True)
    skips_wrong = models.BooleanField(_("bỏ qua dòng không nạp được"), default=False)
    rows_total = models.PositiveIntegerField(_("số dòng"), default=0)
    rows_wrong = models.PositiveIntegerField(_("số dòng không nạp được"), default=0)
    scans_done = models.PositiveIntegerField(_("bản quét đã giữ"), default=0)
    scans_total = models.PositiveIntegerField(_("số bản quét"), default=0)
    closed_years = ArrayField(models.PositiveSmallIntegerField(), default=list)
    asked_at = models.DateTimeField(_("đọc lúc"))
    asked_by = models.CharField(_("người nạp"), max_length=80)
    ended_at = models.DateTimeField(_("nạp lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("rút lúc"), null=True, blank=True)
    undone_by = models.CharField(_("người rút"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("lần nạp sổ cũ")
        constraints = [
            models.CheckConstraint(
                name="load_state_known",
                condition=Q(state__in=[s.value for s in LoadState]),
            ),
            models.CheckConstraint(
                name="load_book_known",
                condition=Q(book__in=[b.value for b in BookKind]),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-asked_at"], name="load_newest")]


class LoadRow(models.Model):
    """One line of the table: what it says, everything against it, what became of it.

    ``entry_id`` is the line of the book it became.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    where = models.CharField(_("dòng"), max_length=120)
    values = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    is_wrong = models.BooleanField(default=False)
    files = models.JSONField(default=list)
    entry_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("dòng của lần nạp sổ cũ")
        constraints = [
            models.UniqueConstraint(
                fields=["load", "position"], name="loadrow_position_unique"
            )
        ]
        indexes = [
            models.Index(fields=["entry_id"], name="loadrow_entry"),
            models.Index(
                fields=["load", "position"],
                condition=Q(is_wrong=True),
                name="loadrow_wrong",
            ),
        ]
