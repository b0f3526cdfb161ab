"""Lines of the budget: allocated, committed, spent, and every entry that made them so.

The sums of a line are written by the database alone, from its entries, and it refuses
whatever would commit more than is allocated or spend more than is committed; a decision
that moves money takes away what it gives (migration 0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.investment.models.needs import Need
from congvu.investment.rules.money import DECIDED, DEED_NAMES
from congvu.investment.rules.words import LONGEST_LINE, LONGEST_NAME, SOURCE_NAMES
from congvu.lib.ids import uuid7


class BudgetLine(models.Model):
    """Money of one need from one source in one year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="lines")
    source = models.CharField(_("nguồn"), max_length=10, choices=SOURCE_NAMES.items())
    year = models.PositiveSmallIntegerField(_("năm"))
    allocated = models.BigIntegerField(_("đã giao"), default=0)
    committed = models.BigIntegerField(_("đã cam kết"), default=0)
    spent = models.BigIntegerField(_("đã giải ngân"), default=0)

    class Meta:
        verbose_name = _("dòng dự toán")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "source", "year"], name="budgetline_once"
            ),
            models.CheckConstraint(
                name="budgetline_never_over",
                condition=Q(spent__gte=0)
                & Q(committed__gte=F("spent"))
                & Q(allocated__gte=F("committed")),
            ),
        ]
        indexes = [models.Index(fields=["year", "source"], name="budgetline_of_year")]


class BudgetDecision(models.Model):
    """The paper by which money is given, moved or carried over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    deed = models.CharField(
        _("việc"), max_length=8, choices=[(one, DEED_NAMES[one]) for one in DECIDED]
    )
    number = models.CharField(_("số quyết định"), max_length=LONGEST_LINE)
    decided_on = models.DateField(_("ngày quyết định"))
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
        verbose_name = _("quyết định về dự toán")
        constraints = [
            models.CheckConstraint(
                name="budgetdecision_has_a_number", condition=~Q(number="")
            ),
            models.CheckConstraint(
                name="budgetdecision_decides", condition=Q(deed__in=DECIDED)
            ),
        ]


class BudgetEntry(models.Model):
    """What was added to a line, never rewritten. ``paper``: contract, voucher."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="entries"
    )
    deed = models.CharField(_("việc"), max_length=8, choices=DEED_NAMES.items())
    decision = models.ForeignKey(
        BudgetDecision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
    )
    paper = models.CharField(_("hợp đồng, chứng từ"), max_length=LONGEST_LINE)
    on = models.DateField(_("ngày"))
    allocated = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    at = models.DateTimeField(_("ghi lúc"))
    by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("lần ghi dự toán")
        constraints = [
            models.CheckConstraint(
                name="budgetentry_by_paper",
                condition=~Q(paper="")
                & (
                    Q(deed__in=DECIDED, decision__isnull=False)
                    | (~Q(deed__in=DECIDED) & Q(decision__isnull=True, allocated=0))
                ),
            )
        ]
        indexes = [models.Index(fields=["line", "on"], name="budgetentry_of_line")]
