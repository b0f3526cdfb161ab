"""Organisations outside, as hubs and files list them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from congvu.exchange.rules import CHANNEL_NAMES, Channel
from congvu.lib.ids import uuid7


class DirectoryEntry(models.Model):
    """One organisation that papers may be sent to, by the code a directory gives it.

    Which code was which is what the directory says, a row, never computed. What a
    source no longer lists is closed, never deleted; ``successor_code`` goes on for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("mã định danh"), max_length=35, unique=True)
    old_code = models.CharField(_("mã cũ"), max_length=35, blank=True)
    code102 = models.CharField(_("mã QCVN 102"), max_length=35, blank=True)
    name = models.CharField(_("tên"), max_length=300)
    mailbox = models.CharField(_("hộp thư"), max_length=254, blank=True)
    kind = models.CharField(_("loại"), max_length=60, blank=True)
    closed_on = models.DateField(_("đóng từ ngày"), null=True, blank=True)
    successor_code = models.CharField(_("mã kế thừa"), max_length=35, blank=True)
    source = models.CharField(_("nguồn"), max_length=60)
    seen_at = models.DateTimeField(_("thấy trong danh bạ lúc"))
    words = models.TextField()
    sort_name = models.CharField(max_length=300)
    search = models.GeneratedField(
        expression=Func(
            Func(F("words"), Value(" "), function="string_to_array"),
            function="array_to_tsvector",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("cơ quan trong danh bạ")
        constraints = [
            models.CheckConstraint(
                name="directoryentry_named", condition=~Q(name="") & ~Q(code="")
            ),
            models.CheckConstraint(
                name="directoryentry_successor_of_closed",
                condition=Q(successor_code="") | Q(closed_on__isnull=False),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="directoryentry_search"),
            models.Index(fields=["old_code"], name="directoryentry_old"),
            models.Index(fields=["code102"], name="directoryentry_102"),
            models.Index(Lower("mailbox"), name="directoryentry_mailbox"),
            models.Index(fields=["source", "seen_at"], name="directoryentry_seen"),
        ]

    @property
    def source_name(self) -> str:
        """A channel that lists whom it reaches, in words; a file by its own name."""
        known = self.source in set(Channel)
        return str(_(CHANNEL_NAMES[Channel(self.source)])) if known else self.source
