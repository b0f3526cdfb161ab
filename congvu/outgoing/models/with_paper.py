"""Whether paper follows the electronic issue: an agency's dated rule for a type."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.outgoing.rules import LONGEST_BASIS


class PaperRule(models.Model):
    """From ``valid_from`` on, papers of a type go out with paper or without it.

    A later row takes the place of an earlier one; none is ever edited. ``type_code`` is
    empty for every type that has no rule of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    type_code = models.CharField(_("loại văn bản"), max_length=20, blank=True)
    with_paper = models.BooleanField(_("ban hành kèm bản giấy"))
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_BASIS)
    valid_from = models.DateField(_("từ ngày"))
    set_at = models.DateTimeField(_("đặt lúc"))
    set_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("quy định kèm bản giấy")
        indexes = [
            models.Index(fields=["agency", "valid_from"], name="paperrule_in_force")
        ]
        constraints = [
            models.CheckConstraint(
                name="paperrule_has_basis", condition=~models.Q(basis="")
            )
        ]
