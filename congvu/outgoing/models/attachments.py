"""Files that go with a paper, each a file of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class DraftAttachment(models.Model):
    """A file beside a draft, from one version on until it is taken away by another.

    Never edited or deleted: whoever approved a version approved what lay beside it.
    The agency's mark on it is a PaperSignature, whose file is what goes out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    since = models.PositiveIntegerField(_("từ bản số"))
    until = models.PositiveIntegerField(_("bỏ từ bản số"), null=True, blank=True)
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=80)
    added_by_post = models.CharField(_("chức vụ"), max_length=200)

    class Meta:
        verbose_name = _("tệp kèm theo dự thảo")
        constraints = [
            models.CheckConstraint(
                name="draftattachment_until_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                fields=["draft", "file"],
                condition=Q(until__isnull=True),
                name="draftattachment_once_each",
            ),
        ]
