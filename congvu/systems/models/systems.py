"""Information systems and what they are made of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.inventory.models import Machine
from congvu.lib.ids import uuid7
from congvu.licences.models import Product
from congvu.systems.rules import (
    CONNECTION_KIND_NAMES,
    DATA_KIND_NAMES,
    DIRECTION_NAMES,
    EXPOSURE_NAMES,
    INFRASTRUCTURE_NAMES,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    ONLINE_LEVEL_NAMES,
    PROTOCOL_NAMES,
    REVIEW_REASON_NAMES,
    SYSTEM_STATE_NAMES,
    ZONE_KIND_NAMES,
    SystemState,
)


class InformationSystem(models.Model):
    """One system: ``agency`` answers for it (chủ quản), ``operator`` runs it.

    ``level`` is the one approved, ``assessed_level`` what the criteria said last.
    A fact that is None or empty nobody has answered yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    operator = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    # Where it is known: the unit, else the whole agency.
    operator_unit = models.ForeignKey(
        "organisations.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    code = models.CharField(_("mã hệ thống"), max_length=LONGEST_CODE, unique=True)
    name = models.CharField(_("tên hệ thống"), max_length=LONGEST_NAME)
    purpose = models.TextField(_("mục đích"), max_length=LONGEST_TEXT, blank=True)
    scope = models.TextField(_("phạm vi, quy mô"), max_length=LONGEST_TEXT, blank=True)
    model_text = models.TextField(
        _("mô hình lô-gic, vật lý"), max_length=LONGEST_TEXT, blank=True
    )
    contact = models.CharField(
        _("địa chỉ, điện thoại, thư điện tử"), max_length=LONGEST_REASON, blank=True
    )
    owner_rule = models.CharField(
        _("văn bản thành lập chủ quản"), max_length=LONGEST_REASON, blank=True
    )
    operator_rule = models.CharField(
        _("văn bản thành lập đơn vị vận hành"), max_length=LONGEST_REASON, blank=True
    )
    operator_head = models.CharField(
        _("người đại diện đơn vị vận hành, chức vụ"),
        max_length=LONGEST_REASON,
        blank=True,
    )
    operator_contact = models.CharField(
        _("địa chỉ, điện thoại, thư điện tử của đơn vị vận hành"),
        max_length=LONGEST_REASON,
        blank=True,
    )
    users = models.PositiveIntegerField(_("số người dùng"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=8,
        choices=SYSTEM_STATE_NAMES.items(),
        default=SystemState.RUNNING,
    )
    began_on = models.DateField(_("vận hành từ ngày"), null=True, blank=True)

    # What the criteria ask.
    exposure = models.CharField(
        _("phục vụ ai"), max_length=8, choices=EXPOSURE_NAMES.items()
    )
    data = models.CharField(
        _("thông tin xử lý"), max_length=7, choices=DATA_KIND_NAMES.items(), blank=True
    )
    basic_subjects = models.PositiveIntegerField(
        _("số người có dữ liệu cá nhân cơ bản"), null=True, blank=True
    )
    sensitive_subjects = models.PositiveIntegerField(
        _("số người có dữ liệu cá nhân nhạy cảm"), null=True, blank=True
    )
    procedures = models.BooleanField(_("xử lý thủ tục hành chính"), null=True)
    business = models.BooleanField(_("ngành nghề kinh doanh có điều kiện"), null=True)
    online_level = models.CharField(
        _("mức độ dịch vụ trực tuyến"),
        max_length=4,
        choices=ONLINE_LEVEL_NAMES.items(),
        blank=True,
    )
    infrastructure = models.CharField(
        _("là hạ tầng dùng chung"),
        max_length=8,
        choices=INFRASTRUCTURE_NAMES.items(),
        blank=True,
    )
    always_on = models.BooleanField(
        _("phục vụ cả nước 24/7, không được dừng ngoài kế hoạch"), null=True
    )
    national_security = models.BooleanField(
        _("thuộc danh mục quan trọng về an ninh quốc gia"), null=True
    )

    assessed_level = models.PositiveSmallIntegerField(
        _("cấp độ theo tiêu chí"), null=True, blank=True
    )
    level = models.PositiveSmallIntegerField(
        _("cấp độ đã phê duyệt"), null=True, blank=True
    )
    level_on = models.DateField(_("phê duyệt ngày"), null=True, blank=True)
    level_basis = models.CharField(
        _("quyết định phê duyệt"), max_length=LONGEST_REASON, blank=True
    )
    # The level has to be looked at again: since when, why.
    review_since = models.DateTimeField(_("cần xem lại từ"), null=True, blank=True)
    review_reason = models.CharField(
        _("vì sao xem lại"),
        max_length=10,
        choices=REVIEW_REASON_NAMES.items(),
        blank=True,
    )
    review_note = models.CharField(
        _("ghi chú xem lại"), max_length=LONGEST_REASON, blank=True
    )

    machines: models.ManyToManyField[Machine, SystemEquipment] = models.ManyToManyField(
        "inventory.Machine", through="SystemEquipment", related_name="systems"
    )
    products: models.ManyToManyField[Product, SystemApplication] = (
        models.ManyToManyField(
            "licences.Product", through="SystemApplication", related_name="systems"
        )
    )
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    operator_from = models.UUIDField(null=True, blank=True)
    unit_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("hệ thống thông tin")
        constraints = [
            models.CheckConstraint(
                name="system_has_code_and_name", condition=~Q(code="") & ~Q(name="")
            ),
            models.CheckConstraint(
                name="system_level_known",
                condition=(Q(level__isnull=True) | Q(level__range=(1, 5)))
                & (Q(assessed_level__isnull=True) | Q(assessed_level__range=(1, 5))),
            ),
            models.CheckConstraint(
                name="system_level_is_dated",
                condition=Q(level__isnull=True, level_on__isnull=True)
                | Q(level__isnull=False, level_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "name", "id"], name="system_of_agency"),
            models.Index(fields=["operator"], name="system_of_operator"),
            models.Index(fields=["name", "id"], name="system_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class SystemEquipment(models.Model):
    """A machine of the inventory or a device of the network that it runs on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="equipment"
    )
    machine = models.ForeignKey(
        "inventory.Machine",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    device = models.ForeignKey(
        "network.Device",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    purpose = models.CharField(_("dùng để"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("thiết bị của hệ thống")
        constraints = [
            models.CheckConstraint(
                name="systemequipment_is_one_thing",
                condition=Q(machine__isnull=False, device__isnull=True)
                | Q(machine__isnull=True, device__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["system", "machine"], name="systemequipment_machine_once"
            ),
            models.UniqueConstraint(
                fields=["system", "device"], name="systemequipment_device_once"
            ),
        ]


class SystemApplication(models.Model):
    """A program of it: what it is called, on which machine, what for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="applications"
    )
    name = models.CharField(_("tên ứng dụng, dịch vụ"), max_length=LONGEST_LINE)
    product = models.ForeignKey(
        "licences.Product",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    machine = models.ForeignKey(
        "inventory.Machine",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.CharField(_("đặt ở"), max_length=LONGEST_LINE, blank=True)
    os = models.CharField(_("hệ điều hành"), max_length=LONGEST_LINE, blank=True)
    purpose = models.CharField(_("dùng để"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("ứng dụng của hệ thống")
        constraints = [
            models.CheckConstraint(
                name="systemapplication_has_name", condition=~Q(name="")
            )
        ]


class SystemZone(models.Model):
    """A network zone of it, with private and public addresses."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="zones"
    )
    kind = models.CharField(
        _("vùng mạng"), max_length=8, choices=ZONE_KIND_NAMES.items()
    )
    subnet = models.ForeignKey(
        "network.Subnet",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    private_ip = models.CharField(_("IP riêng"), max_length=LONGEST_LINE, blank=True)
    public_ip = models.CharField(_("IP công cộng"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("vùng mạng của hệ thống")


class SystemService(models.Model):
    """A port that it answers at."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="services"
    )
    name = models.CharField(_("dịch vụ mạng"), max_length=LONGEST_LINE)
    port = models.PositiveIntegerField(_("cổng"))
    protocol = models.CharField(
        _("giao thức"), max_length=3, choices=PROTOCOL_NAMES.items()
    )
    is_public = models.BooleanField(_("mở ra Internet"), default=False)

    class Meta:
        verbose_name = _("cổng dịch vụ của hệ thống")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "port", "protocol"], name="systemservice_once"
            ),
            models.CheckConstraint(
                name="systemservice_port_known", condition=Q(port__range=(1, 65535))
            ),
        ]


class SystemConnection(models.Model):
    """Another system that it sends data to or gets data from; ``other`` where that one
    is in the register, else its name alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(
        InformationSystem, on_delete=models.CASCADE, related_name="connections"
    )
    other = models.ForeignKey(
        InformationSystem,
        verbose_name=_("hệ thống kia"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reached_by",
    )
    name = models.CharField(_("tên hệ thống kia"), max_length=LONGEST_NAME)
    kind = models.CharField(
        _("nối qua"), max_length=8, choices=CONNECTION_KIND_NAMES.items()
    )
    direction = models.CharField(
        _("chiều dữ liệu"), max_length=4, choices=DIRECTION_NAMES.items()
    )
    exchanged = models.CharField(_("dữ liệu trao đổi"), max_length=LONGEST_REASON)
    protocol = models.CharField(_("giao thức"), max_length=LONGEST_LINE, blank=True)
    agreement = models.CharField(
        _("văn bản thống nhất"), max_length=LONGEST_REASON, blank=True
    )

    class Meta:
        verbose_name = _("kết nối của hệ thống")
        constraints = [
            models.UniqueConstraint(
                fields=["system", "name", "exchanged"], name="systemconnection_once"
            ),
            models.CheckConstraint(
                name="systemconnection_is_named",
                condition=~Q(name="") & ~Q(exchanged=""),
            ),
            models.CheckConstraint(
                name="systemconnection_is_to_another",
                condition=Q(other__isnull=True) | ~Q(other=models.F("system")),
            ),
        ]
