"""Who has had a machine from when until when, and the papers by which it went."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.models.machines import Machine
from congvu.inventory.models.wiping import WipingRecord
from congvu.inventory.rules import (
    DECIDED,
    DISPOSALS,
    LONGEST_LINE,
    LONGEST_REASON,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
    PAPER_KIND_NAMES,
    PAPER_STATE_NAMES,
    WIPING_NAMES,
    PaperKind,
    PaperState,
)
from congvu.lib.ids import uuid7


class MachinePaper(models.Model):
    """One hand-over, return, transfer or disposal, with the machines on it.

    Names and posts are as they were on its day. A disposal is done as it is drawn up;
    a hand-over and a transfer wait for who gets the machines.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("loại"), max_length=5, choices=PAPER_KIND_NAMES.items())
    number = models.PositiveIntegerField(_("số"))
    year = models.PositiveSmallIntegerField(_("năm"))
    on = models.DateField(_("ngày lập"))
    state = models.CharField(
        _("kết quả"), max_length=9, choices=PAPER_STATE_NAMES.items()
    )
    to_person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to_unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to_agency = models.ForeignKey(
        "organisations.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    giver = models.CharField(_("bên giao"), max_length=300)
    giver_post = models.CharField(_("chức vụ bên giao"), max_length=300, blank=True)
    receiver = models.CharField(_("bên nhận"), max_length=300, blank=True)
    receiver_post = models.CharField(_("chức vụ bên nhận"), max_length=300, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    wiping = models.CharField(
        _("xử lý đĩa"), max_length=9, choices=WIPING_NAMES.items(), blank=True
    )
    wiped_on = models.DateField(_("ngày xử lý đĩa"), null=True, blank=True)
    wiped_by = models.CharField(
        _("người xử lý đĩa"), max_length=LONGEST_LINE, blank=True
    )
    # Before such records were kept, a disposal said so itself in the three above.
    wiped = models.ForeignKey(
        WipingRecord,
        verbose_name=_("hồ sơ xử lý vật mang"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    condition = models.CharField(
        _("tình trạng, phụ kiện"), max_length=LONGEST_REASON, blank=True
    )
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    settled_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    settled_by = models.CharField(_("người kết thúc"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("giấy tờ về máy")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="machine_paper_number_once"
            ),
            models.CheckConstraint(
                name="machine_paper_decided",
                condition=~Q(kind__in=sorted(DECIDED))
                | (~Q(decision="") & Q(decision_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="machine_paper_disks_wiped",
                condition=~Q(kind__in=sorted(DISPOSALS))
                | Q(wiped__isnull=False)
                | (~Q(wiping="") & ~Q(wiped_by="") & Q(wiped_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="machine_paper_has_receiver",
                condition=(
                    ~Q(kind__in=[PaperKind.GIVE, PaperKind.MOVE])
                    | Q(to_person__isnull=False)
                    | Q(to_unit__isnull=False)
                    | Q(to_agency__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="machine_paper_settled",
                condition=(
                    Q(state=PaperState.WAITING, settled_at__isnull=True)
                    | (~Q(state=PaperState.WAITING) & Q(settled_at__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="machine_paper_refused_says_why",
                condition=~Q(state=PaperState.REFUSED) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="machine_paper_of_agency"),
            models.Index(
                fields=["to_agency", "-id"],
                condition=Q(to_agency__isnull=False),
                name="machine_paper_to_agency",
            ),
            models.Index(
                fields=["to_person"],
                condition=Q(to_person__isnull=False),
                name="machine_paper_to_person",
            ),
        ]


class MachinePaperLine(models.Model):
    """One machine on a paper, as it was on that day; worth in đồng, where known."""

    paper = models.ForeignKey(
        MachinePaper, on_delete=models.CASCADE, db_index=False, related_name="lines"
    )
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, related_name="paper_lines"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên máy"), max_length=LONGEST_LINE)
    kind = models.CharField(
        _("loại máy"), max_length=8, choices=MACHINE_KIND_NAMES.items()
    )
    model = models.CharField(_("kiểu máy"), max_length=2 * LONGEST_LINE + 1, blank=True)
    serial = models.CharField(_("số máy"), max_length=LONGEST_LINE, blank=True)
    price = models.BigIntegerField(_("nguyên giá, đồng"), null=True, blank=True)
    left = models.BigIntegerField(_("giá trị còn lại, đồng"), null=True, blank=True)
    # While its paper waits: a machine is on one such paper at most.
    is_open = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("máy trong giấy tờ")
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "machine"], name="machine_once_on_paper"
            ),
            models.UniqueConstraint(
                fields=["machine"],
                condition=Q(is_open=True),
                name="machine_on_one_open_paper",
            ),
        ]


class Custody(models.Model):
    """Whose a machine was and how it stood, half-open; the open one is as it is now.

    Written with each change of the machine's agency, unit, user or state
    (actions/standing.py), so that a count of any day is of that day.
    """

    machine = models.ForeignKey(
        Machine, on_delete=models.CASCADE, db_index=False, related_name="custody"
    )
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        "organisations.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=MACHINE_STATE_NAMES.items()
    )
    since = models.DateTimeField(_("từ"))
    until = models.DateTimeField(_("đến"), null=True, blank=True)
    paper = models.ForeignKey(
        MachinePaper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("người giữ máy")
        constraints = [
            models.UniqueConstraint(
                fields=["machine"],
                condition=Q(until__isnull=True),
                name="custody_once_now",
            ),
            models.CheckConstraint(
                name="custody_ends_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
        ]
        indexes = [
            models.Index(fields=["machine", "-since"], name="custody_of_machine")
        ]


class MachineKeeper(models.Model):
    """A post that keeps the machines of the whole province, beside its administrator's.

    ``until`` is the day from which it no longer does.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, related_name="+"
    )
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    made_by = models.CharField(_("người giao"), max_length=80)

    class Meta:
        verbose_name = _("nơi giữ máy toàn tỉnh")
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(until__isnull=True),
                name="machine_keeper_once",
            ),
            models.CheckConstraint(
                name="machine_keeper_says_why", condition=~Q(basis="")
            ),
        ]


class AssetLife(models.Model):
    """How long a kind of machine lasts in this province, from a day on, and by what.

    It goes before the rule shipped with the office.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(
        _("loại máy"), max_length=8, choices=MACHINE_KIND_NAMES.items()
    )
    years = models.PositiveSmallIntegerField(_("số năm sử dụng"))
    permille = models.PositiveSmallIntegerField(_("hao mòn một năm, phần nghìn"))
    valid_from = models.DateField(_("áp dụng từ"))
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_LINE)
    made_at = models.DateTimeField(_("đặt lúc"))
    made_by = models.CharField(_("người đặt"), max_length=80)

    class Meta:
        verbose_name = _("mức hao mòn của tỉnh")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="asset_life_once_a_day"
            ),
            models.CheckConstraint(
                name="asset_life_possible",
                condition=Q(years__gte=1, permille__gte=1, permille__lte=1000),
            ),
            models.CheckConstraint(name="asset_life_says_why", condition=~Q(basis="")),
        ]
