"""What a database is made of, in words, and how much of each."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _

LONGEST_NAME = 200
LONGEST_KEY = 40
LONGEST_TEXT = 4000
LONGEST_REASON = 500
MOST_TABLES = 20
MOST_COLUMNS = 100
MOST_CODES = 4000
MOST_DIGITS = 15


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"
    YES = "yes"
    CODE = "code"
    ROW = "row"
    PLACE = "place"


KIND_NAMES = {
    Kind.TEXT: _("chữ"),
    Kind.NUMBER: _("số nguyên"),
    Kind.DECIMAL: _("số thập phân"),
    Kind.MONEY: _("tiền, đồng"),
    Kind.DAY: _("ngày"),
    Kind.YES: _("có hoặc không"),
    Kind.CODE: _("mã trong danh mục"),
    Kind.ROW: _("dòng của bảng khác"),
    Kind.PLACE: _("tọa độ"),
}
RANGED = frozenset({Kind.NUMBER, Kind.DECIMAL, Kind.MONEY, Kind.DAY})


class ChangeKind(StrEnum):
    """What is proposed of a row."""

    ENTER = "enter"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    LOAD = "load"
    UNDO = "undo"


CHANGE_KIND_NAMES = {
    ChangeKind.ENTER: _("ghi mới"),
    ChangeKind.CORRECT: _("đính chính"),
    ChangeKind.WITHDRAW: _("rút"),
    ChangeKind.LOAD: _("nạp từ tệp"),
    ChangeKind.UNDO: _("rút lần nạp"),
}


class ChangeState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


CHANGE_STATE_NAMES = {
    ChangeState.OPEN: _("chờ duyệt"),
    ChangeState.APPROVED: _("đã duyệt"),
    ChangeState.REFUSED: _("không duyệt"),
}


class OnSame(StrEnum):
    """What becomes of a line whose keys a row has already."""

    SKIP = "skip"
    CORRECT = "correct"


ON_SAME_NAMES = {
    OnSame.SKIP: _("bỏ qua dòng trong tệp"),
    OnSame.CORRECT: _("đính chính dòng đã có"),
}
