"""Machines, who may speak of them, and which two may be one."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.rules import (
    LIKELY_NAMES,
    LONGEST_LINE,
    LONGEST_REASON,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
    VERDICT_NAMES,
    MachineState,
    Verdict,
)
from congvu.lib.ids import uuid7


class Machine(models.Model):
    """One machine of an agency. What agents say is in the first part; below it what
    only a person says. One that was merged points at the machine it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên máy"), max_length=LONGEST_LINE)
    kind = models.CharField(
        _("loại máy"), max_length=8, choices=MACHINE_KIND_NAMES.items(), default="other"
    )
    # Only what tells machines apart: "To be filled by O.E.M." is nothing.
    serial = models.CharField(_("số máy"), max_length=LONGEST_LINE, blank=True)
    uuid = models.CharField(_("mã bo mạch"), max_length=LONGEST_LINE, blank=True)
    device_id = models.CharField(_("mã của tác nhân"), max_length=200, blank=True)
    cards = ArrayField(models.CharField(max_length=17), default=list, blank=True)
    maker = models.CharField(_("hãng"), max_length=LONGEST_LINE, blank=True)
    model = models.CharField(_("kiểu máy"), max_length=LONGEST_LINE, blank=True)
    cpu = models.CharField(_("bộ xử lý"), max_length=LONGEST_LINE, blank=True)
    ram_mb = models.PositiveIntegerField(_("bộ nhớ, MB"), null=True, blank=True)
    disk_gb = models.PositiveIntegerField(_("đĩa, GB"), null=True, blank=True)
    os_name = models.CharField(_("hệ điều hành"), max_length=LONGEST_LINE, blank=True)
    os_version = models.CharField(
        _("phiên bản hệ điều hành"), max_length=LONGEST_LINE, blank=True
    )
    bios_on = models.DateField(_("ngày của BIOS"), null=True, blank=True)
    address = models.CharField(_("địa chỉ IP"), max_length=LONGEST_LINE, blank=True)
    last_user = models.CharField(
        _("tên đăng nhập trên máy"), max_length=LONGEST_LINE, blank=True
    )
    seen_at = models.DateTimeField(_("kiểm kê lần cuối"), null=True, blank=True)

    unit = models.ForeignKey(
        "organisations.Unit",
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    user = models.ForeignKey(
        "organisations.Person",
        verbose_name=_("người dùng"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.CharField(_("nơi đặt"), max_length=LONGEST_LINE, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=MACHINE_STATE_NAMES.items(),
        default=MachineState.IN_USE,
    )
    bought_on = models.DateField(_("ngày mua"), null=True, blank=True)
    fund = models.CharField(_("nguồn tiền"), max_length=LONGEST_LINE, blank=True)
    price = models.BigIntegerField(_("giá, đồng"), null=True, blank=True)
    warranty_until = models.DateField(_("bảo hành đến ngày"), null=True, blank=True)
    # For which end of it its keepers were told that it ends.
    warranty_told = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))
    # When its keepers were told that it is silent; nothing from its next inventory on.
    silent_told_at = models.DateTimeField(null=True, blank=True)
    # When it was told that its user has left; nothing from its next user on.
    left_told_at = models.DateTimeField(null=True, blank=True)
    # The agency, the unit from which it came as that one ended.
    came_from = models.UUIDField(null=True, blank=True)
    unit_from = models.UUIDField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        verbose_name = _("máy")
        constraints = [
            models.CheckConstraint(name="machine_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="machine_price_not_negative",
                condition=Q(price__isnull=True) | Q(price__gte=0),
            ),
            models.CheckConstraint(
                name="machine_not_itself", condition=~Q(merged_into=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "name", "id"], name="machine_by_name"),
            models.Index(
                fields=["uuid"], condition=~Q(uuid=""), name="machine_by_uuid"
            ),
            models.Index(
                fields=["serial"], condition=~Q(serial=""), name="machine_by_serial"
            ),
            models.Index(
                fields=["device_id"],
                condition=~Q(device_id=""),
                name="machine_by_device",
            ),
        ]


class AgentEnrolment(models.Model):
    """What an agency's agents show at the door. Kept only as a digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField(_("dùng cho"), max_length=LONGEST_LINE)
    prefix = models.CharField(_("bắt đầu bằng"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("tạo lúc"))
    made_by = models.CharField(_("người tạo"), max_length=80)
    expires_on = models.DateField(_("hết hạn ngày"), null=True, blank=True)
    used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    # So many messages since then, within a minute.
    counted_from = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("mã ghi danh máy")
        constraints = [
            models.CheckConstraint(name="enrolment_says_what", condition=~Q(label=""))
        ]
        indexes = [
            models.Index(fields=["agency", "-made_at"], name="enrolment_of_agency")
        ]


class Likeness(models.Model):
    """Two machines of one agency that may be one; a person says. ``first`` is the
    older.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Machine, on_delete=models.CASCADE, related_name="+")
    likely = models.CharField(
        _("vì sao nghi"), max_length=6, choices=LIKELY_NAMES.items()
    )
    found_at = models.DateTimeField(_("thấy lúc"))
    verdict = models.CharField(
        _("kết luận"),
        max_length=7,
        choices=VERDICT_NAMES.items(),
        default=Verdict.WAITING,
    )
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON, blank=True)
    decided_at = models.DateTimeField(_("kết luận lúc"), null=True, blank=True)
    decided_by = models.CharField(_("người kết luận"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("hai máy nghi trùng")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="likeness_once"),
            models.CheckConstraint(
                name="likeness_of_two", condition=~Q(first=F("second"))
            ),
            models.CheckConstraint(
                name="likeness_decided_with_reason",
                condition=Q(verdict=Verdict.WAITING) | ~Q(reason=""),
            ),
        ]
