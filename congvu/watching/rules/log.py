"""What the log calls what happens in watching."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "watching.collector-enrolled": _("Ghi danh máy thu thập"),
    "watching.collector-revoked": _("Thu hồi mã của máy thu thập"),
    "watching.collector-anew": _("Máy thu thập bắt đầu sổ kết quả mới"),
    "watching.results-lost": _("Máy thu thập bỏ kết quả vì hàng chờ đầy"),
    "watching.access-added": _("Thêm thông tin SNMP"),
    "watching.access-removed": _("Bỏ thông tin SNMP"),
    "watching.target-added": _("Thêm đối tượng giám sát"),
    "watching.target-changed": _("Sửa đối tượng giám sát"),
    "watching.target-retired": _("Thôi giám sát"),
    "watching.fell": _("Mất kết nối"),
    "watching.returned": _("Có kết nối trở lại"),
    "watching.acknowledged": _("Nhận xử lý lần mất kết nối"),
    "watching.work-planned": _("Lập lịch bảo trì mạng"),
    "watching.work-cancelled": _("Hủy lịch bảo trì mạng"),
    "watching.sweep-asked": _("Cho dò một dải địa chỉ"),
    "watching.sighting-accepted": _("Ghi máy dò thấy vào sổ mạng"),
}

AUDIT_WORDS = {
    "label": _("máy thu thập"),
    "access": _("thông tin SNMP"),
    "target": _("đối tượng"),
    "since": _("từ"),
    "count": _("số"),
    "cidr": _("dải địa chỉ"),
    "ip": _("địa chỉ mạng"),
    "site": _("điểm"),
    "reason": _("lý do"),
}
