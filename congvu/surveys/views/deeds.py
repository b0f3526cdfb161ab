"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.rules import Permission
from congvu.surveys.rules import SheetState
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted

__all__ = ["METHODS", "RUN", "TONES", "Words", "answer", "posted", "tabs"]

RUN = Permission.RUN_SURVEYS
TONES = {
    SheetState.HANDED_IN: "done",
    SheetState.RETURNED: "look",
}


def tabs(active: str, survey_id: UUID) -> list[ui.Tab]:
    shown = [
        ("survey", _("Kết quả")),
        ("upgrades", _("Nâng cấp")),
        ("missing", _("Còn thiếu")),
    ]
    return [
        ui.Tab(
            label,
            reverse(f"surveys:{name}", args=[survey_id]),
            active=name == active,
        )
        for name, label in shown
    ]


answer = partial(deeds.answer, template="surveys/form.html")
