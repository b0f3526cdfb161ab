"""What products, rights and standings are called."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_LINE = 200
LONGEST_REASON = 500
MOST_SEATS = 1_000_000


class ProductKind(StrEnum):
    SYSTEM = "system"
    OFFICE = "office"
    APPLICATION = "app"
    CORE = "core"


PRODUCT_KIND_NAMES = {
    ProductKind.SYSTEM: _("hệ điều hành"),
    ProductKind.OFFICE: _("phần mềm văn phòng"),
    ProductKind.APPLICATION: _("phần mềm ứng dụng"),
    ProductKind.CORE: _("thành phần nền"),
}


class Licence(StrEnum):
    """By which right a product may run at all. Free only at home is commercial here."""

    COMMERCIAL = "paid"
    FREE = "free"
    OPEN = "open"


LICENCE_NAMES = {
    Licence.COMMERCIAL: _("thương mại"),
    Licence.FREE: _("miễn phí"),
    Licence.OPEN: _("nguồn mở"),
}


class Category(StrEnum):
    """For what it is used: by this a product is compared with another."""

    OFFICE = "office"
    SYSTEM = "system"
    BROWSER = "browser"
    MAIL = "mail"
    TYPING = "typing"
    PDF = "pdf"
    PACKING = "packing"
    DATABASE = "database"
    MAIL_SERVER = "mailsrv"
    CONTENT = "content"
    SECURITY = "security"
    DRAWING = "drawing"
    MEDIA = "media"
    REMOTE = "remote"
    TOOLS = "tools"
    OTHER = "other"


CATEGORY_NAMES = {
    Category.OFFICE: _("văn phòng"),
    Category.SYSTEM: _("hệ điều hành"),
    Category.BROWSER: _("trình duyệt"),
    Category.MAIL: _("thư điện tử trên máy trạm"),
    Category.TYPING: _("bộ gõ tiếng Việt"),
    Category.PDF: _("đọc, sửa PDF"),
    Category.PACKING: _("nén tệp"),
    Category.DATABASE: _("cơ sở dữ liệu"),
    Category.MAIL_SERVER: _("máy chủ thư"),
    Category.CONTENT: _("quản trị nội dung, cổng"),
    Category.SECURITY: _("an toàn thông tin"),
    Category.DRAWING: _("đồ họa, thiết kế"),
    Category.MEDIA: _("âm thanh, hình ảnh"),
    Category.REMOTE: _("họp, điều khiển từ xa"),
    Category.TOOLS: _("công cụ"),
    Category.OTHER: _("loại khác"),
}


class EntitlementKind(StrEnum):
    CONTRACT = "contract"
    VOLUME = "volume"
    OEM = "oem"
    SUBSCRIPTION = "subscr"
    HANDED = "handed"


ENTITLEMENT_KIND_NAMES = {
    EntitlementKind.CONTRACT: _("hợp đồng mua"),
    EntitlementKind.VOLUME: _("giấy phép số lượng lớn"),
    EntitlementKind.OEM: _("theo máy (OEM)"),
    EntitlementKind.SUBSCRIPTION: _("thuê bao"),
    EntitlementKind.HANDED: _("cơ quan cấp trên bàn giao"),
}


class Metric(StrEnum):
    """What a seat is: one machine, or one person on all machines given to them."""

    DEVICE = "device"
    USER = "user"


METRIC_NAMES = {Metric.DEVICE: _("mỗi máy"), Metric.USER: _("mỗi người")}


class StandingState(StrEnum):
    LEGAL = "legal"
    FREE = "free"
    OVER = "over"
    UNLICENSED = "none"
    UNKNOWN = "unknown"


STANDING_NAMES = {
    StandingState.LEGAL: _("có quyền sử dụng"),
    StandingState.FREE: _("miễn phí, nguồn mở"),
    StandingState.OVER: _("cấp vượt số đã có"),
    StandingState.UNLICENSED: _("chưa có quyền sử dụng"),
    StandingState.UNKNOWN: _("chưa nhận biết"),
}

TOLD_BEFORE_DAYS = 60
"""Before a right ends its keepers are told: time to buy, or to take the program away.
Our own choice: no law says so.
"""
