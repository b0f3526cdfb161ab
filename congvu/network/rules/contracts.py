"""Contracts that keep machines and links running, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc
from congvu.network.rules.data import EARLIEST, Fault, needed, short, within
from congvu.network.rules.words import LONGEST_CODE, LONGEST_LINE, LONGEST_NAME

MOST_COST = 10**13
MOST_MACHINES = 2000
MOST_HOURS = 24 * 90
# Before a contract's last day its keepers hear of it.
ENDS_SOON_DAYS = 60


class ContractKind(StrEnum):
    MAINTENANCE = "care"
    SUPPORT = "support"
    LINE = "line"


CONTRACT_KIND_NAMES = {
    ContractKind.MAINTENANCE: _("bảo trì, sửa chữa"),
    ContractKind.SUPPORT: _("hỗ trợ kỹ thuật"),
    ContractKind.LINE: _("thuê đường truyền"),
}


@dataclass(frozen=True)
class ContractData:
    """``ends_on`` is the first day without; ``cost`` đồng, for all of its time.
    ``machines``: numbers or names as people write them.
    """

    kind: ContractKind
    number: str
    provider: str
    starts_on: date | None
    ends_on: date | None
    cost: int | None = None
    response_hours: int | None = None
    note: str = ""
    machines: tuple[str, ...] = ()
    links: tuple[UUID, ...] = ()

    def tidied(self) -> ContractData:
        """White lines and the same machine twice are left out."""
        named = dict.fromkeys(one for m in self.machines if (one := nfc(m)))
        return replace(
            self,
            number=nfc(self.number),
            provider=nfc(self.provider),
            note=nfc(self.note),
            machines=tuple(named),
            links=tuple(dict.fromkeys(self.links)),
        )


def monthly_share(cost: int, starts_on: date, ends_on: date, covered: int) -> Fraction:
    """What one of the things it covers costs in a twelfth of a year: shared evenly, for
    no contract we know tells its parts apart.
    """
    return Fraction(cost * 365, 12 * (ends_on - starts_on).days * covered)


def contract_faults(data: ContractData) -> list[Fault]:
    found = needed(data.number, "number", _("Chưa có số hợp đồng."), LONGEST_CODE)
    none = _("Chưa có nhà cung cấp.")
    found += needed(data.provider, "provider", none, LONGEST_NAME)
    found += short(data.note, "note", LONGEST_LINE)
    if data.cost is not None:
        found += within(data.cost, "cost", 0, MOST_COST)
    if data.response_hours is not None:
        found += within(data.response_hours, "response_hours", 1, MOST_HOURS)
    if data.starts_on is None:
        found.append(Fault(_("Ghi ngày bắt đầu."), "starts_on"))
    elif data.starts_on < EARLIEST:
        found.append(Fault(_("Ngày này quá xa."), "starts_on"))
    if data.ends_on is None:
        found.append(Fault(_("Ghi ngày hết hạn."), "ends_on"))
    elif data.starts_on is not None and data.ends_on <= data.starts_on:
        found.append(Fault(_("Ngày hết hạn phải sau ngày bắt đầu."), "ends_on"))
    if len(data.machines) > MOST_MACHINES:
        words = _("Một hợp đồng gồm nhiều nhất 2.000 máy.")
        found.append(Fault(words, "machines"))
    if not data.machines and not data.links:
        words = _("Ghi hợp đồng này gồm máy nào hoặc đường truyền nào.")
        found.append(Fault(words, "machines"))
    return found
