"""How far a load is, which book it is for, and why a table is not read."""

from __future__ import annotations

from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class BookKind(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"


BOOK_KIND_NAMES = {
    BookKind.INCOMING: _("Sổ đăng ký văn bản đến"),
    BookKind.OUTGOING: _("Sổ đăng ký văn bản đi"),
}


class LoadState(StrEnum):
    """A load is in exactly one."""

    CHECKING = "checking"
    CHECKED = "checked"
    LOADING = "loading"
    LOADED = "loaded"
    UNDONE = "undone"


LOAD_STATE_NAMES = {
    LoadState.CHECKING: _("đang kiểm tra"),
    LoadState.CHECKED: _("đã kiểm tra, chưa nạp"),
    LoadState.LOADING: _("đang nạp"),
    LoadState.LOADED: _("đã nạp"),
    LoadState.UNDONE: _("đã rút"),
}

REFUSALS = {
    "too-slow": _("Mở tệp nén các bản quét quá lâu nên đã dừng."),
    "broken-scans": _("Không mở được tệp nén các bản quét."),
    "too-many-scans": _("Tệp nén có quá nhiều tệp."),
    "broken-scan": _("không mở được trong tệp nén"),
    "big-scan": _("lớn quá mức cho phép"),
}
