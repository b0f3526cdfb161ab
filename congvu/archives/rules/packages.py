"""Packages of closed dossiers: their kinds, states, and the codes of the profile."""

from __future__ import annotations

from enum import StrEnum

from congvu.archives.rules.keeping import Retention
from congvu.archives.rules.states import Origin
from congvu.lib.text import gettext_noop as _


class PackageKind(StrEnum):
    """SIP goes to another system, AIP is kept (TT 05/2025); PDF is for people: the
    papers bound in time order (NĐ 30/2020 Phụ lục VI)."""

    SIP = "SIP"
    AIP = "AIP"
    PDF = "PDF"


PACKAGE_KIND_NAMES = {
    PackageKind.SIP: _("SIP, gửi hệ thống khác"),
    PackageKind.AIP: _("AIP, lưu tại hệ thống này"),
    PackageKind.PDF: _("PDF theo thứ tự thời gian, kèm bản gốc"),
}


class PackageState(StrEnum):
    """Asked for, made, or not possible; the worker goes by it."""

    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"


PACKAGE_STATE_NAMES = {
    PackageState.ASKED: _("đang đóng gói"),
    PackageState.READY: _("đã đóng gói"),
    PackageState.FAILED: _("không đóng gói được"),
}

# Why a file is not among the bound pages; it lies beside them untouched.
UNBOUND = {
    "locked": _("tệp có mật khẩu"),
    "broken": _("không mở được tệp"),
    "too-long": _("tệp quá 3.000 trang"),
    "too-large": _("tệp quá 60 MB"),
    "other-kind": _("loại tệp này không đóng được vào PDF"),
}


class Access(StrEnum):
    """How openly a dossier may be used (TT 05/2025, mode); decided at its closing.

    State secrets ("03 mật") are never here.
    """

    OPEN = "open"
    RESTRICTED = "restricted"


ACCESS_NAMES = {
    Access.RESTRICTED: _("có điều kiện"),
    Access.OPEN: _("công khai"),
}

_MAINTENANCE = {
    Retention.PERMANENT: "01",
    Retention.Y70: "02",
    Retention.Y50: "03",
    Retention.Y30: "04",
    Retention.Y20: "05",
    Retention.Y10: "06",
}
LONGEST_CODE = 100
_ORIGIN = {Origin.BORN: "01", Origin.DIGITISED: "02", Origin.MIXED: "03"}


def maintenance_code(retention: Retention) -> str:
    """Terms that the table does not name are "other"."""
    return _MAINTENANCE.get(retention, "07")


def confidence_code(origin: Origin) -> str:
    return _ORIGIN[origin]


def mode_code(access: Access) -> str:
    return "01" if access == Access.OPEN else "02"


def file_code(organisation: str, year: int, symbol: str) -> str:
    """Organisation, year and symbol of the dossier; how they are joined is not sure."""
    return ".".join(part for part in (organisation, str(year), symbol) if part)


def document_code(whole: str, position: int) -> str:
    """The dossier's own code and the place of the paper in it."""
    return f"{whole}.{position:07d}"


def symbol_room(organisation: str, year: int) -> int:
    """How long a symbol may be so that every code made with it fits a package."""
    taken = len(document_code(file_code(organisation, year, "x"), 0)) - 1
    return LONGEST_CODE - taken
