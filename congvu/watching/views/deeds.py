"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted, press

__all__ = ["KEEP", "METHODS", "Words", "answer", "done", "posted", "press"]

KEEP = Permission.KEEP_NETWORK


def tabs(active: str) -> list[ui.Tab]:
    shown = [
        ("overview", _("Tình hình")),
        ("outages", _("Mất kết nối")),
        ("works", _("Bảo trì")),
        ("subnets", _("Dò mạng")),
        ("collectors", _("Máy thu thập")),
    ]
    return [
        ui.Tab(label, reverse(f"watching:{name}"), active=name == active)
        for name, label in shown
    ]


def lasted(span: timedelta) -> str:
    """3 giờ 20 phút"""
    minutes = max(round(span.total_seconds() / 60), 0)
    if minutes < 60:
        return _("%(m)s phút") % {"m": minutes}
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return _("%(h)s giờ %(m)s phút") % {"h": hours, "m": minutes}
    return _("%(d)s ngày %(h)s giờ") % {"d": hours // 24, "h": hours % 24}


answer = partial(deeds.answer, template="watching/form.html")
