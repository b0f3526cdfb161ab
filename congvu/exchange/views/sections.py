"""The pages of exchange beside each other, as far as the seat may open them."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from congvu.exchange.access import is_sender
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.ui.rules import Tab


def _can(permission: Permission) -> Callable[[Seat], bool]:
    return lambda seat: seat.can(permission)


_SECTIONS = (
    ("regulation", gettext_noop("Quy chế"), _can(Permission.READ_RULES)),
    ("directory", gettext_noop("Danh bạ"), _can(Permission.READ_ORGANISATION)),
    ("packets", gettext_noop("Gói tin đi"), is_sender),
    ("arrivals", gettext_noop("Gói tin đến"), _can(Permission.REGISTER)),
    ("share", gettext_noop("Tỷ lệ điện tử"), _can(Permission.READ_REGISTER)),
    ("violations", gettext_noop("Vi phạm"), _can(Permission.READ_REGISTER)),
)


def sections(seat: Seat, here: str) -> list[Tab]:
    return [
        Tab(_(label), reverse(f"exchange:{name}"), active=name == here)
        for name, label, may_open in _SECTIONS
        if may_open(seat)
    ]
