"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted
from congvu.vulnerabilities.rules import MOST_UPLOADED, FindingState, Priority

__all__ = ["KEEP", "METHODS", "READ", "Words", "answer", "done", "posted", "tabs"]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY
TONES = {
    FindingState.OPEN: "late",
    FindingState.PLANNED: "look",
    FindingState.ACCEPTED: "look",
    FindingState.MENDED: "done",
}
PRIORITY_TONES = {Priority.NOW: "late", Priority.SOON: "look"}

answer = partial(deeds.answer, template="vulnerabilities/form.html")


def tabs(active: str) -> list[ui.Tab]:
    shown = [
        ("list", _("Phát hiện")),
        ("advisories", _("Cảnh báo")),
        ("boms", _("Bảng kê thành phần")),
    ]
    return [
        ui.Tab(label, reverse(f"vulnerabilities:{name}"), active=name == active)
        for name, label in shown
    ]


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def uploaded(form: forms.Form) -> tuple[bytes, str]:
    """What was sent, where it is not too much for a page to wait for."""
    file: Any = form.cleaned_data["file"]
    if file.size > MOST_UPLOADED:
        raise Refused([Reason(_("Tệp lớn hơn 20 MB."), "file")])
    return file.read(), file.name
