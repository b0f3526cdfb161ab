"""What the typed pages choose from."""

from __future__ import annotations

from congvu.lib.text import gettext_noop as _

PLAN_KIND_NAMES = {
    "strategy": _("chiến lược, đề án"),
    "planning": _("quy hoạch"),
    "plan": _("kế hoạch"),
    "programme": _("chương trình công tác năm"),
}
PROJECT_KIND_NAMES = {
    "project": _("dự án đầu tư"),
    "bidding": _("gói thầu"),
    "purchase": _("mua sắm công"),
}
SERVICE_LEVEL_NAMES = {
    "whole": _("toàn trình"),
    "part": _("một phần"),
    "told": _("chỉ cung cấp thông tin"),
}
STATISTICS_KIND_NAMES = {
    "statistics": _("số liệu thống kê"),
    "finance": _("công khai ngân sách, tài chính"),
}
