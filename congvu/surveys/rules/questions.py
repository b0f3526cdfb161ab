"""What every sheet asks, in its order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class Kind(StrEnum):
    NUMBER = "number"
    YES = "yes"


@dataclass(frozen=True)
class Question:
    """One line of a sheet. ``within`` names the question it is a part of."""

    key: str
    name: str
    kind: Kind = Kind.NUMBER
    help: str = ""
    least: int = 0
    within: str = ""


QUESTIONS = (
    Question(
        "officials",
        _("Cán bộ, công chức, viên chức"),
        help=_("Người đang giữ chức vụ trong cơ quan."),
        least=1,
    ),
    Question(
        "machines",
        _("Máy tính đang dùng"),
        help=_("Máy để bàn và máy xách tay; không tính máy chủ, máy trong kho."),
    ),
    Question(
        "inventoried",
        _("Trong đó: máy đã kiểm kê"),
        help=_("Có bản kiểm kê trong 30 ngày."),
        within="machines",
    ),
    Question(
        "old",
        _("Trong đó: máy quá tuổi"),
        help=_("Theo ngày mua; không có thì theo ngày của BIOS."),
        within="machines",
    ),
    Question(
        "unsupported",
        _("Trong đó: hệ điều hành hết hỗ trợ"),
        help=_("Nhà làm ra không còn vá lỗi."),
        within="machines",
    ),
    Question(
        "both",
        _("Vừa quá tuổi vừa hết hỗ trợ"),
        help=_("Để không tính một máy hai lần."),
        within="old",
    ),
    Question("servers", _("Máy chủ")),
    Question("lan", _("Có mạng LAN"), Kind.YES),
    Question("link", _("Có đường mạng truyền số liệu chuyên dùng"), Kind.YES),
    Question(
        "mbps",
        _("Băng thông đường chuyên dùng, Mbit/s"),
        help=_("Đường nhanh nhất, chiều tải về."),
    ),
    Question(
        "backup",
        _("Có sao lưu dữ liệu ra nơi khác"),
        Kind.YES,
        help=_("Phần mềm không đo được điều này."),
    ),
)
BY_KEY = {one.key: one for one in QUESTIONS}
MOST = 1_000_000
LONGEST_REASON = 300
LONGEST_NAME = 200
LONGEST_NOTE = 2000
MOST_DONG = 1_000_000_000_000

YES_NAMES = {1: _("có"), 0: _("không")}


class SheetState(StrEnum):
    """MERGED: the agency ended, and its heir's own sheet answers for it."""

    WAITING = "waiting"
    FILLING = "filling"
    HANDED_IN = "handed-in"
    RETURNED = "returned"
    MERGED = "merged"


OPEN = (SheetState.WAITING, SheetState.FILLING, SheetState.RETURNED)
SHEET_STATE_NAMES = {
    SheetState.WAITING: _("chưa mở"),
    SheetState.FILLING: _("đang ghi"),
    SheetState.HANDED_IN: _("đã nộp"),
    SheetState.RETURNED: _("trả lại để sửa"),
    SheetState.MERGED: _("gộp vào phiếu của nơi kế thừa"),
}
