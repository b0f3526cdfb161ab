"""What people can do, and who is named for information technology."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.training.models.classes import Place
from congvu.training.rules.modules import MODULES
from congvu.training.rules.words import LONGEST_NAME


class Skill(models.Model):
    """A module that somebody has; from a class, or from a paper that they showed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    module = models.CharField(_("mô-đun"), max_length=4, choices=MODULES.items())
    held_on = models.DateField(_("có từ ngày"))
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="skills"
    )
    proof = models.CharField(_("giấy chứng minh"), max_length=LONGEST_NAME)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("kỹ năng")
        constraints = [
            models.UniqueConstraint(fields=["person", "module"], name="skill_once"),
            models.CheckConstraint(name="skill_is_proven", condition=~Q(proof="")),
        ]


class ItSpecialist(models.Model):
    """Whom an agency named for its information technology; dated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="+"
    )
    basis = models.CharField(_("văn bản phân công"), max_length=LONGEST_NAME)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("trước ngày"), null=True, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("người chuyên trách công nghệ thông tin")
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(until__isnull=True),
                name="itspecialist_one_now",
            ),
            models.CheckConstraint(
                name="itspecialist_period_forward",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]
