"""What came in and is not registered yet."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.documents.rules import (
    CHANNEL_NAMES,
    DOUBT_NAMES,
    INTAKE_STATE_NAMES,
    Doubt,
    IntakeState,
)
from congvu.lib.ids import uuid7


class IntakeItem(models.Model):
    """A file at the agency's door: what was read from it, and what became of it.

    Born the moment the file is named to us, even if it is refused; ends registered,
    attached, discarded or refused. ``fields`` holds the reading of the paper's head as
    it was made; ``draft`` what the clerk has typed or confirmed over it. ``attach_to``
    is the line whose paper it is a further file of, as soon as it has been read. While
    ``doubt`` is held nothing of the file is shown; ``doubt_page`` is where the mark was
    seen. ``document`` is the issuer's own paper, where an agency of the installation
    sent it here. What was taken out of a ``pile`` says which of its pages it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    channel = models.CharField(
        _("đường đến"), max_length=12, choices=CHANNEL_NAMES.items()
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=INTAKE_STATE_NAMES.items()
    )
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"))
    received_by = models.CharField(_("người nhận"), max_length=80)
    fields = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    doubt = models.CharField(
        _("dấu mật"), max_length=7, choices=DOUBT_NAMES.items(), blank=True
    )
    doubt_page = models.PositiveIntegerField(_("trang có dấu"), null=True, blank=True)
    entry = models.OneToOneField(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intake_item",
    )
    attach_to = models.ForeignKey(
        "documents.RegisterEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="further_items",
    )
    document = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    pile = models.ForeignKey(
        "documents.Pile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    pile_pages = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    first_page = models.PositiveIntegerField(
        _("trang đầu trong bó quét"), null=True, blank=True
    )
    label = models.CharField(
        _("nhãn mã vạch"), max_length=200, blank=True, default="", db_default=""
    )
    attach_by = models.CharField(
        _("người thêm"), max_length=80, blank=True, default="", db_default=""
    )
    attach_by_post = models.CharField(
        _("chức vụ người thêm"), max_length=200, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("tệp tiếp nhận")
        constraints = [
            models.CheckConstraint(
                name="intakeitem_state_known",
                condition=Q(state__in=[s.value for s in IntakeState]),
            ),
            models.CheckConstraint(
                name="intakeitem_registered_has_entry",
                condition=Q(state=IntakeState.REGISTERED, entry__isnull=False)
                | ~Q(state=IntakeState.REGISTERED) & Q(entry__isnull=True),
            ),
            models.CheckConstraint(
                name="intakeitem_attached_has_entry",
                condition=~Q(state=IntakeState.ATTACHED) | Q(attach_to__isnull=False),
            ),
            models.CheckConstraint(
                name="intakeitem_attaching_paired",
                condition=Q(attach_to__isnull=True, attach_by="")
                | Q(attach_to__isnull=False) & ~Q(attach_by=""),
            ),
            models.CheckConstraint(
                name="intakeitem_refusal_has_reason",
                condition=~Q(
                    state__in=[
                        IntakeState.QUARANTINED,
                        IntakeState.REFUSED,
                        IntakeState.DISCARDED,
                    ]
                )
                | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="intakeitem_page_of_pile_once",
                fields=["pile", "first_page"],
                condition=~Q(state=IntakeState.DISCARDED),
            ),
            models.CheckConstraint(
                name="intakeitem_held_does_not_go_on",
                condition=~Q(doubt=Doubt.HELD)
                | Q(
                    state__in=[
                        IntakeState.QUARANTINED,
                        IntakeState.REGISTERED,
                        IntakeState.DISCARDED,
                    ]
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "state", "-received_at"], name="intakeitem_desk"
            ),
            models.Index(
                fields=["file"],
                name="intakeitem_being_read",
                condition=Q(state=IntakeState.READING),
            ),
            models.Index(
                fields=["agency", "file"],
                name="intakeitem_held",
                condition=Q(doubt=Doubt.HELD),
            ),
        ]

    @property
    def is_held(self) -> bool:
        return self.doubt == Doubt.HELD
