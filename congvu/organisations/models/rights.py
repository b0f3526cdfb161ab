"""Changes of rights, pointed out until somebody else confirms them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.organisations.rules import (
    RIGHT_KIND_NAMES,
    RIGHT_SENTENCES,
    ROLE_NAMES,
    RightKind,
    Role,
)


class RightChange(models.Model):
    """A person's or a desk's rights became other ones; a warning while unconfirmed.

    ``detail`` holds the names as they were then, so that the sentence stays true.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người thay đổi"), max_length=80)
    by_person_id = models.UUIDField(null=True, blank=True)
    kind = models.CharField(
        _("thay đổi"), max_length=20, choices=RIGHT_KIND_NAMES.items()
    )
    detail = models.JSONField(default=dict)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    post_id = models.UUIDField(null=True, blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    entry_id = models.UUIDField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.CharField(_("người xác nhận"), max_length=80, blank=True)
    confirmed_by_person_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("thay đổi quyền")
        constraints = [
            models.CheckConstraint(
                name="rightchange_kind_known",
                condition=Q(kind__in=[k.value for k in RightKind]),
            ),
            models.CheckConstraint(
                name="rightchange_confirmation_paired",
                condition=Q(
                    confirmed_at__isnull=True,
                    confirmed_by="",
                    confirmed_by_person_id__isnull=True,
                )
                | Q(confirmed_at__isnull=False, confirmed_by_person_id__isnull=False)
                & ~Q(confirmed_by=""),
            ),
            models.CheckConstraint(
                name="rightchange_confirmed_by_another",
                condition=Q(by_person_id__isnull=True)
                | Q(confirmed_by_person_id__isnull=True)
                | ~Q(confirmed_by_person_id=F("by_person_id")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-at"], name="rightchange_newest"),
            models.Index(
                fields=["agency", "-at"],
                name="rightchange_unconfirmed",
                condition=Q(confirmed_at__isnull=True),
            ),
        ]

    @property
    def what(self) -> str:
        """The change in one sentence, in the reader's language."""
        names = dict(self.detail)
        if "role" in names:
            names["role"] = translated(ROLE_NAMES[Role(names["role"])])
        return translated(RIGHT_SENTENCES[RightKind(self.kind)]) % names

    @property
    def reason(self) -> str:
        return str(self.detail.get("reason", ""))
