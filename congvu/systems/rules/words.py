"""The words of information systems: states, zones, reasons. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 200
LONGEST_CODE = 30
LONGEST_LINE = 120
LONGEST_REASON = 300
LONGEST_TEXT = 2000
LEVELS = (1, 2, 3, 4, 5)


class SystemState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    RETIRED = "retired"


SYSTEM_STATE_NAMES = {
    SystemState.PLANNED: _("đang xây dựng"),
    SystemState.RUNNING: _("đang vận hành"),
    SystemState.RETIRED: _("đã hủy bỏ"),
}


class Exposure(StrEnum):
    """Whom it serves."""

    INTERNAL = "internal"
    CITIZENS = "citizens"


EXPOSURE_NAMES = {
    Exposure.INTERNAL: _("nội bộ cơ quan nhà nước"),
    Exposure.CITIZENS: _("người dân, doanh nghiệp"),
}


class DataKind(StrEnum):
    """The most sensitive kind of information in it."""

    PUBLIC = "public"
    PRIVATE = "private"
    CLASSIFIED = "secret"


DATA_KIND_NAMES = {
    DataKind.PUBLIC: _("chỉ thông tin công cộng"),
    DataKind.PRIVATE: _("có thông tin riêng, dữ liệu cá nhân"),
    DataKind.CLASSIFIED: _("có bí mật nhà nước"),
}


class Infrastructure(StrEnum):
    """Whether it carries other systems, and of how many agencies."""

    NONE = "none"
    ONE = "one"
    PROVINCE = "province"
    NATIONAL = "national"


INFRASTRUCTURE_NAMES = {
    Infrastructure.NONE: _("không"),
    Infrastructure.ONE: _("của một cơ quan"),
    Infrastructure.PROVINCE: _("của nhiều cơ quan trong tỉnh, vài tỉnh"),
    Infrastructure.NATIONAL: _("của cả nước"),
}


class OnlineLevel(StrEnum):
    """On-line services as the decree of 2016 asks of them."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"


ONLINE_LEVEL_NAMES = {
    OnlineLevel.NONE: _("không có dịch vụ trực tuyến"),
    OnlineLevel.LOW: _("mức độ 1, 2"),
    OnlineLevel.HIGH: _("mức độ 3, 4"),
}


class ZoneKind(StrEnum):
    INNER = "inner"
    BORDER = "border"
    DMZ = "dmz"
    SERVERS = "servers"
    WIRELESS = "wireless"
    DATABASE = "database"
    ADMIN = "admin"
    OTHER = "other"


ZONE_KIND_NAMES = {
    ZoneKind.INNER: _("vùng mạng nội bộ"),
    ZoneKind.BORDER: _("vùng mạng biên"),
    ZoneKind.DMZ: _("vùng DMZ"),
    ZoneKind.SERVERS: _("vùng máy chủ nội bộ"),
    ZoneKind.WIRELESS: _("vùng mạng không dây"),
    ZoneKind.DATABASE: _("vùng máy chủ cơ sở dữ liệu"),
    ZoneKind.ADMIN: _("vùng quản trị"),
    ZoneKind.OTHER: _("vùng khác"),
}


class Protocol(StrEnum):
    TCP = "tcp"
    UDP = "udp"


PROTOCOL_NAMES = {Protocol.TCP: "TCP", Protocol.UDP: "UDP"}


class ConnectionKind(StrEnum):
    """Over what two systems are joined."""

    INNER = "inner"
    LEASED = "leased"
    AXIS = "axis"
    INTERNET = "internet"


CONNECTION_KIND_NAMES = {
    ConnectionKind.INNER: _("trong mạng nội bộ"),
    ConnectionKind.LEASED: _("qua mạng truyền số liệu chuyên dùng"),
    ConnectionKind.AXIS: _("qua trục liên thông, nền tảng chia sẻ dữ liệu"),
    ConnectionKind.INTERNET: _("qua Internet"),
}


class Direction(StrEnum):
    """Which way data goes, seen from the system that tells of it."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


DIRECTION_NAMES = {
    Direction.OUT: _("gửi đi"),
    Direction.IN: _("nhận về"),
    Direction.BOTH: _("hai chiều"),
}
OTHER_WAY = {
    Direction.OUT: Direction.IN,
    Direction.IN: Direction.OUT,
    Direction.BOTH: Direction.BOTH,
}


class Transition(StrEnum):
    """What of before the law of 2026 has a last day; keys of `level_transition`."""

    OLD_LEVEL = "old-level"
    PROJECT = "project"


class ReviewReason(StrEnum):
    """Why a level is looked at: NĐ 331/2026 Đ10.2."""

    FIRST = "first"
    CHANGE = "change"
    CONNECTION = "connection"
    INCIDENT = "incident"
    REQUEST = "request"


REVIEW_REASON_NAMES = {
    ReviewReason.FIRST: _("xác định lần đầu"),
    ReviewReason.CHANGE: _("hệ thống thay đổi"),
    ReviewReason.CONNECTION: _("có kết nối mới"),
    ReviewReason.INCIDENT: _("sau sự cố nghiêm trọng"),
    ReviewReason.REQUEST: _("theo yêu cầu"),
}


class DossierState(StrEnum):
    """A dossier is in exactly one."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPRAISED = "appraised"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


DOSSIER_STATE_NAMES = {
    DossierState.DRAFT: _("đang lập"),
    DossierState.SUBMITTED: _("đã trình, chờ thẩm định"),
    DossierState.RETURNED: _("bị trả lại"),
    DossierState.APPRAISED: _("đã thẩm định, chờ phê duyệt"),
    DossierState.APPROVED: _("đã phê duyệt"),
    DossierState.WITHDRAWN: _("đã rút"),
}
WRITABLE = frozenset({DossierState.DRAFT, DossierState.RETURNED})
OPEN_DOSSIERS = WRITABLE | {DossierState.SUBMITTED, DossierState.APPRAISED}


class PaperPart(StrEnum):
    """What of a dossier is composed as a paper to sign."""

    REQUEST = "request"
    RETURN = "return"
    OPINION = "opinion"
    SUBMISSION = "submit"
    DECISION = "decision"
    PLAN = "plan"


PAPER_PART_NAMES = {
    PaperPart.REQUEST: _("Tờ trình kèm hồ sơ đề xuất cấp độ"),
    PaperPart.RETURN: _("Công văn trả lại hồ sơ"),
    PaperPart.OPINION: _("Văn bản thẩm định"),
    PaperPart.SUBMISSION: _("Tờ trình phê duyệt sau thẩm định"),
    PaperPart.DECISION: _("Quyết định phê duyệt cấp độ"),
    PaperPart.PLAN: _("Quyết định phê duyệt phương án bảo đảm an ninh"),
}


class Wiped(StrEnum):
    """What became of the data where a system ended."""

    WIPED = "wiped"
    DESTROYED = "destroyed"
    NONE = "none"


WIPED_NAMES = {
    Wiped.WIPED: _("đã xóa không khôi phục được"),
    Wiped.DESTROYED: _("đã hủy vật mang"),
    Wiped.NONE: _("không có dữ liệu trên thiết bị"),
}
