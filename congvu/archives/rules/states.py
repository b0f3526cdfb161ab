"""The states of file plans, dossiers and what lies in them, and how they are called."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class PlanState(StrEnum):
    """How far the year's list of dossiers is (NĐ 30/2020 Điều 28)."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"


PLAN_STATE_NAMES = {
    PlanState.DRAFT: _("đang lập"),
    PlanState.APPROVED: _("đã duyệt, chờ ban hành"),
    PlanState.ISSUED: _("đã ban hành"),
}


class Numbering(StrEnum):
    """Where the numbers of a plan begin again (Phụ lục V): one of the two is chosen."""

    WHOLE = "whole"
    HEADING = "heading"


NUMBERING_NAMES = {
    Numbering.WHOLE: _("liên tục trong toàn danh mục"),
    Numbering.HEADING: _("theo từng đề mục lớn"),
}


class DossierState(StrEnum):
    """A dossier gathers papers, is closed, lies in the archive, and may end."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    SENT = "sent"
    ARCHIVED = "archived"
    HISTORIC = "historic"
    DESTROYED = "destroyed"


DOSSIER_STATE_NAMES = {
    DossierState.OPEN: _("đang lập"),
    DossierState.CLOSING: _("đang kết thúc"),
    DossierState.CLOSED: _("đã kết thúc"),
    DossierState.SENT: _("chờ lưu trữ nhận"),
    DossierState.ARCHIVED: _("đã nộp lưu"),
    DossierState.HISTORIC: _("đã nộp lưu trữ lịch sử"),
    DossierState.DESTROYED: _("đã hủy"),
}

# What a closed dossier holds is listed for good; only a reopening changes it.
LISTED_STATES = frozenset(
    {
        DossierState.CLOSED,
        DossierState.SENT,
        DossierState.ARCHIVED,
        DossierState.HISTORIC,
        DossierState.DESTROYED,
    }
)
# Of these a package is made.
PACKED_STATES = (DossierState.CLOSED, DossierState.SENT, DossierState.ARCHIVED)


class ItemKind(StrEnum):
    """What lies in a dossier: a line of either register, or a file by itself."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    FILE = "file"


ITEM_KIND_NAMES = {
    ItemKind.INCOMING: _("văn bản đến"),
    ItemKind.OUTGOING: _("văn bản đi"),
    ItemKind.FILE: _("tài liệu khác"),
}


class Origin(StrEnum):
    """How the papers of a dossier came to be data (TT 05/2025, confidenceLevel)."""

    BORN = "born"
    DIGITISED = "digitised"
    MIXED = "mixed"
    PAPER = "paper"


ORIGIN_NAMES = {
    Origin.BORN: _("tài liệu điện tử gốc"),
    Origin.DIGITISED: _("tài liệu số hóa từ giấy"),
    Origin.MIXED: _("gồm cả hai"),
    Origin.PAPER: _("hồ sơ giấy, không có bản điện tử"),
}


class ClosingStep(StrEnum):
    """What a closing has still to do, in this order; kept on the dossier."""

    DROP = "drop"
    LIST = "list"
    NUMBER = "number"
    TOTAL = "total"
    DONE = ""


DROPPED_NAMES = {
    "duplicate": _("bản trùng"),
    "draft": _("bản nháp"),
}

LONGEST_TITLE = 500
LONGEST_SYMBOL = 100
LONGEST_REASON = 1000
