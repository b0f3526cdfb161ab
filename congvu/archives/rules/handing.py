"""Handing closed dossiers over: to the agency's archive, later to the historical one.

NĐ 30/2020 Điều 30–31, Phụ lục V (biên bản giao nhận, mục lục hồ sơ nộp lưu).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.archives.rules.keeping import HandOverTerms, Retention
from congvu.archives.rules.states import DossierState
from congvu.lib.text import gettext_noop as _


class Archive(StrEnum):
    """Which archive takes them."""

    CURRENT = "current"
    HISTORICAL = "historical"


ARCHIVE_NAMES = {
    Archive.CURRENT: _("lưu trữ hiện hành"),
    Archive.HISTORICAL: _("lưu trữ lịch sử"),
}


class HandingState(StrEnum):
    """Given, and then taken or given back: both sides have their word."""

    SENT = "sent"
    TAKEN = "taken"
    RETURNED = "returned"


HANDING_STATE_NAMES = {
    HandingState.SENT: _("chờ bên nhận xác nhận"),
    HandingState.TAKEN: _("hai bên đã xác nhận"),
    HandingState.RETURNED: _("đã trả lại"),
}


@dataclass(frozen=True)
class ToHand:
    """A dossier as it stands when somebody wants to hand it over."""

    name: str
    state: str
    retention: str
    is_frozen: bool
    is_own: bool


# In which state a dossier is handed to which archive.
FROM_STATE = {
    Archive.CURRENT: DossierState.CLOSED,
    Archive.HISTORICAL: DossierState.ARCHIVED,
}


def handing_faults(dossiers: Sequence[ToHand], to: Archive) -> list[tuple[str, str]]:
    """What is wrong with each of them, all of it: a code and the dossier's name."""
    found: list[tuple[str, str]] = []
    for one in dossiers:
        if one.state != FROM_STATE[to]:
            found.append(("state", one.name))
        if not one.is_own:
            found.append(("not-own", one.name))
        if one.is_frozen:
            found.append(("frozen", one.name))
        if to == Archive.HISTORICAL and one.retention != Retention.PERMANENT:
            found.append(("not-permanent", one.name))
    return found


def postponing_faults(
    due_on: date | None, until: date | None, today: date, terms: HandOverTerms
) -> list[str]:
    """What is wrong with keeping a dossier until then."""
    if due_on is None:
        return ["no-due"]
    if until is None:
        return ["no-until"]
    found = []
    if until <= max(due_on, today):
        found.append("not-later")
    if until > terms.latest(due_on):
        found.append("too-late")
    return found
