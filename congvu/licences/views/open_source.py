"""The way between the pages of open source, and the one shape of those that do."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.licences.rules import TargetState
from congvu.ui import deeds
from congvu.ui import rules as ui

TARGET_TONES = {
    TargetState.DONE: "done",
    TargetState.BESIDE: "look",
    TargetState.BLOCKED: "look",
    TargetState.LATE: "late",
}


def os_tabs(active: str) -> list[ui.Tab]:
    shown = [
        ("plans", _("Kế hoạch")),
        ("rollouts", _("Triển khai")),
        ("listed", _("Danh mục ưu tiên")),
        ("scans", _("Định dạng tệp")),
        ("procurements", _("Mua sắm")),
    ]
    return [
        ui.Tab(label, reverse(f"licences:{name}"), active=name == active)
        for name, label in shown
    ]


answer = partial(deeds.answer, template="licences/deed.html")
