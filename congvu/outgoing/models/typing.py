"""What somebody typed and has not saved as a version yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class UnsavedText(models.Model):
    """One person's words on one draft, kept while they type; a version takes it away.

    ``after`` is the version they began from. Nobody else sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(
        "outgoing.Draft", on_delete=models.CASCADE, related_name="unsaved"
    )
    person_id = models.UUIDField()
    after = models.PositiveIntegerField(_("trên bản số"))
    fields = models.JSONField(_("đã gõ"), default=dict)
    saved_at = models.DateTimeField(_("tự lưu lúc"))

    class Meta:
        verbose_name = _("phần chưa lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "person_id"], name="unsavedtext_one_per_person"
            )
        ]
