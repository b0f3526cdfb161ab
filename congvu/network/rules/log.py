"""What the log calls what happens to the network."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "network.site-added": _("Thêm điểm mạng"),
    "network.site-changed": _("Sửa điểm mạng"),
    "network.link-added": _("Thêm đường truyền"),
    "network.link-changed": _("Sửa đường truyền"),
    "network.subnet-added": _("Thêm dải địa chỉ"),
    "network.subnet-changed": _("Sửa dải địa chỉ"),
    "network.address-given": _("Đặt địa chỉ mạng"),
    "network.address-freed": _("Bỏ địa chỉ mạng"),
    "network.device-added": _("Thêm thiết bị mạng"),
    "network.device-changed": _("Sửa thiết bị mạng"),
    "network.room-added": _("Thêm phòng đặt thiết bị"),
    "network.room-changed": _("Sửa phòng đặt thiết bị"),
    "network.rack-added": _("Thêm tủ mạng"),
    "network.rack-changed": _("Sửa tủ mạng"),
    "network.ports-added": _("Thêm cổng của thiết bị mạng"),
    "network.port-dropped": _("Bỏ cổng của thiết bị mạng"),
    "network.cable-laid": _("Nối cáp giữa hai cổng"),
    "network.cable-taken": _("Tháo cáp giữa hai cổng"),
    "network.vlan-added": _("Thêm VLAN"),
    "network.vlan-changed": _("Sửa VLAN"),
    "network.loaded": _("Nạp bảng về mạng"),
    "network.exported": _("Xuất bảng về mạng"),
    "network.option-made": _("Lập phương án mạng"),
    "network.option-changed": _("Sửa phương án mạng"),
    "network.option-removed": _("Bỏ phương án mạng"),
    "network.passed": _("Điểm mạng chuyển sang nơi kế thừa"),
}

AUDIT_WORDS = {
    "site": _("điểm"),
    "far": _("đầu kia"),
    "carrier": _("nhà cung cấp"),
    "cidr": _("dải địa chỉ"),
    "ip": _("địa chỉ mạng"),
    "device": _("thiết bị"),
    "room": _("phòng"),
    "rack": _("tủ"),
    "ports": _("cổng"),
    "vlan": _("VLAN"),
    "table": _("bảng"),
    "added": _("thêm"),
    "changed": _("sửa"),
    "refused": _("không nhận"),
    "rows": _("số dòng"),
    "option": _("phương án"),
    "heir": _("nơi kế thừa"),
}
