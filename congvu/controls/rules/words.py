"""The words of requirements: how one stands, what proves it. Pure."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_CODE = 40
LONGEST_NAME = 200
LONGEST_LINE = 120
LONGEST_REASON = 300
LONGEST_TEXT = 2000
MOST_GROUPS = 500
MOST_UPLOADED = 1_000_000


class Standing(StrEnum):
    """How a system stands to a requirement, as somebody said."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    EXCEPTED = "except"
    NOT_ASKED = "none"


STANDING_NAMES = {
    Standing.MET: _("đáp ứng"),
    Standing.PARTLY: _("đáp ứng một phần"),
    Standing.UNMET: _("chưa đáp ứng"),
    Standing.EXCEPTED: _("ngoại lệ có thời hạn"),
    Standing.NOT_ASKED: _("không áp dụng"),
}


class Now(StrEnum):
    """How it stands on a day: what was said, unless what carries it ended."""

    MET = "met"
    THROUGH = "through"
    PARTLY = "partly"
    UNMET = "unmet"
    EXCEPTED = "except"
    NOT_ASKED = "none"
    REOPENED = "reopened"
    SILENT = "silent"


NOW_NAMES = {
    Now.MET: _("đáp ứng"),
    Now.THROUGH: _("đáp ứng theo yêu cầu khác"),
    Now.PARTLY: _("đáp ứng một phần"),
    Now.UNMET: _("chưa đáp ứng"),
    Now.EXCEPTED: _("ngoại lệ có thời hạn"),
    Now.NOT_ASKED: _("không áp dụng"),
    Now.REOPENED: _("mở lại, bằng chứng hoặc ngoại lệ hết hạn"),
    Now.SILENT: _("chưa trả lời"),
}


class EvidenceKind(StrEnum):
    RECORD = "record"
    PAPER = "paper"
    INVENTORY = "machines"
    APPROVAL = "approval"


EVIDENCE_KIND_NAMES = {
    EvidenceKind.RECORD: _("hồ sơ, biên bản: ghi lưu ở đâu"),
    EvidenceKind.PAPER: _("văn bản cơ quan đã phát hành: ghi số, ký hiệu"),
    EvidenceKind.INVENTORY: _("kiểm kê máy của hệ thống: phần mềm lấy ngày"),
    EvidenceKind.APPROVAL: _("văn bản duyệt ngoại lệ: ghi số, ký hiệu"),
}

SURE_NAMES = {
    "A": _("đã đọc văn bản gốc"),
    "B": _("nguồn thứ cấp"),
    "C": _("chưa xác minh nguồn"),
    "D": _("đề xuất của phần mềm"),
}
