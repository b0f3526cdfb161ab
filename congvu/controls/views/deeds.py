"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.controls.rules import Now
from congvu.files.models import StoredFile
from congvu.files.queries import open_file
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, as_shown, done, posted, press

__all__ = [
    "KEEP",
    "METHODS",
    "READ",
    "Words",
    "answer",
    "done",
    "posted",
    "press",
    "sent",
    "tabs",
]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY
TONES = {
    Now.MET: "done",
    Now.THROUGH: "done",
    Now.PARTLY: "look",
    Now.EXCEPTED: "look",
    Now.UNMET: "late",
    Now.REOPENED: "late",
}

answer = deeds.answer


def tabs(active: str) -> list[ui.Tab]:
    shown = [
        ("list", _("Hệ thống")),
        ("catalogues", _("Bộ yêu cầu")),
        ("audits", _("Kiểm tra")),
        ("findings", _("Tồn tại")),
        ("risks", _("Rủi ro")),
        ("regulations", _("Quy chế")),
        ("people", _("Nhân sự an ninh")),
        ("learning", _("Học tập")),
        ("current-report", _("Báo cáo năm")),
    ]
    return [
        ui.Tab(label, reverse(f"controls:{name}"), active=name == active)
        for name, label in shown
    ]


@dataclass(frozen=True)
class _Kept:
    stream: BinaryIO
    name: str
    media_type: str = "application/octet-stream"


def sent(file: StoredFile, name: str) -> HttpResponse:
    """The file as it was given; nothing in it runs here."""
    return as_shown(_Kept(open_file(file), name), inline=False)


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
