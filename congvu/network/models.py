"""Sites, links, subnets with their addresses; rooms, racks, devices, ports, cables."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7
from congvu.network.rules import (
    CARRIAGE_NAMES,
    CONTRACT_KIND_NAMES,
    DEVICE_KIND_NAMES,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    MEDIUM_NAMES,
    MOST_UNITS,
    SCOPE_NAMES,
    SITE_KIND_NAMES,
    Carriage,
    ContractKind,
    DeviceKind,
    Medium,
    Scope,
    SiteKind,
)
from congvu.organisations.models.periods import Dated, period_check

# The one space of the dedicated state network.
STATE_SPACE = UUID(int=0)


class CidrField(models.Field):  # type: ignore[type-arg]  # takes none as it runs
    """A network as PostgreSQL keeps it: its host part is empty."""

    def db_type(self, connection: Any) -> str:
        return "cidr"


@CidrField.register_lookup
class Overlaps(models.Lookup):  # type: ignore[type-arg]  # takes none as it runs
    """Shares an address with this network."""

    lookup_name = "overlaps"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, left_given = self.process_lhs(compiler, connection)
        right, right_given = self.process_rhs(compiler, connection)
        return f"{left} && {right}::cidr", (*left_given, *right_given)


class Site(models.Model):
    """A place of an agency on the network; a hub is where the province's meets.

    ``machines``: how many machines officials have there, where somebody counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên điểm"), max_length=LONGEST_NAME)
    kind = models.CharField(
        _("loại"),
        max_length=6,
        choices=SITE_KIND_NAMES.items(),
        default=SiteKind.OFFICE,
    )
    address = models.CharField(_("địa chỉ"), max_length=LONGEST_LINE, blank=True)
    latitude = models.DecimalField(
        _("vĩ độ"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    machines = models.PositiveIntegerField(
        _("số máy của cán bộ"), null=True, blank=True
    )
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("điểm mạng")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], name="site_named_once_in_agency"
            ),
            models.CheckConstraint(
                name="site_kind_known",
                condition=Q(kind__in=[k.value for k in SiteKind]),
            ),
            models.CheckConstraint(
                name="site_both_coordinates",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]


class Link(Dated):
    """What carries between the site it serves and another, in its period.

    Whoever keeps ``near`` keeps the link and pays it: whole đồng a month.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    near = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="links")
    far = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="links_from")
    carriage = models.CharField(
        _("mạng"), max_length=8, choices=CARRIAGE_NAMES.items(), default=Carriage.STATE
    )
    carrier = models.CharField(_("nhà cung cấp"), max_length=LONGEST_NAME)
    medium = models.CharField(
        _("đường"), max_length=9, choices=MEDIUM_NAMES.items(), default=Medium.FIBRE
    )
    down_mbps = models.PositiveIntegerField(_("tải về, Mbit/s"))
    up_mbps = models.PositiveIntegerField(_("tải lên, Mbit/s"))
    monthly_cost = models.BigIntegerField(_("cước tháng, đồng"), default=0)
    contract = models.CharField(_("số hợp đồng"), max_length=LONGEST_CODE, blank=True)
    # For which end of it its keepers were told that it ends.
    told_end = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("đường truyền")
        constraints = [
            period_check("link_period"),
            models.CheckConstraint(
                name="link_between_two", condition=~Q(near=F("far"))
            ),
            models.CheckConstraint(
                name="link_carriage_known",
                condition=Q(carriage__in=[c.value for c in Carriage]),
            ),
            models.CheckConstraint(
                name="link_medium_known",
                condition=Q(medium__in=[m.value for m in Medium]),
            ),
            models.CheckConstraint(
                name="link_carries",
                condition=Q(down_mbps__gt=0, up_mbps__gt=0, monthly_cost__gte=0),
            ),
        ]


class ServiceContract(models.Model):
    """By which somebody keeps machines and links of an agency running, from a day until
    (and without) another; ``cost`` is đồng, for all of its time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        _("loại"), max_length=7, choices=CONTRACT_KIND_NAMES.items()
    )
    number = models.CharField(_("số hợp đồng"), max_length=LONGEST_CODE)
    provider = models.CharField(_("nhà cung cấp"), max_length=LONGEST_NAME)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("hết hạn ngày"))
    cost = models.BigIntegerField(_("giá trị, đồng"), null=True, blank=True)
    response_hours = models.PositiveIntegerField(
        _("có mặt trong, giờ"), null=True, blank=True
    )
    note = models.CharField(_("ghi chú"), max_length=LONGEST_LINE, blank=True)
    machines = models.ManyToManyField(
        "inventory.Machine", related_name="contracts", blank=True
    )
    links = models.ManyToManyField(Link, related_name="contracts", blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)
    came_from = models.UUIDField(null=True, blank=True)
    # For which end of it its keepers were told that it ends.
    told_end = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("hợp đồng bảo trì, hỗ trợ")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "provider", "number", "came_from"],
                name="service_contract_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="service_contract_ends_later",
                condition=Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="service_contract_cost_not_negative",
                condition=Q(cost__isnull=True) | Q(cost__gte=0),
            ),
            models.CheckConstraint(
                name="service_contract_kind_known",
                condition=Q(kind__in=[k.value for k in ContractKind]),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="service_contract_of_agency"),
            models.Index(fields=["ends_on"], name="service_contract_by_end"),
        ]


class ContractProof(models.Model):
    """A stored file that shows the contract: itself, an annex, an acceptance."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    contract = models.ForeignKey(
        ServiceContract, on_delete=models.CASCADE, related_name="proofs"
    )
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tệp"), max_length=LONGEST_LINE)
    added_at = models.DateTimeField(_("ghi lúc"))
    added_by = models.CharField(_("người ghi"), max_length=80)

    class Meta:
        verbose_name = _("chứng từ hợp đồng")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "file"], name="contractproof_once"
            )
        ]


class Subnet(models.Model):
    """Addresses of one site. In one ``space_id`` no two overlap (migration 0002).

    The space is the state network's, the agency's that made it or the site's own; what
    an heir takes over keeps its space, for two bodies used the same private addresses.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="subnets")
    scope = models.CharField(
        _("phạm vi"), max_length=6, choices=SCOPE_NAMES.items(), default=Scope.AGENCY
    )
    space_id = models.UUIDField()
    cidr = CidrField(_("dải địa chỉ"))
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    vlan = models.ForeignKey(
        "network.Vlan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subnets",
    )

    class Meta:
        verbose_name = _("dải địa chỉ")
        constraints = [
            models.CheckConstraint(
                name="subnet_state_is_one_space",
                condition=Q(scope=Scope.STATE, space_id=STATE_SPACE)
                | Q(scope__in=[Scope.AGENCY, Scope.SITE]) & ~Q(space_id=STATE_SPACE),
            ),
        ]


class Vlan(models.Model):
    """A number by which an agency's switches keep networks apart, and what for.

    What an heir takes over stays apart from its own (``came_from``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("số VLAN"))
    name = models.CharField(_("tên"), max_length=LONGEST_NAME)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("VLAN")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "came_from", "number"],
                name="vlan_once_in_agency",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="vlan_number_known",
                condition=Q(number__gte=1, number__lte=4094),
            ),
        ]


class Room(models.Model):
    """A room of a site where devices stand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    building = models.CharField(_("tòa nhà"), max_length=LONGEST_NAME, blank=True)
    name = models.CharField(_("tên phòng"), max_length=LONGEST_NAME)
    about = models.CharField(_("ghi chú"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        verbose_name = _("phòng đặt thiết bị")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "building", "name"], name="room_named_once_at_site"
            )
        ]


class Rack(models.Model):
    """A rack in a room, so many units high; it never shrinks below what stands in it
    (migration 0004).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="racks")
    name = models.CharField(_("tên tủ"), max_length=LONGEST_NAME)
    units = models.PositiveSmallIntegerField(_("cao, U"), default=42)

    class Meta:
        verbose_name = _("tủ mạng")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "name"], name="rack_named_once_in_room"
            ),
            models.CheckConstraint(
                name="rack_units_known",
                condition=Q(units__gte=1, units__lte=MOST_UNITS),
            ),
        ]


class Device(models.Model):
    """A device of a site, in a rack from ``unit`` upwards or at a ``place`` in words.

    No two of one rack share a unit; the rack is of its site and high enough
    (migration 0004).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(_("tên thiết bị"), max_length=LONGEST_NAME)
    kind = models.CharField(_("loại"), max_length=8, choices=DEVICE_KIND_NAMES.items())
    maker = models.CharField(_("hãng"), max_length=LONGEST_NAME, blank=True)
    model = models.CharField(_("kiểu"), max_length=LONGEST_NAME, blank=True)
    serial = models.CharField(_("số máy"), max_length=LONGEST_NAME, blank=True)
    place = models.CharField(_("phòng, tủ"), max_length=LONGEST_NAME, blank=True)
    bought_on = models.DateField(_("ngày mua"), null=True, blank=True)
    rack = models.ForeignKey(
        Rack, on_delete=models.PROTECT, null=True, blank=True, related_name="devices"
    )
    unit = models.PositiveSmallIntegerField(_("U thấp nhất"), null=True, blank=True)
    units = models.PositiveSmallIntegerField(_("cao, U"), default=1)

    class Meta:
        verbose_name = _("thiết bị mạng")
        constraints = [
            models.CheckConstraint(
                name="device_rack_with_unit",
                condition=Q(rack__isnull=True, unit__isnull=True)
                | Q(rack__isnull=False, unit__gte=1),
            ),
            models.CheckConstraint(
                name="device_units_known",
                condition=Q(units__gte=1, units__lte=MOST_UNITS),
            ),
            ExclusionConstraint(
                name="device_unit_once_in_rack",
                expressions=[
                    ("rack", RangeOperators.EQUAL),
                    (
                        Func(
                            F("unit"),
                            F("unit") + F("units"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(rack__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["site", "name"], name="device_named_once_at_site"
            ),
            models.CheckConstraint(
                name="device_kind_known",
                condition=Q(kind__in=[k.value for k in DeviceKind]),
            ),
        ]

    @property
    def top(self) -> int | None:
        """The highest unit of its rack that it takes."""
        return self.unit + self.units - 1 if self.unit is not None else None


class Cable(models.Model):
    """What goes from one port to another of the same site; its ends are the ports'."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    label = models.CharField(_("nhãn"), max_length=LONGEST_CODE, blank=True)

    class Meta:
        verbose_name = _("cáp nối")


class Port(models.Model):
    """A port of a device. It names its cable, so that it never has two; and a cable has
    a first and a second end, so that it never has three.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="ports")
    name = models.CharField(_("tên cổng"), max_length=LONGEST_CODE)
    position = models.PositiveSmallIntegerField(default=0)
    cable = models.ForeignKey(
        Cable, on_delete=models.PROTECT, null=True, blank=True, related_name="ends"
    )
    end = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["device", "name"], name="port_named_once_on_device"
            ),
            models.UniqueConstraint(fields=["cable", "end"], name="cable_two_ends"),
            models.CheckConstraint(
                name="port_end_of_cable",
                condition=Q(cable__isnull=True, end__isnull=True)
                | Q(cable__isnull=False, end__in=[1, 2]),
            ),
        ]


class NetAddress(models.Model):
    """An address in use. It lies inside its subnet (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subnet = models.ForeignKey(
        Subnet, on_delete=models.PROTECT, related_name="addresses"
    )
    ip = models.GenericIPAddressField(_("địa chỉ"))
    used_for = models.CharField(_("dùng cho"), max_length=LONGEST_NAME)
    device = models.ForeignKey(
        Device,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addresses",
    )

    class Meta:
        verbose_name = _("địa chỉ mạng")
        constraints = [
            models.UniqueConstraint(
                fields=["subnet", "ip"], name="netaddress_once_in_subnet"
            )
        ]


class NetworkOption(models.Model):
    """A way to build the province's network, as what it changes of today's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("tên phương án"), max_length=LONGEST_NAME, unique=True)
    about = models.CharField(_("nội dung"), max_length=LONGEST_LINE, blank=True)
    made_at = models.DateTimeField(_("lập lúc"))
    made_by = models.CharField(_("người lập"), max_length=80)

    class Meta:
        verbose_name = _("phương án mạng")


class OptionChange(models.Model):
    """A link that an option takes away, builds, or builds in the place of another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    option = models.ForeignKey(
        NetworkOption, on_delete=models.CASCADE, related_name="changes"
    )
    replaces = models.ForeignKey(
        Link, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    near = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    far = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    carriage = models.CharField(
        _("mạng"), max_length=8, choices=CARRIAGE_NAMES.items(), default=Carriage.STATE
    )
    medium = models.CharField(
        _("đường"), max_length=9, choices=MEDIUM_NAMES.items(), default=Medium.FIBRE
    )
    mbps = models.PositiveIntegerField(_("tải được, Mbit/s"), null=True, blank=True)
    monthly_cost = models.BigIntegerField(_("cước tháng, đồng"), default=0)
    once_cost = models.BigIntegerField(_("chi một lần, đồng"), default=0)

    class Meta:
        verbose_name = _("thay đổi của phương án")
        constraints = [
            models.UniqueConstraint(
                fields=["option", "replaces"], name="optionchange_replaces_once"
            ),
            models.CheckConstraint(
                name="optionchange_changes_something",
                condition=Q(
                    near__isnull=False,
                    far__isnull=False,
                    mbps__isnull=False,
                    mbps__gt=0,
                )
                & ~Q(near=F("far"))
                | Q(near__isnull=True, far__isnull=True, replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="optionchange_costs",
                condition=Q(monthly_cost__gte=0, once_cost__gte=0),
            ),
            models.CheckConstraint(
                name="optionchange_kinds_known",
                condition=Q(
                    carriage__in=[c.value for c in Carriage],
                    medium__in=[m.value for m in Medium],
                ),
            ),
        ]
