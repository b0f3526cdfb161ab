"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, posted

__all__ = ["KEEP", "METHODS", "READ", "Words", "answer", "posted"]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY

answer = partial(deeds.answer, template="privacy/form.html")


def tabs(active: str) -> list[ui.Tab]:
    shown = [("list", _("Hoạt động xử lý")), ("requests", _("Yêu cầu của người dân"))]
    return [
        ui.Tab(label, reverse(f"privacy:{name}"), active=name == active)
        for name, label in shown
    ]


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
