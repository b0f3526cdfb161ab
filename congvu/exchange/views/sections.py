"""The pages of exchange beside each other, as far as the seat may open them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.ui.rules import Tab

_SECTIONS = (
    ("regulation", gettext_noop("Quy chế"), Permission.READ_RULES),
    ("directory", gettext_noop("Danh bạ"), Permission.READ_ORGANISATION),
    ("packets", gettext_noop("Gói tin đi"), Permission.NUMBER),
    ("arrivals", gettext_noop("Gói tin đến"), Permission.REGISTER),
    ("share", gettext_noop("Tỷ lệ điện tử"), Permission.READ_REGISTER),
    ("violations", gettext_noop("Vi phạm"), Permission.READ_REGISTER),
)


def sections(seat: Seat, here: str) -> list[Tab]:
    return [
        Tab(_(label), reverse(f"exchange:{name}"), active=name == here)
        for name, label, permission in _SECTIONS
        if seat.can(permission)
    ]
