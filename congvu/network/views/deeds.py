"""The one shape of every page that does something, and the way between the pages."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.network.models import Link
from congvu.network.rules import CARRIAGE_NAMES, MEDIUM_NAMES, Carriage, Medium
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted, press

__all__ = ["KEEP", "METHODS", "Words", "answer", "done", "posted", "press"]

KEEP = Permission.KEEP_NETWORK


def tabs(active: str, *, all_of_it: bool = False) -> list[ui.Tab]:
    """Options are the province's keeper's."""
    shown = [
        ("map", _("Sơ đồ")),
        ("sites", _("Điểm mạng")),
        ("subnets", _("Dải địa chỉ")),
        ("vlans", _("VLAN")),
        ("contracts", _("Hợp đồng")),
        ("weak", _("Điểm yếu")),
        ("load", _("Nạp, xuất")),
    ]
    if all_of_it:
        shown.append(("options", _("Phương án")))
    return [
        ui.Tab(label, reverse(f"network:{name}"), active=name == active)
        for name, label in shown
    ]


def carried(link: Link) -> str:
    """cáp quang 100/50 Mbit/s · mạng truyền số liệu chuyên dùng"""
    return _("%(medium)s %(down)s/%(up)s Mbit/s · %(network)s") % {
        "medium": _(MEDIUM_NAMES[Medium(link.medium)]),
        "down": ui.dotted(link.down_mbps),
        "up": ui.dotted(link.up_mbps),
        "network": _(CARRIAGE_NAMES[Carriage(link.carriage)]),
    }


answer = partial(deeds.answer, template="network/form.html")
