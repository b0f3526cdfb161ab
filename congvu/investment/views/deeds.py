"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.investment.access import runs
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted, press

__all__ = [
    "ASK",
    "METHODS",
    "RUN",
    "Sent",
    "Words",
    "answer",
    "pages",
    "posted",
    "press",
]

ASK = Permission.ASK_INVESTMENT
RUN = Permission.RUN_INVESTMENT

answer = partial(deeds.answer, template="investment/form.html")


@dataclass(frozen=True)
class Sent:
    """A file as it was given; nothing in it runs here."""

    stream: BinaryIO
    name: str
    media_type: str = "application/octet-stream"


def tabs(seat: Seat, active: str) -> list[ui.Tab]:
    shown = [("list", _("Nhu cầu"))]
    if runs(seat):
        shown.append(("versions", _("Phương án cân đối")))
    shown += [
        ("plans", _("Kế hoạch giai đoạn")),
        ("year", _("Dự toán năm")),
        ("lines", _("Dự toán")),
        ("late", _("Quá hạn")),
    ]
    return [
        ui.Tab(label, reverse(f"investment:{name}"), active=name == active)
        for name, label in shown
    ]


def pages(*, is_later: bool, after: UUID | None, kept: str = "") -> ui.Pages:
    return ui.Pages(
        previous_url=f"?{kept}" if is_later else "",
        next_url=f"?{kept}sau={after.hex}" if after else "",
    )


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
