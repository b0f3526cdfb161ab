"""The one shape of every page that does something: a form, one action, all reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat
from congvu.reporting.access import reads_reports
from congvu.reporting.rules import ShownState
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, posted

__all__ = ["METHODS", "TONES", "Words", "answer", "need_desk", "posted", "tabs"]

TONES = {
    ShownState.LATE: "late",
    ShownState.ACCEPTED: "done",
    ShownState.TO_CORRECT: "look",
}


@dataclass(frozen=True)
class Words(deeds.Words):
    """``about`` are more lines above the form."""

    about: Sequence[str] = ()


def need_desk(seat: Seat) -> None:
    """An administrator's seat runs the office and reports nothing."""
    if not reads_reports(seat):
        raise Http404


OWN, ASKED, FORMS = "phai-nop", "tong-hop", "bieu-mau"
_TABS = {
    OWN: gettext_noop("Phải nộp"),
    ASKED: gettext_noop("Tổng hợp"),
    FORMS: gettext_noop("Biểu mẫu"),
}


def tabs(active: str) -> list[ui.Tab]:
    here = reverse("reporting:list")
    return [
        ui.Tab(_(label), f"{here}?muc={key}", active=key == active)
        for key, label in _TABS.items()
    ]


answer = partial(deeds.answer, template="reporting/form_page.html")
