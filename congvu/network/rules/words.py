"""Kinds of things on the network, and what each is called."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 120
LONGEST_LINE = 200
LONGEST_CODE = 60
MOST_MBPS = 1_000_000
MOST_DONG = 100_000_000_000
MOST_UNITS = 60


class SiteKind(StrEnum):
    HUB = "hub"
    OFFICE = "office"
    OTHER = "other"


SITE_KIND_NAMES = {
    SiteKind.HUB: _("điểm trung tâm"),
    SiteKind.OFFICE: _("trụ sở"),
    SiteKind.OTHER: _("điểm khác"),
}


class Carriage(StrEnum):
    """Whose network a link belongs to."""

    STATE = "state"
    INTERNET = "internet"


CARRIAGE_NAMES = {
    Carriage.STATE: _("mạng truyền số liệu chuyên dùng"),
    Carriage.INTERNET: _("Internet"),
}


class Medium(StrEnum):
    FIBRE = "fibre"
    COPPER = "copper"
    RADIO = "radio"
    MOBILE = "mobile"
    SATELLITE = "satellite"


MEDIUM_NAMES = {
    Medium.FIBRE: _("cáp quang"),
    Medium.COPPER: _("cáp đồng"),
    Medium.RADIO: _("vô tuyến"),
    Medium.MOBILE: _("di động"),
    Medium.SATELLITE: _("vệ tinh"),
}


class Scope(StrEnum):
    """Within what no two subnets may overlap."""

    STATE = "state"
    AGENCY = "agency"
    SITE = "site"


SCOPE_NAMES = {
    Scope.STATE: _("mạng chuyên dùng của tỉnh"),
    Scope.AGENCY: _("mạng riêng của cơ quan"),
    Scope.SITE: _("mạng riêng của điểm này"),
}


class DeviceKind(StrEnum):
    ROUTER = "router"
    SWITCH = "switch"
    FIREWALL = "firewall"
    WIRELESS = "wireless"
    SERVER = "server"
    POWER = "power"
    OTHER = "other"


DEVICE_KIND_NAMES = {
    DeviceKind.ROUTER: _("bộ định tuyến"),
    DeviceKind.SWITCH: _("bộ chuyển mạch"),
    DeviceKind.FIREWALL: _("tường lửa"),
    DeviceKind.WIRELESS: _("điểm phát Wi-Fi"),
    DeviceKind.SERVER: _("máy chủ"),
    DeviceKind.POWER: _("bộ lưu điện"),
    DeviceKind.OTHER: _("thiết bị khác"),
}
