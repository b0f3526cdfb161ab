"""The way of a need: steps, contracts with what they pay when, clocks.

Steps and contracts are never rewritten (migration 0006); what became of a need is read
off them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.models.budget import BudgetEntry
from congvu.investment.models.needs import Need
from congvu.investment.rules.steps import (
    CLOCK_NAMES,
    JUDGED,
    STEP_NAMES,
    VERDICT_NAMES,
    StepKind,
    Verdict,
)
from congvu.investment.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_TEXT,
    SOURCE_NAMES,
)
from congvu.lib.ids import uuid7

_OPEN_KINDS = [*JUDGED, StepKind.ASKED, StepKind.SUBMITTED, StepKind.EVALUATED]


class _Shown(models.Model):
    """A paper of a need: its number, a file of it, who wrote it down."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("số văn bản"), max_length=LONGEST_LINE)
    file = models.ForeignKey(
        "files.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("tệp"), max_length=LONGEST_NAME, blank=True)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        abstract = True


class NeedStep(_Shown):
    """One step, by its paper. ``verdict`` of an opinion, an appraisal."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="taken")
    kind = models.CharField(_("bước"), max_length=9, choices=STEP_NAMES.items())
    verdict = models.CharField(
        _("kết luận"), max_length=10, choices=VERDICT_NAMES.items(), blank=True
    )
    on = models.DateField(_("ngày"))
    content = models.TextField(_("nội dung"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        verbose_name = _("bước của nhu cầu kinh phí")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "kind"],
                condition=~Q(kind__in=sorted(_OPEN_KINDS)),
                name="needstep_once",
            ),
            models.CheckConstraint(
                name="needstep_judges",
                condition=Q(kind__in=sorted(JUDGED), verdict__in=list(Verdict))
                | ~Q(kind__in=sorted(JUDGED)) & Q(verdict=""),
            ),
            models.CheckConstraint(
                name="needstep_says_why",
                condition=Q(verdict__in=["", Verdict.AGREED]) | ~Q(content=""),
            ),
            models.CheckConstraint(name="needstep_by_paper", condition=~Q(number="")),
        ]
        indexes = [models.Index(fields=["need", "id"], name="needstep_of_need")]


class InvestmentContract(_Shown):
    """With whom, from when to when; it is worth what its instalments come to."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="contracts")
    supplier = models.CharField(_("nhà thầu"), max_length=LONGEST_NAME)
    signed_on = models.DateField(_("ngày ký"))
    until = models.DateField(_("xong trước ngày"))

    class Meta:
        verbose_name = _("hợp đồng đầu tư")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "number"], name="investmentcontract_once"
            ),
            models.CheckConstraint(
                name="investmentcontract_is_a_contract",
                condition=~Q(number="")
                & ~Q(supplier="")
                & Q(until__gte=F("signed_on")),
            ),
        ]


class Instalment(models.Model):
    """What a contract is to pay by a day, from a source; ``entry`` committed it, once
    the money of its year was there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contract = models.ForeignKey(
        InvestmentContract, on_delete=models.PROTECT, related_name="instalments"
    )
    source = models.CharField(_("nguồn"), max_length=10, choices=SOURCE_NAMES.items())
    due = models.DateField(_("thanh toán ngày"))
    money = models.BigIntegerField(_("số tiền, đồng"))
    entry = models.ForeignKey(
        BudgetEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kỳ thanh toán")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "source", "due"], name="instalment_once"
            ),
            models.CheckConstraint(
                name="instalment_is_money", condition=Q(money__gt=0)
            ),
        ]
        indexes = [models.Index(fields=["due"], name="instalment_by_day")]


class NeedClock(models.Model):
    """Until when the law of ``since``, or a contract, wants the next step."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="clocks")
    key = models.CharField(_("thời hạn"), max_length=14, choices=CLOCK_NAMES.items())
    since = models.DateField(_("từ ngày"))
    due = models.DateField(_("hạn"))
    done_on = models.DateField(_("xong ngày"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thời hạn của nhu cầu kinh phí")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "key", "due"],
                condition=Q(done_on=None),
                name="needclock_runs_once",
            ),
            models.CheckConstraint(
                name="needclock_runs", condition=Q(due__gte=F("since"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["due"], condition=Q(done_on=None), name="needclock_running"
            ),
            models.Index(fields=["need"], name="needclock_of_need"),
        ]
