"""What the log calls what happens to catalogues."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS: dict[str, str] = {
    "catalogues.begun": _("Lập danh mục dùng chung"),
    "catalogues.changed": _("Sửa danh mục dùng chung"),
    "catalogues.loaded": _("Ghi mục vào danh mục dùng chung"),
}
AUDIT_WORDS = {
    "catalogue": _("danh mục"),
    "edition": _("bản"),
    "added": _("số mục thêm"),
    "changed": _("số mục sửa"),
    "source": _("nguồn"),
}
