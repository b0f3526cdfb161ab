"""Open source by plan: what replaces what, machine by machine; files looked at for what
a change would cost; what was bought although an open product was preferred.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.licences.models.catalogue import Product
from congvu.licences.rules import (
    BLOCK_NAMES,
    CATEGORY_NAMES,
    FLAGS,
    FORMAT_LABELS,
    LONGEST_LINE,
    LONGEST_REASON,
    TROUBLES,
)


class FormatScan(models.Model):
    """Files of a unit counted by what they are. Nothing of their content is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(_("tệp của"), max_length=LONGEST_LINE)
    files = models.PositiveIntegerField(_("số tệp"))
    bytes = models.PositiveBigIntegerField(_("dung lượng"))
    troubles = models.PositiveIntegerField(_("không mở được"), default=0)
    at = models.DateTimeField(_("quét lúc"))
    by = models.CharField(_("người quét"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần quét định dạng tệp")
        constraints = [
            models.CheckConstraint(name="formatscan_says_whose", condition=~Q(label=""))
        ]
        indexes = [models.Index(fields=["agency", "-at"], name="formatscan_of_agency")]


class FormatCount(models.Model):
    """Of one scan: files of one format and year (0: not known), how many so or so."""

    scan = models.ForeignKey(
        FormatScan, on_delete=models.CASCADE, db_index=False, related_name="counts"
    )
    format = models.CharField(
        _("định dạng"), max_length=8, choices=FORMAT_LABELS.items()
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    files = models.PositiveIntegerField()
    bytes = models.PositiveBigIntegerField()
    macros = models.PositiveIntegerField(default=0)
    encrypted = models.PositiveIntegerField(default=0)
    links = models.PositiveIntegerField(default=0)
    embedded = models.PositiveIntegerField(default=0)
    alphabet = models.PositiveIntegerField(default=0)
    bound = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("số tệp theo định dạng")
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "format", "year"], name="formatcount_once"
            ),
            models.CheckConstraint(
                name="formatcount_parts_of_files",
                condition=Q(**{f"{flag}__lte": F("files") for flag in FLAGS})
                & Q(bound__lte=F("files")),
            ),
        ]


class FormatTrouble(models.Model):
    """A file that was not looked into, and why; the first ones of a scan."""

    scan = models.ForeignKey(
        FormatScan, on_delete=models.CASCADE, related_name="named_troubles"
    )
    name = models.CharField(_("tệp"), max_length=LONGEST_LINE)
    why = models.CharField(_("vì sao"), max_length=10, choices=TROUBLES.items())

    class Meta:
        verbose_name = _("tệp không mở được")


class OwnListing(models.Model):
    """An open product that staff put beside the ministry's list, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.CharField(_("nhóm"), max_length=8, choices=CATEGORY_NAMES.items())
    name = models.CharField(_("sản phẩm"), max_length=LONGEST_LINE)
    versions = models.CharField(_("phiên bản"), max_length=40, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("sản phẩm nguồn mở tỉnh ưu tiên")
        constraints = [
            models.CheckConstraint(
                name="ownlisting_says_what", condition=~Q(name="") & ~Q(basis="")
            ),
            models.CheckConstraint(
                name="ownlisting_ends_later",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                fields=["category", "name"],
                condition=Q(until__isnull=True),
                name="ownlisting_once_now",
            ),
        ]


class ReplacementPlan(models.Model):
    """An agency's plan to use open source, for a time; half-open."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("tên kế hoạch"), max_length=LONGEST_LINE)
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("kế hoạch phần mềm nguồn mở")
        constraints = [
            models.CheckConstraint(
                name="replacementplan_has_title", condition=~Q(title="")
            ),
            models.CheckConstraint(
                name="replacementplan_ends_later",
                condition=Q(ends_on__gt=F("starts_on")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-starts_on"], name="replacementplan_of_agency"
            )
        ]


class ReplacementLine(models.Model):
    """One product in the place of another: why, where it is tried first, who learns it,
    which files go with it, what is saved (đồng, over the plan's time), what blocks it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(
        ReplacementPlan, on_delete=models.CASCADE, related_name="lines"
    )
    instead_of = models.ForeignKey(
        Product,
        verbose_name=_("thay cho"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    product = models.ForeignKey(
        Product, verbose_name=_("bằng"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    due_on = models.DateField(_("xong trước ngày"))
    pilot_unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name=_("đơn vị làm thử"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to_train = models.PositiveIntegerField(_("số người cần hướng dẫn"), default=0)
    trained = models.PositiveIntegerField(_("số người đã hướng dẫn"), default=0)
    scan = models.ForeignKey(
        FormatScan,
        verbose_name=_("lần quét tệp"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    saved = models.BigIntegerField(_("tiết kiệm, đồng"), null=True, blank=True)
    block = models.CharField(
        _("vướng mắc"), max_length=8, choices=BLOCK_NAMES.items(), blank=True
    )
    block_note = models.CharField(
        _("vướng mắc cụ thể"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("dòng thay thế phần mềm")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "instead_of"], name="replacementline_once"
            ),
            models.CheckConstraint(
                name="replacementline_of_two", condition=~Q(instead_of=F("product"))
            ),
            models.CheckConstraint(
                name="replacementline_says_why", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="replacementline_saved_not_negative",
                condition=Q(saved__isnull=True) | Q(saved__gte=0),
            ),
            models.CheckConstraint(
                name="replacementline_trained_of_those",
                condition=Q(trained__lte=F("to_train")),
            ),
            models.CheckConstraint(
                name="replacementline_block_explained",
                condition=Q(block="", block_note="") | ~Q(block="") & ~Q(block_note=""),
            ),
        ]


class PlanPaper(models.Model):
    """A plan as a paper to sign: its draft, and a digest of what it was composed of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(
        ReplacementPlan, on_delete=models.PROTECT, related_name="papers"
    )
    draft = models.OneToOneField(
        "outgoing.Draft", on_delete=models.PROTECT, related_name="opensource_plan"
    )
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)

    class Meta:
        verbose_name = _("văn bản kế hoạch nguồn mở")


class Rollout(models.Model):
    """A product on every machine that needs it; with ``instead_of``, in its place. Open
    until ``ended_on``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("tên đợt"), max_length=LONGEST_LINE)
    basis = models.CharField(_("căn cứ"), max_length=LONGEST_REASON, blank=True)
    product = models.ForeignKey(
        Product, verbose_name=_("phần mềm"), on_delete=models.PROTECT, related_name="+"
    )
    instead_of = models.ForeignKey(
        Product,
        verbose_name=_("thay cho"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    line = models.OneToOneField(
        ReplacementLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rollout",
    )
    begun_at = models.DateTimeField(_("bắt đầu lúc"))
    begun_by = models.CharField(_("người bắt đầu"), max_length=80)
    ended_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("triển khai phần mềm")
        constraints = [
            models.CheckConstraint(name="rollout_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="rollout_of_two",
                condition=Q(instead_of__isnull=True) | ~Q(instead_of=F("product")),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-begun_at"], name="rollout_of")]


class RolloutWave(models.Model):
    """One body's machines of a roll-out: when, by when, which seat answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField(_("đợt"))
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    post = models.ForeignKey(
        "organisations.Post",
        verbose_name=_("chức vụ chịu trách nhiệm"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    post_name = models.CharField(max_length=200)
    starts_on = models.DateField(_("từ ngày"))
    due_on = models.DateField(_("xong trước ngày"))
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt triển khai")
        constraints = [
            models.UniqueConstraint(
                fields=["rollout", "agency", "unit", "number"],
                nulls_distinct=False,
                name="rolloutwave_once",
            ),
            models.CheckConstraint(
                name="rolloutwave_ends_later", condition=Q(due_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="rolloutwave_numbered", condition=Q(number__gte=1)
            ),
        ]


class RolloutMachine(models.Model):
    """One machine of a roll-out. How far it is nobody types: inventories say it; a
    person says only what stands in its way.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rollout = models.ForeignKey(
        Rollout, on_delete=models.CASCADE, db_index=False, related_name="machines"
    )
    wave = models.ForeignKey(
        RolloutWave, on_delete=models.CASCADE, related_name="machines"
    )
    machine = models.ForeignKey(
        "inventory.Machine", on_delete=models.CASCADE, related_name="+"
    )
    added_at = models.DateTimeField(_("vào danh sách lúc"))
    block = models.CharField(
        _("vướng mắc"), max_length=8, choices=BLOCK_NAMES.items(), blank=True
    )
    block_note = models.CharField(
        _("vướng mắc cụ thể"), max_length=LONGEST_REASON, blank=True
    )
    blocked_at = models.DateTimeField(_("báo vướng lúc"), null=True, blank=True)
    blocked_by = models.CharField(_("người báo"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("máy trong đợt triển khai")
        constraints = [
            models.UniqueConstraint(
                fields=["rollout", "machine"], name="rolloutmachine_once"
            ),
            models.CheckConstraint(
                name="rolloutmachine_block_explained",
                condition=Q(block="", block_note="") | ~Q(block="") & ~Q(block_note=""),
            ),
        ]


class Procurement(models.Model):
    """Software an agency decided to buy. ``listed`` says which open products of its
    category were preferred on that day; where there are any, ``reason`` says why not
    one of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(_("nhóm"), max_length=8, choices=CATEGORY_NAMES.items())
    what = models.CharField(_("mua gì"), max_length=LONGEST_LINE)
    decided_on = models.DateField(_("ngày quyết định"))
    number = models.CharField(
        _("số quyết định, hợp đồng"), max_length=LONGEST_LINE, blank=True
    )
    seats = models.PositiveIntegerField(_("số lượng"))
    amount = models.BigIntegerField(_("số tiền, đồng"))
    reason = models.CharField(
        _("lý do không chọn nguồn mở"), max_length=LONGEST_REASON, blank=True
    )
    listed = models.JSONField(_("sản phẩm được ưu tiên ngày ấy"), default=list)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)
    struck_at = models.DateTimeField(_("gạch lúc"), null=True, blank=True)
    struck_why = models.CharField(
        _("lý do gạch"), max_length=LONGEST_REASON, blank=True
    )
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần mua phần mềm")
        constraints = [
            models.CheckConstraint(
                name="procurement_says_what", condition=~Q(what="") & Q(seats__gte=1)
            ),
            models.CheckConstraint(
                name="procurement_amount_not_negative", condition=Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="procurement_listed_says_why",
                condition=Q(listed=[]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="procurement_struck_says_why",
                condition=Q(struck_at__isnull=True, struck_why="")
                | Q(struck_at__isnull=False) & ~Q(struck_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-decided_on"], name="procurement_of")
        ]
