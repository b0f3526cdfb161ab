"""The words under which loads stand in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from congvu.imports.rules.states import BOOK_KIND_NAMES
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {
    "imports.read": _("Đọc sổ cũ để nạp"),
    "imports.loaded": _("Nạp sổ cũ"),
    "imports.stopped": _("Dừng nạp sổ cũ"),
    "imports.undone": _("Rút lần nạp sổ cũ"),
    "imports.reported": _("Lấy báo cáo nạp sổ cũ"),
}

AUDIT_WORDS = {
    "book": _("sổ"),
    "sha256": _("mã SHA-256"),
    "rows": _("số dòng"),
    "wrong": _("số dòng không nạp"),
    "years": _("năm"),
    "scans": _("số bản quét"),
    "secret": _("số dòng văn bản mật"),
    "reason": _("lý do"),
}

AUDIT_VALUES: Mapping[str, Mapping[Any, str]] = {"book": BOOK_KIND_NAMES}
