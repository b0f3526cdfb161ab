"""Options for the network: what each would change, beside one another as numbers. Pure.

Costs are of five years at today's prices, what is paid once and for upkeep among them;
no index, no interest: the texts we have read give none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.network.rules.data import Fault
from congvu.network.rules.words import (
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_DONG,
    MOST_MBPS,
    Carriage,
    Medium,
)

MONTHS = 60
MOST_CHANGES = 500


@dataclass(frozen=True)
class OptionData:
    """What a way to build the network is called, and what speaks for it."""

    name: str
    about: str = ""

    def tidied(self) -> OptionData:
        return replace(self, name=nfc(self.name), about=nfc(self.about))


@dataclass(frozen=True)
class ChangeData:
    """A link that is built, or taken away, or one built in the place of another."""

    replaces_id: UUID | None = None
    near_id: UUID | None = None
    far_id: UUID | None = None
    carriage: Carriage = Carriage.STATE
    medium: Medium = Medium.FIBRE
    mbps: int | None = None
    monthly_cost: int | None = None
    once_cost: int | None = None

    @property
    def builds(self) -> bool:
        return self.near_id is not None or self.far_id is not None


def option_faults(data: OptionData) -> list[Fault]:
    found = []
    if not data.name:
        found.append(Fault(_("Chưa có tên phương án."), "name"))
    for field, most in (("name", LONGEST_NAME), ("about", LONGEST_LINE)):
        if len(getattr(data, field)) > most:
            words = _("Dài quá %(most)s chữ.")
            found.append(Fault(words, field, {"most": str(most)}))
    return found


def change_faults(data: ChangeData) -> list[Fault]:
    if not data.builds and data.replaces_id is None:
        words = _("Chọn đường bỏ đi, hoặc hai đầu của đường làm mới.")
        return [Fault(words, "near")]
    found = []
    if data.builds and (data.near_id is None or data.far_id is None):
        found.append(Fault(_("Chọn cả hai đầu của đường làm mới."), "far"))
    elif data.builds and data.near_id == data.far_id:
        found.append(Fault(_("Hai đầu phải là hai điểm khác nhau."), "far"))
    for field, least, most in (
        ("mbps", 1, MOST_MBPS),
        ("monthly_cost", 0, MOST_DONG),
        ("once_cost", 0, MOST_DONG),
    ):
        given = getattr(data, field)
        if given is None and data.builds and field == "mbps":
            found.append(Fault(_("Ghi đường làm mới tải được bao nhiêu."), field))
        if given is not None and not least <= given <= most:
            named = {"least": str(least), "most": str(most)}
            words = _("Ghi một số từ %(least)s đến %(most)s.")
            found.append(Fault(words, field, named))
    return found


def cost_of_five_years(monthly: int, once: int) -> int:
    return MONTHS * monthly + once
